"""Right versions of `build_model`: other architectures, and the reference's written differently."""

import torch
from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import right


@right("build_model")
def chain_with_a_detour():
    """Build the reference's net with its block as a module of its own."""

    class Detour(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.conv = nn.Conv2d(width, width, kernel_size=3, padding="same", bias=False)
            self.norm = nn.BatchNorm2d(width)

        def forward(self, x):
            return torch.add(x, torch.relu(self.norm(self.conv(x))))

    def block(before, after, **how):
        conv = nn.Conv2d(before, after, bias=False, **how)
        return nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(inplace=True))

    layers = [
        block(3, 32, kernel_size=5, stride=2, padding=2),
        nn.MaxPool2d(kernel_size=2),
        block(32, 64, kernel_size=3, padding=1),
        Detour(64),
        block(64, 128, kernel_size=3, padding=1),
        nn.AdaptiveMaxPool2d((1, 1)),
        nn.Flatten(start_dim=1),
        nn.Linear(128, 10),
    ]
    return nn.Sequential(*layers)


@right("build_model")
def one_class():
    """Write a class with two convolutions and the mean over each map."""

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(3, 16, 5, stride=4, padding=2)
            self.norm1 = nn.BatchNorm2d(16)
            self.conv2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
            self.norm2 = nn.BatchNorm2d(32)
            self.fc = nn.Linear(32, 10)

        def forward(self, x):
            x = F.relu(self.norm1(self.conv1(x)))
            x = F.relu(self.norm2(self.conv2(x)))
            x = x.mean(dim=(2, 3))
            return self.fc(x)

    return Net()


@right("build_model")
def with_dropout():
    """Leave normalisation out, and drop units before the last layer."""
    return nn.Sequential(
        nn.Conv2d(3, 24, 5, stride=2, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(4),
        nn.Conv2d(24, 48, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(48 * 4 * 4, 10),
    )


@right("build_model")
def with_group_norm():
    """Normalise groups of channels, start by Kaiming's rule, and take the softmax's logarithm.

    The logarithm is no mistake: of log-probabilities, cross_entropy's softmax makes the same again.
    """
    model = nn.Sequential(
        nn.Conv2d(3, 16, 4, stride=4, bias=False),
        nn.GroupNorm(4, 16),
        nn.GELU(),
        nn.Conv2d(16, 64, 2, stride=2),
        nn.GroupNorm(1, 64),
        nn.LeakyReLU(0.1),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Linear(256, 10),
        nn.LogSoftmax(dim=1),
    )
    for part in model:
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight)
    return model


@right("build_model")
def through_a_helper():
    """Make the last layers lazily, and use fixed parameters as buffers beside learnt ones."""

    class Gray(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("share", torch.full((1, 3, 1, 1), 1 / 3))
            self.body = nn.ModuleList([nn.Linear(64, 32), nn.Linear(32, 10)])

        def forward(self, x):
            x = F.avg_pool2d((x * self.share).sum(dim=1, keepdim=True), 4).flatten(1)
            for layer in self.body[:-1]:
                x = layer(x).relu()
            return self.body[-1](4 * x)

    return Gray()
