"""A rule at work on all parameters: each has a config of its own, and a wrong rule is told."""

import numpy as np
import pytest

from layerwise.optimiser import Optimiser


def counting(w, dw, config=None):
    """A rule with a state: the number of steps, by which its step shrinks."""
    config["steps"] = config.get("steps", 0) + 1
    return w - config["learning_rate"] / config["steps"] * dw, config


@pytest.fixture
def params():
    return {"W1": np.ones((2, 3), np.float32), "b1": np.zeros(3, np.float32)}


@pytest.fixture
def grads():
    return {"W1": np.full((2, 3), 2, np.float32), "b1": np.ones(3, np.float32)}


def test_each_parameter_has_a_copy_of_the_config_and_a_state_of_its_own(params, grads):
    config = {"learning_rate": 0.5, "nested": {"list": [1]}}
    optimiser = Optimiser(counting, config, params)
    optimiser.step(params, grads)
    optimiser.step({"W1": params["W1"]}, grads)
    assert optimiser.configs["W1"]["steps"] == 2
    assert optimiser.configs["b1"]["steps"] == 1
    assert config == {"learning_rate": 0.5, "nested": {"list": [1]}}
    assert optimiser.configs["W1"]["nested"] is not optimiser.configs["b1"]["nested"]
    assert (params["W1"] == 0).all()


def test_a_learning_rate_drawn_with_numpy_leaves_float32_alone(params, grads):
    seen = []

    def watching(w, dw, config):
        seen.append((w - config["learning_rate"] * dw).dtype)
        return w, config

    Optimiser(watching, {"learning_rate": np.float64(1e-3)}, params).step(params, grads)
    assert seen == [np.float32, np.float32]


def test_a_rule_that_computes_in_float64_still_gives_float32_parameters(params, grads):
    Optimiser(lambda w, dw, c: (w - dw.astype(np.float64), c), {}, params).step(params, grads)
    assert params["W1"].dtype == np.float32
    assert (params["W1"] == -1).all()


def test_decay_multiplies_every_learning_rate(params):
    optimiser = Optimiser(counting, {"learning_rate": 0.5}, params)
    optimiser.decay(0.5)
    assert {config["learning_rate"] for config in optimiser.configs.values()} == {0.25}


def test_decay_without_a_learning_rate_is_refused(params):
    with pytest.raises(ValueError, match=r"lr_decay=0\.5 got no 'learning_rate'.*'W1'; expected"):
        Optimiser(counting, None, params).decay(0.5)


@pytest.mark.parametrize(
    ("returned", "got"),
    [
        (None, "None for the parameter"),
        (np.ones((2, 3)), "an array of type float64 and shape (2, 3) for"),
        ((np.ones((2, 3)),), "a tuple of length 1"),
        ([np.ones((2, 3)), {}], "a list of length 2"),
        (({}, np.ones((2, 3))), "a dict as next_w"),
        ((np.ones(3), {}), "an array of type float64 and shape (3,) as next_w"),
        ((np.ones((2, 3), int), {}), "type int64 and shape (2, 3) as next_w"),
        ((None, {}), "None as next_w"),
        ((np.ones((2, 3)), None), "None as config"),
        ((np.ones((2, 3)), 0.1), "a float as config"),
    ],
)
def test_a_rule_that_returns_the_wrong_thing_is_told_where_and_what(params, grads, returned, got):
    def wrong(w, dw, config):
        return returned

    with pytest.raises(ValueError) as caught:
        Optimiser(wrong, {}, params).step(params, grads)
    message = str(caught.value)
    assert message.startswith("The update rule 'wrong' returned")
    assert got in message
    assert "for the parameter 'W1'" in message
    assert "expected (next_w, config), a float32 array of shape (2, 3) and a dict" in message


def test_an_error_inside_a_rule_keeps_its_type_and_says_where(params, grads):
    def empty(w, dw, config=None):
        raise NotImplementedError("write the rule first")

    with pytest.raises(NotImplementedError, match="write the rule first") as caught:
        Optimiser(empty, {}, params).step(params, grads)
    assert caught.value.__notes__ == ["The update rule 'empty' raised this at 'W1'."]


def test_when_one_parameter_fails_none_is_updated(params, grads):
    def fails_at_the_bias(w, dw, config):
        return (w - dw, config) if w.ndim == 2 else None

    with pytest.raises(ValueError, match="'b1'"):
        Optimiser(fails_at_the_bias, {}, params).step(params, grads)
    assert (params["W1"] == 1).all()


def test_a_missing_gradient_is_named(params, grads):
    del grads["b1"]
    with pytest.raises(ValueError, match=r"no gradient for the parameter 'b1'.*shape \(3,\)"):
        Optimiser("sgd", {}, params).step(params, grads)
