"""Training curves: what is drawn, and that it can be read."""

from types import SimpleNamespace

import matplotlib

matplotlib.use("Agg")

import matplotlib.colors
import matplotlib.figure
import numpy as np
import pytest
from matplotlib import pyplot as plt

from layerwise import plots


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def training(losses=(2.3, 2.1, 1.9, 1.7), train=(0.1, 0.3), val=(0.1, 0.2)):
    return SimpleNamespace(
        loss_history=list(losses), train_acc_history=list(train), val_acc_history=list(val)
    )


def curves(ax):
    return {line.get_label(): line for line in ax.get_lines() if line.get_label()[0] != "_"}


def contrast(colour, background):
    """Contrast ratio of two colours, as the Web Content Accessibility Guidelines define it."""

    def luminance(colour):
        rgb = np.array(matplotlib.colors.to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted((luminance(colour), luminance(background)))
    return (high + 0.05) / (low + 0.05)


def test_three_panels_show_loss_and_accuracies_of_every_training():
    figure = plots.training_curves(
        {"sgd": training(), "adam": training(train=(0.2, 0.4), val=(0.1, 0.5))}
    )
    assert isinstance(figure, matplotlib.figure.Figure)
    loss, train, val = figure.axes
    for ax in figure.axes:
        assert set(curves(ax)) == {"sgd", "adam"}
    assert curves(train)["adam"].get_ydata().tolist() == [0.2, 0.4]
    assert curves(val)["adam"].get_ydata().tolist() == [0.1, 0.5]
    assert list(curves(val)["adam"].get_xdata()) == [0, 1]
    dots = next(line for line in loss.get_lines() if line.get_label()[0] == "_")
    assert dots.get_ydata().tolist() == [2.3, 2.1, 1.9, 1.7]
    assert dots.get_xdata().tolist() == [1, 2, 3, 4]


def test_panels_have_titles_and_axes_have_labels_and_there_is_a_legend():
    figure = plots.training_curves({"sgd": training(), "adam": training()})
    assert [ax.get_title() for ax in figure.axes] == [
        "Training loss",
        "Training accuracy",
        "Validation accuracy",
    ]
    assert [ax.get_xlabel() for ax in figure.axes] == ["Minibatch", "Epoch", "Epoch"]
    assert all(ax.get_ylabel() for ax in figure.axes)
    [legend] = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["sgd", "adam"]


def test_the_running_mean_smooths_the_loss():
    noisy = 2 + np.random.default_rng(0).standard_normal(600)
    figure = plots.training_curves({"sgd": training(losses=noisy)})
    smooth = curves(figure.axes[0])["sgd"]
    assert np.std(smooth.get_ydata()) < 0.4
    assert smooth.get_ydata()[0] == pytest.approx(noisy[:20].mean())
    assert (smooth.get_xdata()[0], smooth.get_xdata()[-1]) == (20, 600)


def test_trainings_differ_in_marker_and_line_as_well_as_in_colour():
    figure = plots.training_curves({name: training() for name in "abcdefgh"})
    for ax in figure.axes:
        lines = list(curves(ax).values())
        looks = {(line.get_marker(), line.get_linestyle()) for line in lines}
        assert len(looks) == len(lines) == 8
        first = lines[:4]
        assert len({line.get_color() for line in first}) == 4
        assert len({line.get_marker() for line in first}) == 4


@pytest.mark.parametrize("background", ["white", "#14181e", "#111111"])
def test_lines_and_text_can_be_read_on_light_and_dark_pages(background):
    figure = plots.training_curves({name: training() for name in "abcd"})
    assert figure.patch.get_alpha() == 0
    assert all(ax.patch.get_alpha() == 0 for ax in figure.axes)
    texts = [text for ax in figure.axes for text in (ax.title, ax.xaxis.label, ax.yaxis.label)]
    texts += [label for ax in figure.axes for label in ax.get_xticklabels()]
    texts += figure.legends[0].get_texts()
    for text in texts:
        assert contrast(text.get_color(), background) > 3.9
    for line in curves(figure.axes[0]).values():
        assert contrast(line.get_color(), background) > 3


@pytest.mark.parametrize(
    "odd",
    [
        training(losses=(), train=(), val=()),
        training(losses=(), train=(0.1,), val=(0.1,)),
        training(losses=(2.3,), train=(0.1,), val=(0.1,)),
        training(losses=(2.3, np.nan)),
        training(losses=(np.inf,)),
        training(losses=(2.3, 1e300, np.inf, np.nan)),
        training(losses=[2.3] * 90 + [1e308] * 5 + [np.nan]),
    ],
)
def test_short_empty_and_diverging_trainings_are_drawn(odd):
    figure = plots.training_curves({"odd": odd, "good": training()})
    figure.draw_without_rendering()
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["odd", "good"]


def test_a_training_that_diverges_does_not_flatten_the_others():
    bad = {"bad": training((2.3, 1e20, np.nan)), "never begun": training((np.nan, np.inf))}
    figure = plots.training_curves(dict(reversed(bad.items())) | {"good": training()})
    assert figure.axes[0].get_ylim() == pytest.approx((0, 6.9))


def test_the_figure_is_not_shown_by_the_function(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda *args, **kwargs: pytest.fail("plt.show was called"))
    plots.training_curves({"sgd": training()})


@pytest.mark.parametrize(
    ("solvers", "error", "words"),
    [
        ({}, ValueError, "no solvers; expected at least one"),
        ([training()], TypeError, "got a list; expected a dict of solvers"),
        (training(), TypeError, "got a SimpleNamespace; expected a dict of solvers"),
    ],
)
def test_something_else_than_a_dict_of_solvers_is_refused(solvers, error, words):
    with pytest.raises(error, match=words):
        plots.training_curves(solvers)
