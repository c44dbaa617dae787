"""Right versions of `conv_backward_naive`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("conv_backward_naive")
def all_images_at_once(dout, cache):
    """Loop over positions, for all images and filters at once."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@right("conv_backward_naive")
def by_place_in_the_window(dout, cache):
    """Go through the places of the window instead of the positions."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    (H, W), (HH, WW), (out_h, out_w) = x.shape[2:], w.shape[2:], dout.shape[2:]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    dpadded, dw = np.zeros_like(padded), np.zeros(w.shape, dtype=w.dtype)
    for i in range(HH):
        for j in range(WW):
            rows = slice(i, i + stride * out_h, stride)
            columns = slice(j, j + stride * out_w, stride)
            dw[:, :, i, j] = np.einsum("nfpq,ncpq->fc", dout, padded[:, :, rows, columns])
            dpadded[:, :, rows, columns] += np.einsum("nfpq,fc->ncpq", dout, w[:, :, i, j])
    return dpadded[:, :, pad : H + pad, pad : W + pad], dw, np.einsum("nfpq->f", dout)


@right("conv_backward_naive")
def without_padding(dout, cache):
    """Loop over everything, and step over what lies in the border."""
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n, f, p, q in np.ndindex(dout.shape):
        upstream = float(dout[n, f, p, q])
        db[f] += upstream
        for i, j in np.ndindex(w.shape[2:]):
            row, column = p * stride + i - pad, q * stride + j - pad
            if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                dx[n, :, row, column] += upstream * w[f, :, i, j]
                dw[f, :, i, j] += upstream * x[n, :, row, column]
    return dx, dw, db


@right("conv_backward_naive")
def image_by_image(dout, cache):
    """Collect the gradients of one image after the other."""
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    dxs, dw, db = [], 0.0 * w, 0.0 * b
    for image, upstream in zip(x, dout, strict=True):
        padded = np.pad(image, [(0, 0), (pad, pad), (pad, pad)])
        dpadded = 0.0 * padded
        for p, q in np.ndindex(upstream.shape[1:]):
            place = np.s_[:, p * stride :, q * stride :]
            window = padded[place][:, : w.shape[2], : w.shape[3]]
            down = dpadded[place][:, : w.shape[2], : w.shape[3]]
            dw += upstream[:, p, q, None, None, None] * window
            down += np.tensordot(upstream[:, p, q], w, axes=1)
        db += upstream.sum(axis=(1, 2))
        dxs.append(dpadded[:, pad : pad + H, pad : pad + W])
    return np.stack(dxs), dw, db


def forward_with_windows(x, w, b, conv_param):
    """Keep the windows, the padded shape and the filters, and no image."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncpqij,fcij->nfpq", windows, w) + b[:, None, None]
    return out, {"windows": windows, "padded": padded.shape, "w": w, "step": (stride, pad)}


@right("conv_backward_naive", beside={"conv_forward_naive": forward_with_windows})
def with_a_cache_of_its_own(dout, cache):
    """Use the windows that its own forward pass has kept."""
    w, (stride, pad) = cache["w"], cache["step"]
    dw = np.einsum("ncpqij,nfpq->fcij", cache["windows"], dout)
    dpadded = np.zeros(cache["padded"], dtype=dout.dtype)
    HH, WW = w.shape[2:]
    for p, q in np.ndindex(dout.shape[2:]):
        top, left = p * stride, q * stride
        part = np.tensordot(dout[:, :, p, q], w, axes=1)
        dpadded[:, :, top : top + HH, left : left + WW] += part
    H, W = cache["padded"][2] - 2 * pad, cache["padded"][3] - 2 * pad
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))
