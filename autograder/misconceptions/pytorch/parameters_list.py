"""Versions of `initial_params` that return their tensors in another form."""

import torch

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The list has the three weights first and then the three biases. Each weight is
    followed by its own bias.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return [
    + made = [

    - ]
    + ]
    + return made[::2] + made[1::2]
    """,
)
def weights_first():
    """Return the weights, then the biases."""


@wrong(
    "initial_params",
    hint="""The six tensors come in a tuple. The task asks for a list, in which a training loop
    may replace one.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return [
    + made = [

    - ]
    + ]
    + return tuple(made)
    """,
)
def in_a_tuple():
    """Return a tuple."""


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
