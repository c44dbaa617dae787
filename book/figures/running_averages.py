"""What batch normalisation remembers, by the size of the batches: a figure to play with."""

import contextlib
import io

import numpy as np
from figures.play import Play, legend, line, number, svg, tag, text

from autograder import solutions

MEAN, SPREAD = 3.0, 2.0  # of the numbers that the batches are drawn from
SIZES, FIRST = (2, 3, 4, 8, 16, 32), 4
STEPS, DECAY = 40, 0.9
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 322, 214, 28, 34, 38
HIGHEST = {"mean": 6.0, "variance": 12.0}


def numbers() -> np.ndarray:
    """Return the values of one feature: a row a step, as long as the largest batch, in tenths."""
    drawn = np.random.default_rng(3).normal(MEAN, SPREAD, (STEPS, max(SIZES)))
    return np.round(10 * drawn).astype(int)


def averages(size: int, decay: float) -> dict[str, np.ndarray]:
    """Return the averages after each step, by the chapter's solution, for batches of a size.

    Returns
    -------
    dict of str to ndarray of shape (STEPS + 1,)
        ``"mean"`` and ``"variance"``; they start at zero.
    """
    with contextlib.redirect_stdout(io.StringIO()):  # the notebook's first cell says it is ready
        forward = solutions.load("batchnorm").batchnorm_forward
    known = {"mode": "train", "momentum": decay}
    kept = {"mean": [0.0], "variance": [0.0]}
    for row in numbers():
        batch = row[:size, None] / 10
        forward(batch, np.ones(1), np.zeros(1), known)
        kept["mean"].append(known["running_mean"].item())
        kept["variance"].append(known["running_var"].item())
    return {name: np.array(values) for name, values in kept.items()}


def still() -> Play:
    """Return the figure: mean and variance for batches of `FIRST` samples."""
    kept = averages(FIRST, DECAY)
    batches = numbers()[:, :FIRST] / 10
    own = {"mean": batches.mean(axis=1), "variance": batches.var(axis=1)}
    truth = {"mean": MEAN, "variance": SPREAD**2}
    key = {
        "one batch": tag("circle", cx=17, cy=6, r=2.6, class_="dots colour-2"),
        "running average": tag("path", d="M1 6L33 6", class_="track thick colour-1"),
        "all the data": tag("path", d="M1 6L33 6", class_="truth"),
    }
    pictures = [_panel(name, kept[name], own[name], truth[name]) for name in kept]
    pictures.append(legend(key))
    alt = (
        f"Two diagrams over {STEPS} training steps with batches of {FIRST} samples. The means of "
        f"single batches scatter around {MEAN:g}; their running average climbs from 0 and then "
        f"stays near {MEAN:g}. The variances scatter more, and their running average stays below "
        f"the true {SPREAD**2:g}: at the end it is {number(kept['variance'][-1], 2)}."
    )
    data = {
        "numbers": numbers().tolist(),
        "sizes": SIZES,
        "size": FIRST,
        "decay": DECAY,
        "truth": truth,
        "panels": {name: _corner(top) for name, top in HIGHEST.items()},
    }
    return Play("running_averages", alt, data, *pictures)


def _corner(highest):
    """Say where a diagram lies: of step 0 and height 0, and the lengths of a step and of 1."""
    across = (WIDTH - LEFT - 8) / STEPS
    up = (HEIGHT - TOP - BOTTOM) / highest
    return {"x": LEFT, "y": HEIGHT - BOTTOM, "across": across, "up": up, "top": highest}


def _panel(name, kept, own, truth):
    """Draw one diagram: the batches' own values as dots, the average and the truth as lines."""
    corner = _corner(HIGHEST[name])

    def place(step, value):
        return corner["x"] + step * corner["across"], corner["y"] - value * corner["up"]

    level = line([place(0, truth), place(STEPS, truth)])
    dots = [
        tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.6)
        for x, y in (place(step, min(value, HIGHEST[name])) for step, value in enumerate(own, 1))
    ]
    ticks = [
        text(LEFT - 7, place(0, value)[1], f"{value:g}", "value end")
        for value in np.linspace(0, HIGHEST[name], 3)
    ]
    ticks += [text(place(step, 0)[0], HEIGHT - BOTTOM + 14, str(step)) for step in (0, 20, 40)]
    axes = line([place(0, HIGHEST[name]), place(0, 0), place(STEPS, 0)])
    return svg(
        WIDTH,
        HEIGHT,
        text(LEFT, 10, name.capitalize(), "head start"),
        *ticks,
        text((LEFT + WIDTH) / 2, HEIGHT - 8, "step", "small"),
        tag("path", d=axes, class_="axis"),
        tag("path", d=level, class_="truth"),
        tag("g", *dots, class_="dots colour-2"),
        tag(
            "path",
            d=line(place(step, value) for step, value in enumerate(kept)),
            class_="track thick colour-1",
        ),
        class_=name,
    )
