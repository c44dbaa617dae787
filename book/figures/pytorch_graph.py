"""The graph of a small expression, with the values and gradients that PyTorch finds."""

import torch
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from layerwise import plots

BLUE, ORANGE = plots.COLOURS[:2]
REACH = 0.41  # from the middle of a node to its edge
PLACES = {
    "$w_1$": (0, 3.3),
    "$x_1$": (0, 2.2),
    "$w_2$": (0, 1.1),
    "$x_2$": (0, 0),
    r"$\times$": (1.6, 2.75),
    r"$\times\,$": (1.6, 0.55),
    "$+$": (3.2, 1.65),
    "square": (4.8, 1.65),
}
EDGES = (
    ("$w_1$", r"$\times$"),
    ("$x_1$", r"$\times$"),
    ("$w_2$", r"$\times\,$"),
    ("$x_2$", r"$\times\,$"),
    (r"$\times$", "$+$"),
    (r"$\times\,$", "$+$"),
    ("$+$", "square"),
)


def computed() -> dict[str, torch.Tensor]:
    """Return the tensors of the graph by the names of their nodes, after the backward."""
    w1, w2 = (torch.tensor(value, requires_grad=True) for value in (1.0, -2.0))
    x1, x2 = torch.tensor(3.0), torch.tensor(4.0)
    first, second = w1 * x1, w2 * x2
    total = first + second
    loss = total**2
    tensors = (w1, x1, w2, x2, first, second, total, loss)
    for tensor in tensors:
        if tensor.grad_fn is not None:
            tensor.retain_grad()
    loss.backward()
    return dict(zip(PLACES, tensors, strict=True))


def graph() -> Figure:
    """Draw the graph from left to right: in each node its value and, below, its gradient."""
    figure = Figure(figsize=(7.2, 3.9), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    for start, end in EDGES:
        (x, y), (to_x, to_y) = PLACES[start], PLACES[end]
        arrow = {"arrowstyle": "-|>", "color": plots.GREY, "shrinkA": 2, "shrinkB": 2}
        axes.annotate("", (to_x - REACH, to_y), (x + REACH, y), arrowprops=arrow)
    for name, tensor in computed().items():
        _node(axes, *PLACES[name], name, tensor)
    axes.set(xlim=(-0.6, 5.4), ylim=(-0.6, 3.9))
    axes.axis("off")
    return figure


def _node(axes, x, y, name, tensor):
    asks = tensor.requires_grad
    colour = BLUE if tensor.is_leaf and asks else plots.GREY
    box = FancyBboxPatch((x - 0.36, y - 0.36), 0.72, 0.72, boxstyle="round,pad=0.05")
    box.set(facecolor="none", edgecolor=colour, linewidth=1.4)
    axes.add_patch(box)
    text = {"ha": "center", "va": "center", "fontsize": 10}
    axes.text(x, y + 0.24, name, color=colour, **text)
    axes.text(x, y, f"{tensor.item():g}", color=plots.GREY, weight="bold", **text)
    grad = f"{tensor.grad.item():g}" if asks else "no gradient"
    axes.text(x, y - 0.24, grad, color=ORANGE, **{**text, "fontsize": 10 if asks else 7})
