"""The right pair of functions, for the versions of the net that are built on it."""

import numpy as np


def dropout_forward(x, dropout_param):
    """Inverted dropout."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


def dropout_backward(dout, cache):
    """Gradient of `dropout_forward`."""
    _, mask = cache
    return dout if mask is None else dout * mask
