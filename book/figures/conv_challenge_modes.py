"""What the company in a minibatch does to one image's score, in train mode and in eval mode."""

import numpy as np
from figures import results
from matplotlib.figure import Figure

from layerwise import plots


def company() -> Figure:
    """Draw each score as a dot, one strip for each kind of company."""
    figure = Figure(figsize=(6.4, 3.5), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    scores = results.measured("conv_challenge/company")
    for (mode, groups), color, marker in zip(
        scores.items(), plots.COLOURS, plots.MARKERS, strict=False
    ):
        for place, values in enumerate(groups.values()):
            spread = np.linspace(-0.25, 0.25, len(values))
            look = {"color": color, "marker": marker, "markersize": 4, "linestyle": "none"}
            label = f"{mode} mode" if place == 0 else None
            axes.plot(place + spread, values, **look, alpha=0.8, label=label)
    axes.set_xticks(range(3), list(scores["eval"]))
    axes.set_ylabel("score of its label", color=plots.GREY)
    axes.tick_params(colors=plots.GREY)
    axes.spines[:].set_color(plots.GREY)
    axes.legend(frameon=False, labelcolor=plots.GREY, loc="best")
    return figure
