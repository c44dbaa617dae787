"""The processes that grade one notebook, and what crosses between them."""

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from layerwise import plots

BLUE, ORANGE = plots.COLOURS[:2]
#: Each process: its left, bottom, width and height, its colour, its title and what it holds.
BOXES = {
    "run": (0.2, 7.6, 3.9, 1.7, plots.GREY, "the run", "submissions, gradebook,\ngraded notebooks"),
    "examiner": (
        0.2,
        4.3,
        3.9,
        1.7,
        BLUE,
        "the examiner",
        "hidden tests, new\ninputs, the score",
    ),
    "student": (
        0.2,
        1.0,
        3.9,
        1.7,
        ORANGE,
        "the student's process",
        "own cells,\nown files",
    ),
    "warm": (5.6, 1.0, 1.9, 5.0, plots.GREY, "the warm\nparent", "NumPy\nMatplotlib\nPyTorch"),
}
#: Arrows: from, to, what goes along them, and on which side of them that stands.
ARROWS = (
    ((1.6, 7.5), (1.6, 6.1), "notebook", "right"),
    ((2.7, 6.1), (2.7, 7.5), "scores,\nreports", "left"),
    ((1.6, 4.2), (1.6, 2.8), "a call,\nits inputs", "right"),
    ((2.7, 2.8), (2.7, 4.2), "a value,\nonly a claim", "left"),
    ((5.5, 5.1), (4.2, 5.1), "fork", "center"),
    ((5.5, 1.8), (4.2, 1.8), "fork ", "center"),
)


def processes() -> Figure:
    """Draw the run, the examiner and the student's process, which is walled in."""
    figure = Figure(figsize=(4.4, 4.9), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    grey = {"color": plots.GREY, "fontsize": 10}
    for left, bottom, width, height, colour, title, content in BOXES.values():
        box = FancyBboxPatch((left, bottom), width, height, boxstyle="round,pad=0.06")
        box.set(facecolor="none", edgecolor=colour, linewidth=1.8)
        axes.add_patch(box)
        middle, top = left + width / 2, bottom + height - 0.08
        axes.text(middle, top, title, ha="center", va="top", weight="bold", **grey)
        lines = 0.6 * (1 + title.count("\n"))
        axes.text(middle, top - lines, content, ha="center", va="top", linespacing=1.4, **grey)
    wall = FancyBboxPatch((-0.1, 0.7), 4.5, 2.3, boxstyle="square,pad=0")
    wall.set(facecolor="none", edgecolor=ORANGE, linewidth=1.4, linestyle="--")
    axes.add_patch(wall)
    axes.text(2.15, 0.55, "no network, no other files, limits", ha="center", va="top", **grey)
    for start, end, label, side in ARROWS:
        arrow = {"arrowstyle": "-|>", "color": plots.GREY, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", end, start, arrowprops=arrow)
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        if side == "center":
            axes.text(x, y + 0.08, label, ha="center", va="bottom", **grey)
        else:
            away = -0.1 if side == "right" else 0.1
            axes.text(x + away, y, label, ha=side, va="center", **grey)
    axes.set(xlim=(-0.3, 7.7), ylim=(-0.05, 9.45))
    axes.axis("off")
    return figure
