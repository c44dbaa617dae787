"""What a few filters that were written by hand make of an image."""

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from autograder import solutions
from layerwise import data, plots

convolution = solutions.load("convolution")

FILTERS = {
    "blur": np.full((3, 3), 1 / 9),
    "edges, upright": np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4,
    "edges, level": np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]]) / 4,
    "spots": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]) / 8,
}


def by_hand() -> Figure:
    """Draw an image of shapes10 and the outputs of four filters."""
    images, _ = data.shapes10.draw(1, seed=3)
    images = images.astype(np.float64)
    # The same filter for each of the three colours.
    w = np.stack([np.stack([pattern] * 3) / 3 for pattern in FILTERS.values()])
    step = {"stride": 1, "pad": 1}
    out, _ = convolution.conv_forward_fast(images, w, np.zeros(len(w)), step)
    figure, panels = plt.subplots(1, 1 + len(FILTERS), figsize=(8.6, 2.1))
    figure.patch.set_alpha(0)
    panels[0].imshow(images[0].transpose(1, 2, 0).astype(np.uint8))
    panels[0].set_title("image", fontsize=9, color=plots.GREY)
    for axes, name, picture in zip(panels[1:], FILTERS, out[0], strict=True):
        largest = np.abs(picture[1:-1, 1:-1]).max()
        signed = name != "blur"
        axes.imshow(
            picture, cmap="RdBu_r" if signed else "gray", vmin=-largest * signed, vmax=largest
        )
        axes.set_title(name, fontsize=9, color=plots.GREY)
    for axes in panels:
        axes.set_axis_off()
    plt.close(figure)  # or the page would show it twice
    return figure
