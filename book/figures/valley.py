"""Three valleys in the plane, and the paths that the update rules take down them."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from figures.rules import Rule, compared
from figures.table import table
from IPython.display import Markdown
from matplotlib.figure import Figure

from layerwise import plots

LEARNING_RATES = [
    float(f"{digit}e{power}") for power in range(-4, 0) for digit in (1, 2, 3, 5, 7)
] + [1.0]
STARTS = 8
NEAR = 0.01  # a rule has arrived when the loss stays below this share of what it was at the start


class Valley(NamedTuple):
    """A function of two variables with a long, narrow valley.

    Attributes
    ----------
    loss, gradient : callable
        The function and its gradient: of an array of shape (..., 2), one of shape (...,) and one
        of shape (..., 2).
    start, minimum : tuple of float
        Where the drawn paths start, and where they should arrive.
    steps : int
        How many steps the rules get.
    window : tuple of float
        The part of the plane to draw: left, right, bottom, top.
    """

    loss: Callable
    gradient: Callable
    start: tuple
    minimum: tuple
    steps: int
    window: tuple


class Descent(NamedTuple):
    """How a rule goes down a valley with the best of `LEARNING_RATES`."""

    rule: Rule
    learning_rate: float
    path: np.ndarray  # (steps + 1, 2): the path from the valley's own start
    arrival: int | None  # the steps after which all paths have arrived, if they do


def straight() -> Valley:
    """Return a valley along the first axis: 50 times as steep across as along."""
    return Valley(
        loss=lambda w: 0.5 * (w[..., 0] ** 2 + 50 * w[..., 1] ** 2),
        gradient=lambda w: w * np.array([1.0, 50.0]),
        start=(-4.0, 0.8),
        minimum=(0.0, 0.0),
        steps=200,
        window=(-4.6, 1.6, -1.05, 1.05),
    )


def tilted() -> Valley:
    """Return the straight valley, turned by 45 degrees."""
    turn = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    curvature = turn @ np.diag([1.0, 50.0]) @ turn.T
    return Valley(
        loss=lambda w: 0.5 * np.sum((w @ curvature) * w, axis=-1),
        gradient=lambda w: w @ curvature,
        start=tuple(turn @ straight().start),
        minimum=(0.0, 0.0),
        steps=200,
        window=(-4.6, 2.0, -4.6, 2.0),
    )


def bent() -> Valley:
    """Return a valley along the parabola y = x²: Rosenbrock's, with walls of a tenth."""

    def gradient(w):
        x, y = w[..., 0], w[..., 1]
        return np.stack([-2 * (1 - x) - 40 * x * (y - x**2), 20 * (y - x**2)], axis=-1)

    return Valley(
        loss=lambda w: (1 - w[..., 0]) ** 2 + 10 * (w[..., 1] - w[..., 0] ** 2) ** 2,
        gradient=gradient,
        start=(-1.2, 1.5),
        minimum=(1.0, 1.0),
        steps=400,
        window=(-1.75, 1.75, -0.6, 2.4),
    )


def walk(valley: Valley, rule: Rule, learning_rate: float) -> np.ndarray:
    """Return the points that a rule visits from every start, shape (steps + 1, STARTS, 2).

    The first start is the valley's own; the others lie around it, so that a learning rate cannot
    win by one lucky leap.
    """
    scatter = np.random.default_rng(0).uniform(-0.3, 0.3, (STARTS, 2))
    scatter[0] = 0
    w, config = np.array(valley.start) + scatter, {"learning_rate": learning_rate}
    path = [w]
    for _ in range(valley.steps):
        if np.abs(w).max() < 1e3:  # once a path has left for good, all stay where they are
            w, config = rule.step(w, valley.gradient(w), config)
        path.append(np.array(w))
    return np.array(path)


@cache
def best_descents(make_valley: Callable) -> list[Descent]:
    """Return each rule's descent with the learning rate that brings all paths home first."""
    valley = make_valley()
    best = []
    for rule in compared():
        found = []
        for learning_rate in LEARNING_RATES:
            path = walk(valley, rule, learning_rate)
            loss = valley.loss(path)
            # From the last step at which one is far: a path that only flies past has not arrived.
            far = np.flatnonzero((loss > NEAR * loss[0]).any(axis=1))[-1]
            arrival = int(far) + 1 if far < valley.steps else None
            rank = (far, loss[-1].max())
            found.append((rank, Descent(rule, learning_rate, path[:, 0], arrival)))
        best.append(min(found, key=lambda pair: pair[0])[1])
    return best


def paths(make_valley: Callable) -> Figure:
    """Draw each rule's path over the valley's contour lines, one panel a rule."""
    valley = make_valley()
    figure = Figure(figsize=(7.2, 5.2), layout="constrained")
    figure.patch.set_alpha(0)
    left, right, bottom, top = valley.window
    x, y = np.meshgrid(np.linspace(left, right, 240), np.linspace(bottom, top, 240))
    loss = valley.loss(np.stack([x, y], axis=-1))
    levels = np.geomspace(0.02, loss.max(), 12)
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    for axes, descent in zip(panels.flat, best_descents(make_valley), strict=True):
        rule = descent.rule
        look = {"color": rule.colour, "linestyle": rule.line, "marker": rule.marker}
        axes.contour(x, y, loss, levels=levels, colors=plots.GREY, linewidths=0.6, alpha=0.6)
        axes.plot(*descent.path.T, **look, linewidth=1.2, markersize=3.2)
        axes.plot(*valley.minimum, "*", markersize=14, color=plots.GREY, markerfacecolor="none")
        axes.set(xlim=(left, right), ylim=(bottom, top))
        title = f"{rule.name}, learning rate {descent.learning_rate:g}"
        axes.set_title(title, fontsize=10, color=plots.GREY)
        axes.tick_params(colors=plots.GREY)
        axes.spines[:].set_color(plots.GREY)
        axes.patch.set_alpha(0)
    figure.supxlabel("$x$", color=plots.GREY)
    figure.supylabel("$y$", color=plots.GREY)
    return figure


def arrivals() -> Markdown:
    """Return a table: how many steps each rule needs in each valley, and its learning rate."""
    valleys = [best_descents(make_valley) for make_valley in (straight, tilted, bent)]
    rows = []
    for descents in zip(*valleys, strict=True):
        cells = [f"{one.arrival or 'never'} (η = {one.learning_rate:g})" for one in descents]
        rows.append([descents[0].rule.name, *cells])
    return table(
        "tab-arrivals",
        "Steps until all eight starting points have come home, with the best learning rate.",
        ["rule", "straight, along an axis", "straight, turned by 45°", "bent"],
        rows,
    )
