"""Versions of `dropout_forward` that keep the wrong units, or scale them wrongly."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "dropout_forward",
    hint="""In training the kept units are passed on as they are. Fewer units then send the
    same amount each, so what is kept has to be divided by p.""",
)
def scale_forgotten(x, dropout_param):
    """Drop units and leave the rest as it is."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    mask = (np.random.rand(*x.shape) < dropout_param["p"]).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""This is dropout with p as the probability of dropping, as in PyTorch. Here p is the
    probability of keeping.""",
)
def p_drops(x, dropout_param):
    """Take p for the probability of dropping, consistently."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    keep = 1 - dropout_param["p"]
    with np.errstate(all="ignore"):
        mask = ((np.random.rand(*x.shape) < keep) / keep).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The comparison points the wrong way: units whose number lies above p are kept,
    which are those that should go. At p = 0.5 nobody would notice.""",
)
def comparison_turned(x, dropout_param):
    """Keep the units whose number is larger than p, and divide by p."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    mask = ((np.random.rand(*x.shape) > dropout_param["p"]) / dropout_param["p"]).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Units whose number lies above p are kept and divided by 1 - p: that is right for a
    p that drops. Here p is the probability of keeping.""",
)
def comparison_and_scale_turned(x, dropout_param):
    """Keep the units whose number is larger than p, and divide by their share."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = (np.random.rand(*x.shape) > p).astype(x.dtype)
    mask = mask / (1 - p) if p < 1 else mask
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The kept units are multiplied by p in training, so they get smaller where they
    should get larger. Divide.""",
)
def multiplied_by_p(x, dropout_param):
    """Scale by p instead of 1/p."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) * p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The right units are kept, but they are divided by 1 - p, the probability of
    dropping. What share of the units is left?""",
)
def divided_by_drop_probability(x, dropout_param):
    """Scale by the probability of dropping."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = (np.random.rand(*x.shape) < p).astype(x.dtype)
    mask = mask / (1 - p) if p < 1 else mask
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The kept units are divided by p twice. Either the mask holds 1/p already or the
    output is divided, not both.""",
)
def scaled_twice(x, dropout_param):
    """Divide the mask and then the output by p."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return (x * mask / p).astype(x.dtype), (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The kept units are divided by the share that happened to be kept this time. The
    formula divides by p itself, so that the factor is the same in every step.""",
)
def divided_by_kept_share(x, dropout_param):
    """Scale by the fraction of units that this mask keeps."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    kept = np.random.rand(*x.shape) < dropout_param["p"]
    mask = (kept / max(kept.mean(), 1e-12)).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Dropped units keep their old value and only the others are scaled. A dropped unit's
    output is 0.""",
)
def dropped_units_left_in(x, dropout_param):
    """Scale the kept units and leave the others as they are."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    kept = np.random.rand(*x.shape) < p
    mask = np.where(kept, 1 / p, 1.0).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""This changes x itself: an operation such as *= writes into the array that was
    handed in. The caller may still need it, so make a new one.""",
)
def in_place(x, dropout_param):
    """Multiply the caller's array by the mask."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    x *= mask
    return x, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""For a float32 input the output is float64, because the mask is. Give the mask, or
    the output, the dtype of x.""",
)
def float64_output(x, dropout_param):
    """Let the mask's float64 spread to the output."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = (np.random.rand(*x.shape) < p) / p
    return x * mask, (dropout_param, mask)
