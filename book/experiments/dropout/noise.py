"""The noise that dropout adds to what the next layer receives."""

import numpy as np
from figures.dropout_answers import answers

DATASET = None
SEEDS = tuple(range(5))
REPEATS = 20_000
CASES = ((500, 1.0), (500, 0.5), (500, 0.25), (150, 0.25), (150, 0.8))


def measure() -> dict:
    """Return mean and spread of the mean of n equal units, for each case."""
    found = []
    for seed, (units, keep) in zip(SEEDS, CASES, strict=True):
        param = {"mode": "train", "p": keep, "seed": seed}
        out, _ = answers().dropout_forward(np.ones((REPEATS, units)), param)
        received = out.mean(axis=1)
        found.append({"mean": received.mean(), "spread": received.std()})
    return {"cases": found}
