"""The graph that autograd makes of a small expression, step by step: a figure to play with."""

import torch
from figures.play import Play, line, number, svg, tag, text

WIDTH, HEIGHT, BOX = 400, 440, (98, 66)
FIRST = {"w": 2, "x": 3, "y": 5}
# Where the middles of the nodes are, and the words above their values.
NODES = {
    "y": (52, 36, "y"),
    "x": (164, 36, "x"),
    "w": (288, 36, "w"),
    "a": (222, 128, "a = w · x"),
    "r": (346, 128, "r = w²"),
    "e": (140, 220, "e = a − y"),
    "s": (140, 312, "s = e²"),
    "L": (240, 402, "L = s + r"),
}
EDGES = ("xa", "wa", "wr", "ae", "ye", "es", "sL", "rL")
ASK = "w"  # the one leaf that asks for a gradient


def computed(**leaves: float) -> tuple[dict, dict]:
    """Return the values of all nodes and the gradients of L, by PyTorch.

    Parameters
    ----------
    **leaves : float
        ``w``, ``x`` and ``y``.

    Returns
    -------
    tuple of dict
        Values and gradients by the names of the nodes; a node without a gradient is not in the
        second.
    """
    nodes = {
        name: torch.tensor(float(value), dtype=torch.float64, requires_grad=name == ASK)
        for name, value in leaves.items()
    }
    nodes["a"] = nodes["w"] * nodes["x"]
    nodes["r"] = nodes["w"] ** 2
    nodes["e"] = nodes["a"] - nodes["y"]
    nodes["s"] = nodes["e"] ** 2
    nodes["L"] = nodes["s"] + nodes["r"]
    for node in nodes.values():
        if node.requires_grad:
            node.retain_grad()
    nodes["L"].backward()
    values = {name: node.item() for name, node in nodes.items()}
    grads = {name: node.grad.item() for name, node in nodes.items() if node.requires_grad}
    return values, grads


def still() -> Play:
    """Return the figure after the whole way forward and back."""
    values, grads = computed(**FIRST)
    parts = [_edge(edge) for edge in EDGES]
    parts += [_node(name, values[name], grads.get(name)) for name in NODES]
    said = ", ".join(f"{number(grads[name])} at {name}" for name in ("L", "s", "r", "e", "a", "w"))
    alt = (
        f"The graph of L = (w · x − y)² + w² for w = {FIRST['w']}, x = {FIRST['x']} and "
        f"y = {FIRST['y']}, from top to bottom. Two arrows leave w: one to the product "
        f"a = w · x = {number(values['a'])}, one to the square r = {number(values['r'])}. "
        f"e = a − y = {number(values['e'])} and its square s = {number(values['s'])} follow, and "
        f"L = s + r = {number(values['L'])}. Below each value stands the gradient of L: {said}, "
        "where two parts are added. The inputs x and y have none."
    )
    picture = svg(WIDTH, HEIGHT, _arrowhead(), *parts, scale=1.15)
    return Play("autograd_steps", alt, {"leaves": FIRST}, picture)


def _arrowhead():
    tip = tag("path", d="M0 0L8 4L0 8z", class_="tip")
    size = {"markerWidth": 8, "markerHeight": 8, "refX": 7, "refY": 4}
    marker = tag(
        "marker", tip, id="autograd-tip", orient="auto", markerUnits="userSpaceOnUse", **size
    )
    return tag("defs", marker)


def _edge(edge):
    """Draw an arrow from the foot of one node to the head of another."""
    (x, y, _), (to_x, to_y, _) = (NODES[name] for name in edge)
    shift = (to_x > x) - (to_x < x)  # arrows that meet in a head keep apart
    points = [(x + 18 * shift, y + BOX[1] / 2), (to_x - 22 * shift, to_y - BOX[1] / 2)]
    return tag(
        "path", d=line(points), class_="edge", data_edge=edge, marker_end="url(#autograd-tip)"
    )


def _node(name, value, grad):
    x, y, words = NODES[name]
    width, height = BOX
    inputs = name in FIRST and name != ASK
    below = "no gradient" if inputs else f"dL/d{name} = {number(grad)}"
    parts = (
        tag("rect", x=-width / 2, y=-height / 2, width=width, height=height, rx=6),
        text(0, -20, words, "name"),
        text(0, 0, number(value), "head number"),
        text(0, 20, below, "gradient"),
    )
    look = "node leaf" if name in FIRST else "node"
    return tag("g", *parts, class_=look, data_node=name, transform=f"translate({x} {y})")
