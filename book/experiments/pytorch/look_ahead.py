"""The loss of one epoch with and without Nesterov's momentum."""

import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader

from autograder import solutions
from layerwise.data import torch_dataset

DATASET = "shapes10"
SEEDS = (0,)
SETTINGS = {
    "SGD, rate 0.003": (3e-3, 0.0),
    "SGD, rate 0.01": (1e-2, 0.0),
    "Nesterov, rate 0.01": (1e-2, 0.9),
}
IMAGES, BATCH = 6_400, 64


def losses(learning_rate: float, momentum: float, most: int = IMAGES // BATCH) -> list[float]:
    """Return the loss of each minibatch, or of the first `most`, from one seed's parameters."""
    images = torch_dataset.load(DATASET, num_train=IMAGES, num_val=0, num_test=0)["train"]
    torch.manual_seed(*SEEDS)
    model, optimizer = solutions.load("pytorch").sequential_and_optimiser(learning_rate, 0.9)
    if not momentum:
        optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    found = []
    for _, (x, y) in zip(range(most), DataLoader(images, BATCH, shuffle=True), strict=False):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    return found


def measure() -> dict:
    """Return the losses of each setting."""
    return {name: losses(*setting) for name, setting in SETTINGS.items()}
