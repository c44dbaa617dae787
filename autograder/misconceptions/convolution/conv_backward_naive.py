"""Wrong versions of `conv_backward_naive`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "conv_backward_naive",
    hint="""db is an average. Every output has the bias in it once, so their gradients add up.""",
)
def db_averaged(dout, cache):
    """Average the bias's gradient."""
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
    db = dout.mean(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""db is summed over the images only. The same bias was used at every position as
    well.""",
)
def db_of_images_only(dout, cache):
    """Sum the bias's gradient over images only."""
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
    db = dout.sum(axis=0)
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""dw is divided by the number of images. The loss has done that already, in dout.""",
)
def dw_averaged(dout, cache):
    """Average the weights' gradient over the images."""
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
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw / len(x), db


@wrong(
    "conv_backward_naive",
    hint="""dx is divided by the number of images. The loss has done that already, in dout.""",
)
def dx_averaged(dout, cache):
    """Average the images' gradient."""
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
    return dpadded[:, :, pad : pad + H, pad : pad + W] / len(x), dw, db


@wrong(
    "conv_backward_naive",
    hint="""Where windows overlap, the last one overwrites the others in dx. A pixel in several
    windows has a gradient from each, and they add up.""",
)
def dx_assigned(dout, cache):
    """Overwrite where windows overlap."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] = np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""dw holds what the last position gave. A weight was used at every position, and all of
    it adds up.""",
)
def dw_of_last_position(dout, cache):
    """Keep the weights' gradient of the last position."""
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
        dw = np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""dw comes from the first image alone. All images of the batch used the same
    weights.""",
)
def dw_of_first_image(dout, cache):
    """Take the weights' gradient from the first image."""
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
        dw += np.einsum("nf,ncij->fcij", dout[:1, :, p, q], padded[:1, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""The border is cut off below and to the right only. It stands on all four sides, so the
    image begins at row and column pad.""",
)
def border_cut_on_one_side(dout, cache):
    """Cut the border below and to the right."""
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
    return dpadded[:, :, :H, :W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""dx is the gradient of the padded image. Cut the border off.""",
)
def border_kept(dout, cache):
    """Return the gradient of the padded image."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _H, _W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded, dw, db


@wrong(
    "conv_backward_naive",
    hint="""The filter is turned around in dx. Each pixel of the window has the gradient of the
    very weight that it was multiplied by.""",
)
def filter_turned(dout, cache):
    """Turn the filter in dx."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] += np.einsum(
            "nf,fcij->ncij", dout[:, :, p, q], w[:, :, ::-1, ::-1]
        )
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""The gradients come in the wrong order: dx, dw, db is asked for.""",
)
def dx_and_dw_swapped(dout, cache):
    """Return dw first."""
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
    return dw, dpadded[:, :, pad : pad + H, pad : pad + W], db


@wrong(
    "conv_backward_naive",
    hint="""dw and db are in the wrong order: dx, dw, db is asked for.""",
)
def dw_and_db_swapped(dout, cache):
    """Return db before dw."""
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
    return dpadded[:, :, pad : pad + H, pad : pad + W], db, dw


@wrong(
    "conv_backward_naive",
    hint="""The windows of the backward pass move by one pixel. They lie where those of the
    forward pass lay, a stride apart.""",
)
def stride_forgotten(dout, cache):
    """Move the window by one pixel each time."""
    x, w, _, conv_param = cache
    _stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p, p + HH)
        columns = slice(q, q + WW)
        dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""dout has no influence but by its shape. Every gradient is a product with dout (the
    chain rule).""",
)
def upstream_ignored(dout, cache):
    """Take the upstream gradient for ones."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] += np.einsum(
            "nf,fcij->ncij", np.ones_like(dout)[:, :, p, q], w
        )
        dw += np.einsum(
            "nf,ncij->fcij", np.ones_like(dout)[:, :, p, q], padded[:, :, rows, columns]
        )
    db = np.ones_like(dout).sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db


@wrong(
    "conv_backward_naive",
    hint="""All signs are turned. A gradient points uphill; going down is the update rule's
    business.""",
)
def downhill(dout, cache):
    """Return the negative gradients."""
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
    return -dpadded[:, :, pad : pad + H, pad : pad + W], -dw, -db


@wrong(
    "conv_backward_naive",
    hint="""In the backward pass the image stands in the corner of its border, so dw sees other
    pixels than the forward pass did.""",
)
def padded_on_one_side(dout, cache):
    """Pad below and to the right when computing dw."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    H, W = x.shape[2:]
    HH, WW = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for p, q in np.ndindex(*dout.shape[2:]):
        rows = slice(p * stride, p * stride + HH)
        columns = slice(q * stride, q * stride + WW)
        dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
        dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
