"""Right versions of `col2im`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right(("col2im", "col2im_cython"))
def place_by_place(cols, x_shape, filter_height, filter_width, conv_param):
    """Add all windows at once, one place in the window after the other."""
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


@right(("col2im", "col2im_cython"))
def position_by_position(cols, x_shape, filter_height, filter_width, conv_param):
    """Add one column after the other."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    place = 0
    for top in range(0, H + 2 * pad - filter_height + 1, stride):
        for left in range(0, W + 2 * pad - filter_width + 1, stride):
            window = cols[:, :, place].reshape(N, C, filter_height, filter_width)
            padded[:, :, top : top + filter_height, left : left + filter_width] += window
            place += 1
    return padded[:, :, pad : pad + H, pad : pad + W]


@right(("col2im", "col2im_cython"))
def scattered(cols, x_shape, filter_height, filter_width, conv_param):
    """Add all entries with np.add.at."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x_shape
    out_h = (H + 2 * pad - filter_height) // stride + 1
    out_w = (W + 2 * pad - filter_width) // stride + 1
    c, i, j = (a.reshape(-1, 1) for a in np.indices((C, filter_height, filter_width)))
    p, q = (a.reshape(1, -1) for a in np.indices((out_h, out_w)))
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=cols.dtype)
    np.add.at(padded, (slice(None), c, p * stride + i, q * stride + j), cols)
    return padded[:, :, pad : pad + H, pad : pad + W].copy()


@right(("col2im", "col2im_cython"))
def entry_by_entry(cols, x_shape, filter_height, filter_width, conv_param):
    """Loop over all entries, and step over what lies in the border."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    _N, C, H, W = x_shape
    image = np.zeros(x_shape, dtype=cols.dtype)
    out_w = (W + 2 * pad - filter_width) // stride + 1
    for row in range(C * filter_height * filter_width):
        c, i, j = np.unravel_index(row, (C, filter_height, filter_width))
        for place in range(cols.shape[2]):
            y, x = place // out_w * stride + i - pad, place % out_w * stride + j - pad
            if 0 <= y < H and 0 <= x < W:
                image[:, c, y, x] += cols[:, row, place]
    return image
