"""Wrong versions of `conv_backward_fast`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import backward_fast_right


@wrong(
    "conv_backward_fast",
    hint="""db is an average. Every output has the bias in it once, so their gradients add up.""",
    like=backward_fast_right.three_products,
    change="""
    - db = douts.sum(axis=(0, 2))
    + db = douts.mean(axis=(0, 2))
    """,
)
def db_averaged():
    """Average the bias's gradient."""


@wrong(
    "conv_backward_fast",
    hint="""db is summed over the images only. The same bias was used at every position as
    well.""",
    like=backward_fast_right.three_products,
    change="""
    - db = douts.sum(axis=(0, 2))
    + db = douts.sum(axis=0)
    """,
)
def db_of_images_only():
    """Sum the bias's gradient over images only."""


@wrong(
    "conv_backward_fast",
    hint="""dw is divided by the number of images. The loss has done that already, in dout.""",
    like=backward_fast_right.three_products,
    change="""
    - return dx, dw, db
    + return dx, dw / len(x), db
    """,
)
def dw_averaged():
    """Average the weights' gradient."""


@wrong(
    "conv_backward_fast",
    hint="""dx is divided by the number of images. The loss has done that already, in dout.""",
    like=backward_fast_right.three_products,
    change="""
    - return dx, dw, db
    + return dx / len(x), dw, db
    """,
)
def dx_averaged():
    """Average the images' gradient."""


@wrong(
    "conv_backward_fast",
    hint="""dw holds what the last image, or the last group of images, gave. All of it adds
    up.""",
    like=backward_fast_right.three_products,
    change="""
    - dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    + dw = np.einsum("nfl,nkl->fk", douts[-1:], cols[-1:]).reshape(w.shape)
    """,
)
def dw_of_last_image():
    """Keep the weights' gradient of the last image."""


@wrong(
    "conv_backward_fast",
    hint="""dw has the right numbers in the wrong places. Shape it back as w was laid out for the
    product.""",
    like=backward_fast_right.three_products,
    change="""
    - dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape)
    + dw = np.einsum("nfl,nkl->fk", douts, cols).reshape(w.shape, order="F")
    """,
)
def dw_by_columns():
    """Read the weights' gradient in Fortran order."""


@wrong(
    "conv_backward_fast",
    hint="""The weights are laid out in another order than the rows of im2col, so dx is wrong.
    w.reshape(F, -1) has them in the right one.""",
    like=backward_fast_right.three_products,
    change="""
    - rows = w.reshape(len(w), -1)
    + rows = w.reshape(len(w), -1, order="F")
    """,
)
def weights_by_columns():
    """Read the filters in Fortran order."""


@wrong(
    "conv_backward_fast",
    hint="""dout is reshaped as if the filters came first. reshape cannot exchange axes: dout has
    the images first.""",
    like=backward_fast_right.three_products,
    change="""
    - douts = dout.reshape(*dout.shape[:2], -1)
    + douts = dout.reshape(len(w), len(x), -1).transpose(1, 0, 2)
    """,
)
def axes_mixed():
    """Reshape dout without moving its axes."""


@wrong(
    "conv_backward_fast",
    hint="""The positions of dout are numbered column by column. Position p, q is column p W' + q,
    as in im2col.""",
    like=backward_fast_right.three_products,
    change="""
    - douts = dout.reshape(*dout.shape[:2], -1)
    + douts = dout.swapaxes(2, 3).reshape(*dout.shape[:2], -1)
    """,
)
def positions_by_columns():
    """Number the positions of dout column by column."""


@wrong(
    "conv_backward_fast",
    hint="""The filter is turned around in dx. Each pixel has the gradient of the very weight that
    it was multiplied by.""",
    like=backward_fast_right.three_products,
    change="""
    - rows = w.reshape(len(w), -1)
    + rows = w[:, :, ::-1, ::-1].reshape(len(w), -1)
    """,
)
def filter_turned():
    """Turn the filter in dx."""


@wrong(
    "conv_backward_fast",
    hint="""The gradients come in the wrong order: dx, dw, db is asked for.""",
    like=backward_fast_right.three_products,
    change="""
    - return dx, dw, db
    + return dw, dx, db
    """,
)
def dx_and_dw_swapped():
    """Return dw first."""


@wrong(
    "conv_backward_fast",
    hint="""dw and db are in the wrong order: dx, dw, db is asked for.""",
    like=backward_fast_right.three_products,
    change="""
    - return dx, dw, db
    + return dx, db, dw
    """,
)
def dw_and_db_swapped():
    """Return db before dw."""


@wrong(
    "conv_backward_fast",
    hint="""dout has no influence but by its shape. Every gradient is a product with dout (the
    chain rule).""",
    like=backward_fast_right.three_products,
    change="""
    - douts = dout.reshape(*dout.shape[:2], -1)
    + douts = np.ones_like(dout).reshape(*dout.shape[:2], -1)
    """,
)
def upstream_ignored():
    """Take the upstream gradient for ones."""


@wrong(
    "conv_backward_fast",
    hint="""All signs are turned. A gradient points uphill; going down is the update rule's
    business.""",
    like=backward_fast_right.three_products,
    change="""
    - return dx, dw, db
    + return -dx, -dw, -db
    """,
)
def downhill():
    """Return the negative gradients."""


@wrong(
    "conv_backward_fast",
    hint="""When the batch does not divide evenly into groups, the last images have no
    gradient.""",
    like=backward_fast_right.three_products,
    change="""
    - db = douts.sum(axis=(0, 2))
    + db = douts.sum(axis=(0, 2))
    + dx[len(x) - len(x) % 2 :] = 0
    """,
)
def last_group_forgotten():
    """Forget the last image of an odd batch."""
