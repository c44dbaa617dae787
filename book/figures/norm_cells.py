"""Which numbers of a small tensor share a mean, in three normalisations: a figure to play with."""

import contextlib
import io

import numpy as np
from figures.play import Play, number, svg, tag, text

from autograder import solutions

# Three samples of three channels, each of 2 × 2 places: the samples, and the channels, differ.
TENSOR = np.array(
    [
        [[[3, 7], [2, 6]], [[1, 0], [4, 2]], [[9, 8], [6, 8]]],
        [[[5, 4], [8, 5]], [[2, 3], [0, 1]], [[7, 5], [9, 4]]],
        [[[1, 6], [4, 9]], [[5, 2], [3, 7]], [[6, 9], [8, 3]]],
    ],
    float,
)
FIRST = "batch", (0, 1, 0, 1)  # what the still picture shows: the norm, and the cell
SIZE, GAP, LEFT, TOP = 43, 12, 28, 42


def normalised(norm: str, tensor: np.ndarray = TENSOR) -> np.ndarray:
    """Return a tensor (N, C, H, W) after a normalisation, by the chapter's solutions.

    With γ = 1 and β = 0. Batch and layer normalisation take each number of a sample for a feature.
    """
    with contextlib.redirect_stdout(io.StringIO()):  # the notebook's first cell says it is ready
        answers = solutions.load("batchnorm")
    flat, channels = tensor.reshape(len(tensor), -1), tensor.shape[1]
    if norm == "spatial":
        ones, zeros = np.ones(channels), np.zeros(channels)
        return answers.spatial_batchnorm_forward(tensor, ones, zeros, {"mode": "train"})[0]
    ones, zeros = np.ones(flat.shape[1]), np.zeros(flat.shape[1])
    if norm == "layer":
        out, _ = answers.layernorm_forward(flat, ones, zeros, {})
    else:
        out, _ = answers.batchnorm_forward(flat, ones, zeros, {"mode": "train"})
    return out.reshape(tensor.shape)


def one_mean(norm: str, cell: tuple) -> np.ndarray:
    """Return for each number of the tensor whether it goes into the mean that `cell` has."""
    places = np.indices(TENSOR.shape)
    fixed = {"batch": (1, 2, 3), "layer": (0,), "spatial": (1,)}[norm]
    return np.all([places[axis] == cell[axis] for axis in fixed], axis=0)


def still() -> Play:
    """Return the figure, with one cell and its norm chosen."""
    norm, cell = FIRST
    pictures = [
        _tensor("Before, x", TENSOR, 0, "before"),
        _tensor("After, x̂", normalised(norm), 2, "after"),
    ]
    group = TENSOR[one_mean(norm, cell)]
    alt = (
        "Two grids of the same 36 numbers, before and after batch normalisation: a row for each of "
        "three samples, and in it three channels of 2 by 2 places. One cell is picked, and the "
        f"cells at the same place of all samples are marked. They hold "
        f"{', '.join(number(value) for value in group)}, with a mean of {number(group.mean(), 2)}; "
        f"the picked {number(TENSOR[cell])} becomes {number(normalised(norm)[cell], 2)}."
    )
    data = {"tensor": TENSOR.astype(int).tolist(), "norm": norm, "cell": cell}
    return Play("norm_cells", alt, data, *pictures)


def _tensor(title, numbers, digits, class_):
    """Draw a tensor: a row a sample, a column a channel, in each a grid of its places."""
    samples, channels, height, width = numbers.shape
    shared = one_mean(*FIRST)
    parts = []
    for channel in range(channels):
        middle = LEFT + channel * (width * SIZE + GAP) + width * SIZE / 2
        parts.append(text(middle, TOP - 12, f"channel {channel}", "small"))
    for sample in range(samples):
        middle = TOP + sample * (height * SIZE + GAP) + height * SIZE / 2
        words = text(0, 0, f"sample {sample}", "small")
        parts.append(tag("g", words, transform=f"translate({LEFT - 14} {middle:g}) rotate(-90)"))
    # The marked cells last, so that no neighbour hides their borders.
    for at in sorted(np.ndindex(numbers.shape), key=lambda at: (shared[at], at == FIRST[1])):
        n, c, h, w = at
        x = LEFT + c * (width * SIZE + GAP) + w * SIZE
        y = TOP + n * (height * SIZE + GAP) + h * SIZE
        look = "cell" + " shared" * bool(shared[at]) + " picked" * (at == FIRST[1])
        place = ",".join(map(str, at))
        box = tag("rect", width=SIZE, height=SIZE)
        words = text(SIZE / 2, SIZE / 2, number(numbers[at], digits))
        parts.append(
            tag("g", box, words, class_=look, data_at=place, transform=f"translate({x} {y})")
        )
    head = text(LEFT, 10, title, "head start")
    across = LEFT + channels * (width * SIZE + GAP) - GAP + 2
    down = TOP + samples * (height * SIZE + GAP) - GAP + 2
    return svg(across, down, head, *parts, class_=class_)
