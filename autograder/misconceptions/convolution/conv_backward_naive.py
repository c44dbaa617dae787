"""Wrong versions of `conv_backward_naive`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import conv_backward_naive_right


@wrong(
    "conv_backward_naive",
    hint="""db is an average. Every output has the bias in it once, so their gradients add up.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - db = dout.sum(axis=(0, 2, 3))
    + db = dout.mean(axis=(0, 2, 3))
    """,
)
def db_averaged():
    """Average the bias's gradient."""


@wrong(
    "conv_backward_naive",
    hint="""db is summed over the images only. The same bias was used at every position as
    well.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - db = dout.sum(axis=(0, 2, 3))
    + db = dout.sum(axis=0)
    """,
)
def db_of_images_only():
    """Sum the bias's gradient over images only."""


@wrong(
    "conv_backward_naive",
    hint="""dw is divided by the number of images. The loss has done that already, in dout.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dpadded[:, :, pad : pad + H, pad : pad + W], dw / len(x), db
    """,
)
def dw_averaged():
    """Average the weights' gradient over the images."""


@wrong(
    "conv_backward_naive",
    hint="""dx is divided by the number of images. The loss has done that already, in dout.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dpadded[:, :, pad : pad + H, pad : pad + W] / len(x), dw, db
    """,
)
def dx_averaged():
    """Average the images' gradient."""


@wrong(
    "conv_backward_naive",
    hint="""Where windows overlap, the last one overwrites the others in dx. A pixel in several
    windows has a gradient from each, and they add up.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
    + dpadded[:, :, rows, columns] = np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
    """,
)
def dx_assigned():
    """Overwrite where windows overlap."""


@wrong(
    "conv_backward_naive",
    hint="""dw holds what the last position gave. A weight was used at every position, and all of
    it adds up.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    + dw = np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    """,
)
def dw_of_last_position():
    """Keep the weights' gradient of the last position."""


@wrong(
    "conv_backward_naive",
    hint="""dw comes from the first image alone. All images of the batch used the same
    weights.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - dw += np.einsum("nf,ncij->fcij", dout[:, :, p, q], padded[:, :, rows, columns])
    + dw += np.einsum("nf,ncij->fcij", dout[:1, :, p, q], padded[:1, :, rows, columns])
    """,
)
def dw_of_first_image():
    """Take the weights' gradient from the first image."""


@wrong(
    "conv_backward_naive",
    hint="""The border is cut off below and to the right only. It stands on all four sides, so the
    image begins at row and column pad.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dpadded[:, :, :H, :W], dw, db
    """,
)
def border_cut_on_one_side():
    """Cut the border below and to the right."""


@wrong(
    "conv_backward_naive",
    hint="""dx is the gradient of the padded image. Cut the border off.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - H, W = x.shape[2:]
    + _H, _W = x.shape[2:]

    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dpadded, dw, db
    """,
)
def border_kept():
    """Return the gradient of the padded image."""


@wrong(
    "conv_backward_naive",
    hint="""The filter is turned around in dx. Each pixel of the window has the gradient of the
    very weight that it was multiplied by.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - dpadded[:, :, rows, columns] += np.einsum("nf,fcij->ncij", dout[:, :, p, q], w)
    + dpadded[:, :, rows, columns] += np.einsum(
    +     "nf,fcij->ncij", dout[:, :, p, q], w[:, :, ::-1, ::-1]
    + )
    """,
)
def filter_turned():
    """Turn the filter in dx."""


@wrong(
    "conv_backward_naive",
    hint="""The gradients come in the wrong order: dx, dw, db is asked for.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dw, dpadded[:, :, pad : pad + H, pad : pad + W], db
    """,
)
def dx_and_dw_swapped():
    """Return dw first."""


@wrong(
    "conv_backward_naive",
    hint="""dw and db are in the wrong order: dx, dw, db is asked for.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return dpadded[:, :, pad : pad + H, pad : pad + W], db, dw
    """,
)
def dw_and_db_swapped():
    """Return db before dw."""


@wrong(
    "conv_backward_naive",
    hint="""The windows of the backward pass move by one pixel. They lie where those of the
    forward pass lay, a stride apart.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - stride, pad = conv_param["stride"], conv_param["pad"]
    + _stride, pad = conv_param["stride"], conv_param["pad"]

    - rows = slice(p * stride, p * stride + HH)
    - columns = slice(q * stride, q * stride + WW)
    + rows = slice(p, p + HH)
    + columns = slice(q, q + WW)
    """,
)
def stride_forgotten():
    """Move the window by one pixel each time."""


@wrong(
    "conv_backward_naive",
    hint="""dout has no influence but by its shape. Every gradient is a product with dout (the
    chain rule).""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - x, w, _, conv_param = cache
    + dout = np.ones_like(dout)
    + x, w, _, conv_param = cache
    """,
)
def upstream_ignored():
    """Take the upstream gradient for ones."""


@wrong(
    "conv_backward_naive",
    hint="""All signs are turned. A gradient points uphill; going down is the update rule's
    business.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
    + return -dpadded[:, :, pad : pad + H, pad : pad + W], -dw, -db
    """,
)
def downhill():
    """Return the negative gradients."""


@wrong(
    "conv_backward_naive",
    hint="""In the backward pass the image stands in the corner of its border, so dw sees other
    pixels than the forward pass did.""",
    like=conv_backward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    """,
)
def padded_on_one_side():
    """Pad below and to the right when computing dw."""
