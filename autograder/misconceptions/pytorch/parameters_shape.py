"""Versions of `initial_params` with other shapes."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""The last weight has the form (outputs, inputs) of nn.Linear. This net multiplies by
    (inputs, outputs).""",
)
def last_weight_transposed(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Make the last weight as nn.Linear does."""

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
        weight((num_classes, features), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The filters have the channels first. F.conv2d wants (filters, channels, height,
    width).""",
)
def filters_inside_out(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Put the channels first."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((in_channels, channel_1, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_1, channel_2, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]


@wrong(
    "initial_params",
    hint="""The last layer counts on square images. Their width may be another than their
    height.""",
)
def square_images(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Take the height for the width."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * height
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
    hint="""The last layer is made for images of 32×32, whatever height and width are asked for.""",
)
def images_of_32(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Count on images of 32×32."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * 32 * 32
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
    hint="""The filters of 5×5 and 3×3 have changed places: the large ones come first.""",
)
def filter_sizes_swapped(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Make 3×3 filters, then 5×5."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    return [
        weight((channel_1, in_channels, 3, 3), in_channels * 9),
        bias(channel_1),
        weight((channel_2, channel_1, 5, 5), channel_1 * 25),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]
