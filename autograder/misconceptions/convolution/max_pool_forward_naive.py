"""Wrong versions of `max_pool_forward_naive`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import max_pool_forward_naive_right


@wrong(
    "max_pool_forward_naive",
    hint="""This is average-pooling. The largest number of the window is asked for.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.mean(axis=(2, 3))
    """,
)
def mean():
    """Average the window."""


@wrong(
    "max_pool_forward_naive",
    hint="""The window is added up. The largest number is asked for.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.sum(axis=(2, 3))
    """,
)
def sum_of_window():
    """Add the window up."""


@wrong(
    "max_pool_forward_naive",
    hint="""The smallest number of the window is taken instead of the largest.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.min(axis=(2, 3))
    """,
)
def smallest():
    """Take the smallest number."""


@wrong(
    "max_pool_forward_naive",
    hint="""Signs are lost: the largest absolute value is taken, not the largest number.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = np.abs(window).max(axis=(2, 3))
    """,
)
def largest_size():
    """Take the largest absolute value."""


@wrong(
    "max_pool_forward_naive",
    hint="""A window of negative numbers gives 0. Begin the search with a number from the window,
    not with zero.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.max(axis=(2, 3), initial=0)
    """,
)
def starts_at_zero():
    """Start the search for the maximum at zero."""


@wrong(
    "max_pool_forward_naive",
    hint="""The window moves by one pixel from one output to the next instead of by the
    stride.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
    + window = x[:, :, p : p + height, q : q + width]
    """,
)
def stride_forgotten():
    """Move the window by one pixel each time."""


@wrong(
    "max_pool_forward_naive",
    hint="""The window is as large as the stride. Its size is pool_height by pool_width; the
    stride is how far it moves.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
    + window = x[:, :, p * stride : p * stride + stride, q * stride : q * stride + stride]
    """,
)
def stride_taken_for_size():
    """Make the window as large as the stride."""


@wrong(
    "max_pool_forward_naive",
    hint="""The window moves by its own size, whatever the stride. Windows may overlap or leave
    gaps.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - stride = pool_param["stride"]
    + pool_param["stride"]

    - out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    + out_h, out_w = 1 + (H - height) // height, 1 + (W - width) // width

    - window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
    + window = x[:, :, p * height : p * height + height, q * width : q * width + width]
    """,
)
def size_taken_for_stride():
    """Move the window by its own height and width."""


@wrong(
    "max_pool_forward_naive",
    hint="""Height and width of the window are swapped.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
    + window = x[:, :, p * stride : p * stride + width, q * stride : q * stride + height]
    """,
)
def height_and_width_swapped():
    """Swap the window's height and width."""


@wrong(
    "max_pool_forward_naive",
    hint="""The maximum is taken over the channels as well. Each channel is pooled by itself.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.max(axis=(1, 2, 3))[:, None]
    """,
)
def over_channels_too():
    """Take the maximum over the channels as well."""


@wrong(
    "max_pool_forward_naive",
    hint="""The maximum is taken over all images of the batch. Each image is pooled by itself.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = window.max(axis=(2, 3))
    + out[:, :, p, q] = window.max(axis=(0, 2, 3))
    """,
)
def over_images_too():
    """Take the maximum over the batch as well."""


@wrong(
    "max_pool_forward_naive",
    hint="""The output is one row and one column too small. Is the 1 + in the formula for the size
    there?""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    + out_h, out_w = (H - height) // stride, (W - width) // stride
    """,
)
def last_position_missing():
    """Stop one position early."""


@wrong(
    "max_pool_forward_naive",
    hint="""Windows that hang over the edge are counted too. The size is rounded down: what no
    whole window reaches is left out.""",
    like=max_pool_forward_naive_right.all_images_at_once,
    change="""
    - out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    + out_h, out_w = 1 - (height - H) // stride, 1 - (width - W) // stride
    """,
)
def rounded_up():
    """Let windows hang over the edge."""
