"""Versions of `initial_params` that count the inputs wrongly."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The weights are scaled by how many outputs each input has a part in, the fan-out.
    Count the other way: how many numbers are added up for one output?""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((channel_1, in_channels, 5, 5), in_channels * 25),
    + weight((channel_1, in_channels, 5, 5), channel_1 * 25),

    - weight((channel_2, channel_1, 3, 3), channel_1 * 9),
    + weight((channel_2, channel_1, 3, 3), channel_2 * 9),

    - weight((features, num_classes), features),
    + weight((features, num_classes), num_classes),
    """,
)
def fan_out():
    """Divide by the number of outputs."""


@wrong(
    "initial_params",
    hint="""For a convolution, only its channels are counted. One output is a sum over the
    filter's area as well.""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((channel_1, in_channels, 5, 5), in_channels * 25),
    + weight((channel_1, in_channels, 5, 5), in_channels),

    - weight((channel_2, channel_1, 3, 3), channel_1 * 9),
    + weight((channel_2, channel_1, 3, 3), channel_1),
    """,
)
def channels_only():
    """Forget the filters' area."""


@wrong(
    "initial_params",
    hint="""For a convolution, only the filter's area is counted. One output is a sum over all
    channels as well.""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((channel_1, in_channels, 5, 5), in_channels * 25),
    + weight((channel_1, in_channels, 5, 5), 25),

    - weight((channel_2, channel_1, 3, 3), channel_1 * 9),
    + weight((channel_2, channel_1, 3, 3), 9),
    """,
)
def area_only():
    """Forget the channels."""


@wrong(
    "initial_params",
    hint="""For the last layer only the filters before it are counted as inputs. Each of them
    hands on a whole map.""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((features, num_classes), features),
    + weight((features, num_classes), channel_2),
    """,
)
def features_without_area():
    """Count the filters alone for the last layer."""
