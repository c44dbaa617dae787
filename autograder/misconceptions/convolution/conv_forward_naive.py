"""Wrong versions of `conv_forward_naive`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import conv_forward_naive_right


@wrong(
    "conv_forward_naive",
    hint="""The bias is missing: each filter adds its own b to every output.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w)
    """,
)
def bias_forgotten():
    """Leave the bias out."""


@wrong(
    "conv_forward_naive",
    hint="""The filter is turned around, as mathematicians do in a convolution. Here the first
    weight belongs to the upper left pixel of the window.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w[:, :, ::-1, ::-1]) + b
    """,
)
def filter_turned():
    """Turn the filter by 180 degrees."""


@wrong(
    "conv_forward_naive",
    hint="""There is no border of zeros: pad has no effect, and the output comes out too
    small.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - stride, pad = conv_param["stride"], conv_param["pad"]
    + stride, _pad = conv_param["stride"], conv_param["pad"]

    - out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + out_h, out_w = 1 + (H - HH) // stride, 1 + (W - WW) // stride
    + padded = x
    """,
)
def pad_left_out():
    """Do not pad at all."""


@wrong(
    "conv_forward_naive",
    hint="""The whole border stands above and to the left of the image. It belongs on all four
    sides, pad rows or columns on each.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)))
    """,
)
def pad_above_and_left():
    """Put the whole border above and to the left."""


@wrong(
    "conv_forward_naive",
    hint="""The whole border stands below and to the right of the image. It belongs on all four
    sides, pad rows or columns on each.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    """,
)
def pad_below_and_right():
    """Put the whole border below and to the right."""


@wrong(
    "conv_forward_naive",
    hint="""The border repeats the outermost pixels. It is a border of zeros.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    """,
)
def pad_repeats_edge():
    """Repeat the outermost pixels in the border."""


@wrong(
    "conv_forward_naive",
    hint="""The border is filled with ones. It is a border of zeros.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=1)
    """,
)
def pad_of_ones():
    """Fill the border with ones."""


@wrong(
    "conv_forward_naive",
    hint="""The border stands above and below only. It belongs to the left and right as well.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    + padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 2 * pad)))
    """,
)
def pad_in_height_only():
    """Pad above and below only."""


@wrong(
    "conv_forward_naive",
    hint="""The output has the right size, but the window moves by one pixel from one output to
    the next instead of by the stride.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
    + window = padded[:, :, p : p + HH, q : q + WW]
    """,
)
def stride_forgotten():
    """Move the window by one pixel each time."""


@wrong(
    "conv_forward_naive",
    hint="""The stride is used downwards only. To the right the window moves by the stride as
    well.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
    + window = padded[:, :, p * stride : p * stride + HH, q : q + WW]
    """,
)
def stride_in_height_only():
    """Use the stride for rows only."""


@wrong(
    "conv_forward_naive",
    hint="""The products of a window are averaged. The formula adds them up.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - N, _C, H, W = x.shape
    + N, C, H, W = x.shape

    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) / (C * HH * WW) + b
    """,
)
def mean_of_window():
    """Average the products."""


@wrong(
    "conv_forward_naive",
    hint="""Only the first channel of the image is looked at. The sum runs over all channels.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("nij,fij->nf", window[:, 0], w[:, 0]) + b
    """,
)
def first_channel_only():
    """Look at the first channel only."""


@wrong(
    "conv_forward_naive",
    hint="""Every channel is multiplied by the same slice of the filter. A filter has weights of
    its own for each channel.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fij->nf", window, w[:, 0]) + b
    """,
)
def one_slice_for_all_channels():
    """Use a filter's first slice for all channels."""


@wrong(
    "conv_forward_naive",
    hint="""All output channels come from the first filter. Channel f of the output belongs to
    filter f.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, np.broadcast_to(w[:1], w.shape)) + b
    """,
)
def one_filter_for_all():
    """Use the first filter for all outputs."""


@wrong(
    "conv_forward_naive",
    hint="""The output is one row and one column too small. Is the 1 + in the formula for H' and
    W' there?""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    + out_h, out_w = (H + 2 * pad - HH) // stride, (W + 2 * pad - WW) // stride
    """,
)
def last_position_missing():
    """Stop one position early."""


@wrong(
    "conv_forward_naive",
    hint="""The bias is added once for every product. It is added once for each output.""",
    like=conv_forward_naive_right.all_images_at_once,
    change="""
    - N, _C, H, W = x.shape
    + N, C, H, W = x.shape

    - out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    + out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b * C * HH * WW
    """,
)
def bias_at_every_product():
    """Add the bias once for each weight."""
