"""Deep nets with and without normalisation, on the chapter's own answers."""

import contextlib
import io
import warnings
from functools import cache

import numpy as np
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder import solutions
from layerwise import data, plots
from layerwise.solver import Solver

DATASET = "shapes10"
SCALES = np.logspace(-4, 0, 13)
KINDS = {"none": None, "batchnorm": "batchnorm", "layernorm": "layernorm"}


@cache
def images() -> dict:
    """Return the images that all nets on the page train on."""
    return data.load(DATASET, num_train=1000, num_val=500, subtract_mean=True)


def trained(kind: str, hidden_dims: list, *, scale: float, rate: float, epochs: int) -> Solver:
    """Train a net from seed 0 with one kind of normalisation and return its solver."""
    with contextlib.redirect_stdout(io.StringIO()):  # the notebook's first cell says it is ready
        answers = solutions.load("batchnorm")
    np.random.seed(0)
    net = answers.NormalizedNet(hidden_dims, weight_scale=scale, normalization=KINDS[kind])
    config = {"learning_rate": rate}
    solver = Solver(
        net,
        images(),
        optim_config=config,
        num_epochs=epochs,
        batch_size=50,
        verbose=False,
        seed=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a net that diverges is part of the point
        solver.train()
    return solver


@cache
def deep() -> dict[str, Solver]:
    """Return six-layer nets, one for each kind."""
    return {kind: trained(kind, [100] * 5, scale=2e-2, rate=2e-2, epochs=10) for kind in KINDS}


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
            f"{100 * solver.best_val_acc:.1f} %",
        ]
        for kind, solver in deep().items()
    ]
    return table(
        "tab-deep",
        f"Six-layer nets after 10 epochs on 1,000 images of {DATASET}, one seed.",
        ["normalisation", "training loss", "training accuracy", "best validation accuracy"],
        rows,
    )


@cache
def by_scale() -> dict[str, np.ndarray]:
    """Return the best training accuracies of eight-layer nets, for each scale of the weights."""
    kinds = ("none", "batchnorm")
    return {
        kind: np.array(
            [
                max(trained(kind, [50] * 7, scale=s, rate=1e-2, epochs=6).train_acc_history)
                for s in SCALES
            ]
        )
        for kind in kinds
    }


def scales() -> Figure:
    """Draw the best training accuracy against the scale of the weights at the start."""
    figure = Figure(figsize=(6.4, 3.4), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    for (kind, values), colour, marker in zip(
        by_scale().items(), plots.COLOURS, plots.MARKERS, strict=False
    ):
        axes.semilogx(SCALES, values, color=colour, marker=marker, label=kind)
    axes.set_xlabel("Scale of the weights at the start", color=plots.GREY)
    axes.set_ylabel("Best training accuracy (fraction)", color=plots.GREY)
    axes.patch.set_alpha(0)
    axes.tick_params(colors=plots.GREY)
    axes.spines[:].set_color(plots.GREY)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, labelcolor=plots.GREY)
    return figure
