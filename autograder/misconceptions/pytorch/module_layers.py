"""Versions of `ThreeLayerConvNet` with layers that are not those asked for."""

from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""super().__init__() is missing, or comes too late: until it has run, a module cannot
    register layers.""",
    like=module_right.modules_and_functions,
    change="""
    - super().__init__()

    - for layer in (self.conv1, self.conv2, self.fc):
    -     nn.init.kaiming_normal_(layer.weight)
    -     nn.init.zeros_(layer.bias)
    + for layer in (self.conv1, self.conv2, self.fc):
    +     nn.init.kaiming_normal_(layer.weight)
    +     nn.init.zeros_(layer.bias)
    + super().__init__()
    """,
)
def super_forgotten():
    """Make layers before the module is one."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The layers stand in a plain list, where a module does not look. Assign each to an
    attribute, or no optimiser will find them.""",
)
class layers_in_a_list(nn.Module):
    """Keep the layers in a list."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.layers = [conv1, conv2, nn.Linear(channel_2 * height * width, num_classes)]
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        conv1, conv2, fc = self.layers
        x = F.relu(conv2(F.relu(conv1(x))))
        return fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The layers have other names than the task asks for. The check looks for conv1, conv2
    and fc.""",
)
class other_names(nn.Module):
    """Give the layers other names."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv_1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv_2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc1 = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv_1, self.conv_2, self.fc1):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv_1(x))
        x = F.relu(self.conv_2(x))
        return self.fc1(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The layers are made with bias=False. They have biases, which start at zero.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2, bias=False)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1, bias=False)
    + self.fc = nn.Linear(channel_2 * height * width, num_classes, bias=False)

    - nn.init.zeros_(layer.bias)
    """,
)
def without_biases():
    """Make layers without biases."""


@wrong(
    "ThreeLayerConvNet",
    hint="""conv1 and conv2 are made with bias=False. All three layers have a bias here.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2, bias=False)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1, bias=False)

    - for layer in (self.conv1, self.conv2, self.fc):
    -     nn.init.kaiming_normal_(layer.weight)
    -     nn.init.zeros_(layer.bias)
    + for layer in (self.conv1, self.conv2, self.fc):
    +     nn.init.kaiming_normal_(layer.weight)
    + nn.init.zeros_(self.fc.bias)
    """,
)
def convolutions_without_biases():
    """Make convolutions without biases."""


@wrong(
    "ThreeLayerConvNet",
    hint="""There are more layers than were asked for, such as batch normalisation. Try them in
    the next chapter.""",
    like=module_right.modules_and_functions,
    change="""
    - self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.fc = nn.Linear(channel_2 * height * width, num_classes)
    + self.norm = nn.BatchNorm2d(channel_1)

    - x = F.relu(self.conv1(x))
    + x = F.relu(self.norm(self.conv1(x)))
    """,
)
def normalised_in_between():
    """Add batch normalisation."""
