"""The four update rules on a six-layer net: what the experiment measured."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from experiments.update_rules.rules import DATASET, EPOCHS, LEARNING_RATES, SEEDS
from figures import results
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from layerwise import plots


@cache
def trained() -> dict[str, list[SimpleNamespace]]:
    """Return the histories of each rule's trainings, one for each seed."""
    measured = results.measured("update_rules/rules")
    return {rule: [results.solver(run) for run in runs] for rule, runs in measured.items()}


def curves() -> Figure:
    """Draw loss and accuracies of the four trainings from the first seed."""
    figure = plots.training_curves({name: solvers[0] for name, solvers in trained().items()})
    figure.set_size_inches(8.6, 3.4)
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    plt.close(figure)  # or the page would show it twice
    return figure


def accuracies() -> Markdown:
    """Return a table: each rule's last validation accuracy, mean and spread over the seeds."""
    rows = []
    for name, solvers in trained().items():
        final = 100 * np.array([solver.val_acc_history[-1] for solver in solvers])
        loss = np.array([np.mean(solver.loss_history[-40:]) for solver in solvers])
        rows.append(
            [
                name,
                f"{LEARNING_RATES[name]:g}",
                f"{loss.mean():.2f} ± {loss.std(ddof=1):.2f}",
                f"{final.mean():.1f} ± {final.std(ddof=1):.1f} %",
            ]
        )
    return table(
        "tab-accuracies",
        f"After {EPOCHS} epochs on {DATASET}: mean and standard deviation over "
        f"{len(SEEDS)} seeds. The loss is that of the last epoch.",
        ["rule", "learning rate", "training loss", "validation accuracy"],
        rows,
    )
