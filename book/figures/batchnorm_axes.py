"""What is averaged over what: batch, layer and spatial batch normalisation as a picture."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from layerwise import plots

COLOUR = plots.COLOURS[0]
SAMPLES, FEATURES, CHANNELS, SIDE = 5, 4, 4, 3


def one_mean() -> Figure:
    """Draw the numbers that go into one mean, in each of the three normalisations."""
    figure = Figure(figsize=(8.6, 3.4), layout="constrained")
    figure.patch.set_alpha(0)
    panels = figure.subplots(1, 3)
    _flat(panels[0], "Batch: one feature,\nall samples", lambda n, d: d == 1)
    _flat(panels[1], "Layer: one sample,\nall features", lambda n, d: n == 1)
    _spatial(panels[2], "Spatial batch: one channel,\nall samples and places")
    return figure


def _flat(axes, title, in_mean):
    for n in range(SAMPLES):
        for d in range(FEATURES):
            _cell(axes, d, SAMPLES - 1 - n, 0.92, in_mean(n, d))
    _finish(axes, title, FEATURES, "features, D")


def _spatial(axes, title):
    size = 0.88 / SIDE
    for n in range(SAMPLES):
        for c in range(CHANNELS):
            for place in range(SIDE * SIDE):
                x = c + size * (place % SIDE)
                y = SAMPLES - 1 - n + size * (place // SIDE)
                _cell(axes, x, y, size * 0.88, c == 1)
    _finish(axes, title, CHANNELS, "channels, C, each of H × W places")


def _cell(axes, x, y, size, filled):
    face = COLOUR if filled else "none"
    axes.add_patch(Rectangle((x, y), size, size, facecolor=face, edgecolor=plots.GREY, lw=0.8))


def _finish(axes, title, width, label):
    axes.set(xlim=(-0.15, width + 0.1), ylim=(-0.15, SAMPLES + 0.1), aspect="equal")
    axes.set_title(title, color=plots.GREY, fontsize=11)
    axes.set_xlabel(label, color=plots.GREY)
    axes.set_ylabel("samples, N", color=plots.GREY)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.patch.set_alpha(0)
