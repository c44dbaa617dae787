"""Versions of `initial_params` with other biases, or another dtype or device."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""The biases are random numbers. They start at zero.""",
)
def biases_drawn(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Draw the biases too."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.randn(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The biases start a little above zero, as was once the custom with ReLU. Here they
    start at zero.""",
)
def biases_slightly_positive(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Start the biases at 0.1."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.full((size,), 0.1, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The biases start at one, where zeros are asked for.""",
)
def biases_of_one(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Start the biases at one."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.ones(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The dtype that was asked for is ignored. Every function that makes a tensor takes it
    as an argument.""",
)
def always_float32(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Ignore the dtype."""

    def weight(shape, fan_in):
        return (torch.randn(shape, device=device) * (2 / fan_in) ** 0.5).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The device that was asked for is ignored, so all tensors are on the CPU.""",
)
def always_on_the_cpu(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Ignore the device."""

    def weight(shape, fan_in):
        return (torch.randn(shape, dtype=dtype) * (2 / fan_in) ** 0.5).requires_grad_()

    def bias(size):
        return torch.zeros(size, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The weights go where they were asked to, the biases do not: they have a dtype and a
    device too.""",
)
def biases_on_the_cpu(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Forget device and dtype for the biases."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]
