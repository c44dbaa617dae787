"""Deep nets with and without normalization, on the chapter's own answers."""

import warnings
from functools import cache

import numpy as np

from autograder import solutions
from layerwise import data
from layerwise.solver import Solver

DATASET = "shapes10"
SEEDS = (0,)
SCALES = np.logspace(-4, 0, 13)
KINDS = {"none": None, "batchnorm": "batchnorm", "layernorm": "layernorm"}
EPOCHS, SCALE_EPOCHS = 10, 6


@cache
def images() -> dict:
    """Return the images that all nets train on."""
    return data.load(DATASET, num_train=1000, num_val=500, subtract_mean=True)


def trained(kind: str, hidden_dims: list, *, scale: float, rate: float, epochs: int) -> Solver:
    """Train a net from its seed with one kind of normalization and return its solver."""
    np.random.seed(*SEEDS)
    net = solutions.load("batchnorm").NormalizedNet(
        hidden_dims, weight_scale=scale, normalization=KINDS[kind]
    )
    config = {"learning_rate": rate}
    solver = Solver(
        net,
        images(),
        optim_config=config,
        num_epochs=epochs,
        batch_size=50,
        verbose=False,
        seed=SEEDS[0],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a net that diverges is part of the point
        solver.train()
    return solver


def six_layers(kind: str, epochs: int = EPOCHS) -> Solver:
    """Train one of the six-layer nets."""
    return trained(kind, [100] * 5, scale=2e-2, rate=2e-2, epochs=epochs)


def eight_layers(kind: str, scale: float) -> Solver:
    """Train one of the eight-layer nets, from weights on the given scale."""
    return trained(kind, [50] * 7, scale=scale, rate=1e-2, epochs=SCALE_EPOCHS)


def measure() -> dict:
    """Return the histories of the six-layer nets, and the best accuracies by scale."""
    deep = {kind: six_layers(kind) for kind in KINDS}
    return {
        "six layers": {
            kind: {
                "loss": solver.loss_history,
                "training accuracy": solver.train_acc_history,
                "validation accuracy": solver.val_acc_history,
            }
            for kind, solver in deep.items()
        },
        "eight layers, best training accuracy": {
            kind: [max(eight_layers(kind, scale).train_acc_history) for scale in SCALES]
            for kind in ("none", "batchnorm")
        },
        "scales": list(SCALES),
    }
