"""Versions of `sequential_and_optimiser` with another optimiser."""

import torch
from torch import nn

from autograder.misconceptions import wrong


@wrong(
    "sequential_and_optimiser",
    hint="""This is plain momentum. Nesterov's looks ahead, which the optimiser does only when
    it is told to.""",
)
def nesterov_forgotten(learning_rate=1e-2, momentum=0.9):
    """Forget nesterov=True."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser has no momentum at all.""",
)
def momentum_forgotten(learning_rate=1e-2, momentum=0.9):
    """Forget the momentum."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The momentum is always 0.9: the argument is not used.""",
)
def momentum_of_its_own(learning_rate=1e-2, momentum=0.9):
    """Ignore the momentum."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9, nesterov=True)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The learning rate is always 1e-2, whatever is given.""",
)
def rate_of_its_own(learning_rate=1e-2, momentum=0.9):
    """Ignore the learning rate."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=momentum, nesterov=True)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The learning rate is that of level two. This level has one of its own, which is
    given.""",
)
def rate_of_level_two(learning_rate=1e-2, momentum=0.9):
    """Take the rate of the level before."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=3e-3, momentum=momentum, nesterov=True)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""Learning rate and momentum have changed places.""",
)
def rate_and_momentum_swapped(learning_rate=1e-2, momentum=0.9):
    """Exchange rate and momentum."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=momentum, momentum=learning_rate, nesterov=True
    )
    return model, optimiser
