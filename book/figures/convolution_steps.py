"""A convolution's window on its way over an image, and im2col's columns: a figure to play with."""

import numpy as np
from figures.play import Play, grid, number, svg, tag, text

from autograder import solutions

IMAGE = np.array([[2, 7, 1, 8, 2], [8, 1, 8, 2, 8], [4, 5, 9, 0, 4], [5, 2, 3, 5, 3]], float)
FILTERS = {
    "3": np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]], float),
    "2": np.array([[1, -1], [0, 2]], float),
}
FIRST = {"window": "3", "stride": 2, "pad": 1, "at": 1}
SIZE, TOP = 36, {"image": 26, "filter": 26, "output": 26, "columns": 2}
NARROWEST = {"image": 150, "filter": 50, "output": 60, "columns": 0}  # for the titles


def computed(window: str, stride: int, pad: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns, shape (K, H'W'), and the output, (H', W'), by the chapter's solutions."""
    answers = solutions.load("convolution")
    param, weights = {"stride": stride, "pad": pad}, FILTERS[window]
    image = IMAGE[None, None]
    cols = answers.im2col(image, *weights.shape, param)
    out, _ = answers.conv_forward_naive(image, weights[None, None], np.zeros(1), param)
    return cols[0], out[0, 0]


def still() -> Play:
    """Return the figure: the second position of the window, with stride 2 and pad 1."""
    window, stride, pad, at = FIRST.values()
    cols, out = computed(window, stride, pad)
    weights, padded = FILTERS[window], np.pad(IMAGE, pad)
    row, column = (stride * place for place in divmod(at, out.shape[1]))

    def under(r, c):
        inside = 0 <= r - row < len(weights) and 0 <= c - column < len(weights)
        edge = not (pad <= r < pad + len(IMAGE) and pad <= c < pad + IMAGE.shape[1])
        return " ".join(["border"] * edge + ["shared"] * inside)

    def reached(r, c):
        place = r * out.shape[1] + c
        return "picked" if place == at else "later" if place > at else ""

    def written(_, c):
        return "shared" if c == at else "later" if c > at else ""

    alt = (
        f"An image of 4 by 5 pixels with a border of zeros, a filter of 3 by 3 weights, and the "
        f"output of 2 by 3 numbers, two of them computed. The window stands at its second "
        f"position, two pixels to the right of the first. Its nine pixels, "
        f"{', '.join(number(value) for value in cols[:, at])}, are the second column of the "
        f"matrix below; multiplied with the weights and added up they give {number(out.flat[at])}."
    )
    data = {
        "image": IMAGE.astype(int).tolist(),
        "filters": {name: w.astype(int).tolist() for name, w in FILTERS.items()},
        **FIRST,
        "size": SIZE,
        "top": TOP,
        "narrowest": NARROWEST,
    }
    image = _panel("Image with its border", padded, under, "image")
    products = _panel("Filter", weights, None, "filter"), _panel("Output", out, reached, "output")
    pair = tag("div", *products, class_="play-pair")
    left = tag("div", image, pair, class_="play-pair down")
    columns = tag(
        "div",
        tag("div", "Columns, one for each position", class_="play-head"),
        tag(
            "div",
            _panel("", cols, written, "columns"),
            class_="play-scroll",
            tabindex=0,
            role="group",
            aria_label="The matrix of columns",
        ),
        class_="play-side",
    )
    return Play("convolution_steps", alt, data, left, columns, role="group")


def _panel(title, numbers, classes, name):
    """Draw a grid under its title."""
    rows, columns = numbers.shape
    width = max(columns * SIZE, NARROWEST[name]) + 4
    head = text(2, 9, title, "head start") if title else ""
    cells = grid(numbers, 2, TOP[name], SIZE, 0, classes)
    return svg(width, TOP[name] + rows * SIZE + 2, head, cells, class_=name)
