"""How large the signal is after each layer, for several sizes of the first weights."""

import contextlib
import io
from itertools import cycle

import torch
from matplotlib.figure import Figure
from torch.nn import functional as F

from autograder import solutions
from layerwise import plots
from layerwise.data import torch_dataset

STAGES = ("image", "first maps", "second maps", "scores")
IMAGES = 200


def scaled() -> dict[str, list[torch.Tensor]]:
    """Return parameters of the same draw, scaled in four ways."""
    with contextlib.redirect_stdout(io.StringIO()):  # the notebook's first cell says it is ready
        chapter = solutions.load("pytorch")
    torch.manual_seed(0)
    params = [p.detach() for p in chapter.initial_params()]
    return {
        "Kaiming": params,
        "half of its variance": [p * 0.5**0.5 for p in params],
        "0.01": [p * 0.01 / p.std() if p.dim() > 1 else p for p in params],
        "standard normal": [p / p.std() if p.dim() > 1 else p for p in params],
    }


def sizes(images: torch.Tensor, params: list[torch.Tensor]) -> list[float]:
    """Return the root mean square at each stage."""
    w1, b1, w2, b2, w3, b3 = params
    first = F.relu(F.conv2d(images, w1, b1, padding=2))
    second = F.relu(F.conv2d(first, w2, b2, padding=1))
    stages = (images, first, second, second.flatten(1) @ w3 + b3)
    return [stage.square().mean().sqrt().item() for stage in stages]


def signal() -> Figure:
    """Draw a curve over the layers for each size of the weights."""
    data = torch_dataset.load("shapes10", num_train=IMAGES, num_val=0, num_test=0)["train"]
    images = torch.stack([image for image, _ in data])
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    looks = zip(plots.COLOURS, cycle(plots.LINES), plots.MARKERS, strict=False)
    for (name, params), (colour, line, marker) in zip(scaled().items(), looks, strict=False):
        look = {"color": colour, "linestyle": line, "marker": marker}
        axes.semilogy(STAGES, sizes(images, params), label=name, **look)
    axes.set_ylabel("root mean square", color=plots.GREY)
    axes.tick_params(colors=plots.GREY, which="both")
    axes.spines[:].set_color(plots.GREY)
    axes.legend(title="weights", frameon=False, labelcolor=plots.GREY, loc="upper left")
    axes.get_legend().get_title().set_color(plots.GREY)
    return figure
