"""Versions of `sequential_and_optimiser` with another chain or another optimiser."""

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
