"""Right versions of `max_pool_forward_naive`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("max_pool_forward_naive")
def all_images_at_once(x, pool_param):
    """Loop over positions, for all images and channels at once."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out_h, out_w = 1 + (H - height) // stride, 1 + (W - width) // stride
    out = np.zeros((N, C, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = x[:, :, p * stride : p * stride + height, q * stride : q * stride + width]
        out[:, :, p, q] = window.max(axis=(2, 3))
    return out, (x, pool_param)


@right("max_pool_forward_naive")
def four_loops(x, pool_param):
    """Loop over images, channels and positions."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape
    out = np.empty((N, C, (H - height) // stride + 1, (W - width) // stride + 1), x.dtype)
    for n, c, p, q in np.ndindex(out.shape):
        window = x[n, c, p * stride :, q * stride :][:height, :width]
        out[n, c, p, q] = np.max(window)
    return out, (x, pool_param)


@right("max_pool_forward_naive")
def windows_at_once(x, pool_param):
    """Take the maximum over a view of all windows."""
    size, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    return windows[:, :, ::stride, ::stride].max(axis=(4, 5)), (x, pool_param)


@right("max_pool_forward_naive")
def by_place_in_the_window(x, pool_param):
    """Compare the places of the window one after the other."""
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    out_h = (x.shape[2] - height) // stride + 1
    out_w = (x.shape[3] - width) // stride + 1
    out = np.full((*x.shape[:2], out_h, out_w), -np.inf, dtype=x.dtype)
    for i in range(height):
        for j in range(width):
            pixels = x[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride]
            out = np.maximum(out, pixels)
    return out, (x, pool_param)
