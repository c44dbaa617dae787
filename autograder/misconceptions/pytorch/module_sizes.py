"""Versions of `ThreeLayerConvNet` that ignore or exchange sizes."""

from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "ThreeLayerConvNet",
    hint="""fc counts on images of 32×32, whatever height and width are given.""",
)
class images_of_32(nn.Module):
    """Count on images of 32×32."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * 32 * 32, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""fc counts on square images: its inputs are height times height.""",
)
class square_images(nn.Module):
    """Take the height for the width."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * height, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The numbers of filters are fixed at 32 and 16. They are arguments, which only have
    these defaults.""",
)
class filters_of_its_own(nn.Module):
    """Ignore how many filters are asked for."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, 32, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(32, 16, kernel_size=3, padding=1)
        self.fc = nn.Linear(16 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""There are ten scores whatever num_classes says.""",
)
class classes_of_its_own(nn.Module):
    """Always have ten classes."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, 10)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""channel_1 and channel_2 have changed places: the first says how many filters conv1
    has.""",
)
class filter_counts_swapped(nn.Module):
    """Exchange channel_1 and channel_2."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_2, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_2, channel_1, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_1 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""conv1 has filters of 3×3 and conv2 of 5×5. It should be the other way round.""",
)
class filter_sizes_swapped(nn.Module):
    """Make 3×3 filters, then 5×5."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=5, padding=2)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))
