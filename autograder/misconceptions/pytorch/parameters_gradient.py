"""Versions of `initial_params` that do not ask for gradients as they should."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""None of the tensors requires a gradient, so backward has nothing to do.""",
)
def gradient_not_required(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Forget to ask for gradients."""

    def weight(shape, fan_in):
        return torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype)

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
    hint="""The biases do not require a gradient and would stay zero for ever.""",
)
def biases_without_gradient(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Ask for the weights' gradients alone."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype)

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
    hint="""The weights are scaled after the gradient was asked for: the product is a new
    tensor, no leaf. Ask last.""",
)
def scaled_after_asking(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Ask for the gradient first, then scale."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype, requires_grad=True) * (2 / fan_in) ** 0.5
        )

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
