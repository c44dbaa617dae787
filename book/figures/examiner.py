"""The processes that grade one notebook, and what crosses between them."""

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from layerwise import plots

BLUE, ORANGE = plots.COLOURS[:2]
#: Each process: its left, bottom, width and height, its colour, its title and what it holds.
BOXES = {
    "run": (0.0, 2.2, 2.3, 2.0, plots.GREY, "the run", "submissions\ngradebook\ngraded notebooks"),
    "examiner": (3.7, 2.2, 2.6, 2.0, BLUE, "the examiner", "hidden tests\nfresh inputs\nthe score"),
    "student": (
        8.3,
        2.2,
        2.6,
        2.0,
        ORANGE,
        "the student's process",
        "the student's cells\na copy of the files",
    ),
    "warm": (3.7, 0.0, 7.2, 0.95, plots.GREY, "the warm parent", "NumPy, Matplotlib, PyTorch"),
}
#: Arrows: from, to, and what goes along them.
ARROWS = (
    ((2.4, 3.7), (3.6, 3.7), "notebook"),
    ((3.6, 2.7), (2.4, 2.7), "scores,\nreports"),
    ((6.4, 3.7), (8.2, 3.7), "a call, its inputs"),
    ((8.2, 2.7), (6.4, 2.7), "a value: bytes,\nonly a claim"),
    ((5.0, 1.05), (5.0, 2.1), "fork"),
    ((9.6, 1.05), (9.6, 2.1), "fork"),
)


def processes() -> Figure:
    """Draw the run, the examiner and the student's process, which is walled in."""
    figure = Figure(figsize=(7.6, 3.4), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    for left, bottom, width, height, colour, title, content in BOXES.values():
        box = FancyBboxPatch((left, bottom), width, height, boxstyle="round,pad=0.06")
        box.set(facecolor="none", edgecolor=colour, linewidth=1.6)
        axes.add_patch(box)
        middle = left + width / 2
        text = {"ha": "center", "va": "top", "color": plots.GREY, "fontsize": 9}
        axes.text(middle, bottom + height - 0.05, title, weight="bold", **text)
        axes.text(middle, bottom + height - 0.5, content, linespacing=1.5, **text)
    wall = FancyBboxPatch((8.0, 1.75), 3.2, 2.85, boxstyle="square,pad=0")
    wall.set(facecolor="none", edgecolor=ORANGE, linewidth=1.2, linestyle="--")
    axes.add_patch(wall)
    below = {"ha": "center", "va": "bottom", "color": plots.GREY, "fontsize": 8}
    axes.text(9.6, 4.66, "no network, no other files, limits", **below)
    for start, end, label in ARROWS:
        arrow = {"arrowstyle": "-|>", "color": plots.GREY, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", end, start, arrowprops=arrow)
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        place = {"ha": "center", "va": "bottom"} if start[1] == end[1] else {"ha": "left"}
        offset = (0, 0.05) if start[1] == end[1] else (0.12, -0.35)
        axes.text(x + offset[0], y + offset[1], label, color=plots.GREY, fontsize=7.5, **place)
    axes.set(xlim=(-0.15, 11.35), ylim=(-0.15, 5.1))
    axes.axis("off")
    return figure
