"""Versions of `sequential_and_optimiser` that step otherwise, or step other parameters."""

import torch
from torch import nn

from autograder.misconceptions import wrong


@wrong(
    "sequential_and_optimiser",
    hint="""Nesterov's momentum goes without dampening, and the optimiser refuses both together.""",
)
def dampened(learning_rate=1e-2, momentum=0.9):
    """Dampen the gradient."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, dampening=0.1, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser has weight decay, so that the steps are not those of the formula.""",
)
def weight_decay_added(learning_rate=1e-2, momentum=0.9):
    """Add weight decay."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True, weight_decay=1e-2
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser is Adam, where SGD with Nesterov's momentum was asked for.""",
)
def adam(learning_rate=1e-2, momentum=0.9):
    """Take Adam."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=learning_rate)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser is NAdam, which is Adam with Nesterov's idea. SGD was asked for.""",
)
def nadam(learning_rate=1e-2, momentum=0.9):
    """Take Adam with Nesterov's idea."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.NAdam(model.parameters(), lr=learning_rate)
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser holds the last layer's parameters alone.""",
)
def last_layer_alone(learning_rate=1e-2, momentum=0.9):
    """Give it the last layer's parameters."""
    model = nn.Sequential(
        nn.Conv2d(3, 32, kernel_size=5, padding=2),
        nn.ReLU(),
        nn.Conv2d(32, 16, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    optimiser = torch.optim.SGD(
        model[-1].parameters(), lr=learning_rate, momentum=momentum, nesterov=True
    )
    return model, optimiser


@wrong(
    "sequential_and_optimiser",
    hint="""The optimiser holds the parameters of another chain than the one returned.""",
)
def another_model_s_parameters(learning_rate=1e-2, momentum=0.9):
    """Make a second chain for the optimiser."""

    def chain():
        return nn.Sequential(
            nn.Conv2d(3, 32, kernel_size=5, padding=2),
            nn.ReLU(),
            nn.Conv2d(32, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(16 * 32 * 32, 10),
        )

    parameters = chain().parameters()
    optimiser = torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum, nesterov=True)
    return chain(), optimiser
