"""The four update rules on a six-layer net: the notebook's experiment, with several seeds."""

from collections.abc import Callable

import numpy as np

from autograder import solutions
from layerwise import data, optim
from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver

DATASET = "shapes10"
LEARNING_RATES = {"SGD": 5e-3, "Momentum": 5e-3, "RMSProp": 1e-4, "Adam": 1e-3}
EPOCHS = 5
SEEDS = (0, 1, 2)


def steps() -> dict[str, Callable]:
    """Return SGD, momentum, RMSProp and Adam, each as ``rule(w, dw, config)``, in that order."""
    answers = solutions.load("update_rules")
    return {
        "SGD": optim.sgd,
        "Momentum": answers.sgd_momentum,
        "RMSProp": answers.rmsprop,
        "Adam": answers.adam,
    }


def images() -> dict:
    """Return the images that all nets train on."""
    return data.load(DATASET, num_train=4000, num_val=1000, subtract_mean=True)


def trained(arrays: dict, rule: str, seed: int, epochs: int = EPOCHS) -> Solver:
    """Train a net with a rule; of one seed, all rules get the same weights and batches."""
    np.random.seed(seed)
    net = FullyConnectedNet([100] * 5, weight_scale=5e-2)
    solver = Solver(
        net,
        arrays,
        update_rule=steps()[rule],
        optim_config={"learning_rate": LEARNING_RATES[rule]},
        num_epochs=epochs,
        batch_size=100,
        verbose=False,
        seed=seed,
    )
    solver.train()
    return solver


def measure() -> dict:
    """Return the histories of each rule's trainings, one for each seed."""
    arrays = images()
    return {
        rule: [
            {
                "loss": solver.loss_history,
                "training accuracy": solver.train_acc_history,
                "validation accuracy": solver.val_acc_history,
            }
            for solver in (trained(arrays, rule, seed) for seed in SEEDS)
        ]
        for rule in LEARNING_RATES
    }
