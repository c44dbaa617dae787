"""Wrong versions of `max_pool_backward_naive`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import max_pool_backward_naive_right


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, each of them has the whole gradient.
    Only the first in reading order has it.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = flat == flat.max(axis=2, keepdims=True)
    """,
)
def every_largest():
    """Give all of several largest pixels the gradient."""


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, the gradient is shared out among them.
    The first in reading order has all of it.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = flat == flat.max(axis=2, keepdims=True)
    + mask = mask / mask.sum(axis=2, keepdims=True)
    """,
)
def shared_among_largest():
    """Share the gradient among the largest pixels."""


@wrong(
    "max_pool_backward_naive",
    hint="""Where several pixels share the largest value, the last of them has the gradient. It is
    the first in reading order.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = (
    +     np.arange(flat.shape[2])
    +     == flat.shape[2] - 1 - flat[..., ::-1].argmax(axis=2)[..., None]
    + )
    """,
)
def last_largest():
    """Give the last of several largest pixels the gradient."""


@wrong(
    "max_pool_backward_naive",
    hint="""Ties are decided column by column. Reading order goes row by row: the upper row first,
    in a row the left pixel.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - flat = window.reshape(*window.shape[:2], -1)
    + flat = window.swapaxes(2, 3).reshape(*window.shape[:2], -1)

    - dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    + dx[:, :, rows, columns] += (
    +     mask.reshape(window.swapaxes(2, 3).shape).swapaxes(2, 3) * dout[:, :, p, q, None, None]
    + )
    """,
)
def first_by_columns():
    """Look for the first largest pixel column by column."""


@wrong(
    "max_pool_backward_naive",
    hint="""Where windows overlap, the last one overwrites the others. A pixel that is the largest
    of several windows has a gradient from each, and they add up.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    + dx[:, :, rows, columns] = mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    """,
)
def assigned():
    """Overwrite where windows overlap."""


@wrong(
    "max_pool_backward_naive",
    hint="""Every pixel of the window has the gradient. Only the largest had any influence on the
    output.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = np.ones(flat.shape)
    """,
)
def to_all_pixels():
    """Give every pixel of the window the gradient."""


@wrong(
    "max_pool_backward_naive",
    hint="""The gradient is spread evenly over the window, as average-pooling would do it. Only
    the largest pixel had any influence on the output.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = np.full(flat.shape, 1 / flat.shape[2])
    """,
)
def average_pooling():
    """Spread the gradient evenly."""


@wrong(
    "max_pool_backward_naive",
    hint="""The smallest pixel has the gradient instead of the largest.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
    + mask = np.arange(flat.shape[2]) == flat.argmin(axis=2)[..., None]
    """,
)
def smallest():
    """Give the smallest pixel the gradient."""


@wrong(
    "max_pool_backward_naive",
    hint="""There is a one wherever a maximum was: dout has no influence. It is dout that goes to
    the largest pixel.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    + dx[:, :, rows, columns] += mask.reshape(window.shape)
    """,
)
def upstream_ignored():
    """Put ones where the maxima are."""


@wrong(
    "max_pool_backward_naive",
    hint="""The gradient is multiplied by the pixel's value. The output is the pixel itself, so
    the factor is one.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    + dx[:, :, rows, columns] += (
    +     mask.reshape(window.shape) * window * dout[:, :, p, q, None, None]
    + )
    """,
)
def times_the_pixel():
    """Multiply by the pixel's value."""


@wrong(
    "max_pool_backward_naive",
    hint="""The windows of the backward pass move by one pixel. They lie where those of the
    forward pass lay, a stride apart.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - stride = pool_param["stride"]
    + pool_param["stride"]

    - rows = slice(p * stride, p * stride + height)
    - columns = slice(q * stride, q * stride + width)
    + rows = slice(p, p + height)
    + columns = slice(q, q + width)
    """,
)
def stride_forgotten():
    """Move the window by one pixel each time."""


@wrong(
    "max_pool_backward_naive",
    hint="""Height and width of the window are swapped.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - rows = slice(p * stride, p * stride + height)
    - columns = slice(q * stride, q * stride + width)
    + rows = slice(p * stride, p * stride + width)
    + columns = slice(q * stride, q * stride + height)
    """,
)
def height_and_width_swapped():
    """Swap the window's height and width."""


@wrong(
    "max_pool_backward_naive",
    hint="""A largest pixel that is zero or negative has no gradient. Pooling is no ReLU: the
    largest pixel has it, whatever its sign.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    + dx[:, :, rows, columns] += (
    +     mask.reshape(window.shape) * (window > 0) * dout[:, :, p, q, None, None]
    + )
    """,
)
def positive_only():
    """Give the gradient to positive pixels only."""


@wrong(
    "max_pool_backward_naive",
    hint="""The sign is turned. A gradient points uphill; going down is the update rule's
    business.""",
    like=max_pool_backward_naive_right.all_images_at_once,
    change="""
    - return dx
    + return -dx
    """,
)
def downhill():
    """Turn the sign."""
