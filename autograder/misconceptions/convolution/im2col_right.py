"""Right versions of `im2col`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("im2col")
def place_by_place(x, filter_height, filter_width, conv_param):
    """Copy all windows at once, one place in the window after the other."""
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
    return cols.reshape(N, C * filter_height * filter_width, out_h * out_w)


@right("im2col")
def windows_at_once(x, filter_height, filter_width, conv_param):
    """Copy a view of all windows."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    size = filter_height, filter_width
    windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].transpose(0, 1, 4, 5, 2, 3)
    return windows.reshape(len(x), x.shape[1] * filter_height * filter_width, -1)


@right("im2col")
def position_by_position(x, filter_height, filter_width, conv_param):
    """Write one column after the other."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    columns = []
    for top in range(0, padded.shape[2] - filter_height + 1, stride):
        for left in range(0, padded.shape[3] - filter_width + 1, stride):
            window = padded[:, :, top : top + filter_height, left : left + filter_width]
            columns.append(window.reshape(len(x), -1))
    return np.stack(columns, axis=2)


@right("im2col")
def with_indices(x, filter_height, filter_width, conv_param):
    """Collect all entries with one fancy index."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    out_h = (H + 2 * pad - filter_height) // stride + 1
    out_w = (W + 2 * pad - filter_width) // stride + 1
    c, i, j = (a.reshape(-1, 1) for a in np.indices((C, filter_height, filter_width)))
    p, q = (a.reshape(1, -1) for a in np.indices((out_h, out_w)))
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    return padded[:, c, p * stride + i, q * stride + j]
