"""Training curves, side by side."""

import itertools

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.ticker import MaxNLocator

#: Those of Okabe and Ito's colours, which the colour-blind can tell apart, that are dark enough
#: for a white page and light enough for a black one.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
#: Markers that go with the colours.
MARKERS = ("o", "s", "^", "D", "v")
#: Line styles that go with the colours.
LINES = ("-", "--", "-.")
#: For text, on a white page and on a black one.
GREY = "#7A7A7A"


def training_curves(solvers):
    """Plot loss, training accuracy and validation accuracy of several trainings.

    The loss is drawn as faint dots, one a minibatch, with their running mean as a line. A
    training that diverges runs out of the picture.

    Parameters
    ----------
    solvers : dict of str to Solver
        Trainings under the names for the legend: any objects with `loss_history`,
        `train_acc_history` and `val_acc_history`, which may be empty.

    Returns
    -------
    matplotlib.figure.Figure
        With a transparent background, readable on light and dark pages. A notebook shows it by
        itself; in a script call ``plt.show()`` or the figure's ``savefig``.

    Raises
    ------
    TypeError, ValueError
        When `solvers` is not a dict, or an empty one.
    """
    if not isinstance(solvers, dict):
        raise TypeError(
            f"training_curves got a {type(solvers).__name__}; expected a dict of solvers, such as "
            f"{{'sgd': solver}}."
        )
    if not solvers:
        raise ValueError("training_curves got no solvers; expected at least one.")
    figure, axes = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
    figure.patch.set_alpha(0)
    axes[2].sharey(axes[1])  # so that the gap between training and validation can be seen
    styles = zip(
        itertools.cycle(COLOURS), itertools.cycle(MARKERS), itertools.cycle(LINES), strict=True
    )
    for (name, solver), (colour, marker, line) in zip(solvers.items(), styles, strict=False):
        style = {"color": colour, "marker": marker, "linestyle": line, "label": name}
        _plot_loss(axes[0], solver.loss_history, style)
        for ax, history in zip(
            axes[1:], (solver.train_acc_history, solver.val_acc_history), strict=True
        ):
            ax.plot(range(len(history)), history, **style, markersize=5)
    _limit_loss(axes[0], [solver.loss_history for solver in solvers.values()])
    _label(axes[0], "Training loss", "Minibatch", "Loss")
    _label(axes[1], "Training accuracy", "Epoch", "Accuracy (fraction)")
    _label(axes[2], "Validation accuracy", "Epoch", "Accuracy (fraction)")
    handles, names = axes[1].get_legend_handles_labels()
    figure.legend(
        handles,
        names,
        loc="outside lower center",
        ncols=min(len(names), 6),
        labelcolor=GREY,
        frameon=False,
        handlelength=3,
    )
    return figure


def _plot_loss(ax, history, style):
    history = np.asarray(history, dtype=float)
    batches = np.arange(1, len(history) + 1)
    ax.plot(batches, history, ".", color=style["color"], markersize=2, alpha=0.3)
    window = max(1, len(history) // 30)
    means = _running_mean(history, window)
    ax.plot(batches[window - 1 :], means, **style, markersize=5, markevery=max(1, len(means) // 8))


def _running_mean(values, window):
    """Mean of each `window` values in a row; NaN and infinity touch only means that hold them."""
    if len(values) == 0:
        return values
    with np.errstate(over="ignore", invalid="ignore"):
        return np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=1)


def _limit_loss(ax, histories):
    """Cut the loss axis at three times the first loss, which only a divergence exceeds."""
    losses = [np.asarray(history, dtype=float) for history in histories]
    starts = [loss[0] for loss in losses if len(loss) and np.isfinite(loss[0])]
    if starts and any((loss > 3 * max(starts)).any() for loss in losses):
        ax.set_ylim(0, 3 * max(starts))


def _label(ax, title, xlabel, ylabel):
    ax.set_title(title, color=GREY)
    ax.set_xlabel(xlabel, color=GREY)
    ax.set_ylabel(ylabel, color=GREY)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.tick_params(colors=GREY)
    ax.patch.set_alpha(0)
    ax.grid(color=GREY, alpha=0.25)
    for spine in ax.spines.values():
        spine.set_color(GREY)
