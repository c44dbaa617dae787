"""Versions of `predict` that return something other than one label an image."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "predict",
    hint="""predict returns the scores of all classes. The label is the number of the class with the
    highest one.""",
)
def scores_returned(images):
    """Return the scores."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h


@wrong(
    "predict",
    hint="""predict returns the probability of every class. The label is the number of the most
    probable one.""",
)
def probabilities_returned(images):
    """Return the softmax of the scores."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    e = np.exp(h - h.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong(
    "predict",
    hint="""predict returns a row of zeros and a one for each image. What is asked for is the place
    of the one: a single number an image.""",
)
def one_hot_returned(images):
    """Return one-hot rows."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return np.eye(h.shape[1], dtype=int)[h.argmax(axis=1)]


@wrong(
    "predict",
    hint="""predict returns how high the highest score is. What is asked for is which class has
    it.""",
)
def highest_scores_returned(images):
    """Take max for argmax."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.max(axis=1)


@wrong(
    "predict",
    hint="""The labels stand in a column, an array of shape (N, 1). An array of shape (N,) is asked
    for.""",
)
def column_returned(images):
    """Keep the class dimension."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1, keepdims=True)


@wrong(
    "predict",
    hint="""The labels are in a Python list. What is asked for is an array of them.""",
)
def list_returned(images):
    """Return a list."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1).tolist()


@wrong(
    "predict",
    hint="""The labels have decimal points. They are the numbers of classes, so an array of whole
    numbers is asked for.""",
)
def floats_returned(images):
    """Return the labels as floats."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1).astype(np.float64)


@wrong(
    "predict",
    hint="""For each class predict returns the image that scores highest, where for each image the
    class is asked for. Look at the axis of argmax.""",
)
def argmax_over_images(images):
    """Take argmax along the wrong axis."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=0)


@wrong(
    "predict",
    hint="""For a single image predict returns a bare number. One image is a batch of one: its label
    is asked for in an array of shape (1,).""",
)
def squeezed(images):
    """Squeeze the labels, which takes the only dimension from a batch of one."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1).squeeze()
