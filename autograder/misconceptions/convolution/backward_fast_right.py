"""Right versions of `conv_backward_fast`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.convolution.layers import col2im, im2col


@right("conv_backward_fast")
def three_products(dout, cache):
    """Sum over images within one einsum."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@right("conv_backward_fast")
def whole_batch(dout, cache):
    """Make the columns of the whole batch at once."""
    x, w, _, conv_param = cache
    upstream = dout.reshape(*dout.shape[:2], -1)
    cols = im2col(x, w.shape[2], w.shape[3], conv_param)
    dw = np.einsum("nfl,nkl->fk", upstream, cols).reshape(w.shape)
    dcols = np.einsum("fk,nfl->nkl", w.reshape(len(w), -1), upstream)
    return col2im(dcols, x.shape, *w.shape[2:], conv_param), dw, upstream.sum(axis=(0, 2))


@right("conv_backward_fast")
def image_by_image(dout, cache):
    """Take one image after the other, and NumPy's col2im."""
    x, w, b, conv_param = cache
    rows = w.reshape(len(w), -1)
    dx, drows, db = np.zeros(x.shape, x.dtype), np.zeros_like(rows), np.zeros_like(b)
    for n, image in enumerate(dout):
        image = image.reshape(len(w), -1)
        drows += image @ im2col(x[[n]], *w.shape[2:], conv_param)[0].T
        dx[n] = col2im((rows.T @ image)[None], (1, *x.shape[1:]), *w.shape[2:], conv_param)[0]
        db += image.sum(axis=1)
    return dx, drows.reshape(w.shape), db


@right("conv_backward_fast")
def one_large_product(dout, cache):
    """Put all images side by side for one product each."""
    x, w, _, conv_param = cache
    N, F = dout.shape[:2]
    upstream = dout.transpose(1, 0, 2, 3).reshape(F, -1)
    cols = im2col(x, *w.shape[2:], conv_param)
    wide = cols.transpose(1, 0, 2).reshape(cols.shape[1], -1)
    dw = (upstream @ wide.T).reshape(w.shape)
    dcols = (w.reshape(F, -1).T @ upstream).reshape(cols.shape[1], N, -1).transpose(1, 0, 2)
    dcols = np.ascontiguousarray(dcols)
    return col2im(dcols, x.shape, *w.shape[2:], conv_param), dw, upstream.sum(axis=1)
