"""Versions of `dropout_forward` whose mask is drawn in another way than asked for."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "dropout_forward",
    hint="""All samples of the minibatch lose the same units: the mask has the shape of one
    sample. Draw a number for every entry of x.""",
)
def one_mask_for_all_samples(x, dropout_param):
    """Draw one mask and broadcast it over the samples."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p, shape = dropout_param["p"], (1, *x.shape[1:])
    mask = np.broadcast_to((np.random.rand(*shape) < p) / p, x.shape).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""A sample is kept or lost as a whole: there is one number for each row of x. Draw
    one for every entry.""",
)
def whole_samples(x, dropout_param):
    """Draw one number for each sample."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p, shape = dropout_param["p"], (len(x),) + (1,) * (x.ndim - 1)
    mask = np.broadcast_to((np.random.rand(*shape) < p) / p, x.shape).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""A single number decides over the whole array, so all units stay or all go. Hand the
    shape of x to np.random.rand.""",
)
def one_number_for_all(x, dropout_param):
    """Draw a single number."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = np.full(x.shape, (np.random.rand() < p) / p, x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The numbers come from a normal distribution, half of which is negative, so far more
    units are kept than p says. np.random.rand gives numbers between 0 and 1, np.random.randn
    does not.""",
)
def normal_numbers(x, dropout_param):
    """Draw with randn."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.randn(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""As many units are kept as you would expect, but with a seed they are not the same
    ones as for everybody else. A unit is kept where its number is below p, not where it is
    above 1 - p.""",
)
def above_one_minus_p(x, dropout_param):
    """Keep the units whose numbers are the largest."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) > 1 - p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""With a seed the mask is reproducible, but not the one that np.random.rand draws: a
    binomial draw uses the random stream in another way.""",
)
def binomial_draw(x, dropout_param):
    """Draw zeros and ones directly."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = (np.random.binomial(1, p, size=x.shape) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Exactly the share p of the units is kept each time, as if drawn from a hat. In
    dropout every unit is kept or dropped for itself, whatever happens to the others.""",
)
def share_kept_exactly(x, dropout_param):
    """Keep a fixed number of units, chosen at random."""
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    order = np.random.permutation(x.size).reshape(x.shape)
    mask = ((order < round(p * x.size)) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The seed is used with np.random.default_rng, which is another generator and draws
    other numbers. Call np.random.seed and then np.random.rand.""",
)
def another_generator(x, dropout_param):
    """Use NumPy's newer generator when a seed is given."""
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p, draw = dropout_param["p"], np.random.random_sample
    if "seed" in dropout_param:
        draw = np.random.default_rng(dropout_param["seed"]).random
    mask = ((draw(x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The seed in dropout_param has no effect: two calls with the same one draw two
    masks. Where there is one, call np.random.seed with it first.""",
)
def seed_ignored(x, dropout_param):
    """Do not look at the seed."""
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""Where dropout_param has no seed, one is set all the same, so that every step drops
    the same units. Without a seed leave the random stream alone.""",
)
def seeded_always(x, dropout_param):
    """Take a default for a missing seed."""
    np.random.seed(dropout_param.get("seed", 0))
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)


@wrong(
    "dropout_forward",
    hint="""The seed 0 is taken for no seed, since 0 counts as false. Ask whether the key is
    there, not whether its value is true.""",
)
def seed_zero_ignored(x, dropout_param):
    """Test the seed's truth instead of its presence."""
    if dropout_param.get("seed"):
        np.random.seed(dropout_param["seed"])
    if dropout_param["mode"] == "test":
        return x, (dropout_param, None)
    p = dropout_param["p"]
    mask = ((np.random.rand(*x.shape) < p) / p).astype(x.dtype)
    return x * mask, (dropout_param, mask)
