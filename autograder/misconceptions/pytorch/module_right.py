"""Right versions of `ThreeLayerConvNet`, written differently from the solution."""

import torch
from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import right


@right("ThreeLayerConvNet")
class modules_and_functions(nn.Module):
    """Have modules for what has parameters; most wrong versions are this one, changed."""

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
        return self.fc(x.flatten(start_dim=1))


@right("ThreeLayerConvNet")
class own_modules_for_all(nn.Module):
    """Have modules for ReLU and flattening too."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(channel_1, channel_2, kernel_size=3, padding=1)
        self.fc = nn.Linear(channel_2 * height * width, num_classes)
        self.relu = nn.ReLU()
        self.flatten = nn.Flatten()
        for layer in (self.conv1, self.conv2, self.fc):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        """Return the scores."""
        h = self.relu(self.conv1(x))
        h = self.relu(self.conv2(h))
        return self.fc(self.flatten(h))


@right("ThreeLayerConvNet")
class initialised_by_apply(nn.Module):
    """Initialise through apply, and copy numbers."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, (5, 5), stride=1, padding=(2, 2), bias=True)
        self.conv2 = nn.Conv2d(channel_1, channel_2, (3, 3), padding="same")
        self.fc = nn.Linear(in_features=channel_2 * height * width, out_features=num_classes)

        @torch.no_grad()
        def begin(layer):
            if isinstance(layer, nn.Conv2d | nn.Linear):  # the model itself comes by too
                layer.weight.copy_(torch.randn_like(layer.weight))
                layer.weight.mul_((2 / layer.weight[0].numel()) ** 0.5)
                layer.bias.fill_(0)

        self.apply(begin)

    def forward(self, x):
        """Return the scores."""
        x = torch.relu(self.conv1(x))
        x = self.conv2(x).clamp(min=0)
        return self.fc(x.reshape(x.shape[0], -1))


@right("ThreeLayerConvNet")
class each_layer_by_itself(nn.Module):
    """Initialise each layer as it is made."""

    def __init__(
        self, in_channels=3, channel_1=32, channel_2=16, height=32, width=32, num_classes=10
    ):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channel_1, 5, padding=2)
        nn.init.normal_(self.conv1.weight, 0, (2 / (in_channels * 25)) ** 0.5)
        nn.init.constant_(self.conv1.bias, 0.0)
        self.conv2 = nn.Conv2d(channel_1, channel_2, 3, padding=1)
        nn.init.normal_(self.conv2.weight, 0, (2 / (channel_1 * 9)) ** 0.5)
        nn.init.constant_(self.conv2.bias, 0.0)
        features = channel_2 * height * width
        self.fc = nn.Linear(features, num_classes)
        nn.init.normal_(self.fc.weight, 0, (2 / features) ** 0.5)
        nn.init.constant_(self.fc.bias, 0.0)

    def forward(self, x):
        """Return the scores."""
        x = F.relu(self.conv1(x), inplace=True)
        x = F.relu(self.conv2(x), inplace=True)
        return self.fc(torch.flatten(x, 1))


@right("ThreeLayerConvNet")
class functions_on_its_parameters(nn.Module):
    """Use the layers' parameters in functions."""

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
        h = F.conv2d(x, self.conv1.weight, self.conv1.bias, padding=2).relu()
        h = F.conv2d(h, self.conv2.weight, self.conv2.bias, padding=1).relu()
        return h.flatten(1) @ self.fc.weight.T + self.fc.bias
