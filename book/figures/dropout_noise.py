"""The noise that dropout adds to what the next layer receives."""

import numpy as np
from figures.dropout_answers import answers
from figures.table import table
from IPython.display import Markdown

REPEATS = 20_000
CASES = ((500, 1.0), (500, 0.5), (500, 0.25), (150, 0.25), (150, 0.8))


def sums() -> Markdown:
    """Return a table: mean and spread of the mean of n equal units, measured and from theory."""
    dropout_forward = answers().dropout_forward
    rows = []
    for number, (units, keep) in enumerate(CASES):
        param = {"mode": "train", "p": keep, "seed": number}
        out, _ = dropout_forward(np.ones((REPEATS, units)), param)
        received = out.mean(axis=1)
        theory = np.sqrt((1 - keep) / (keep * units))
        rows.append(
            [
                f"{units}",
                f"{keep:g}",
                f"{keep * units:g}",
                f"{received.mean():.3f}",
                f"{received.std():.3f}",
                f"{theory:.3f}",
            ]
        )
    return table(
        "tab-dropout-noise",
        f"What arrives of $n$ units that are all 1, as their mean, over {REPEATS:,} masks; "
        "the last column is the root of what the formula above says.",
        ["$n$", "$p$", "$pn$", "mean", "spread", "predicted"],
        rows,
    )
