"""Versions of `ThreeLayerConvNet` with layers that are not those asked for."""

from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "ThreeLayerConvNet",
    hint="""super().__init__() is missing, or comes too late: until it has run, a module cannot
    register layers.""",
)
class super_forgotten(nn.Module):
    """Make layers before the module is one."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
        super().__init__()

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


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
)
class without_biases(nn.Module):
    """Make layers without biases."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2, bias=False)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1, bias=False)
        self.fc = nn.Linear(channel_2 * height * width, num_classes, bias=False)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""conv1 and conv2 are made with bias=False. All three layers have a bias here.""",
)
class convolutions_without_biases(nn.Module):
    """Make convolutions without biases."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2, bias=False)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1, bias=False)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(self.fc.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""There are more layers than were asked for, such as batch normalisation. Try them in
    the next chapter.""",
)
class normalised_in_between(nn.Module):
    """Add batch normalisation."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        self.norm = nn.BatchNorm2d(channel_1)
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.norm(self.conv1(x)))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))
