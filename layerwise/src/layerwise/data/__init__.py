"""The data sets of the course, all in one form.

``cifar10`` and ``fashion_mnist`` are photographs; ``shapes10`` is drawn by a seeded generator
and needs no download. `load` gives any of them as a dict of arrays that the Solver takes.
"""

import os

import numpy as np

from layerwise.data import cifar10, fashion_mnist, shapes10, sizes
from layerwise.data.cache import DataUnavailableError

__all__ = [
    "NAMES",
    "NAME_VARIABLE",
    "DataUnavailableError",
    "cifar10",
    "default_name",
    "fashion_mnist",
    "load",
    "shapes10",
]

#: The environment variable that names the set which the notebooks use.
NAME_VARIABLE = "LAYERWISE_DATASET"

_SETS = {"cifar10": cifar10, "fashion_mnist": fashion_mnist, "shapes10": shapes10}

#: The names that `load` knows.
NAMES = tuple(_SETS)


def default_name():
    """Name the data set that the notebooks use.

    Returns
    -------
    str
        The value of the environment variable ``LAYERWISE_DATASET``, else ``"shapes10"``.

    Raises
    ------
    ValueError
        When the variable names no known set.
    """
    name = os.environ.get(NAME_VARIABLE) or "shapes10"
    _refuse_unknown(name, f"The environment variable {NAME_VARIABLE}")
    return name


def load(
    name, *, num_train=None, num_val=None, num_test=None, subtract_mean=False, dtype=np.float32
):
    """Load a data set, or the first part of one.

    The first `num_train` images of the training part are for training and the `num_val` after
    them, at its tail, for validation. Pixels keep their units, 0 to 255.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    num_train, num_val, num_test : int, optional
        How many images of each part. The defaults are 49,000, 1,000 and 1,000 for
        ``cifar10``, 59,000, 1,000 and 10,000 for ``fashion_mnist``, and ``shapes10.SIZES``.
    subtract_mean : bool
        Subtract the mean image of the training part from all three parts.
    dtype : dtype
        A floating-point type, for the images.

    Returns
    -------
    dict
        ``X_train``, ``X_val`` and ``X_test``, each of shape (N, 3, 32, 32) and of type
        `dtype`; ``y_train``, ``y_val`` and ``y_test``, each of shape (N,), int64, 0 to 9; and
        ``mean_image`` of shape (3, 32, 32) when it was subtracted.

    Raises
    ------
    ValueError
        When the name is unknown, a size is negative or more than the set has, or `dtype` is
        not a floating-point type.
    DataUnavailableError
        When a set cannot be downloaded, kept or read here.
    ImportError
        When a download is wanted and pooch is not installed.
    """
    _refuse_unknown(name, "data.load")
    dtype = np.dtype(dtype)
    if dtype.kind != "f":
        raise ValueError(f"dtype got {dtype}; expected a floating-point type such as float32.")
    num_train, num_val, num_test = sizes.choose(
        _SETS[name].SIZES, num_train=num_train, num_val=num_val, num_test=num_test
    )
    if subtract_mean and num_train == 0:
        raise ValueError("subtract_mean got no training images to average; ask for num_train > 0.")
    X, y, X_test, y_test = _SETS[name].read(num_train + num_val, num_test)
    parts = {
        "train": (X[:num_train], y[:num_train]),
        "val": (X[num_train:], y[num_train:]),
        "test": (X_test, y_test),
    }
    result = {}
    for part, (images, labels) in parts.items():
        result[f"X_{part}"] = np.array(images, dtype=dtype, order="C")
        result[f"y_{part}"] = np.array(labels, dtype=np.int64)
    if subtract_mean:
        # Averaged from the bytes in float64: a float32 sum of 49,000 pixels loses digits.
        mean_image = X[:num_train].mean(axis=0, dtype=np.float64).astype(dtype)
        for part in parts:
            result[f"X_{part}"] -= mean_image
        result["mean_image"] = mean_image
    return result


def _refuse_unknown(name, where):
    if not isinstance(name, str) or name not in _SETS:
        known = ", ".join(repr(known) for known in NAMES)
        raise ValueError(f"{where} got {name!r}, which is no known data set; choose {known}.")
