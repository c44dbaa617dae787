"""The chapter's answers reproduce the published figures to the digits that were printed.

The oracle is an independent run of exercises of this kind, copied to `published_figures.json`. Its
random numbers come from NumPy's legacy global stream, in the order that each entry states.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from autograder import solutions
from layerwise.gradient_check import numeric_gradient, relative_error

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "published_figures.json").read_text(encoding="utf-8")
)
PRINTED = 0.51e-8  # eight decimals, rounded
# Rounding alone sets how far a gradient is from its difference quotient, so the size counts.
NEAR = 1e-8


@pytest.fixture(scope="module")
def answers():
    return solutions.load("batchnorm")


def two_layers(num):
    """Draw the activations of a two-layer net: inputs and weights, in the order published."""
    np.random.seed(231)
    x, w1, w2 = np.random.randn(num, 50), np.random.randn(50, 60), np.random.randn(60, 3)
    return np.maximum(0, x @ w1) @ w2


def same(got, printed):
    np.testing.assert_allclose(got, printed, rtol=0, atol=PRINTED)


def test_batchnorm_forward_in_mode_train(answers):
    figures, a = PUBLISHED["batchnorm"]["forward_train"], two_layers(200)
    same(a.mean(axis=0), figures["means_before"])
    same(a.std(axis=0), figures["stds_before"])
    out, _ = answers.batchnorm_forward(a, np.ones(3), np.zeros(3), {"mode": "train"})
    plain = figures["gamma_1_beta_0"]
    assert np.abs(out.mean(axis=0)).max() < plain["means_below"]
    same(out.std(axis=0), plain["stds"])
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.0, 13.0])
    out, _ = answers.batchnorm_forward(a, gamma, beta, {"mode": "train"})
    scaled = figures["gamma_1_2_3_beta_11_12_13"]
    same(out.mean(axis=0), scaled["means"])
    same(out.std(axis=0), scaled["stds"])


def test_batchnorm_forward_in_mode_test_after_fifty_batches(answers):
    figures = PUBLISHED["batchnorm"]["forward_test"]
    np.random.seed(231)
    w1, w2 = np.random.randn(50, 60), np.random.randn(60, 3)
    bn_param, gamma, beta = {"mode": "train"}, np.ones(3), np.zeros(3)
    for _ in range(50):
        a = np.maximum(0, np.random.randn(200, 50) @ w1) @ w2
        answers.batchnorm_forward(a, gamma, beta, bn_param)
    bn_param["mode"] = "test"
    a = np.maximum(0, np.random.randn(200, 50) @ w1) @ w2
    out, _ = answers.batchnorm_forward(a, gamma, beta, bn_param)
    same(out.mean(axis=0), figures["means"])
    same(out.std(axis=0), figures["stds"])


def small_batch(N, D):
    np.random.seed(231)
    x = 5 * np.random.randn(N, D) + 12
    return x, np.random.randn(D), np.random.randn(D), np.random.randn(N, D)


@pytest.mark.parametrize("backward", ["batchnorm_backward", "batchnorm_backward_alt"])
def test_both_backwards_of_batchnorm_are_as_near_to_differences_as_published(answers, backward):
    x, gamma, beta, dout = small_batch(4, 5)

    def forward(x, gamma, beta):
        return answers.batchnorm_forward(x, gamma, beta, {"mode": "train"})[0]

    _, cache = answers.batchnorm_forward(x, gamma, beta, {"mode": "train"})
    dx, dgamma, dbeta = getattr(answers, backward)(dout, cache)
    numeric = numeric_gradient(lambda v: forward(v, gamma, beta), x, dout)
    assert relative_error(dx, numeric) < NEAR
    numeric = numeric_gradient(lambda v: forward(x, v, beta), gamma, dout)
    assert relative_error(dgamma, numeric) < NEAR
    numeric = numeric_gradient(lambda v: forward(x, gamma, v), beta, dout)
    assert relative_error(dbeta, numeric) < NEAR


def test_the_two_backwards_differ_by_rounding_alone(answers):
    figures = PUBLISHED["batchnorm"]["backward_alt"]
    x, gamma, beta, dout = small_batch(100, 500)
    _, cache = answers.batchnorm_forward(x, gamma, beta, {"mode": "train"})
    first = answers.batchnorm_backward(dout, cache)
    second = answers.batchnorm_backward_alt(dout, cache)
    assert relative_error(first[0], second[0]) < 10 * figures["dx_difference_seen"]
    np.testing.assert_array_equal(first[1], second[1])
    np.testing.assert_array_equal(first[2], second[2])


def test_the_initial_loss_of_a_net_with_batchnorm(answers):
    figures = PUBLISHED["batchnorm"]["fully_connected"]["initial_loss"]
    np.random.seed(231)
    X, y = np.random.randn(2, 15), np.random.randint(10, size=(2,))
    for reg, printed in figures.items():
        net = answers.NormalizedNet(
            [20, 30],
            input_dim=15,
            num_classes=10,
            reg=float(reg),
            weight_scale=5e-2,
            dtype=np.float64,
            normalization="batchnorm",
        )
        assert net.loss(X, y)[0] == pytest.approx(printed, rel=1e-13)


def test_layernorm_forward(answers):
    figures, a = PUBLISHED["layernorm"]["forward"], two_layers(4)
    same(a.mean(axis=1), figures["means_before"])
    same(a.std(axis=1), figures["stds_before"])
    out, _ = answers.layernorm_forward(a, np.ones(3), np.zeros(3), {})
    np.testing.assert_allclose(out.mean(axis=1), 0, atol=1e-14)
    np.testing.assert_allclose(out.std(axis=1), 1, atol=1e-6)


def test_layernorm_backward_is_as_near_to_differences_as_published(answers):
    x, gamma, beta, dout = small_batch(4, 5)
    _, cache = answers.layernorm_forward(x, gamma, beta, {})
    dx, _, _ = answers.layernorm_backward(dout, cache)
    numeric = numeric_gradient(lambda v: answers.layernorm_forward(v, gamma, beta, {})[0], x, dout)
    assert relative_error(dx, numeric) < NEAR


def test_spatial_batchnorm_forward(answers):
    figures = PUBLISHED["spatial_batchnorm"]["forward_train"]
    np.random.seed(231)
    x, axes = 4 * np.random.randn(2, 3, 4, 5) + 10, (0, 2, 3)
    same(x.mean(axis=axes), figures["means_before"])
    same(x.std(axis=axes), figures["stds_before"])
    out, _ = answers.spatial_batchnorm_forward(x, np.ones(3), np.zeros(3), {"mode": "train"})
    np.testing.assert_allclose(out.mean(axis=axes), 0, atol=1e-14)
    same(out.std(axis=axes), figures["stds_after_gamma_1"])
    gamma, beta = np.array([3.0, 4.0, 5.0]), np.array([6.0, 7.0, 8.0])
    out, _ = answers.spatial_batchnorm_forward(x, gamma, beta, {"mode": "train"})
    same(out.mean(axis=axes), figures["means_after"])
    same(out.std(axis=axes), figures["stds_after"])
