"""Versions of `initial_params` with other shapes."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The last weight has the form (outputs, inputs) of nn.Linear. This net multiplies by
    (inputs, outputs).""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((features, num_classes), features),
    + weight((num_classes, features), features),
    """,
)
def last_weight_transposed():
    """Make the last weight as nn.Linear does."""


@wrong(
    "initial_params",
    hint="""The filters have the channels first. F.conv2d wants (filters, channels, height,
    width).""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((channel_1, in_channels, 5, 5), in_channels * 25),
    + weight((in_channels, channel_1, 5, 5), in_channels * 25),

    - weight((channel_2, channel_1, 3, 3), channel_1 * 9),
    + weight((channel_1, channel_2, 3, 3), channel_1 * 9),
    """,
)
def filters_inside_out():
    """Put the channels first."""


@wrong(
    "initial_params",
    hint="""The last layer counts on square images. Their width may be another than their
    height.""",
    like=parameters_right.two_inner_functions,
    change="""
    - features = channel_2 * height * width
    + features = channel_2 * height * height
    """,
)
def square_images():
    """Take the height for the width."""


@wrong(
    "initial_params",
    hint="""The last layer is made for images of 32×32, whatever height and width are asked for.""",
    like=parameters_right.two_inner_functions,
    change="""
    - features = channel_2 * height * width
    + features = channel_2 * 32 * 32
    """,
)
def images_of_32():
    """Count on images of 32×32."""


@wrong(
    "initial_params",
    hint="""The filters of 5×5 and 3×3 have changed places: the large ones come first.""",
    like=parameters_right.two_inner_functions,
    change="""
    - weight((channel_1, in_channels, 5, 5), in_channels * 25),
    + weight((channel_1, in_channels, 3, 3), in_channels * 9),

    - weight((channel_2, channel_1, 3, 3), channel_1 * 9),
    + weight((channel_2, channel_1, 5, 5), channel_1 * 25),
    """,
)
def filter_sizes_swapped():
    """Make 3×3 filters, then 5×5."""
