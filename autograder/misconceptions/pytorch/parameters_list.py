"""Versions of `initial_params` that return their tensors in another form."""

import torch

from autograder.misconceptions import wrong


@wrong(
    "initial_params",
    hint="""The list has the three weights first and then the three biases. Each weight is
    followed by its own bias.""",
)
def weights_first(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Return the weights, then the biases."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    made = [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]
    return made[::2] + made[1::2]


@wrong(
    "initial_params",
    hint="""The six tensors come in a tuple. The task asks for a list, in which a training loop
    may replace one.""",
)
def in_a_tuple(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Return a tuple."""

    def weight(shape, fan_in):
        return (
            torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
        ).requires_grad_()

    def bias(size):
        return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)

    features = channel_2 * height * width
    made = [
        weight((channel_1, in_channels, 5, 5), in_channels * 25),
        bias(channel_1),
        weight((channel_2, channel_1, 3, 3), channel_1 * 9),
        bias(channel_2),
        weight((features, num_classes), features),
        bias(num_classes),
    ]
    return tuple(made)


@wrong(
    "initial_params",
    hint="""The six tensors come in a dict. The net unpacks a list, in the order of the table.""",
)
def in_a_dict(
    in_channels=3,
    channel_1=32,
    channel_2=16,
    height=32,
    width=32,
    num_classes=10,
    device="cpu",
    dtype=torch.float32,
):
    """Return a dict."""
    features = channel_2 * height * width
    shapes = {"conv_w1": (channel_1, in_channels, 5, 5), "conv_b1": (channel_1,)}
    shapes |= {"conv_w2": (channel_2, channel_1, 3, 3), "conv_b2": (channel_2,)}
    shapes |= {"fc_w": (features, num_classes), "fc_b": (num_classes,)}
    return {
        name: torch.zeros(shape, device=device, dtype=dtype, requires_grad=True)
        for name, shape in shapes.items()
    }
