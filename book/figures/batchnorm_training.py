"""Deep nets with and without normalization: what the experiment measured."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from experiments.batchnorm.nets import DATASET, EPOCHS
from figures import results
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from layerwise import plots


@cache
def measured() -> dict:
    """Return what the experiment measured."""
    return results.measured("batchnorm/nets")


def deep() -> dict[str, SimpleNamespace]:
    """Return the histories of the six-layer nets, one for each kind."""
    return {kind: results.solver(run) for kind, run in measured()["six layers"].items()}


def curves() -> Figure:
    """Draw loss and accuracies of the six-layer nets."""
    figure = plots.training_curves(deep())
    figure.set_size_inches(8.6, 3.4)
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    plt.close(figure)  # or the page would show it twice
    return figure


def accuracies() -> Markdown:
    """Return a table: what the six-layer nets reach."""
    rows = [
        [
            kind,
            f"{np.mean(solver.loss_history[-20:]):.2f}",
            f"{100 * solver.train_acc_history[-1]:.1f} %",
            f"{100 * max(solver.val_acc_history):.1f} %",
        ]
        for kind, solver in deep().items()
    ]
    return table(
        "tab-deep",
        f"Six-layer nets after {EPOCHS} epochs on 1,000 images of {DATASET}, one seed.",
        ["normalization", "training loss", "training accuracy", "best validation accuracy"],
        rows,
    )


def scales() -> Figure:
    """Draw the best training accuracy against the scale of the weights at the start."""
    figure = Figure(figsize=(6.4, 3.4), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    accuracies = measured()["eight layers, best training accuracy"]
    for (kind, values), color, marker in zip(
        accuracies.items(), plots.COLOURS, plots.MARKERS, strict=False
    ):
        axes.semilogx(measured()["scales"], values, color=color, marker=marker, label=kind)
    axes.set_xlabel("Scale of the weights at the start", color=plots.GREY)
    axes.set_ylabel("Best training accuracy (fraction)", color=plots.GREY)
    axes.patch.set_alpha(0)
    axes.tick_params(colors=plots.GREY)
    axes.spines[:].set_color(plots.GREY)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, labelcolor=plots.GREY)
    return figure
