"""What augmentation makes of a few images."""

import numpy as np
import torch
from figures.conv_challenge_answers import answers
from matplotlib.figure import Figure

from layerwise import data, plots

IMAGES, COPIES, MOST, SEED = 3, 5, 4, 0


def images() -> tuple[torch.Tensor, torch.Tensor]:
    """Return images of shapes10 of different classes, from 0 to 255, and the set's mean colour."""
    arrays = data.load("shapes10", num_train=500, num_val=0, num_test=0)
    _, first = np.unique(arrays["y_train"], return_index=True)
    colour = arrays["X_train"].mean(axis=(0, 2, 3), keepdims=True)[0]
    return torch.from_numpy(arrays["X_train"][np.sort(first)[:IMAGES]]), torch.from_numpy(colour)


def copies() -> torch.Tensor:
    """Return the images and augmented copies, shape (1 + COPIES, IMAGES, 3, 32, 32).

    A pixel that moves in from outside has the mean colour, as it has where images are normalised.
    """
    shifted = answers().shifted
    plain, mean = images()
    torch.manual_seed(SEED)
    return torch.stack([plain, *(shifted(plain - mean, MOST) + mean for _ in range(COPIES))])


def augmented() -> Figure:
    """Draw a row for each image: the image itself, and its copies."""
    figure = Figure(figsize=(6.4, 3.5), layout="constrained")
    figure.patch.set_alpha(0)
    panels = figure.subplots(IMAGES, 1 + COPIES)
    for column, batch in enumerate(copies()):
        for axes, image in zip(panels[:, column], batch, strict=True):
            axes.imshow(image.numpy().transpose(1, 2, 0).round().astype(np.uint8))
            axes.set_axis_off()
    panels[0, 0].set_title("image", color=plots.GREY, fontsize=10)
    for number, axes in enumerate(panels[0, 1:], start=1):
        axes.set_title(f"epoch {number}", color=plots.GREY, fontsize=10)
    return figure
