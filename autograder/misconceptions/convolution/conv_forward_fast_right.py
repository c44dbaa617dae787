"""Right versions of `conv_forward_fast`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.convolution.layers import im2col


@right("conv_forward_fast")
def broadcast_product(x, w, b, conv_param):
    """Let one product broadcast over the images."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@right("conv_forward_fast")
def whole_batch(x, w, b, conv_param):
    """Make the columns of the whole batch at once."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    out_h = (x.shape[2] + 2 * pad - w.shape[2]) // stride + 1
    cols = im2col(x, w.shape[2], w.shape[3], conv_param)
    out = np.einsum("fk,nkl->nfl", w.reshape(len(w), -1), cols) + b.reshape(-1, 1)
    return out.reshape(len(x), len(w), out_h, -1), (x, w, b, conv_param)


@right("conv_forward_fast")
def image_by_image(x, w, b, conv_param):
    """Take one image after the other."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    out_h = (x.shape[2] + 2 * pad - w.shape[2]) // stride + 1
    out_w = (x.shape[3] + 2 * pad - w.shape[3]) // stride + 1
    outs = []
    for n in range(x.shape[0]):
        cols = im2col(x[n : n + 1], w.shape[2], w.shape[3], conv_param)[0]
        outs.append((np.dot(w.reshape(len(w), -1), cols).T + b).T.reshape(-1, out_h, out_w))
    return np.stack(outs), (x, w, b, conv_param)


@right("conv_forward_fast")
def bias_as_a_weight(x, w, b, conv_param):
    """Append a row of ones to the columns, and the bias to the weights."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col(x, w.shape[2], w.shape[3], conv_param)
    cols = np.concatenate([cols, np.ones_like(cols[:, :1])], axis=1)
    rows = np.concatenate([w.reshape(len(w), -1), b[:, None]], axis=1)
    size = [1 + (x.shape[d] + 2 * pad - w.shape[d]) // stride for d in (2, 3)]
    return (rows @ cols).reshape(len(x), len(w), *size), (x, w, b, conv_param)
