"""Samples with their labels, looked at before a training is spent on them."""

import numpy as np


def take(data, part):
    """Take X and y of one part of a data set.

    Parameters
    ----------
    data : dict
        As `layerwise.data.load` gives it.
    part : str
        Such as "train": the keys are ``X_train`` and ``y_train``.

    Returns
    -------
    X : ndarray of shape (N, d1, ..., dk)
    y : ndarray of shape (N,)
        Integer labels.

    Raises
    ------
    TypeError
        When `data` is not a dict.
    ValueError
        When a key is missing, the lengths differ, X is not finite or y not of integers.
    """
    if not isinstance(data, dict):
        raise TypeError(
            f"Got data of type {type(data).__name__}; expected the dict of layerwise.data.load."
        )
    for key in (f"X_{part}", f"y_{part}"):
        if key not in data:
            raise ValueError(
                f"Got data without {key!r}, with the keys {sorted(map(str, data))}; expected "
                f"X_train, y_train, X_val and y_val at least."
            )
    X, y = np.asarray(data[f"X_{part}"]), np.asarray(data[f"y_{part}"])
    if X.ndim < 2 or y.ndim != 1 or len(X) != len(y) or X.size == 0:
        raise ValueError(
            f"Got X_{part} of shape {X.shape} and y_{part} of shape {y.shape}; expected (N, ...) "
            f"and (N,) with the same N, 1 or more."
        )
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError(f"Got y_{part} of type {y.dtype}; expected integer labels.")
    if not np.issubdtype(X.dtype, np.number):
        raise ValueError(f"Got X_{part} of type {X.dtype}; expected numbers.")
    # NaN comes through min and max, which need no array of the size of X.
    if not np.isfinite([X.min(), X.max()]).all():
        raise ValueError(f"Got NaN or infinity in X_{part}; expected finite numbers alone.")
    return X, y
