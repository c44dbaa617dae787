"""Wrong versions of `conv_backward_fast`."""

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution.layers import col2im, im2col


@wrong(
    "conv_backward_fast",
    hint="""db is an average. Every output has the bias in it once, so their gradients add up.""",
)
def db_averaged(dout, cache):
    """Average the bias's gradient."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.mean(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""db is summed over the images only. The same bias was used at every position as
    well.""",
)
def db_of_images_only(dout, cache):
    """Sum the bias's gradient over images only."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=0)
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""dw is divided by the number of images. The loss has done that already, in dout.""",
)
def dw_averaged(dout, cache):
    """Average the weights' gradient."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw / len(x), db


@wrong(
    "conv_backward_fast",
    hint="""dx is divided by the number of images. The loss has done that already, in dout.""",
)
def dx_averaged(dout, cache):
    """Average the images' gradient."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx / len(x), dw, db


@wrong(
    "conv_backward_fast",
    hint="""dw holds what the last image, or the last group of images, gave. All of it adds
    up.""",
)
def dw_of_last_image(dout, cache):
    """Keep the weights' gradient of the last image."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts[-1:], cols[-1:]).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""dw has the right numbers in the wrong places. Shape it back as w was laid out for the
    product.""",
)
def dw_by_columns(dout, cache):
    """Read the weights' gradient in Fortran order."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape, order="F")
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""The weights are laid out in another order than the rows of im2col, so dx is wrong.
    w.reshape(F, -1) has them in the right one.""",
)
def weights_by_columns(dout, cache):
    """Read the filters in Fortran order."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1, order="F")
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""dout is reshaped as if the filters came first. reshape cannot exchange axes: dout has
    the images first.""",
)
def axes_mixed(dout, cache):
    """Reshape dout without moving its axes."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(len(w), len(x), -1).transpose(1, 0, 2)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""The positions of dout are numbered column by column. Position p, q is column p W' + q,
    as in im2col.""",
)
def positions_by_columns(dout, cache):
    """Number the positions of dout column by column."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.swapaxes(2, 3).reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""The filter is turned around in dx. Each pixel has the gradient of the very weight that
    it was multiplied by.""",
)
def filter_turned(dout, cache):
    """Turn the filter in dx."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w[:, :, ::-1, ::-1].reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""The gradients come in the wrong order: dx, dw, db is asked for.""",
)
def dx_and_dw_swapped(dout, cache):
    """Return dw first."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dw, dx, db


@wrong(
    "conv_backward_fast",
    hint="""dw and db are in the wrong order: dx, dw, db is asked for.""",
)
def dw_and_db_swapped(dout, cache):
    """Return db before dw."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, db, dw


@wrong(
    "conv_backward_fast",
    hint="""dout has no influence but by its shape. Every gradient is a product with dout (the
    chain rule).""",
)
def upstream_ignored(dout, cache):
    """Take the upstream gradient for ones."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = np.ones_like(dout).reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return dx, dw, db


@wrong(
    "conv_backward_fast",
    hint="""All signs are turned. A gradient points uphill; going down is the update rule's
    business.""",
)
def downhill(dout, cache):
    """Return the negative gradients."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    return -dx, -dw, -db


@wrong(
    "conv_backward_fast",
    hint="""When the batch does not divide evenly into groups, the last images have no
    gradient.""",
)
def last_group_forgotten(dout, cache):
    """Forget the last image of an odd batch."""
    x, w, _, conv_param = cache
    HH, WW = w.shape[2:]
    douts = dout.reshape(*dout.shape[:2], -1)
    rows = w.reshape(len(w), -1)
    cols = im2col(x, HH, WW, conv_param)
    dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    dx = col2im(rows.T @ douts, x.shape, HH, WW, conv_param)
    db = douts.sum(axis=(0, 2))
    dx[len(x) - len(x) % 2 :] = 0
    return dx, dw, db
