"""Wrong versions of `col2im_cython`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "col2im_cython",
    hint="""Where windows overlap, the last one overwrites the others. All that comes to a pixel
    is added up.""",
)
def assigned(cols, x_shape, filter_height, filter_width, conv_param):
    """Overwrite where windows overlap."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] = split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
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
    "col2im_cython",
    hint="""The border is cut off below and to the right only. The image begins at row and column
    pad.""",
)
def border_cut_on_one_side(cols, x_shape, filter_height, filter_width, conv_param):
    """Cut the border below and to the right."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, :H, :W]


@wrong(
    "col2im_cython",
    hint="""The border is cut off above and to the left only. It stands on all four sides.""",
)
def border_cut_above_and_left(cols, x_shape, filter_height, filter_width, conv_param):
    """Cut the border above and to the left."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, 2 * pad :, 2 * pad :]


@wrong(
    "col2im_cython",
    hint="""The border of zeros is still there. Cut it off.""",
)
def border_kept(cols, x_shape, filter_height, filter_width, conv_param):
    """Return the padded image."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded


@wrong(
    "col2im_cython",
    hint="""A column is read as if the channel ran fastest. It runs slowest: first the whole
    window in channel 0.""",
)
def channels_last(cols, x_shape, filter_height, filter_width, conv_param):
    """Take the channel to run fastest."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, filter_height, filter_width, C, out_h, out_w)
    split = split.transpose(0, 3, 1, 2, 4, 5)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""A column is read as if it held the window column by column. It goes row by row.""",
)
def window_by_columns(cols, x_shape, filter_height, filter_width, conv_param):
    """Read the window column by column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_width, filter_height, out_h, out_w)
    split = split.transpose(0, 1, 3, 2, 4, 5)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""The positions are taken to be numbered column by column. Position p, q is column p W'
    + q.""",
)
def positions_by_columns(cols, x_shape, filter_height, filter_width, conv_param):
    """Number the positions column by column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_w, out_h)
    split = split.transpose(0, 1, 2, 3, 5, 4)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""Each window is put back turned by 180 degrees. Row 0 belongs to its upper left
    pixel.""",
)
def turned_windows(cols, x_shape, filter_height, filter_width, conv_param):
    """Put each window back backwards."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, -1 - i, -1 - j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""Neighbouring windows are put one pixel apart instead of a stride.""",
)
def stride_forgotten(cols, x_shape, filter_height, filter_width, conv_param):
    """Put windows one pixel apart."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + out_h)
        columns = slice(j, j + out_w)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""The last row of each window is not added. The loops run over all places in the
    window.""",
)
def last_row_of_the_window_missing(cols, x_shape, filter_height, filter_width, conv_param):
    """Leave out the window's last row."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height - 1, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""The columns of all images are added to each image. Image n has its own columns.""",
)
def same_image_for_all(cols, x_shape, filter_height, filter_width, conv_param):
    """Add every image's columns to each image."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j].sum(axis=0)
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""The sign is turned: entries are subtracted instead of added.""",
)
def downhill(cols, x_shape, filter_height, filter_width, conv_param):
    """Turn the sign."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] -= split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""Only float64 arrays are accepted. With cython.floating in place of double, Cython
    makes a version for float32 as well.""",
)
def double_only(cols, x_shape, filter_height, filter_width, conv_param):
    """Take arrays of doubles only."""
    if cols.dtype != np.float64:
        raise ValueError("Buffer dtype mismatch, expected 'const double' but got 'float'")
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += split[:, :, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]


@wrong(
    "col2im_cython",
    hint="""The sums are kept in an integer, so every fraction is lost. Declare what holds an
    entry as cython.floating.""",
)
def integer_sums(cols, x_shape, filter_height, filter_width, conv_param):
    """Add up in an int."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = 1 + (H + 2 * pad - filter_height) // stride
    out_w = 1 + (W + 2 * pad - filter_width) // stride
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    split = cols.reshape(N, C, filter_height, filter_width, out_h, out_w)
    for i, j in np.ndindex(filter_height, filter_width):
        rows = slice(i, i + stride * out_h, stride)
        columns = slice(j, j + stride * out_w, stride)
        padded[:, :, rows, columns] += np.trunc(split[:, :, i, j])
    return padded[:, :, pad : pad + H, pad : pad + W]
