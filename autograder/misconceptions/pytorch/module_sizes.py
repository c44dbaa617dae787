"""Versions of `ThreeLayerConvNet` that ignore or exchange sizes."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""fc counts on images of 32×32, whatever height and width are given.""",
    like=module_right.modules_and_functions,
    change="""
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.fc = nn.Linear(channel_2 * 32 * 32, num_classes)
    """,
)
def images_of_32():
    """Count on images of 32×32."""


@wrong(
    "ThreeLayerConvNet",
    hint="""fc counts on square images: its inputs are height times height.""",
    like=module_right.modules_and_functions,
    change="""
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.fc = nn.Linear(channel_2 * height * height, num_classes)
    """,
)
def square_images():
    """Take the height for the width."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The numbers of filters are fixed at 32 and 16. They are arguments, which only have
    these defaults.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.conv1 = nn.Conv2d(in_channels, 32, kernel_size=5, padding=2)
    + self.conv2 = nn.Conv2d(32, 16, kernel_size=3, padding=1)
    + self.fc = nn.Linear(16 * height * width, num_classes)
    """,
)
def filters_of_its_own():
    """Ignore how many filters are asked for."""


@wrong(
    "ThreeLayerConvNet",
    hint="""There are ten scores whatever num_classes says.""",
    like=module_right.modules_and_functions,
    change="""
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.fc = nn.Linear(channel_2 * height * width, 10)
    """,
)
def classes_of_its_own():
    """Always have ten classes."""


@wrong(
    "ThreeLayerConvNet",
    hint="""channel_1 and channel_2 have changed places: the first says how many filters conv1
    has.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.conv1 = nn.Conv2d(in_channels, channel_2, kernel_size=5, padding=2)
    + self.conv2 = nn.Conv2d(channel_2, channel_1, kernel_size=3, padding=1)
    + self.fc = nn.Linear(channel_1 * height * width, num_classes)
    """,
)
def filter_counts_swapped():
    """Exchange channel_1 and channel_2."""


@wrong(
    "ThreeLayerConvNet",
    hint="""conv1 has filters of 3×3 and conv2 of 5×5. It should be the other way round.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=3, padding=1)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=5, padding=2)
    """,
)
def filter_sizes_swapped():
    """Make 3×3 filters, then 5×5."""
