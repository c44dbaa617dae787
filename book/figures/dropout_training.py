"""A net with and without dropout on 500 images: what the experiment measured."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from experiments.dropout.small_set import DATASET, EPOCHS, SEEDS
from figures import results
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from layerwise import plots


@cache
def trained() -> dict[str, list[SimpleNamespace]]:
    """Return the histories of each keep probability's trainings, one for each seed."""
    measured = results.measured("dropout/small_set")
    return {keep: [results.solver(run) for run in runs] for keep, runs in measured.items()}


def curves() -> Figure:
    """Draw loss and accuracies of the two trainings from the first seed."""
    figure = plots.training_curves({f"keep {keep}": runs[0] for keep, runs in trained().items()})
    figure.set_size_inches(8.6, 3.4)
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    plt.close(figure)  # or the page would show it twice
    return figure


def accuracies() -> Markdown:
    """Return a table: the last accuracies and their gap, mean and spread over the seeds."""
    rows = []
    for keep, solvers in trained().items():
        training = 100 * np.array([solver.train_acc_history[-1] for solver in solvers])
        validation = 100 * np.array([solver.val_acc_history[-1] for solver in solvers])
        columns = (training, validation, training - validation)
        rows.append([keep, *(f"{c.mean():.1f} ± {c.std(ddof=1):.1f}" for c in columns)])
    return table(
        "tab-dropout-accuracies",
        f"After {EPOCHS} epochs on 500 images of {DATASET}, in per cent: mean and standard "
        f"deviation over {len(SEEDS)} seeds.",
        ["keep probability", "training", "validation", "gap"],
        rows,
    )
