"""Versions of `dropout_forward` that mistake training for testing."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "dropout_forward",
    hint="""This is dropout as it was first published: nothing is scaled in training, and the
    output is multiplied by p at test time. Inverted dropout divides by p in training and
    leaves testing alone.""",
)
def scaled_at_test_time(x, dropout_param):
    """Scale at test time instead of in training."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x * np.asarray(dropout_param["p"], x.dtype), (dropout_param, None)
    mask = (np.random.rand(*x.shape) < dropout_param["p"]).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Training is right, but the output is also multiplied by p at test time. The
    division by p in training has already settled that.""",
)
def scaled_at_test_time_too(x, dropout_param):
    """Scale in training and again at test time."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x * np.asarray(dropout_param["p"], x.dtype), (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The output is divided by p at test time, where every unit is there and none needs
    to make up for others. At test time the output is the input.""",
)
def divided_at_test_time(x, dropout_param):
    """Divide by p at test time as well."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x / np.asarray(dropout_param["p"], x.dtype), (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Units are dropped in both modes. Look at `dropout_param["mode"]`: at test time the
    output is the input.""",
)
def dropped_at_test_time_too(x, dropout_param):
    """Do not look at the mode."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The two modes have changed places: units are dropped at test time and none in
    training.""",
)
def modes_swapped(x, dropout_param):
    """Drop at test time only."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "train":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""At test time everything comes out as 0, as if all units were dropped. There all of
    them are kept.""",
)
def zero_at_test_time(x, dropout_param):
    """Start from zeros and fill them in training only."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    out, mask = np.zeros_like(x), None
    if dropout_param["mode"] == "train":
        p = dropout_param["p"]
        mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
        out = x * mask
    return out, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Nothing is dropped in either mode. In training, draw a mask and multiply by it.""",
)
def nothing_dropped(x, dropout_param):
    """Return the input in both modes."""
    return x, (dropout_param, None)
