"""Wrong versions of `im2col`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "im2col",
    hint="""In a column the channel runs fastest. It runs slowest: first all rows and columns of
    the window in channel 0, then those in channel 1.""",
)
def channels_last(x, filter_height, filter_width, conv_param):
    """Let the channel run fastest in a column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    cols = cols.transpose(0, 2, 3, 1, 4, 5)
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The pixels of a window are written column by column. They go row by row, as
    w[f].reshape(-1) has its weights.""",
)
def window_by_columns(x, filter_height, filter_width, conv_param):
    """Write the window column by column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    cols = cols.transpose(0, 1, 3, 2, 4, 5)
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The positions are numbered column by column. They go row by row: position p, q is
    column p W' + q.""",
)
def positions_by_columns(x, filter_height, filter_width, conv_param):
    """Number the positions column by column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    cols = cols.transpose(0, 1, 2, 3, 5, 4)
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""Each window is written backwards, or turned by 180 degrees. Row 0 belongs to its upper
    left pixel.""",
)
def turned_windows(x, filter_height, filter_width, conv_param):
    """Write each window backwards."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, -1 - i, -1 - j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""Rows and columns are exchanged: each window is a row here. It is to be a column.""",
)
def one_window_a_row(x, filter_height, filter_width, conv_param):
    """Make each window a row."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w).transpose(0, 2, 1)


@wrong(
    "im2col",
    hint="""All images share one matrix. Each has a matrix of its own, so the result has three
    dimensions.""",
)
def one_matrix_for_all(x, filter_height, filter_width, conv_param):
    """Make one matrix of all images."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    cols = cols.transpose(1, 2, 3, 0, 4, 5)
    return cols.reshape(C * filter_height * filter_width, -1)


@wrong(
    "im2col",
    hint="""There is no border of zeros: pad has no effect, and there are too few columns.""",
)
def pad_left_out(x, filter_height, filter_width, conv_param):
    """Do not pad at all."""
    stride, _pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H - filter_height) // stride
    out_w = 1 + (W - filter_width) // stride
    padded = x
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The whole border stands above and to the left of the image. It belongs on all four
    sides.""",
)
def pad_above_and_left(x, filter_height, filter_width, conv_param):
    """Put the whole border above and to the left."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The whole border stands below and to the right of the image. It belongs on all four
    sides.""",
)
def pad_below_and_right(x, filter_height, filter_width, conv_param):
    """Put the whole border below and to the right."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The border repeats the outermost pixels. It is a border of zeros.""",
)
def pad_repeats_edge(x, filter_height, filter_width, conv_param):
    """Repeat the outermost pixels in the border."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""There is the right number of columns, but neighbouring windows lie one pixel apart
    instead of a stride.""",
)
def stride_forgotten(x, filter_height, filter_width, conv_param):
    """Move the window by one pixel each time."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + out_h)
        columns = slice(j, j + out_w)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""The pixels of a window lie a stride apart. The windows do; inside a window pixels are
    neighbours.""",
)
def stride_in_the_window(x, filter_height, filter_width, conv_param):
    """Spread the window instead of moving it by the stride."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    wide = pad + stride * filter_height, pad + stride * filter_width
    padded = np.pad(x, ((0, 0), (0, 0), (pad, wide[0]), (pad, wide[1])))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i * stride, i * stride + out_h)
        columns = slice(j * stride, j * stride + out_w)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@wrong(
    "im2col",
    hint="""A row and a column of positions are missing. Is the 1 + in the formula for H' and W'
    there?""",
)
def last_position_missing(x, filter_height, filter_width, conv_param):
    """Stop one position early."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = (H + 2 * pad - filter_height) // stride
    out_w = (W + 2 * pad - filter_width) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    cols = np.empty((N, C, filter_height, filter_width, out_h, out_w), dtype=x.dtype)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        cols[:, :, i, j] = padded[:, :, rows, columns]
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)
