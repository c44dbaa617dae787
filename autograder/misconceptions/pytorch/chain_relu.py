"""Versions of `sequential_and_optimiser` with other functions between the layers or after them."""

import torch
from torch import nn

from autograder.misconceptions import wrong


@wrong(
    "sequential_and_optimiser",
    hint="""There is no ReLU between the two convolutions.""",
)
def relu_missing_after_first(learning_rate=1e-2, momentum=0.9):
    """Leave the first ReLU out."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""There is no ReLU between the second convolution and the last layer.""",
)
def relu_missing_after_second(learning_rate=1e-2, momentum=0.9):
    """Leave the second ReLU out."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""A ReLU stands at the end of the chain and cuts off negative scores.""",
)
def relu_at_the_end(learning_rate=1e-2, momentum=0.9):
    """Put a ReLU at the end."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
        nn.ReLU(),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""A softmax stands at the end of the chain. F.cross_entropy has one already.""",
)
def softmax_at_the_end(learning_rate=1e-2, momentum=0.9):
    """Put a softmax at the end."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
        nn.Softmax(dim=1),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""There are sigmoids in the chain where ReLUs were asked for.""",
)
def sigmoids(learning_rate=1e-2, momentum=0.9):
    """Take sigmoids for ReLUs."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.Sigmoid(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.Sigmoid(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The paddings have changed places, which the size does not show.""",
)
def paddings_swapped(learning_rate=1e-2, momentum=0.9):
    """Pad the first by 1 and the second by 2."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The convolutions have no padding, and the last layer has been made smaller to fit.
    Keep the maps at 32×32.""",
)
def padding_forgotten(learning_rate=1e-2, momentum=0.9):
    """Leave the paddings out, and make the last layer fit."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 26 * 26, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The convolutions have no padding, and what comes out of them does not fit the last
    layer.""",
)
def padding_forgotten_and_last_layer_left(learning_rate=1e-2, momentum=0.9):
    """Leave the paddings out."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""Nothing flattens the maps before the last layer. nn.Flatten() does.""",
)
def flatten_missing(learning_rate=1e-2, momentum=0.9):
    """Forget to flatten."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser
