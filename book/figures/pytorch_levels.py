"""What one epoch gives: the loss with and without Nesterov's momentum, and the measured table."""

from itertools import cycle
from pathlib import Path

import numpy as np
from figures import results
from figures.table import table
from IPython.display import Markdown
from matplotlib.figure import Figure

from layerwise import plots

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "pytorch.md"
EXPECTED = {"one": "42 %", "two": "45 %", "three": "55 %"}  # on CIFAR-10, not measured
WINDOW = 10


def losses() -> Figure:
    """Draw the loss over the minibatches for each setting."""
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    looks = zip(plots.COLOURS, cycle(plots.LINES), strict=False)
    measured = results.measured("pytorch/look_ahead")
    for (name, loss), (color, line) in zip(measured.items(), looks, strict=False):
        mean = np.convolve(loss, np.ones(WINDOW) / WINDOW, mode="valid")
        axes.plot(loss, ".", color=color, markersize=3, alpha=0.5)
        steps = np.arange(len(mean)) + (WINDOW - 1) / 2
        axes.plot(steps, mean, color=color, linestyle=line, label=name)
    axes.set_xlabel("minibatch", color=plots.GREY)
    axes.set_ylabel("loss", color=plots.GREY)
    axes.tick_params(colors=plots.GREY)
    axes.spines[:].set_color(plots.GREY)
    axes.legend(frameon=False, labelcolor=plots.GREY, loc="lower left")
    return figure


def measured() -> dict[str, list[str]]:
    """Return the validation accuracies on shapes10 and fashion_mnist, by level."""
    lines = RESULTS.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    header, _, *rows = rows
    places = [header.index(f"{name}: validation") for name in ("shapes10", "fashion_mnist")]
    return {row[0]: [row[place] for place in places] for row in rows}


def accuracies() -> Markdown:
    """Return a table: what each level reaches after one epoch on each set of images."""
    rows = [
        [title, *cells, EXPECTED[title.partition(":")[0]]] for title, cells in measured().items()
    ]
    return table(
        "tab-levels",
        "Accuracy on 1,000 validation images after one epoch: mean and standard deviation over "
        "three seeds. The last column is an expectation, not a measurement.",
        ["level", "`shapes10`", "`fashion_mnist`", "CIFAR-10, expected"],
        rows,
    )
