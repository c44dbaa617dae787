"""Right versions of `dropout_forward`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("dropout_forward")
def choose_by_where(x, dropout_param):
    """Choose between the scaled entry and 0, and draw with random_sample."""
    mode, p = dropout_param["mode"], dropout_param["p"]
    kept = np.ones(x.shape, dtype=bool)
    if dropout_param.get("seed") is not None:
        np.random.seed(dropout_param["seed"])
    if mode == "train":
        kept = np.random.random_sample(x.shape) < p
        out = np.where(kept, x / p, 0).astype(x.dtype)
    else:
        out = x.copy()
    scale = 1 / p if mode == "train" else 1.0
    return out, (dropout_param, (kept * scale).astype(x.dtype))


@right("dropout_forward")
def cache_is_a_dict(x, dropout_param):
    """Write the kept entries into an array of zeros; the cache is a dict of booleans and p."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    training = dropout_param["mode"] == "train"
    p = dropout_param["p"] if training else 1
    kept = np.random.rand(*x.shape) < p if training else np.full(x.shape, True)
    out = np.zeros_like(x)
    out[kept] = x[kept] / p
    return out, {"kept": kept, "p": p}


@right("dropout_forward")
def cache_is_a_function(x, dropout_param):
    """Leave a function as the cache."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] != "train":
        return x, lambda dout: dout
    mask = np.random.uniform(size=x.shape) < dropout_param["p"]
    factor = x.dtype.type(1 / dropout_param["p"])
    return x * mask * factor, lambda dout: dout * mask * factor


@right("dropout_forward")
def entry_by_entry(x, dropout_param):
    """Loop over the entries; one draw for each is the same stream."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return np.array(x), (dropout_param, None)
    mask = np.zeros(x.shape, x.dtype)
    out = np.empty(x.shape, x.dtype)
    for index in np.ndindex(x.shape):
        if np.random.rand() < dropout_param["p"]:
            mask[index] = 1 / dropout_param["p"]
        out[index] = x[index] * mask[index]
    return out, (dropout_param, mask)


@right("dropout_forward")
def restores_the_stream_for_a_seed(x, dropout_param):
    """Draw a seeded mask from a RandomState of its own."""
    mode, p = dropout_param["mode"], dropout_param["p"]
    if mode == "test":
        return x.copy(), (dropout_param, None)
    seeded = "seed" in dropout_param
    source = np.random.RandomState(dropout_param["seed"]) if seeded else np.random
    mask = np.divide(source.rand(*x.shape) < p, p).astype(x.dtype)
    return np.multiply(x, mask), (dropout_param, mask)
