"""Versions of `ThreeLayerConvNet` with maps of another size, or that begin anew in each forward."""

from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""conv2 is padded like conv1, so that its maps are larger than the image. Filters of
    3×3 need less.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=2)
    """,
)
def second_padded_like_first():
    """Pad both by 2."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The paddings of conv1 and conv2 have changed places. The size is right all the same,
    the scores are not.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=1)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=2)
    """,
)
def paddings_swapped():
    """Pad the first by 1 and the second by 2."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The layers have no padding, so the maps come out smaller than fc expects. padding is
    an argument of nn.Conv2d.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3)
    """,
)
def padding_forgotten():
    """Leave both paddings out."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The convolutions take strides of 2, and fc counts on maps as large as the image.""",
    like=module_right.modules_and_functions,
    change="""
    - self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
    - self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
    + self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, stride=2, padding=2)
    + self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, stride=2, padding=1)
    """,
)
def strides_of_two():
    """Take strides of 2."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The layers are made in forward, so each call has new ones that nobody has trained.
    Make them once, in __init__.""",
)
class layers_made_in_forward(nn.Module):
    """Make the layers anew in each forward."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.sizes = (in_channels, channel_1, channel_2, height * width, num_classes)

    def forward(self, x):
        """Return the scores."""
        in_channels, channel_1, channel_2, area, num_classes = self.sizes
        conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        fc = nn.Linear(channel_2 * area, num_classes)
        return fc(F.relu(conv2(F.relu(conv1(x)))).flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""forward draws the parameters anew, so that whatever was learnt or loaded is lost.
    Draw them once, in __init__.""",
    like=module_right.modules_and_functions,
    change="""
    - for layer in (self.conv1, self.conv2, self.fc):
    -     nn.init.kaiming_normal_(layer.weight)
    -     nn.init.zeros_(layer.bias)

    - x = F.relu(self.conv1(x))
    + for layer in (self.conv1, self.conv2, self.fc):
    +     nn.init.kaiming_normal_(layer.weight)
    +     nn.init.zeros_(layer.bias)
    + x = F.relu(self.conv1(x))
    """,
)
class begins_anew_in_forward:
    """Draw the parameters again in each forward."""
