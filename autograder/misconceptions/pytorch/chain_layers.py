"""Versions of `sequential_and_optimiser` with other layers."""

import torch
from torch import nn

from autograder.misconceptions import wrong


@wrong(
    "sequential_and_optimiser",
    hint="""There are 16 filters and then 32. It should be the other way round.""",
)
def filter_counts_swapped(learning_rate=1e-2, momentum=0.9):
    """Have 16 filters, then 32."""
    model = nn.Sequential(
        nn.Conv2d(3, 16, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(32 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The filters are of 3×3 and then of 5×5. It should be the other way round.""",
)
def filter_sizes_swapped(learning_rate=1e-2, momentum=0.9):
    """Have 3×3 filters, then 5×5."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=5, padding=2),
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
    hint="""The convolutions are made without biases.""",
)
def without_biases(learning_rate=1e-2, momentum=0.9):
    """Make convolutions without biases."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2, bias=False),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1, bias=False),
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
    hint="""The maps are pooled, which this net does not do.""",
)
def pooled(learning_rate=1e-2, momentum=0.9):
    """Pool after the convolutions."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 16 * 16, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""There is dropout in the chain, so that the same image gets other scores each time.""",
)
def dropout_added(learning_rate=1e-2, momentum=0.9):
    """Add dropout."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""There is batch normalisation in the chain, with parameters that nobody asked for.""",
)
def normalised(learning_rate=1e-2, momentum=0.9):
    """Add batch normalisation."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.BatchNorm2d(32),
        nn.ReLU(),
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
    hint="""There is one fully-connected layer too many.""",
)
def one_more_layer(learning_rate=1e-2, momentum=0.9):
    """Add a hidden layer."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 20),
        nn.ReLU(),
        nn.Linear(20, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser comes first in the tuple. The model should.""",
)
def optimiser_first(learning_rate=1e-2, momentum=0.9):
    """Return the optimiser first."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return optimiser, model


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser is made and not returned.""",
)
def model_alone(learning_rate=1e-2, momentum=0.9):
    """Return the chain alone."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True)
    return model
