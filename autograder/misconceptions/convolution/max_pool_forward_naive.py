"""Wrong versions of `max_pool_forward_naive`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "max_pool_forward_naive",
    hint="""This is average-pooling. The largest number of the window is asked for.""",
)
def mean(x, pool_param):
    """Average the window."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.mean(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The window is added up. The largest number is asked for.""",
)
def sum_of_window(x, pool_param):
    """Add the window up."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.sum(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The smallest number of the window is taken instead of the largest.""",
)
def smallest(x, pool_param):
    """Take the smallest number."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.min(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""Signs are lost: the largest absolute value is taken, not the largest number.""",
)
def largest_size(x, pool_param):
    """Take the largest absolute value."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = np.abs(window).max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""A window of negative numbers gives 0. Begin the search with a number from the window,
    not with zero.""",
)
def starts_at_zero(x, pool_param):
    """Start the search for the maximum at zero."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(2, 3), initial=0)
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The window moves by one pixel from one output to the next instead of by the
    stride.""",
)
def stride_forgotten(x, pool_param):
    """Move the window by one pixel each time."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p : p + height, q : q + width]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The window is as large as the stride. Its size is pool_height by pool_width; the
    stride is how far it moves.""",
)
def stride_taken_for_size(x, pool_param):
    """Make the window as large as the stride."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + stride, q * stride : q * stride + stride]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The window moves by its own size, whatever the stride. Windows may overlap or leave
    gaps.""",
)
def size_taken_for_stride(x, pool_param):
    """Move the window by its own height and width."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // height, 1 + (W - width) // width
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * height : p * height + height, q * width : q * width + width]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""Height and width of the window are swapped.""",
)
def height_and_width_swapped(x, pool_param):
    """Swap the window's height and width."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + width, q * stride : q * stride + height]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The maximum is taken over the channels as well. Each channel is pooled by itself.""",
)
def over_channels_too(x, pool_param):
    """Take the maximum over the channels as well."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(1, 2, 3))[:, None]
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The maximum is taken over all images of the batch. Each image is pooled by itself.""",
)
def over_images_too(x, pool_param):
    """Take the maximum over the batch as well."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(0, 2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""The output is one row and one column too small. Is the 1 + in the formula for the size
    there?""",
)
def last_position_missing(x, pool_param):
    """Stop one position early."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = (H - height) // stride, (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@wrong(
    "max_pool_forward_naive",
    hint="""Windows that hang over the edge are counted too. The size is rounded down: what no
    whole window reaches is left out.""",
)
def rounded_up(x, pool_param):
    """Let windows hang over the edge."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 - (height - H) // stride, 1 - (width - W) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)
