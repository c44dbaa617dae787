"""A dropout mask and what the factor 1/p is for: a figure to play with."""

import numpy as np
from figures.dropout_answers import answers
from figures.play import Play, coordinate, grid, legend, line, number, svg, tag, text

SAMPLES, UNITS, SEED, KEEP = 4, 8, 7, 0.5
SIZE, TOP = 40, 24
WIDTH, HEIGHT, LEFT, RIGHT = 320, 190, 10, 14
BASES, ROOM = {"scaled": 88, "bare": 156}, 60  # where the marks of each way stand, and how high
HIGHEST = 1.2  # the end of the scale of the means
BIN = 0.04


def outputs() -> np.ndarray:
    """Return what a layer hands on for a minibatch, in tenths, so that it can be read."""
    return np.random.default_rng(2).integers(1, 10, (SAMPLES, UNITS)) / 10


def uniform() -> np.ndarray:
    """Return the numbers from which the solution makes its mask, for the seed `SEED`."""
    return np.random.RandomState(SEED).rand(SAMPLES, UNITS)


def dropped(keep: float) -> np.ndarray:
    """Return the outputs after dropout, by the chapter's solution."""
    return answers().dropout_forward(outputs(), {"mode": "train", "p": keep, "seed": SEED})[0]


def across(mean: float) -> float:
    """Return where a mean stands in the diagram."""
    return LEFT + mean / HIGHEST * (WIDTH - LEFT - RIGHT)


def still() -> Play:
    """Return the figure: one mask, and the mean after it beside the mean without dropout."""
    x, y = outputs(), dropped(KEEP)
    alt = (
        f"On the left a grid of {SAMPLES} samples by {UNITS} units after dropout with "
        f"p = {KEEP:g}: {np.count_nonzero(y == 0)} of the {x.size} numbers are 0, in dashed cells "
        "without colour, and the others are "
        f"{1 / KEEP:g} times as large as before. On the right the mean of all numbers on a line: "
        f"{number(x.mean(), 3)} without dropout, {number(y.mean(), 3)} with this mask and the "
        f"factor, {number(y.mean() * KEEP, 3)} without the factor."
    )
    key = legend({"without dropout": tag("path", d="M1 6L33 6", class_="truth")})
    data = {
        "x": x.tolist(),
        "uniform": uniform().tolist(),
        "keep": KEEP,
        "grid": [2, TOP, SIZE],
        "scale": {"left": LEFT, "length": WIDTH - LEFT - RIGHT, "top": HIGHEST},
        "bases": BASES,
        "room": ROOM,
        "bin": BIN,
    }
    return Play("dropout_scale", alt, data, _units(y), _means(x.mean(), y.mean()), key)


def _units(y):
    """Draw the outputs after dropout; dropped cells have a dashed border."""
    cells = grid(y, 2, TOP, SIZE, 1, lambda n, d: "dropped" if y[n, d] == 0 else "kept")
    head = text(0, 9, "After dropout: a row for each sample", "head start")
    return svg(UNITS * SIZE + 4, TOP + SAMPLES * SIZE + 2, head, cells, class_="units")


def _means(before, after):
    """Draw two scales of means, with the factor and without, and the one mask so far on each."""
    foot = BASES["bare"]
    parts = [text(across(value), foot + 14, f"{value:g}") for value in np.arange(0, 13, 3) / 10]
    for way, words, factor, colour in (
        ("scaled", "divided by p", 1, 1),
        ("bare", "not divided", KEEP, 2),
    ):
        base, mean = BASES[way], after * factor
        middle = across((np.floor(mean / BIN) + 0.5) * BIN)  # of the interval that it lies in
        parts += [
            tag("path", d=line([(LEFT, base), (WIDTH - RIGHT, base)]), class_="axis"),
            text(WIDTH - RIGHT, base - ROOM + 12, words, "value end"),
            tag("g", _mark(way, middle, base - 5), class_=f"{way} colour-{colour}"),
        ]
    return svg(
        WIDTH,
        HEIGHT,
        text(0, 9, "Mean of all numbers, a mark for each mask", "head start"),
        tag("path", d=line([(across(before), TOP), (across(before), foot)]), class_="truth"),
        *parts,
        text(WIDTH / 2, HEIGHT - 6, "mean", "small"),
        class_="means",
    )


def _mark(way, x, y):
    """A round mark for masks with the factor, a square one for masks without."""
    if way == "scaled":
        return tag("circle", cx=coordinate(x), cy=coordinate(y), r=3.6)
    return tag("rect", x=coordinate(x - 3.2), y=coordinate(y - 3.2), width=6.4, height=6.4)
