"""Right versions of `conv_forward_naive`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("conv_forward_naive")
def all_images_at_once(x, w, b, conv_param):
    """Loop over positions, for all images and filters at once."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@right("conv_forward_naive")
def seven_loops(x, w, b, conv_param):
    """Loop over everything, and step over what lies in the border."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h = (H + 2 * pad - HH) // stride + 1
    out_w = (W + 2 * pad - WW) // stride + 1
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for n, f, p, q in np.ndindex(N, F, out_h, out_w):
        total = float(b[f])
        for c, i, j in np.ndindex(C, HH, WW):
            row, column = p * stride + i - pad, q * stride + j - pad
            if 0 <= row < H and 0 <= column < W:
                total += float(x[n, c, row, column]) * float(w[f, c, i, j])
        out[n, f, p, q] = total
    return out, (x, w, b, conv_param)


@right("conv_forward_naive")
def windows_at_once(x, w, b, conv_param):
    """Sum over a view of all windows."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))
    out = np.einsum("ncpqij,fcij->nfpq", windows[:, :, ::stride, ::stride], w)
    return out + b.reshape(1, -1, 1, 1), (x, w, b, conv_param)


@right("conv_forward_naive")
def by_place_in_the_window(x, w, b, conv_param):
    """Add the places of the window one after the other, in float64."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)]).astype(np.float64)
    out = np.zeros((N, F, out_h, out_w)) + b[None, :, None, None]
    for i in range(HH):
        for j in range(WW):
            pixels = padded[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride]
            out += np.tensordot(pixels, w[:, :, i, j], axes=(1, 1)).transpose(0, 3, 1, 2)
    return out, (x, w, b, conv_param)
