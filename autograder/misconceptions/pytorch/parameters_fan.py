"""Versions of `initial_params` that count the inputs wrongly."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""The weights are scaled by how many outputs each input has a part in, the fan-out.
    Count the other way: how many numbers are added up for one output?""",
)
def fan_out(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Divide by the number of outputs."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), channel_1 * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_2 * 9),
        bias(channel_2),
        weight((features, num_classes), num_classes),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""For a convolution, only its channels are counted. One output is a sum over the
    filter's area as well.""",
)
def channels_only(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Forget the filters' area."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), in_channels),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""For a convolution, only the filter's area is counted. One output is a sum over all
    channels as well.""",
)
def area_only(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Forget the channels."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 5, 5), 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""For the last layer only the filters before it are counted as inputs. Each of them
    hands on a whole map.""",
)
def features_without_area(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Count the filters alone for the last layer."""

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
        weight((features, num_classes), channel_2),
        bias(num_classes),
    ]
