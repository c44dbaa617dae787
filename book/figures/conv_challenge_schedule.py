"""A learning-rate schedule, and what it and an average of weights do against noise."""

import numpy as np
from figures import results
from matplotlib.figure import Figure

from layerwise import plots

START, DECAY = 5.0, 0.98


def rates(way: str) -> np.ndarray:
    """Return the learning rate of each step, "constant" or "up, then down"."""
    return np.array(results.measured("conv_challenge/schedule")[way])


def distances(rate: np.ndarray, decay: float = 0.0) -> np.ndarray:
    """Return the root mean square of a weight after each step, over all possible noise.

    The loss is w² / 2, so that the minimum is 0; the gradient that a step sees is w + ξ with
    standard normal ξ. With a decay above 0 it is the running average of w that is measured. Mean
    and covariance of the pair (w, average) are carried from step to step: nothing is drawn.
    """
    mean, covariance = np.array([START, START]), np.zeros((2, 2))
    squares = []
    for eta in rate:
        step = np.array([[1 - eta, 0.0], [(1 - decay) * (1 - eta), decay]])
        noise = eta * np.array([1.0, 1 - decay])
        mean = step @ mean
        covariance = step @ covariance @ step.T + np.outer(noise, noise)
        squares.append(mean[1] ** 2 + covariance[1, 1])
    return np.sqrt(squares)


def curves() -> Figure:
    """Draw the rates, and below them how near they bring a weight."""
    figure = Figure(figsize=(6.4, 5.4), layout="constrained")
    figure.patch.set_alpha(0)
    upper, lower = figure.subplots(2, 1, sharex=True)
    ways = {
        "constant": (rates("constant"), 0.0),
        "constant, averaged": (rates("constant"), DECAY),
        "up, then down": (rates("up, then down"), 0.0),
    }
    step = np.arange(1, len(rates("constant")) + 1)
    looks = zip(plots.COLOURS, plots.LINES, strict=False)
    for (name, (rate, decay)), (colour, line) in zip(ways.items(), looks, strict=False):
        look = {"color": colour, "linestyle": line}
        if not decay:
            upper.plot(step, rate, **look)
        lower.semilogy(step, distances(rate, decay), **look, label=name)
    upper.set_ylabel("learning rate", color=plots.GREY)
    lower.set_ylabel("distance from the minimum", color=plots.GREY)
    lower.legend(frameon=False, labelcolor=plots.GREY)
    lower.set_xlabel("step", color=plots.GREY)
    for axes in (upper, lower):
        axes.patch.set_alpha(0)
        axes.tick_params(colors=plots.GREY, which="both")
        axes.spines[:].set_color(plots.GREY)
    return figure
