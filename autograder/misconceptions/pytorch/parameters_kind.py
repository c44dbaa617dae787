"""Versions of `initial_params` whose weights are drawn in another way."""

import torch
from torch import nn

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The weights are zero, so that all filters see the same and learn the same. Only the
    biases start at zero.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.zeros(shape, device=device, dtype=dtype)).requires_grad_()
    """,
)
def all_zero():
    """Start with zeros."""


@wrong(
    "initial_params",
    hint="""The weights have the right standard deviation but are uniformly distributed. The
    task asks for normal ones.""",
    like=parameters_right.two_inner_functions,
    change="""
    - torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    + (2 * torch.rand(shape, device=device, dtype=dtype) - 1) * (6 / fan_in) ** 0.5
    """,
)
def uniform_of_that_spread():
    """Draw from a uniform distribution."""


@wrong(
    "initial_params",
    hint="""The weights are uniformly distributed between minus and plus the standard deviation.
    Draw normal ones, with randn.""",
    like=parameters_right.two_inner_functions,
    change="""
    - torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    + (2 * torch.rand(shape, device=device, dtype=dtype) - 1) * (2 / fan_in) ** 0.5
    """,
)
def uniform_up_to_deviation():
    """Take the deviation for the bound of a uniform distribution."""


@wrong(
    "initial_params",
    hint="""The weights are all positive: rand draws between 0 and 1, randn from the normal
    distribution.""",
    like=parameters_right.two_inner_functions,
    change="""
    - torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    + torch.rand(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    """,
)
def rand_for_randn():
    """Draw numbers between 0 and 1."""


@wrong(
    "initial_params",
    hint="""The library takes fan-in from a weight of the form (outputs, inputs), and this net's
    last one is the other way round. For it, give the standard deviation yourself.""",
)
def library_on_a_transposed_matrix(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Trust the library with a matrix of (inputs, outputs)."""
    shapes = [(channel_1, in_channels, 5, 5), (channel_2, channel_1, 3, 3)]
    shapes.append((channel_2 * height * width, num_classes))
    params = []
    for shape, size in zip(shapes, (channel_1, channel_2, num_classes), strict=True):
        w = torch.empty(shape, device=device, dtype=dtype, requires_grad=True)
        params.append(nn.init.kaiming_normal_(w))
        params.append(torch.zeros(size, device=device, dtype=dtype, requires_grad=True))
    return params


@wrong(
    "initial_params",
    hint="""This is Glorot's formula, with the mean of fan-in and fan-out. Kaiming's has fan-in
    alone.""",
)
def glorot(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Use Glorot's formula."""
    shapes = [(channel_1, in_channels, 5, 5), (channel_2, channel_1, 3, 3)]
    shapes.append((channel_2 * height * width, num_classes))
    params = []
    for shape, size in zip(shapes, (channel_1, channel_2, num_classes), strict=True):
        w = torch.empty(shape, device=device, dtype=dtype, requires_grad=True)
        params.append(nn.init.xavier_normal_(w))
        params.append(torch.zeros(size, device=device, dtype=dtype, requires_grad=True))
    return params


@wrong(
    "initial_params",
    hint="""The weights are drawn by NumPy, which makes float64 of them and keeps them on the
    CPU. torch.randn takes a dtype and a device.""",
)
def drawn_by_numpy(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Draw with NumPy."""
    import numpy as np

    def weight(*shape, fan_in):
        drawn = np.random.randn(*shape) * np.sqrt(2 / fan_in)
        return torch.from_numpy(drawn).requires_grad_()

    features = channel_2 * height * width
    return [
        weight(channel_1, in_channels, 5, 5, fan_in=in_channels * 25),
        torch.zeros(channel_1, requires_grad=True),
        weight(channel_2, channel_1, 3, 3, fan_in=channel_1 * 9),
        torch.zeros(channel_2, requires_grad=True),
        weight(features, num_classes, fan_in=features),
        torch.zeros(num_classes, requires_grad=True),
    ]


@wrong(
    "initial_params",
    hint="""A seed is set inside, so each call draws the same weights. Leave the stream to
    whoever calls.""",
    like=parameters_right.two_inner_functions,
    change="""
    - def weight(shape, fan_in):
    + torch.manual_seed(0)
    + def weight(shape, fan_in):
    """,
)
def seeded():
    """Seed the stream first."""
