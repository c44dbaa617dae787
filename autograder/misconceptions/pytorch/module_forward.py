"""Versions of `ThreeLayerConvNet` whose forward computes something else."""

from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "ThreeLayerConvNet",
    hint="""There is no ReLU after conv1. Without one, conv1 and conv2 are together no more than
    one larger convolution.""",
)
class relu_missing_after_first(nn.Module):
    """Leave the first ReLU out."""

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
        x = self.conv1(x)
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""There is no ReLU after conv2: fc is to see nothing that is negative.""",
)
class relu_missing_after_second(nn.Module):
    """Leave the second ReLU out."""

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
        x = self.conv2(x)
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""forward has no ReLU at all, so that the whole net is one linear map. A layer does
    not bring its own.""",
)
class no_relu(nn.Module):
    """Leave both out."""

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
        return self.fc(self.conv2(self.conv1(x)).flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""A ReLU follows fc, so that no score can be negative. Return what fc returns.""",
)
class relu_on_scores(nn.Module):
    """Put a ReLU after every layer."""

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
        return F.relu(self.fc(x.flatten(start_dim=1)))


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns probabilities. The softmax is part of F.cross_entropy, which wants
    scores.""",
)
class softmax_on_scores(nn.Module):
    """Put a softmax at the end."""

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
        return F.softmax(self.fc(x.flatten(start_dim=1)), dim=1)


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns logarithms of probabilities. That goes with F.nll_loss, while
    F.cross_entropy wants scores.""",
)
class log_softmax_on_scores(nn.Module):
    """Put a logarithm of a softmax at the end."""

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
        return F.log_softmax(self.fc(x.flatten(start_dim=1)), dim=1)


@wrong(
    "ThreeLayerConvNet",
    hint="""Each ReLU stands before its convolution, so the image loses all that is negative,
    and fc gets what is.""",
)
class relu_before_convolution(nn.Module):
    """Put each ReLU before its convolution."""

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
        x = self.conv1(F.relu(x))
        x = self.conv2(F.relu(x))
        return self.fc(x.flatten(start_dim=1))


@wrong(
    "ThreeLayerConvNet",
    hint="""The maps are permuted before they are flattened, so that the numbers meet other
    weights of fc. Flatten them as they lie.""",
)
class filters_last(nn.Module):
    """Bring the filters to the end before flattening."""

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
        return self.fc(x.permute(0, 2, 3, 1).flatten(start_dim=1))
