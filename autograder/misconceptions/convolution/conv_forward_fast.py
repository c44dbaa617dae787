"""Wrong versions of `conv_forward_fast`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import conv_forward_fast_right


@wrong(
    "conv_forward_fast",
    hint="""The bias is missing: each filter adds its own b to every output.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols
    """,
)
def bias_forgotten():
    """Leave the bias out."""


@wrong(
    "conv_forward_fast",
    hint="""The bias reaches the first position only. It is added at all of them: b[:, None]
    stands for a column.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols
    + out[:, :, 0] += b
    """,
)
def bias_at_first_position():
    """Add the bias to the first position only."""


@wrong(
    "conv_forward_fast",
    hint="""The bias is subtracted instead of added.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols - b[:, None]
    """,
)
def bias_subtracted():
    """Subtract the bias."""


@wrong(
    "conv_forward_fast",
    hint="""The filter is turned around, as mathematicians do in a convolution. Here the first
    weight belongs to the upper left pixel.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - rows = w.reshape(F, -1)
    + rows = w[:, :, ::-1, ::-1].reshape(F, -1)
    """,
)
def filter_turned():
    """Turn the filter by 180 degrees."""


@wrong(
    "conv_forward_fast",
    hint="""The weights of a filter are laid out in another order than the rows of im2col.
    w.reshape(F, -1) has them in the right one.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - rows = w.reshape(F, -1)
    + rows = w.reshape(F, -1, order="F")
    """,
)
def weights_by_columns():
    """Read the filters in Fortran order."""


@wrong(
    "conv_forward_fast",
    hint="""The filters are laid out with the channel running fastest, the rows of im2col with the
    channel running slowest.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - rows = w.reshape(F, -1)
    + rows = w.transpose(0, 2, 3, 1).reshape(F, -1)
    """,
)
def weights_channels_last():
    """Lay the filters out with the channel last."""


@wrong(
    "conv_forward_fast",
    hint="""The product for all images has the filters first and the images inside. reshape cannot
    exchange axes: move them first, or keep the images apart.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols + b[:, None]
    + out = out.transpose(1, 0, 2)
    """,
)
def axes_mixed():
    """Reshape one big product without moving its axes."""


@wrong(
    "conv_forward_fast",
    hint="""The positions are taken to be numbered column by column. Position p, q is column p W'
    + q.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols + b[:, None]
    + out = out.reshape(N, F, out_w, out_h).transpose(0, 1, 3, 2)
    """,
)
def positions_by_columns():
    """Take the positions to be numbered column by column."""


@wrong(
    "conv_forward_fast",
    hint="""Every image has the output of the first. Image n has its own columns.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols[[0] * N] + b[:, None]
    """,
)
def first_image_for_all():
    """Use the columns of the first image for all."""


@wrong(
    "conv_forward_fast",
    hint="""When the batch does not divide evenly into groups, the last images are never
    computed.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols + b[:, None]
    + out[N - N % 2 :] = 0
    """,
)
def last_group_forgotten():
    """Forget the last image of an odd batch."""


@wrong(
    "conv_forward_fast",
    hint="""The products of a window are averaged. The formula adds them up.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows @ cols / rows.shape[1] + b[:, None]
    """,
)
def mean_of_window():
    """Average the products."""


@wrong(
    "conv_forward_fast",
    hint="""All output channels come from the first filter. Channel f of the output belongs to
    filter f.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows[[0] * F] @ cols + b[:, None]
    """,
)
def one_filter_for_all():
    """Use the first filter for all outputs."""


@wrong(
    "conv_forward_fast",
    hint="""Only the first channel of the image is looked at. The sum runs over all channels.""",
    like=conv_forward_fast_right.broadcast_product,
    change="""
    - out = rows @ cols + b[:, None]
    + out = rows[:, : HH * WW] @ cols[:, : HH * WW] + b[:, None]
    """,
)
def first_channel_only():
    """Look at the first channel only."""
