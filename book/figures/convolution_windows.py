"""Which pixels the windows of a convolution reach, and how im2col writes them down."""

import numpy as np
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from autograder import solutions
from layerwise import plots

convolution = solutions.load("convolution")

HEIGHT, WIDTH, WINDOW, STEP = 6, 7, (3, 3), {"stride": 2, "pad": 1}


def counts() -> np.ndarray:
    """Return in how many windows each pixel lies: col2im of columns of ones."""
    ones = np.ones((1, 1, HEIGHT, WIDTH))
    cols = convolution.im2col(ones, *WINDOW, STEP)
    return convolution.col2im(np.ones_like(cols), ones.shape, *WINDOW, STEP)[0, 0]


def reached() -> Figure:
    """Draw an image with its border, the first windows, and each pixel's number of windows."""
    figure, axes = plt.subplots(figsize=(5.2, 4.4))
    figure.patch.set_alpha(0)
    number = counts()
    _numbered(axes, number, cmap="Blues", vmin=0, vmax=6)
    border = Rectangle((-1.5, -1.5), WIDTH + 2, HEIGHT + 2, fill=False, ls=":", ec=plots.GREY)
    axes.add_patch(border)
    for place, colour in enumerate(plots.COLOURS[1:3]):
        left = place * STEP["stride"] - STEP["pad"] - 0.5
        corner = left, -STEP["pad"] - 0.5
        axes.add_patch(Rectangle(corner, WINDOW[1], WINDOW[0], fill=False, ec=colour, lw=2.5))
    axes.set(xlim=(-1.7, WIDTH + 0.7), ylim=(HEIGHT + 0.7, -1.7))
    axes.set_axis_off()
    plt.close(figure)  # or the page would show it twice
    return figure


def columns() -> Figure:
    """Draw a small image of numbered pixels beside its matrix of columns."""
    image = np.arange(12.0).reshape(1, 1, 3, 4)
    cols = convolution.im2col(image, 2, 2, {"stride": 1, "pad": 0})
    figure, panels = plt.subplots(1, 2, figsize=(6.0, 2.3), width_ratios=(4, 6))
    figure.patch.set_alpha(0)
    titles = ("image, 3×4 pixels", "its columns for a window of 2×2")
    for axes, numbers, title in zip(panels, (image[0, 0], cols[0]), titles, strict=True):
        # The upper half of the colours, on which black can be read.
        _numbered(axes, numbers, cmap="viridis", vmin=-image.max(), vmax=image.max())
        axes.set_title(title, fontsize=10, color=plots.GREY)
        axes.set_axis_off()
    plt.close(figure)
    return figure


def _numbered(axes, numbers, **colours):
    axes.imshow(numbers, **colours)
    for (row, column), value in np.ndenumerate(numbers):
        axes.text(column, row, f"{value:.0f}", ha="center", va="center", color="black")


def memory() -> Markdown:
    """Return a table of how much larger the columns are than the images."""
    rows = []
    for size, stride, pad in ((1, 1, 0), (3, 1, 1), (3, 2, 1), (5, 1, 2), (7, 1, 3)):
        image = np.zeros((1, 3, 32, 32), np.float32)
        cols = convolution.im2col(image, size, size, {"stride": stride, "pad": pad})
        factor = cols.nbytes / image.nbytes
        rows.append([f"{size}×{size}", str(stride), str(pad), f"{factor:.2f}"])
    return table(
        "tab-columns",
        "Bytes of the columns divided by bytes of the images, for images of 32×32 pixels.",
        ["window", "stride", "pad", "columns / images"],
        rows,
    )
