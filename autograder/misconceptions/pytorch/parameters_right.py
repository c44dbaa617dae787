"""Right versions of `initial_params`, written differently from the solution."""

import torch
from torch import nn

from autograder.misconceptions import right


@right("initial_params")
def two_inner_functions(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Have a function for each kind; most wrong versions are this one with a line changed."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@right("initial_params")
def library_for_each(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Let the library fill empty tensors; fan-out is the last one's fan-in."""
    made = {"device": device, "dtype": dtype}
    conv_w1 = torch.empty(channel_1, in_channels, 5, 5, **made)
    conv_w2 = torch.empty(channel_2, channel_1, 3, 3, **made)
    fc_w = torch.empty(channel_2 * height * width, num_classes, **made)
    nn.init.kaiming_normal_(conv_w1)
    nn.init.kaiming_normal_(conv_w2, nonlinearity="relu")
    nn.init.kaiming_normal_(fc_w, mode="fan_out")
    biases = [torch.zeros(n, **made) for n in (channel_1, channel_2, num_classes)]
    params = [conv_w1, biases[0], conv_w2, biases[1], fc_w, biases[2]]
    for p in params:
        p.requires_grad = True
    return params


@right("initial_params")
def parameters_in_a_loop(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Loop over shapes and wrap each tensor as a Parameter."""
    shapes = [(channel_1, in_channels, 5, 5), (channel_2, channel_1, 3, 3)]
    shapes += [(channel_2 * height * width, num_classes)]
    params = []
    for shape in shapes:
        is_filter = len(shape) == 4
        fan_in = torch.Size(shape[1:]).numel() if is_filter else shape[0]
        w = torch.empty(shape, device=device, dtype=dtype).normal_(0, (2 / fan_in) ** 0.5)
        b = torch.zeros(shape[0] if is_filter else shape[1], device=device, dtype=dtype)
        params += [nn.Parameter(w), nn.Parameter(b)]
    return params


@right("initial_params")
def leaf_made_at_the_end(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Scale a tensor that requires a gradient, then detach it."""

    def leaf(drawn):
        return drawn.detach().clone().requires_grad_(True)

    features = channel_2 * height * width
    options = dict(device=device, dtype=dtype)
    w1 = torch.randn(channel_1, in_channels, 5, 5, **options).div((in_channels * 12.5) ** 0.5)
    w2 = torch.randn(channel_2, channel_1, 3, 3, **options).div((channel_1 * 4.5) ** 0.5)
    w3 = torch.randn(features, num_classes, **options).div((features / 2) ** 0.5)
    b1, b2, b3 = (w1.new_zeros(n) for n in (channel_1, channel_2, num_classes))
    return [leaf(p) for p in (w1, b1, w2, b2, w3, b3)]


@right("initial_params")
def scaled_in_place(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Scale in place, under no_grad."""

    def fresh(*shape):
        return torch.randn(shape, dtype=dtype, device=device, requires_grad=True)

    features = channel_2 * height * width
    w1 = fresh(channel_1, in_channels, 5, 5)
    w2, w3 = fresh(channel_2, channel_1, 3, 3), fresh(features, num_classes)
    with torch.no_grad():
        for w, fan_in in ((w1, 25 * in_channels), (w2, 9 * channel_1), (w3, features)):
            w *= (2.0 / fan_in) ** 0.5
    zeros = [torch.zeros_like(w1[:, 0, 0, 0]), torch.zeros_like(w2[:, 0, 0, 0])]
    b1, b2, b3 = (z.detach().requires_grad_() for z in (*zeros, torch.zeros_like(w3[0])))
    return [w1, b1, w2, b2, w3, b3]
