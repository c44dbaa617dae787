"""The noise that dropout adds to what the next layer receives."""

import numpy as np
from experiments.dropout.noise import CASES, REPEATS
from figures import results
from figures.table import table
from IPython.display import Markdown


def sums() -> Markdown:
    """Return a table: mean and spread of the mean of n equal units, measured and from theory."""
    measured = results.measured("dropout/noise")["cases"]
    rows = []
    for (units, keep), received in zip(CASES, measured, strict=True):
        theory = np.sqrt((1 - keep) / (keep * units))
        rows.append(
            [
                f"{units}",
                f"{keep:g}",
                f"{keep * units:g}",
                f"{received['mean']:.3f}",
                f"{received['spread']:.3f}",
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
