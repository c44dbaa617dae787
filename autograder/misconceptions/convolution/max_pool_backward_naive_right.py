"""Right versions of `max_pool_backward_naive`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("max_pool_backward_naive")
def all_images_at_once(dout, cache):
    """Loop over positions, for all images and channels at once."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + height)
        columns = slice(q * stride, q * stride + width)
        window = x[:, :, rows, columns]
        flat = window.reshape(*window.shape[:2], -1)
        mask = np.arange(flat.shape[2]) == flat.argmax(axis=2)[..., None]
        dx[:, :, rows, columns] += mask.reshape(window.shape) * dout[:, :, p, q, None, None]
    return dx


@right("max_pool_backward_naive")
def four_loops(dout, cache):
    """Loop over images, channels and positions."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros(x.shape, dtype=dout.dtype)
    for n, c, p, q in np.ndindex(dout.shape):
        window = x[n, c, p * stride : p * stride + height, q * stride : q * stride + width]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        dx[n, c, p * stride + i, q * stride + j] += dout[n, c, p, q]
    return dx


@right("max_pool_backward_naive")
def backwards_until_the_first(dout, cache):
    """Go through the window backwards; the last to be written is the first."""
    x, pool_param = cache
    height, width = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    dx = np.zeros_like(x)
    for n, c, p, q in np.ndindex(dout.shape):
        best, place = -np.inf, None
        for i in reversed(range(height)):
            for j in reversed(range(width)):
                pixel = n, c, p * stride + i, q * stride + j
                if x[pixel] >= best:
                    best, place = x[pixel], pixel
        dx[place] += dout[n, c, p, q]
    return dx


@right("max_pool_backward_naive")
def scattered(dout, cache):
    """Find all places first, then add with np.add.at."""
    x, pool_param = cache
    size, stride = (pool_param["pool_height"], pool_param["pool_width"]), pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].reshape(*dout.shape, -1)
    i, j = np.divmod(windows.argmax(axis=4), size[1])
    n, c, p, q = np.indices(dout.shape)
    dx = np.zeros_like(x)
    np.add.at(dx, (n, c, p * stride + i, q * stride + j), dout)
    return dx
