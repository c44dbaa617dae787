"""A net of three blocks, to be counted: parameters and multiplications, layer by layer."""

from typing import NamedTuple

from figures.table import table
from IPython.display import Markdown
from torch import nn

FILTERS, CLASSES, SIDE = 16, 10, 32


class Count(NamedTuple):
    """A row of the table: what a layer is, what it hands on, and what it costs."""

    layer: str
    shape: tuple
    parameters: int
    multiplications: int  # for one image; those of a normalisation can be taken into the filters


def net(filters: int = FILTERS) -> nn.Sequential:
    """Return the net of the table; each block has twice the filters, on maps of half the side."""
    layers, channels = [], 3
    for block in range(3):
        wider = filters * 2**block
        layers += [
            nn.Conv2d(channels, wider, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(wider),
            nn.ReLU(),
        ]
        layers += [nn.MaxPool2d(2)] if block < 2 else [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
        channels = wider
    return nn.Sequential(*layers, nn.Linear(channels, CLASSES))


def counted(filters: int = FILTERS) -> list[Count]:
    """Return the counts by the formulas of the page, without building the net."""
    rows, channels, side = [], 3, SIDE
    for block in range(3):
        wider = filters * 2**block
        weights = 9 * channels * wider
        name = f"convolution 3×3, {channels} to {wider}"
        rows.append(Count(name, (wider, side, side), weights, weights * side**2))
        rows.append(Count("batchnorm, ReLU", (wider, side, side), 2 * wider, 0))
        channels = wider
        if block < 2:
            side //= 2
            rows.append(Count("max-pooling 2×2", (wider, side, side), 0, 0))
    rows.append(Count("mean of each map", (channels,), 0, 0))
    last = Count("fully connected", (CLASSES,), CLASSES * (channels + 1), CLASSES * channels)
    return [*rows, last]


def costs() -> Markdown:
    """Return the counts as a table with their sums."""
    rows = counted()
    total = [sum(getattr(row, name) for row in rows) for name in ("parameters", "multiplications")]
    cells = [
        [row.layer, "×".join(map(str, row.shape)), f"{row.parameters:,}", f"{row[3]:,}"]
        for row in rows
    ]
    return table(
        "tab-count",
        f"A net of three blocks, the first with {FILTERS} filters, for images of 3×32×32: what "
        "each layer hands on, its parameters, and its multiplications for one image.",
        ["layer", "hands on", "parameters", "multiplications"],
        [*cells, ["all", "", *(f"{number:,}" for number in total)]],
    )
