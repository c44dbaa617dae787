"""Wrong versions of `col2im`, in NumPy and in Cython alike."""

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import col2im_right


@wrong(
    ("col2im", "col2im_cython"),
    hint="""Where windows overlap, the last one overwrites the others. All that comes to a pixel
    is added up.""",
    like=col2im_right.place_by_place,
    change="""
    - padded[:, :, rows, columns] += split[:, :, i, j]
    + padded[:, :, rows, columns] = split[:, :, i, j]
    """,
)
def assigned():
    """Overwrite where windows overlap."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""Each pixel is divided by the number of windows that it lies in. That inverts im2col;
    its transpose only adds up.""",
)
def averaged(cols, x_shape, filter_height, filter_width, conv_param):
    """Divide by the number of windows."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    counts = np.zeros_like(padded)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
        counts[:, :, rows, columns] += 1
    padded = padded / np.maximum(counts, 1)
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The border is cut off below and to the right only. The image begins at row and column
    pad.""",
    like=col2im_right.place_by_place,
    change="""
    - return padded[:, :, pad : pad + H, pad : pad + W]
    + return padded[:, :, :H, :W]
    """,
)
def border_cut_on_one_side():
    """Cut the border below and to the right."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The border is cut off above and to the left only. It stands on all four sides.""",
    like=col2im_right.place_by_place,
    change="""
    - return padded[:, :, pad : pad + H, pad : pad + W]
    + return padded[:, :, 2 * pad :, 2 * pad :]
    """,
)
def border_cut_above_and_left():
    """Cut the border above and to the left."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The border of zeros is still there. Cut it off.""",
    like=col2im_right.place_by_place,
    change="""
    - return padded[:, :, pad : pad + H, pad : pad + W]
    + return padded
    """,
)
def border_kept():
    """Return the padded image."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""A column is read as if the channel ran fastest. It runs slowest: first the whole
    window in channel 0.""",
    like=col2im_right.place_by_place,
    change="""
    - split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    + split = cols.reshape(N, filter_height, filter_width, C, out_h, out_w)
    + split = split.transpose(0, 3, 1, 2, 4, 5)
    """,
)
def channels_last():
    """Take the channel to run fastest."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""A column is read as if it held the window column by column. It goes row by row.""",
    like=col2im_right.place_by_place,
    change="""
    - split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    + split = cols.reshape(N, C, filter_width, filter_height, out_h, out_w)
    + split = split.transpose(0, 1, 3, 2, 4, 5)
    """,
)
def window_by_columns():
    """Read the window column by column."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The positions are taken to be numbered column by column. Position p, q is column p W'
    + q.""",
    like=col2im_right.place_by_place,
    change="""
    - split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    + split = cols.reshape(N, C, filter_height, filter_width, out_w, out_h)
    + split = split.transpose(0, 1, 2, 3, 5, 4)
    """,
)
def positions_by_columns():
    """Number the positions column by column."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""Each window is put back turned by 180 degrees. Row 0 belongs to its upper left
    pixel.""",
    like=col2im_right.place_by_place,
    change="""
    - padded[:, :, rows, columns] += split[:, :, i, j]
    + padded[:, :, rows, columns] += split[:, :, -1 - i, -1 - j]
    """,
)
def turned_windows():
    """Put each window back backwards."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""Neighbouring windows are put one pixel apart instead of a stride.""",
    like=col2im_right.place_by_place,
    change="""
    - rows = slice(i, i + stride * out_h, stride)
    - columns = slice(j, j + stride * out_w, stride)
    + rows = slice(i, i + out_h)
    + columns = slice(j, j + out_w)
    """,
)
def stride_forgotten():
    """Put windows one pixel apart."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The last row of each window is not added. The loops run over all places in the
    window.""",
    like=col2im_right.place_by_place,
    change="""
    - for i, j in np.ndindex(filter_height, filter_width):
    + for i, j in np.ndindex(filter_height - 1, filter_width):
    """,
)
def last_row_of_the_window_missing():
    """Leave out the window's last row."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The columns of all images are added to each image. Image n has its own columns.""",
    like=col2im_right.place_by_place,
    change="""
    - padded[:, :, rows, columns] += split[:, :, i, j]
    + padded[:, :, rows, columns] += split[:, :, i, j].sum(axis=0)
    """,
)
def same_image_for_all():
    """Add every image's columns to each image."""


@wrong(
    ("col2im", "col2im_cython"),
    hint="""The sign is turned: entries are subtracted instead of added.""",
    like=col2im_right.place_by_place,
    change="""
    - padded[:, :, rows, columns] += split[:, :, i, j]
    + padded[:, :, rows, columns] -= split[:, :, i, j]
    """,
)
def downhill():
    """Turn the sign."""
