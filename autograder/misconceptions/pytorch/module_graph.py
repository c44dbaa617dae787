"""Versions of `ThreeLayerConvNet` that lose the scores or their graph."""

import torch
from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "ThreeLayerConvNet",
    hint="""fc gets maps of four dimensions. Flatten each image's to one row first.""",
)
class flatten_missing(nn.Module):
    """Hand the maps to fc."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x)


@wrong(
    "ThreeLayerConvNet",
    hint="""forward flattens the whole batch into one row. Keep the first dimension, the images.""",
)
class batch_flattened_too(nn.Module):
    """Flatten all dimensions."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten())


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns nothing. The scores have to be handed back.""",
)
class return_forgotten(nn.Module):
    """Forget to return."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""forward computes under torch.no_grad, or detaches its result, so no gradient can be
    had. Keep that for measuring accuracy.""",
)
class scores_detached(nn.Module):
    """Compute under no_grad."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        with torch.no_grad():
            x = F.relu(self.conv1(x))
            x = F.relu(self.conv2(x))
            return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The graph is cut before fc, so conv1 and conv2 never learn. There is nothing to
    detach in a forward pass.""",
)
class features_detached(nn.Module):
    """Detach what goes into fc."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.detach().flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The graph is cut after conv1, which therefore gets no gradient.""",
)
class first_maps_detached(nn.Module):
    """Detach what conv1 returns."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x)).detach()
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))
