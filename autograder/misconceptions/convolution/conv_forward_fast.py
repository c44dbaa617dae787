"""Wrong versions of `conv_forward_fast`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution.layers import im2col


@wrong(
    "conv_forward_fast",
    hint="""The bias is missing: each filter adds its own b to every output.""",
)
def bias_forgotten(x, w, b, conv_param):
    """Leave the bias out."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The bias reaches the first position only. It is added at all of them: b[:, None]
    stands for a column.""",
)
def bias_at_first_position(x, w, b, conv_param):
    """Add the bias to the first position only."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols
    out[:, :, 0] += b
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The bias is subtracted instead of added.""",
)
def bias_subtracted(x, w, b, conv_param):
    """Subtract the bias."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols - b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The filter is turned around, as mathematicians do in a convolution. Here the first
    weight belongs to the upper left pixel.""",
)
def filter_turned(x, w, b, conv_param):
    """Turn the filter by 180 degrees."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w[:, :, ::-1, ::-1].reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The weights of a filter are laid out in another order than the rows of im2col.
    w.reshape(F, -1) has them in the right one.""",
)
def weights_by_columns(x, w, b, conv_param):
    """Read the filters in Fortran order."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1, order="F")
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The filters are laid out with the channel running fastest, the rows of im2col with the
    channel running slowest.""",
)
def weights_channels_last(x, w, b, conv_param):
    """Lay the filters out with the channel last."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.transpose(0, 2, 3, 1).reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The product for all images has the filters first and the images inside. reshape cannot
    exchange axes: move them first, or keep the images apart.""",
)
def axes_mixed(x, w, b, conv_param):
    """Reshape one big product without moving its axes."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    out = out.transpose(1, 0, 2)
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The positions are taken to be numbered column by column. Position p, q is column p W'
    + q.""",
)
def positions_by_columns(x, w, b, conv_param):
    """Take the positions to be numbered column by column."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    out = out.reshape(N, F, out_w, out_h).transpose(0, 1, 3, 2)
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""Every image has the output of the first. Image n has its own columns.""",
)
def first_image_for_all(x, w, b, conv_param):
    """Use the columns of the first image for all."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols[[0] * N] + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""When the batch does not divide evenly into groups, the last images are never
    computed.""",
)
def last_group_forgotten(x, w, b, conv_param):
    """Forget the last image of an odd batch."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols + b[:, None]
    out[N - N % 2 :] = 0
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""The products of a window are averaged. The formula adds them up.""",
)
def mean_of_window(x, w, b, conv_param):
    """Average the products."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows @ cols / rows.shape[1] + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""All output channels come from the first filter. Channel f of the output belongs to
    filter f.""",
)
def one_filter_for_all(x, w, b, conv_param):
    """Use the first filter for all outputs."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows[[0] * F] @ cols + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)


@wrong(
    "conv_forward_fast",
    hint="""Only the first channel of the image is looked at. The sum runs over all channels.""",
)
def first_channel_only(x, w, b, conv_param):
    """Look at the first channel only."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    rows = w.reshape(F, -1)
    cols = im2col(x, HH, WW, conv_param)
    out = rows[:, : HH * WW] @ cols[:, : HH * WW] + b[:, None]
    return out.reshape(N, F, out_h, out_w), (x, w, b, conv_param)
