"""Versions of `dropout_backward` with a slip.

Each takes the cache of the solution's forward: the settings, and the mask or None at test time.
"""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "dropout_backward",
    hint="""The right units get a gradient, but it is not divided by p. What the forward
    multiplied by 1/p, the gradient is multiplied by too.""",
)
def scale_forgotten(dout, cache):
    """Let the gradient through where units were kept, unscaled."""
    _, mask = cache
    return dout if mask is None else dout * (mask != 0)


@wrong(
    "dropout_backward",
    hint="""The gradient passes as if no unit had been dropped. It has to go through the mask
    that the forward used.""",
)
def mask_forgotten(dout, cache):
    """Hand the gradient on as it is."""
    return dout


@wrong(
    "dropout_backward",
    hint="""The gradient goes to the units that were dropped and not to those that were
    kept.""",
)
def mask_inverted(dout, cache):
    """Let the gradient through where units were dropped."""
    param, mask = cache
    return dout if mask is None else dout * (mask == 0) / np.asarray(param["p"], dout.dtype)


@wrong(
    "dropout_backward",
    hint="""A new mask is drawn on the way back. It differs from the one of the forward unless
    both have the same seed, so keep the forward's mask in the cache.""",
)
def mask_drawn_again(dout, cache):
    """Draw the mask once more, seed included."""
    param, mask = cache
    if mask is None:
        return dout
    if "seed" in param:
        np.random.seed(param["seed"])
    return dout * ((np.random.rand(*dout.shape) < param["p"]) / param["p"]).astype(dout.dtype)


@wrong(
    "dropout_backward",
    hint="""The gradient is divided by p twice: the mask holds 1/p already.""",
)
def scaled_twice(dout, cache):
    """Multiply by the mask and divide by p."""
    param, mask = cache
    return dout if mask is None else dout * mask / np.asarray(param["p"], dout.dtype)


@wrong(
    "dropout_backward",
    hint="""The factor of the forward has been undone on the way back: the gradient is
    multiplied by p. The derivative of m x is m, so both ways have the same factor.""",
)
def multiplied_by_p(dout, cache):
    """Scale the gradient by p instead of 1/p."""
    param, mask = cache
    return dout if mask is None else dout * (mask != 0) * np.asarray(param["p"], dout.dtype)


@wrong(
    "dropout_backward",
    hint="""The gradient is divided by the mask, and the mask has zeros in it. The chain rule
    multiplies.""",
)
def divided_by_mask(dout, cache):
    """Divide by the mask."""
    _, mask = cache
    with np.errstate(all="ignore"):
        return dout if mask is None else dout / mask


@wrong(
    "dropout_backward",
    hint="""The gradient is divided by 1 - p, the probability of dropping. The forward
    multiplied by 1/p, and so does the backward.""",
)
def divided_by_drop_probability(dout, cache):
    """Scale by the probability of dropping."""
    param, mask = cache
    return dout if mask is None else dout * (mask != 0) / np.asarray(1 - param["p"], dout.dtype)


@wrong(
    "dropout_backward",
    hint="""At test time the gradient comes out as 0. The output is then the input, so the
    gradient is `dout`.""",
)
def zero_at_test_time(dout, cache):
    """Have no gradient at test time."""
    _, mask = cache
    return np.zeros_like(dout) if mask is None else dout * mask


@wrong(
    "dropout_backward",
    hint="""Training is right, but at test time the gradient is multiplied by p, as belongs to
    a dropout that is not inverted.""",
)
def scaled_at_test_time(dout, cache):
    """Scale the gradient at test time."""
    param, mask = cache
    return dout * np.asarray(param["p"], dout.dtype) if mask is None else dout * mask


@wrong(
    "dropout_backward",
    hint="""This changes `dout` itself: an operation such as *= writes into the array that was
    handed in. Make a new array for dx.""",
)
def in_place(dout, cache):
    """Multiply the caller's gradient by the mask."""
    _, mask = cache
    if mask is not None:
        dout *= mask
    return dout


@wrong(
    "dropout_backward",
    hint="""The gradient is divided by the number of samples. The mean over the minibatch
    belongs to the loss and has been taken there.""",
)
def averaged_over_samples(dout, cache):
    """Take a mean over the minibatch that the loss has taken already."""
    _, mask = cache
    return (dout if mask is None else dout * mask) / np.asarray(len(dout), dout.dtype)


@wrong(
    "dropout_backward",
    hint="""The mask is added to the gradient where the chain rule multiplies.""",
)
def mask_added(dout, cache):
    """Add the mask."""
    _, mask = cache
    return dout if mask is None else dout + mask


@wrong(
    "dropout_backward",
    hint="""What comes back is the mask alone, the derivative of dropout. Multiply it by the
    gradient that comes from above.""",
)
def local_derivative_only(dout, cache):
    """Forget the upstream gradient."""
    _, mask = cache
    return np.ones_like(dout) if mask is None else mask.astype(dout.dtype)


@wrong(
    "dropout_backward",
    hint="""Training passes the gradient as it is and test time looks for a mask: the two modes
    have changed places.""",
)
def modes_swapped(dout, cache):
    """Use the mask at test time."""
    param, mask = cache
    return dout * mask if param["mode"] == "test" else dout + 0


@wrong(
    "dropout_backward",
    hint="""A pair is returned where dx alone is asked for.""",
)
def pair_returned(dout, cache):
    """Return the cache along with dx."""
    _, mask = cache
    return dout if mask is None else dout * mask, cache
