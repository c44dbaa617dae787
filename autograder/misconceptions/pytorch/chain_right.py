"""Right versions of `sequential_and_optimiser`, written differently from the solution."""

import torch
from torch import nn

from autograder.misconceptions import right


@right("sequential_and_optimiser")
def named_layers(learning_rate=1e-2, momentum=0.9):
    """Give the layers names."""
    from collections import OrderedDict

    layers = OrderedDict(
        conv1=nn.Conv2d(3, 32, (5, 5), padding="same"),
        relu1=nn.ReLU(inplace=True),
        conv2=nn.Conv2d(32, 16, (3, 3), padding=(1, 1)),
        relu2=nn.ReLU(inplace=True),
        flat=nn.Flatten(start_dim=1),
        fc=nn.Linear(16 * 32 * 32, 10),
    )
    model = nn.Sequential(layers)
    sgd = torch.optim.SGD(model.parameters(), learning_rate, momentum, nesterov=True)
    return model, sgd


@right("sequential_and_optimiser")
def layers_appended(learning_rate=1e-2, momentum=0.9):
    """Append layer by layer, with one ReLU for both places."""
    chain, relu = nn.Sequential(), nn.ReLU()
    for channels, filters, size in ((3, 32, 5), (32, 16, 3)):
        chain.append(nn.Conv2d(channels, filters, size, padding=size // 2))
        chain.append(relu)
    chain.append(nn.Flatten())
    chain.append(nn.Linear(32 * 32 * 16, 10, bias=True))
    settings = {"lr": learning_rate, "momentum": momentum, "nesterov": True}
    return chain, torch.optim.SGD(list(chain.parameters()), **settings)


@right("sequential_and_optimiser")
def chains_in_a_chain(learning_rate=1e-2, momentum=0.9):
    """Chain two chains, with Kaiming's weights."""
    features = nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.Conv2d(32, 16, 3, padding=1), nn.ReLU()
    )
    head = nn.Sequential(nn.Flatten(), nn.Linear(16 * 32 * 32, 10))
    for layer in (features[0], features[2], head[1]):
        nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(layer.bias)
    model = nn.Sequential(features, head)
    groups = [{"params": features.parameters()}, {"params": head.parameters()}]
    return model, torch.optim.SGD(groups, lr=learning_rate, momentum=momentum, nesterov=True)


@right("sequential_and_optimiser")
def zero_padding_layers(learning_rate=1e-2, momentum=0.9):
    """Pad in layers of their own."""
    model = nn.Sequential(
        nn.ZeroPad2d(2),
        nn.Conv2d(3, 32, 5),
        nn.ReLU(),
        nn.ZeroPad2d(1),
        nn.Conv2d(32, 16, 3),
        nn.ReLU(),
        nn.Unflatten(1, (16, 1)),
        nn.Flatten(),
        nn.Linear(16 * 32 * 32, 10),
    )
    return model, torch.optim.SGD(
        model.parameters(), lr=learning_rate, momentum=momentum, nesterov=True, foreach=False
    )
