"""Right versions of `dropout_backward`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("dropout_backward")
def by_mode(dout, cache):
    """Ask for the mode and copy."""
    dropout_param, mask = cache
    if dropout_param["mode"] == "train":
        return np.multiply(dout, mask)
    return dout.copy()


@right("dropout_backward")
def where_kept(dout, cache):
    """Choose by where, and divide by p."""
    dropout_param, mask = cache
    if mask is None:
        return 1 * dout
    return np.where(mask > 0, dout / dropout_param["p"], 0).astype(dout.dtype)


@right("dropout_backward")
def entry_by_entry(dout, cache):
    """Loop over the entries."""
    _, mask = cache
    dx = np.array(dout)
    if mask is not None:
        for index in np.ndindex(dout.shape):
            dx[index] = dout[index] * mask[index]
    return dx


def bits_forward(x, dropout_param):
    """Keep packed bits, the shape and the factor in the cache."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, [None, 1.0]
    kept = np.random.rand(*x.shape) < dropout_param["p"]
    factor = 1 / dropout_param["p"]
    return (x * kept * factor).astype(x.dtype), [np.packbits(kept), factor]


@right("dropout_backward", beside={"dropout_forward": bits_forward})
def unpacked_bits(dout, cache):
    """Take the mask from packed bits."""
    bits, factor = cache
    if bits is None:
        return dout
    kept = np.unpackbits(bits, count=dout.size).reshape(dout.shape)
    return (dout * kept * factor).astype(dout.dtype)


def closure_forward(x, dropout_param):
    """Leave a function as the cache."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] != "train":
        return x, lambda dout: dout
    mask = np.random.uniform(size=x.shape) < dropout_param["p"]
    factor = x.dtype.type(1 / dropout_param["p"])
    return x * mask * factor, lambda dout: dout * mask * factor


@right("dropout_backward", beside={"dropout_forward": closure_forward})
def call_the_cache(dout, cache):
    """Call what the forward has left."""
    return cache(dout)
