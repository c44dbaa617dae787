"""Versions of `initial_params` whose weights have another size."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""The weights are multiplied by the variance, 2 over fan-in. The standard deviation is
    its root.""",
)
def variance_for_deviation(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Forget the root."""

    def weight(shape, fan_in):
        return (torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in)).requires_grad_()

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


@wrong(
    "initial_params",
    hint="""The variance is 1 over fan-in, which suits layers without ReLU. A ReLU throws half
    of the signal away, and the 2 makes up for it.""",
)
def one_for_two(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Scale for a layer without ReLU."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (1 / fan_in) ** 0.5
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


@wrong(
    "initial_params",
    hint="""The weights grow with the number of inputs, as if multiplied by the root of fan-in.
    It stands below the fraction line.""",
)
def root_of_two_missing_fan(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Multiply where one should divide."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 * fan_in) ** 0.5
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


@wrong(
    "initial_params",
    hint="""The weights are standard normal numbers as they come, so that the scores are huge.
    Scale them by the formula's standard deviation.""",
)
def standard_normal(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Do not scale at all."""

    def weight(shape, fan_in):
        return (torch.randn(shape, device=device, dtype=dtype)).requires_grad_()

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


@wrong(
    "initial_params",
    hint="""All weights have a standard deviation of 0.01, whatever the layer. That was the
    recipe before Kaiming's.""",
)
def one_percent(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Scale by 0.01 everywhere."""

    def weight(shape, fan_in):
        return (torch.randn(shape, device=device, dtype=dtype) * 0.01).requires_grad_()

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
