"""Wrong versions of `max_pool_backward_naive`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, each of them has the whole gradient.
    Only the first in reading order has it.""",
)
def every_largest(dout, cache):
    """Give all of several largest pixels the gradient."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = flat == flat.max(axis=2, keepdims=True)
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, the gradient is shared out among them.
    The first in reading order has all of it.""",
)
def shared_among_largest(dout, cache):
    """Share the gradient among the largest pixels."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = flat == flat.max(axis=2, keepdims=True)
        mask = mask / mask.sum(axis=2, keepdims=True)
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, the last of them has the gradient. It is
    the first in reading order.""",
)
def last_largest(dout, cache):
    """Give the last of several largest pixels the gradient."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = (
            np.arange(flat.shape[2])
            == flat.shape[2] - 1 - flat[..., ::-1].argmax(axis=2)[..., None]
        )
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Ties are decided column by column. Reading order goes row by row: the upper row first,
    in a row the left pixel.""",
)
def first_by_columns(dout, cache):
    """Look for the first largest pixel column by column."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.swapaxes(2, 3).reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += (
            mask.reshape(window.swapaxes(2, 3).shape).swapaxes(2, 3) * dout[:, :, p, q, None, None]
        )
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Where windows overlap, the last one overwrites the others. A pixel that is the largest
    of several windows has a gradient from each, and they add up.""",
)
def assigned(dout, cache):
    """Overwrite where windows overlap."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] = mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Every pixel of the window has the gradient. Only the largest had any influence on the
    output.""",
)
def to_all_pixels(dout, cache):
    """Give every pixel of the window the gradient."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.ones(flat.shape)
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""The gradient is spread evenly over the window, as average-pooling would do it. Only
    the largest pixel had any influence on the output.""",
)
def average_pooling(dout, cache):
    """Spread the gradient evenly."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.full(flat.shape, 1 / flat.shape[2])
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""The smallest pixel has the gradient instead of the largest.""",
)
def smallest(dout, cache):
    """Give the smallest pixel the gradient."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmin(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""There is a one wherever a maximum was: dout has no influence. It is dout that goes to
    the largest pixel.""",
)
def upstream_ignored(dout, cache):
    """Put ones where the maxima are."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape)
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""The gradient is multiplied by the pixel's value. The output is the pixel itself, so
    the factor is one.""",
)
def times_the_pixel(dout, cache):
    """Multiply by the pixel's value."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += (
            mask.reshape(window.shape) * window * dout[:, :, p, q, None, None]
        )
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""The windows of the backward pass move by one pixel. They lie where those of the
    forward pass lay, a stride apart.""",
)
def stride_forgotten(dout, cache):
    """Move the window by one pixel each time."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p, p + height)
        columns = slice(q, q + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""Height and width of the window are swapped.""",
)
def height_and_width_swapped(dout, cache):
    """Swap the window's height and width."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + width)
        columns = slice(q * stride, q * stride + height)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""A largest pixel that is zero or negative has no gradient. Pooling is no ReLU: the
    largest pixel has it, whatever its sign.""",
)
def positive_only(dout, cache):
    """Give the gradient to positive pixels only."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += (
            mask.reshape(window.shape) * (window > 0) * dout[:, :, p, q, None, None]
        )
    return dx


@wrong(
    "max_pool_backward_naive",
    hint="""The sign is turned. A gradient points uphill; going down is the update rule's
    business.""",
)
def downhill(dout, cache):
    """Turn the sign."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return -dx
