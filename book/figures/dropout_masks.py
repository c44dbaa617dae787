"""What a mask does to the outputs of one minibatch."""

import numpy as np
from figures.dropout_answers import answers
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from layerwise import plots

SAMPLES, UNITS = 12, 30
KEEP = (1.0, 0.75, 0.25)
SEED = 5


def masks() -> Figure:
    """Draw the same outputs without dropout and with two keep probabilities."""
    dropout_forward = answers().dropout_forward
    # Of another seed than the mask, which would keep the smallest outputs otherwise.
    x = np.random.RandomState(SEED + 1).uniform(0.2, 1.0, size=(SAMPLES, UNITS))
    figure, axes = plt.subplots(1, len(KEEP), figsize=(8.6, 2.4), layout="constrained")
    figure.patch.set_alpha(0)
    for ax, keep in zip(axes, KEEP, strict=True):
        out, _ = dropout_forward(x, {"mode": "train", "p": keep, "seed": SEED})
        shown = np.ma.masked_equal(out, 0.0)  # a dropped unit is left blank
        image = ax.imshow(shown, cmap="cividis", vmin=0, vmax=1 / min(KEEP), aspect="auto")
        ax.set_title(f"p = {keep:g}, mean {out.mean():.2f}", color=plots.GREY)
        ax.set_xlabel("Unit", color=plots.GREY)
        ax.tick_params(colors=plots.GREY)
        ax.patch.set_alpha(0)
        for spine in ax.spines.values():
            spine.set_color(plots.GREY)
    axes[0].set_ylabel("Sample", color=plots.GREY)
    bar = figure.colorbar(image, ax=axes)
    bar.set_label("Output", color=plots.GREY)
    bar.ax.tick_params(colors=plots.GREY)
    bar.outline.set_edgecolor(plots.GREY)
    plt.close(figure)  # or the page would show it twice
    return figure
