"""The report's figures, as SVG that takes the page's colours, light or dark."""

import io
import itertools
import re

import matplotlib
import numpy as np
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from autograder.pages import number

#: Colours to draw with, and what stands for each on the page.
_COLOURS = {
    "#010203": "var(--ink)",
    "#020304": "var(--accent)",
    "#030405": "var(--bad)",
    "#040506": "var(--line)",
}
_INK, _ACCENT, _BAD, _LINE = _COLOURS
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _INK,
    "ytick.color": _INK,
}
_MOST = 10


def scores(told):
    """Return the distribution of the scores of `class_numbers.numbers`."""
    counts, edges = np.histogram(told["shares"], bins=10, range=(0, 1))
    ranges = [f"{100 * a:.0f} to {100 * b:.0f} %" for a, b in itertools.pairwise(edges)]
    words = [f"{n} at {where}" for n, where in zip(counts, ranges, strict=True) if n]
    alt = f"Histogram of {sum(counts)} scores as shares of the points: {', '.join(words)}."

    def draw(ax):
        ax.bar(100 * edges[:-1], counts, width=9.4, align="edge", color=_ACCENT)
        ax.axvline(100 * told["pass_mark"], color=_BAD, linestyle="--", linewidth=1)
        ax.set(xlabel="score in % of the points", ylabel="students", xlim=(0, 100))
        ax.yaxis.get_major_locator().set_params(integer=True)

    return _svg("scores", draw, alt)


def checks(told):
    """Return the difficulty and discrimination of the checks, side by side."""
    rows = told["checks"][::-1]
    words = [f"{r['name']} {r['difficulty']:.2f} and {number(r['discrimination'])}" for r in rows]
    alt = f"Difficulty and discrimination of each check: {'; '.join(words[::-1])}."

    def draw(left, right):
        places = range(len(rows))
        left.barh(places, [r["difficulty"] for r in rows], color=_ACCENT)
        left.set(xlabel="difficulty", xlim=(0, 1))
        left.set_yticks(places, [r["name"] for r in rows])
        values = [r["discrimination"] for r in rows]
        colours = [_BAD if v is not None and v < -rows[0]["error"] else _ACCENT for v in values]
        right.barh(places, [v or 0 for v in values], color=colours)
        right.spines["left"].set_visible(False)
        right.axvline(0, color=_INK, linewidth=0.8)
        right.set(xlabel="discrimination", xlim=(min([-0.1, *(v or 0 for v in values)]), 1))
        right.set_yticks([])

    height = 0.9 + 0.32 * len(rows)
    return _svg("checks", draw, alt, height=height, columns=2)


def misconceptions(told):
    """Return how many students met each of the most common misconceptions."""
    rows = told["misconceptions"][:_MOST]
    names = [r["name"] for r in rows]
    return _bars("misconceptions", names, [r["students"] for r in rows], "students")


def cells(told):
    """Return what the slowest cells took."""
    rows = told["cells"][:_MOST]
    names = [r["name"] for r in rows]
    return _bars("seconds", names, [r["median"] for r in rows], "seconds (median)")


def statuses(told):
    """Return how many submissions have each status."""
    return _bars("statuses", list(told["statuses"]), list(told["statuses"].values()), "students")


def _bars(what, names, values, label):
    words = [f"{name} {value:.3g}" for name, value in zip(names, values, strict=True)]
    alt = f"Bars, {label}: {', '.join(words)}."

    def draw(ax):
        places = range(len(names))
        ax.barh(places, values[::-1], color=_ACCENT)
        ax.set_yticks(places, names[::-1])
        ax.set_xlabel(label)
        if all(isinstance(value, int) for value in values):
            ax.xaxis.get_major_locator().set_params(integer=True)

    return _svg(what, draw, alt, height=0.8 + 0.32 * len(names))


def _svg(what, draw, alt, height=2.6, columns=1):
    """Draw a figure, and return it as an image with a text for who cannot see it."""
    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": f"{what} {alt}"}):
        figure = Figure(figsize=(6, height), layout="constrained")
        axes = figure.subplots(1, columns)
        draw(*(axes if columns > 1 else [axes]))
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    for colour, name in _COLOURS.items():
        text = text.replace(colour, name)
    label = f'<svg role="img" aria-label="{escape(alt)}"'
    return Markup(text.replace("<svg", label, 1))  # names in it are Matplotlib's to escape
