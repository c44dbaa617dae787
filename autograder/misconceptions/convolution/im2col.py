"""Wrong versions of `im2col`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import im2col_right


@wrong(
    "im2col",
    hint="""In a column the channel runs fastest. It runs slowest: first all rows and columns of
    the window in channel 0, then those in channel 1.""",
    like=im2col_right.place_by_place,
    change="""
    - for i, j in np.ndindex(filter_height, filter_width):
    -     rows = slice(i, i + stride * out_h, stride)
    -     columns = slice(j, j + stride * out_w, stride)
    -     cols[:, :, i, j] = padded[:, :, rows, columns]
    + for i, j in np.ndindex(filter_height, filter_width):
    +     rows = slice(i, i + stride * out_h, stride)
    +     columns = slice(j, j + stride * out_w, stride)
    +     cols[:, :, i, j] = padded[:, :, rows, columns]
    + cols = cols.transpose(0, 2, 3, 1, 4, 5)
    """,
)
def channels_last():
    """Let the channel run fastest in a column."""


@wrong(
    "im2col",
    hint="""The pixels of a window are written column by column. They go row by row, as
    w[f].reshape(-1) has its weights.""",
    like=im2col_right.place_by_place,
    change="""
    - for i, j in np.ndindex(filter_height, filter_width):
    -     rows = slice(i, i + stride * out_h, stride)
    -     columns = slice(j, j + stride * out_w, stride)
    -     cols[:, :, i, j] = padded[:, :, rows, columns]
    + for i, j in np.ndindex(filter_height, filter_width):
    +     rows = slice(i, i + stride * out_h, stride)
    +     columns = slice(j, j + stride * out_w, stride)
    +     cols[:, :, i, j] = padded[:, :, rows, columns]
    + cols = cols.transpose(0, 1, 3, 2, 4, 5)
    """,
)
def window_by_columns():
    """Write the window column by column."""


@wrong(
    "im2col",
    hint="""The positions are numbered column by column. They go row by row: position p, q is
    column p W' + q.""",
    like=im2col_right.place_by_place,
    change="""
    - for i, j in np.ndindex(filter_height, filter_width):
    -     rows = slice(i, i + stride * out_h, stride)
    -     columns = slice(j, j + stride * out_w, stride)
    -     cols[:, :, i, j] = padded[:, :, rows, columns]
    + for i, j in np.ndindex(filter_height, filter_width):
    +     rows = slice(i, i + stride * out_h, stride)
    +     columns = slice(j, j + stride * out_w, stride)
    +     cols[:, :, i, j] = padded[:, :, rows, columns]
    + cols = cols.transpose(0, 1, 2, 3, 5, 4)
    """,
)
def positions_by_columns():
    """Number the positions column by column."""


@wrong(
    "im2col",
    hint="""Each window is written backwards, or turned by 180 degrees. Row 0 belongs to its upper
    left pixel.""",
    like=im2col_right.place_by_place,
    change="""
    - cols[:, :, i, j] = padded[:, :, rows, columns]
    + cols[:, :, -1 - i, -1 - j] = padded[:, :, rows, columns]
    """,
)
def turned_windows():
    """Write each window backwards."""


@wrong(
    "im2col",
    hint="""Rows and columns are exchanged: each window is a row here. It is to be a column.""",
    like=im2col_right.place_by_place,
    change="""
    - return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)
    + return cols.reshape(N, C * filter_height * filter_width, out_h * out_w).transpose(0, 2, 1)
    """,
)
def one_window_a_row():
    """Make each window a row."""


@wrong(
    "im2col",
    hint="""All images share one matrix. Each has a matrix of its own, so the result has three
    dimensions.""",
    like=im2col_right.place_by_place,
    change="""
    - return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)
    + cols = cols.transpose(1, 2, 3, 0, 4, 5)
    + return cols.reshape(C * filter_height * filter_width, -1)
    """,
)
def one_matrix_for_all():
    """Make one matrix of all images."""


@wrong(
    "im2col",
    hint="""There is no border of zeros: pad has no effect, and there are too few columns.""",
    like=im2col_right.place_by_place,
    change="""
    - stride, pad = conv_param["stride"], conv_param["pad"]
    + stride, _pad = conv_param["stride"], conv_param["pad"]

    - out_h = 1 + (H + 2 * pad - filter_height) // stride
    - out_w = 1 + (W + 2 * pad - filter_width) // stride
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + out_h = 1 + (H - filter_height) // stride
    + out_w = 1 + (W - filter_width) // stride
    + padded = x
    """,
)
def pad_left_out():
    """Do not pad at all."""


@wrong(
    "im2col",
    hint="""The whole border stands above and to the left of the image. It belongs on all four
    sides.""",
    like=im2col_right.place_by_place,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)))
    """,
)
def pad_above_and_left():
    """Put the whole border above and to the left."""


@wrong(
    "im2col",
    hint="""The whole border stands below and to the right of the image. It belongs on all four
    sides.""",
    like=im2col_right.place_by_place,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    """,
)
def pad_below_and_right():
    """Put the whole border below and to the right."""


@wrong(
    "im2col",
    hint="""The border repeats the outermost pixels. It is a border of zeros.""",
    like=im2col_right.place_by_place,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    """,
)
def pad_repeats_edge():
    """Repeat the outermost pixels in the border."""


@wrong(
    "im2col",
    hint="""There is the right number of columns, but neighbouring windows lie one pixel apart
    instead of a stride.""",
    like=im2col_right.place_by_place,
    change="""
    - rows = slice(i, i + stride * out_h, stride)
    - columns = slice(j, j + stride * out_w, stride)
    + rows = slice(i, i + out_h)
    + columns = slice(j, j + out_w)
    """,
)
def stride_forgotten():
    """Move the window by one pixel each time."""


@wrong(
    "im2col",
    hint="""The pixels of a window lie a stride apart. The windows do; inside a window pixels are
    neighbours.""",
    like=im2col_right.place_by_place,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + wide = pad + stride * filter_height, pad + stride * filter_width
    + padded = np.pad(x, ((0, 0), (0, 0), (pad, wide[0]), (pad, wide[1])))

    - rows = slice(i, i + stride * out_h, stride)
    - columns = slice(j, j + stride * out_w, stride)
    + rows = slice(i * stride, i * stride + out_h)
    + columns = slice(j * stride, j * stride + out_w)
    """,
)
def stride_in_the_window():
    """Spread the window instead of moving it by the stride."""


@wrong(
    "im2col",
    hint="""A row and a column of positions are missing. Is the 1 + in the formula for H' and W'
    there?""",
    like=im2col_right.place_by_place,
    change="""
    - out_h = 1 + (H + 2 * pad - filter_height) // stride
    - out_w = 1 + (W + 2 * pad - filter_width) // stride
    + out_h = (H + 2 * pad - filter_height) // stride
    + out_w = (W + 2 * pad - filter_width) // stride
    """,
)
def last_position_missing():
    """Stop one position early."""
