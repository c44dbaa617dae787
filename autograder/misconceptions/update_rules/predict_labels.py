"""Versions of `predict` that return the wrong labels."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "predict",
    hint="""The labels are one too high: the classes are numbered from 0 to 9.""",
)
def labels_from_one(images):
    """Count the classes from one."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1) + 1


@wrong(
    "predict",
    hint="""predict picks the class with the lowest score. The net was trained to give the right
    class the highest.""",
)
def lowest_score(images):
    """Take argmin for argmax."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmin(axis=1)


@wrong(
    "predict",
    hint="""The net was trained on images with the mean image subtracted, and predict leaves it in.
    What was done to the images before training has to be done here too.""",
)
def mean_not_subtracted(images):
    """Leave the mean image in."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    params.pop("mean_image")
    h = images.reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""predict divides the images by 255, and the net was trained without that. They have to
    arrive on the scale that was used in training.""",
)
def scaled_to_one(images):
    """Scale the images otherwise than in training."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images / 255 - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""predict divides by 255 once the mean is subtracted, and the net was trained without
    that. They have to arrive on the scale that was used in training.""",
)
def scaled_after_mean(images):
    """Scale what the mean was subtracted from."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = ((images - params.pop("mean_image")) / 255).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""The layers follow each other without ReLU, so the net that predicts is not the one that
    was trained.""",
)
def relu_forgotten(images):
    """Leave ReLU out."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    for layer in range(1, len(params) // 2 + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""The colours are moved to the end before the image becomes a row of numbers, so each
    number meets a weight that was trained for another.""",
)
def channels_last(images):
    """Flatten with the channels last."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).transpose(0, 2, 3, 1).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""What predict subtracts is the mean of the images that it is given, so an image's label
    depends on its neighbours. Subtract the mean image that you saved from training.""",
)
def centred_on_batch(images):
    """Subtract the mean of the batch."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    params.pop("mean_image")
    h = (images - images.mean(axis=0)).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)
