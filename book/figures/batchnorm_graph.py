"""The graph of batch normalisation, with what flows forward and what flows back."""

from matplotlib.figure import Figure

from layerwise import plots

FORWARD, BACKWARD = plots.COLOURS[:2]
#: Name, place, formula of each node.
NODES = {
    "x": (0.0, 0.0, r"$x$"),
    "mean": (1.5, -1.15, r"$\mu=\frac{1}{N}\sum x$"),
    "centred": (3.0, 0.0, r"$c=x-\mu$"),
    "var": (4.5, -1.15, r"$\sigma^2=\frac{1}{N}\sum c^2$"),
    "std": (6.4, -1.15, r"$s=\sqrt{\sigma^2+\epsilon}$"),
    "x_hat": (7.9, 0.0, r"$\hat x=c/s$"),
    "y": (9.9, 0.0, r"$y=\gamma\hat x+\beta$"),
    "gamma": (9.3, -1.15, r"$\gamma$"),
    "beta": (10.5, -1.15, r"$\beta$"),
}
#: From, to, and the number of the page's step that goes back along the edge.
EDGES = (
    ("x", "centred", "6"),
    ("x", "mean", "7"),
    ("mean", "centred", "6"),
    ("centred", "x_hat", "2"),
    ("centred", "var", "5"),
    ("var", "std", "4"),
    ("std", "x_hat", "3"),
    ("x_hat", "y", "1"),
    ("gamma", "y", "1"),
    ("beta", "y", "1"),
)


def graph() -> Figure:
    """Draw the nodes, the arrows of the forward, and the numbers of the steps back."""
    figure = Figure(figsize=(8.6, 2.7), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.set(xlim=(-0.5, 11.2), ylim=(-1.65, 0.65))
    axes.set_axis_off()
    box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": FORWARD}
    drawn = {
        name: axes.text(x, y, text, ha="center", va="center", fontsize=12, bbox=box, color="black")
        for name, (x, y, text) in NODES.items()
    }
    for start, end, step in EDGES:
        (x0, y0, _), (x1, y1, _) = NODES[start], NODES[end]
        axes.annotate(
            "",
            xy=(x1, y1),
            xytext=(x0, y0),
            arrowprops={
                "arrowstyle": "-|>",
                "color": plots.GREY,
                "patchA": drawn[start].get_bbox_patch(),
                "patchB": drawn[end].get_bbox_patch(),
                "shrinkA": 2,
                "shrinkB": 2,
            },
        )
        axes.text(
            0.5 * (x0 + x1) + (0.0 if y0 == y1 else 0.22),
            0.5 * (y0 + y1) + (0.16 if y0 == y1 else 0.0),
            step,
            ha="center",
            va="center",
            color=BACKWARD,
            fontsize=11,
            weight="bold",
        )
    return figure
