"""The loss with smoothed labels, against how far the right score is ahead."""

from itertools import cycle

import numpy as np
from matplotlib.figure import Figure

from layerwise import plots

CLASSES, EPSILONS = 10, (0.0, 0.1, 0.3)


def loss(margin: np.ndarray, epsilon: float) -> np.ndarray:
    """Return the loss where the label's score is `margin` and all others are 0."""
    total = np.logaddexp(margin, np.log(CLASSES - 1))  # log of the sum over the classes
    return (1 - epsilon) * (total - margin) + epsilon * (total - margin / CLASSES)


def best_margin(epsilon: float) -> float:
    """Return the margin at which the loss is least, for an epsilon above 0."""
    return float(np.log((1 - epsilon) * CLASSES / epsilon + 1))


def margins() -> Figure:
    """Draw the loss over the margin for each epsilon, and mark where it is least."""
    figure = Figure(figsize=(6.4, 3.5), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    margin = np.linspace(-3, 12, 301)
    looks = zip(plots.COLOURS, cycle(plots.LINES), strict=False)
    for epsilon, (colour, line) in zip(EPSILONS, looks, strict=False):
        label = f"ε = {epsilon:g}"
        axes.plot(margin, loss(margin, epsilon), color=colour, linestyle=line, label=label)
        if epsilon:
            best = best_margin(epsilon)
            axes.plot(best, loss(best, epsilon), "o", color=colour)
            text = {"xytext": (0, 9), "textcoords": "offset points", "ha": "center"}
            axes.annotate(f"{best:.1f}", (best, loss(best, epsilon)), **text, color=plots.GREY)
    axes.set_xlabel("how far the score of the label is ahead", color=plots.GREY)
    axes.set_ylabel("loss", color=plots.GREY)
    axes.set_ylim(bottom=0)
    axes.tick_params(colors=plots.GREY)
    axes.spines[:].set_color(plots.GREY)
    axes.legend(frameon=False, labelcolor=plots.GREY)
    return figure
