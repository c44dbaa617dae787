"""Versions of `predict` that stop with an error."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "predict",
    hint="""predict opens a file that is not there when your notebook is graded. Hand in the file
    beside the notebook, and open it by its bare name, without a folder.""",
)
def file_elsewhere(images):
    """Load the weights from a place of one's own."""
    with np.load("my_models/good_model.npz") as file:
        params = dict(file)
    h = (images - params.pop("mean_image")).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""predict uses a name that is unknown when your notebook is graded. Check its spelling,
    and whether it comes from the training cell, which is not run then.""",
)
def training_cell_needed(images):
    """Use the model of the training cell."""
    images = images - train_images["mean_image"]  # noqa: F821
    return good_model.loss(images).argmax(axis=1)  # noqa: F821


@wrong(
    "predict",
    hint="""predict asks the file for a name that is not stored in it. Compare the names that you
    gave to np.savez with those that predict reads.""",
)
def name_not_in_file(images):
    """Read a name that was not saved."""
    with np.load("good_model.npz") as file:
        mean, params = file["mean of the images"], dict(file)
    h = (images - mean).reshape(len(images), -1)
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)


@wrong(
    "predict",
    hint="""The arrays in predict do not fit together. The net takes each image as one row of
    numbers, and layers want their weights in the order in which they were trained.""",
)
def images_not_flattened(images):
    """Multiply images of four dimensions by the first weights."""
    with np.load("good_model.npz") as file:
        params = dict(file)
    h = images - params.pop("mean_image")
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        h = h @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < layers:
            h = np.maximum(h, 0)
    return h.argmax(axis=1)
