"""The solutions reproduce the published figures, to the printed digits."""

import json
from pathlib import Path

import numpy as np
import pytest

from autograder import solutions
from layerwise.gradient_check import numeric_gradient, relative_error

FIGURES = json.loads(
    Path(__file__).parents[1].joinpath("published_figures.json").read_text(encoding="utf-8")
)["dropout"]


@pytest.fixture(scope="module")
def answers():
    return solutions.load("dropout")


@pytest.fixture
def passes(answers):
    """The input, and a training and a test pass for each p in turn, from one random stream."""
    np.random.seed(231)
    x = np.random.randn(500, 500) + 10
    outs = {}
    for p in (0.25, 0.4, 0.7):
        train, _ = answers.dropout_forward(x, {"mode": "train", "p": p})
        test, _ = answers.dropout_forward(x, {"mode": "test", "p": p})
        outs[p] = train, test
    return x, outs


@pytest.mark.parametrize("p", [0.25, 0.4])
def test_the_training_passes_have_the_published_mean_and_share_of_zeros(passes, p):
    x, outs = passes
    published = FIGURES["forward"][str(p)]
    assert x.mean() == pytest.approx(FIGURES["forward"]["input_mean"], rel=1e-14)
    assert outs[p][0].mean() == pytest.approx(published["train_mean"], rel=1e-14)
    assert (outs[p][0] == 0).mean() == published["train_zero_fraction"]


@pytest.mark.parametrize("p", [0.25, 0.4, 0.7])
def test_the_test_passes_leave_mean_and_units_alone(passes, p):
    _, outs = passes
    assert outs[p][1].mean() == pytest.approx(FIGURES["forward"]["test_mean"], rel=1e-14)
    assert (outs[p][1] == 0).mean() == FIGURES["forward"]["test_zero_fraction"]


def test_the_backward_pass_has_the_published_relative_error(answers):
    """An error of rounding alone: to have the same, the differences are taken in the same order."""
    np.random.seed(231)
    x = np.random.randn(10, 10) + 10
    dout = np.random.randn(*x.shape)
    param, h = {"mode": "train", "p": 0.2, "seed": 123}, 1e-5
    _, cache = answers.dropout_forward(x, param)
    numeric = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        outs = []
        for value in (x[index] + h, x[index] - h):
            moved = x.copy()
            moved[index] = value
            outs.append(answers.dropout_forward(moved, param)[0])
        numeric[index] = np.sum((outs[0] - outs[1]) * dout) / (2 * h)
    error = relative_error(answers.dropout_backward(dout, cache), numeric)
    assert error == pytest.approx(FIGURES["backward"]["dx_relative_error_seen"], rel=1e-12)


def test_weights_are_drawn_before_the_seed_and_every_block_starts_from_it(answers):
    settings = {"input_dim": 15, "num_classes": 10, "weight_scale": 5e-2, "dtype": np.float64}
    np.random.seed(231)
    net = answers.DropoutNet([20, 30], dropout=0.75, seed=123, **settings)
    np.random.seed(231)
    for name, shape in {"W1": (15, 20), "W2": (20, 30), "W3": (30, 10)}.items():
        np.testing.assert_array_equal(net.params[name], 5e-2 * np.random.randn(*shape))
    X, y = np.random.randn(2, 15), np.random.randint(10, size=2)
    loss, _ = net.loss(X, y)
    h = X
    for layer, width in ((1, 20), (2, 30)):
        np.random.seed(123)
        mask = (np.random.rand(2, width) < 0.75) / 0.75
        h = np.maximum(h @ net.params[f"W{layer}"], 0) * mask
    scores = h @ net.params["W3"]
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    assert loss == pytest.approx(-log_p[[0, 1], y].mean(), rel=1e-12)


@pytest.mark.parametrize("p", [1, 0.75, 0.5])
def test_the_gradients_of_the_net_agree_with_finite_differences(answers, p):
    np.random.seed(231)
    X, y = np.random.randn(2, 15), np.random.randint(10, size=2)
    net = answers.DropoutNet(
        [20, 30], input_dim=15, weight_scale=5e-2, dtype=np.float64, dropout=p, seed=123
    )
    _, grads = net.loss(X, y)
    for name in ("W1", "b1", "W3"):
        numeric = numeric_gradient(lambda _: net.loss(X, y)[0], net.params[name])
        np.testing.assert_allclose(grads[name], numeric, rtol=1e-5, atol=1e-9)
