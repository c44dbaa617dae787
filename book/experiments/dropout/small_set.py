"""A net with and without dropout on 500 images: the notebook's experiment, with several seeds."""

import numpy as np

from autograder import solutions
from layerwise import data
from layerwise.solver import Solver

DATASET = "shapes10"
KEEP = (1, 0.25)
EPOCHS = 25
SEEDS = (0, 1, 2)


def images() -> dict:
    """Return the images that all nets train on."""
    return data.load(DATASET, num_train=500, num_val=1000, subtract_mean=True)


def trained(arrays: dict, keep: float, seed: int, epochs: int = EPOCHS) -> Solver:
    """Train a net with a keep probability; masks and weights come from NumPy's global stream."""
    np.random.seed(seed)
    solver = Solver(
        solutions.load("dropout").DropoutNet([500], dropout=keep),
        arrays,
        optim_config={"learning_rate": 3e-4},
        num_epochs=epochs,
        batch_size=100,
        verbose=False,
        seed=seed,
    )
    solver.train()
    return solver


def measure() -> dict:
    """Return the histories of each keep probability's trainings, one for each seed."""
    arrays = images()
    return {
        f"{keep}": [
            {
                "loss": solver.loss_history,
                "training accuracy": solver.train_acc_history,
                "validation accuracy": solver.val_acc_history,
            }
            for solver in (trained(arrays, keep, seed) for seed in SEEDS)
        ]
        for keep in KEEP
    }
