"""Wrong versions of `conv_forward_naive`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "conv_forward_naive",
    hint="""The bias is missing: each filter adds its own b to every output.""",
)
def bias_forgotten(x, w, b, conv_param):
    """Leave the bias out."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w)
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The filter is turned around, as mathematicians do in a convolution. Here the first
    weight belongs to the upper left pixel of the window.""",
)
def filter_turned(x, w, b, conv_param):
    """Turn the filter by 180 degrees."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w[:, :, ::-1, ::-1]) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""There is no border of zeros: pad has no effect, and the output comes out too
    small.""",
)
def pad_left_out(x, w, b, conv_param):
    """Do not pad at all."""
    stride, _pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H - HH) // stride, 1 + (W - WW) // stride
    padded = x
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The whole border stands above and to the left of the image. It belongs on all four
    sides, pad rows or columns on each.""",
)
def pad_above_and_left(x, w, b, conv_param):
    """Put the whole border above and to the left."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The whole border stands below and to the right of the image. It belongs on all four
    sides, pad rows or columns on each.""",
)
def pad_below_and_right(x, w, b, conv_param):
    """Put the whole border below and to the right."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The border repeats the outermost pixels. It is a border of zeros.""",
)
def pad_repeats_edge(x, w, b, conv_param):
    """Repeat the outermost pixels in the border."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The border is filled with ones. It is a border of zeros.""",
)
def pad_of_ones(x, w, b, conv_param):
    """Fill the border with ones."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=1)
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The border stands above and below only. It belongs to the left and right as well.""",
)
def pad_in_height_only(x, w, b, conv_param):
    """Pad above and below only."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (0, 2 * pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The output has the right size, but the window moves by one pixel from one output to
    the next instead of by the stride.""",
)
def stride_forgotten(x, w, b, conv_param):
    """Move the window by one pixel each time."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p : p + HH, q : q + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The stride is used downwards only. To the right the window moves by the stride as
    well.""",
)
def stride_in_height_only(x, w, b, conv_param):
    """Use the stride for rows only."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q : q + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The products of a window are averaged. The formula adds them up.""",
)
def mean_of_window(x, w, b, conv_param):
    """Average the products."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) / (C * HH * WW) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""Only the first channel of the image is looked at. The sum runs over all channels.""",
)
def first_channel_only(x, w, b, conv_param):
    """Look at the first channel only."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("nij,fij->nf", window[:, 0], w[:, 0]) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""Every channel is multiplied by the same slice of the filter. A filter has weights of
    its own for each channel.""",
)
def one_slice_for_all_channels(x, w, b, conv_param):
    """Use a filter's first slice for all channels."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fij->nf", window, w[:, 0]) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""All output channels come from the first filter. Channel f of the output belongs to
    filter f.""",
)
def one_filter_for_all(x, w, b, conv_param):
    """Use the first filter for all outputs."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, np.broadcast_to(w[:1], w.shape)) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The output is one row and one column too small. Is the 1 + in the formula for H' and
    W' there?""",
)
def last_position_missing(x, w, b, conv_param):
    """Stop one position early."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, _C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = (H + 2 * pad - HH) // stride, (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b
    return out, (x, w, b, conv_param)


@wrong(
    "conv_forward_naive",
    hint="""The bias is added once for every product. It is added once for each output.""",
)
def bias_at_every_product(x, w, b, conv_param):
    """Add the bias once for each weight."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h, out_w = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, out_h, out_w), dtype=x.dtype)
    for p, q in np.ndindex(out_h, out_w):
        window = padded[:, :, p * stride : p * stride + HH, q * stride : q * stride + WW]
        out[:, :, p, q] = np.einsum("ncij,fcij->nf", window, w) + b * C * HH * WW
    return out, (x, w, b, conv_param)
