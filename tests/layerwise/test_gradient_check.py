"""Gradient checks against PyTorch's autograd, and the ways in which they used to go wrong."""

import doctest

import numpy as np
import pytest
import torch

from layerwise import gradient_check, layers
from layerwise.fc_net import FullyConnectedNet
from layerwise.gradient_check import compare, numeric_gradient, relative_error


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(gradient_check)
    assert result.attempted > 0
    assert result.failed == 0


# Numeric gradients


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 1, 3, 2)])
def test_the_gradient_of_a_number_agrees_with_autograd(rng, shape):
    x = np.asarray(rng.standard_normal(shape))
    t = torch.from_numpy(x.copy()).requires_grad_()
    (torch.sin(t) * t**2).sum().backward()
    grad = numeric_gradient(lambda x: (np.sin(x) * x**2).sum(), x)
    assert grad.dtype == np.float64
    np.testing.assert_allclose(grad, t.grad, rtol=1e-8, atol=1e-9)


def test_the_gradient_of_an_array_is_weighted_with_the_upstream_gradient(rng):
    x, a, df = (rng.standard_normal(shape) for shape in ((4, 3), (3, 5), (4, 5)))
    t = torch.from_numpy(x.copy()).requires_grad_()
    torch.tanh(t @ torch.from_numpy(a)).backward(torch.from_numpy(df))
    grad = numeric_gradient(lambda x: np.tanh(x @ a), x, df)
    np.testing.assert_allclose(grad, t.grad, rtol=1e-8, atol=1e-9)


def test_a_float32_input_is_computed_in_float64(rng):
    x = rng.standard_normal((3, 2)).astype(np.float32)
    types = set()

    def f(x):
        types.add(x.dtype)
        return (x**3).sum()

    grad = numeric_gradient(f, x)
    assert types == {np.dtype(np.float64)}
    np.testing.assert_allclose(grad, 3 * x.astype(np.float64) ** 2, rtol=1e-8)


@pytest.mark.parametrize("dtype", [int, np.int32, np.uint8, bool, complex])
def test_an_array_that_cannot_hold_a_small_step_is_refused(dtype):
    with pytest.raises(TypeError, match=rf"type {np.dtype(dtype)}, .* lost; expected floats"):
        numeric_gradient(np.sum, np.ones(3, dtype))


def test_a_function_that_computes_in_float32_is_refused():
    with pytest.raises(TypeError, match="float32 numbers from f, too coarse"):
        numeric_gradient(lambda x: x.astype(np.float32).sum(), np.ones(3))


def test_the_function_may_read_a_float64_array_from_elsewhere():
    x = np.array([1.0, 2.0])
    assert numeric_gradient(lambda _: (x**2).sum(), x) == pytest.approx([2, 4])


@pytest.mark.parametrize("f", [lambda x: x, lambda x: x.T.T, lambda x: x[:]])
def test_a_function_may_return_its_own_input(f):
    df = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(numeric_gradient(f, np.ones((2, 3)), df), df)


def test_the_input_is_as_it_was_afterwards_to_the_last_bit(rng):
    x = rng.standard_normal((5, 4))
    before = x.copy()
    numeric_gradient(np.sum, x)
    assert x.tobytes() == before.tobytes()


def test_the_input_is_as_it_was_even_when_the_function_fails_or_changes_it():
    def spoil(x):
        x += 1
        raise ArithmeticError("no value here")

    x = np.ones((2, 3))
    with pytest.raises(ArithmeticError):
        numeric_gradient(spoil, x)
    assert (x == 1).all()


def test_a_read_only_array_is_copied():
    x = np.broadcast_to(np.array([1.0, 2.0]), (3, 2))
    np.testing.assert_allclose(numeric_gradient(lambda x: (x**2).sum(), x), 2 * x)


@pytest.mark.parametrize(
    ("df", "words"),
    [
        (None, r"output of shape \(2, 3\) from f and no df"),
        (np.ones(3), r"df of shape \(3,\); expected \(2, 3\)"),
        (1.0, r"df of shape \(\); expected \(2, 3\)"),
    ],
)
def test_the_upstream_gradient_is_never_broadcast(df, words):
    with pytest.raises(ValueError, match=words):
        numeric_gradient(lambda x: x * 2, np.ones((2, 3)), df)


@pytest.mark.parametrize("h", [0, -1e-5, float("nan")])
def test_a_step_that_is_not_positive_is_refused(h):
    with pytest.raises(ValueError, match="expected a positive number"):
        numeric_gradient(np.sum, np.ones(3), h=h)


# Kinks


def test_a_relu_checked_away_from_its_kink_agrees_and_on_it_does_not(rng):
    x = rng.standard_normal((6, 6))
    x[0] = 0.0
    x[1] = 4e-6
    df = rng.standard_normal((6, 6))

    def check(x):
        numeric = numeric_gradient(lambda x: layers.relu_forward(x)[0], x, df)
        return compare(layers.relu_backward(df, x), numeric, "dx")

    on_the_kink = check(x)
    assert not on_the_kink.passed
    assert on_the_kink.index[0] in (0, 1)
    assert check(gradient_check.away_from_kink(x)).passed


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_numbers_keep_a_distance_from_the_kink_their_side_and_their_type(rng, dtype):
    x = (rng.standard_normal(1000) / 50 + 2).astype(dtype)
    before = x.copy()
    away = gradient_check.away_from_kink(x, kink=2, gap=0.05)
    assert np.array_equal(x, before)
    assert away.dtype == dtype
    assert np.abs(away - 2).min() >= 0.05 - 1e-6
    assert np.array_equal(away >= 2, x >= 2)
    far = np.abs(x - 2) >= 0.05
    assert np.array_equal(away[far], x[far])


# Comparisons


def test_the_relative_error_is_the_worst_of_all_elements(rng):
    a, b = rng.standard_normal((2, 3, 4))
    expected = max(
        abs(x - y) / max(abs(x) + abs(y), 1e-8) for x, y in zip(a.ravel(), b.ravel(), strict=True)
    )
    assert relative_error(a, b) == pytest.approx(expected, rel=1e-14)
    assert relative_error(a, a) == 0
    assert relative_error([0.0], [0.0]) == 0
    assert relative_error([], []) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [(np.ones((3, 1)), np.ones(3)), (np.ones(3), 1.0), (np.ones((1, 3)), np.ones((3, 3)))],
)
def test_shapes_that_differ_are_refused_and_never_broadcast(a, b):
    for function in (relative_error, compare):
        with pytest.raises(ValueError, match="expected the same shape"):
            function(a, b)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_and_infinity_never_pass(bad):
    good, spoilt = np.ones(3), np.array([1, bad, 1])
    for a, b in ((good, spoilt), (spoilt, good), (spoilt, spoilt)):
        assert not relative_error(a, b) < 1e9
        result = compare(a, b)
        assert not result.passed
        assert result.index == (1,)


def test_a_comparison_says_where_the_worst_error_is_and_both_values():
    analytic = np.ones((2, 3))
    analytic[1, 2] = 1.5
    result = compare(analytic, np.ones((2, 3)), name="dW1")
    assert (result.passed, result.index) == (False, (1, 2))
    assert str(result) == (
        "dW1 does NOT agree with the numeric gradient: the worst relative error is 2.0e-01, "
        "at dW1[1, 2], analytic 1.5 against numeric 1."
    )
    assert "dW1 agrees" in str(compare(np.ones(3), np.ones(3), name="dW1"))
    assert "at loss, analytic" in str(compare(1.0, 2.0, name="loss"))


def test_a_true_gradient_of_zero_passes_with_the_noise_that_rounding_leaves():
    assert compare(np.array([0.0, 1.0]), np.array([1e-11, 1.0])).passed
    assert compare(np.array([3e-14, 1.0]), np.array([-1e-11, 1.0])).passed
    assert not compare(np.array([0.0, 1.0]), np.array([1e-6, 1.0])).passed


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="empty arrays"):
        compare([], [])


# A whole model


def test_all_gradients_of_a_net_agree():
    np.random.seed(0)
    net = FullyConnectedNet([6, 5], 8, 3, reg=0.1, weight_scale=0.5, dtype=np.float64)
    X, y = np.random.randn(3, 8), np.array([0, 2, 1])
    results = gradient_check.check_model(net, X, y)
    assert [result.name for result in results] == list(net.params)
    assert all(result.passed for result in results)


def test_a_wrong_gradient_of_a_net_is_found_by_its_name():
    class Wrong(FullyConnectedNet):
        def hidden_backward(self, dout, cache, layer):
            dx, grads = super().hidden_backward(dout, cache, layer)
            grads["b2" if layer == 2 else "W1"][1] *= 1.001
            return dx, grads

    np.random.seed(0)
    net = Wrong([6, 5], 8, 3, weight_scale=0.5, dtype=np.float64)
    results = gradient_check.check_model(net, np.random.randn(3, 8), np.array([0, 2, 1]))
    failed = {result.name: result.index for result in results if not result.passed}
    assert failed.keys() == {"W1", "b2"}
    assert failed["b2"] == (1,)
    assert failed["W1"][0] == 1


def test_a_net_in_float32_is_refused():
    with pytest.raises(TypeError, match="'W1' of type float32; expected float64"):
        gradient_check.check_model(FullyConnectedNet([5], 8, 3), np.ones((2, 8)), np.array([0, 1]))
