"""Update rules by name, and SGD against torch.optim."""

import doctest

import numpy as np
import pytest
import torch

from layerwise import optim


@pytest.fixture
def registry(monkeypatch):
    """A registry of its own for the test, so that no rule stays behind."""
    monkeypatch.setattr(optim, "_RULES", dict(optim._RULES))


def lazy(w, dw, config=None):
    return w, config or {}


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(optim)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(), (3,), (4, 5), (2, 3, 4, 5)])
def test_sgd_takes_the_steps_of_torch_optim(dtype, shape):
    rng = np.random.default_rng(0)
    w = np.asarray(rng.standard_normal(shape), dtype)
    theirs = torch.from_numpy(w.copy()).requires_grad_()
    optimiser = torch.optim.SGD([theirs], lr=0.3)
    config = {"learning_rate": 0.3}
    for _ in range(20):
        dw = np.asarray(rng.standard_normal(shape), dtype)
        theirs.grad = torch.from_numpy(dw.copy())
        optimiser.step()
        w, config = optim.sgd(w, dw, config)
    assert w.dtype == dtype
    np.testing.assert_allclose(w, theirs.detach().numpy(), rtol=1e-5, atol=1e-6)


def test_sgd_leaves_its_inputs_as_they_were():
    w, dw = np.ones(3), np.full(3, 2.0)
    optim.sgd(w, dw, {"learning_rate": 0.1})
    assert w.tolist() == [1, 1, 1]
    assert dw.tolist() == [2, 2, 2]


def test_sgd_without_a_config_takes_the_default_learning_rate():
    next_w, config = optim.sgd(np.zeros(1), np.ones(1))
    assert next_w.tolist() == [-0.01]
    assert config == {"learning_rate": 0.01}


def test_a_registered_rule_is_found_by_its_name(registry):
    assert optim.register(lazy) is lazy
    assert optim.get("lazy") is lazy
    assert optim.name_of(lazy) == "lazy"


def test_registering_again_replaces_the_rule_as_when_a_cell_is_run_twice(registry):
    optim.register(lazy)

    def again(w, dw, config=None):
        return w, config

    again.__name__ = "lazy"
    optim.register(again)
    assert optim.get("lazy") is again
    assert optim.name_of(lazy) is None


def test_a_function_is_a_rule_without_being_registered():
    assert optim.get(lazy) is lazy
    assert optim.name_of(lazy) is None


@pytest.mark.parametrize("rule", ["adagrad", "SGD", None, 3])
def test_an_unknown_rule_is_refused_with_the_names_of_the_known(registry, rule):
    optim.register(lazy)
    with pytest.raises(ValueError, match=f"{rule!r}; expected one of 'lazy', 'sgd', or a function"):
        optim.get(rule)


def test_only_a_function_can_be_registered():
    with pytest.raises(TypeError, match="expected a function"):
        optim.register("sgd")
