"""What a student's function overwrites, a check still has; only a dict is for writing into."""

import contextlib

import numpy as np
import pytest
import torch

from autograder.examiner.session import TimedOut
from layerwise import checks

OVERWRITES = "def f(x, *rest, **more):\n    x *= 2\n    return x"
SHARED = """
import numpy as np
def f(x, w, b=None):
    x += 1; w[0][...] = 7; w[1]["mean"] *= 3
    return [x, w[0]], w[1], x[:1]
"""


def test_an_array_is_what_it_was_and_the_result_what_was_written(define):
    f, x = define(OVERWRITES), np.array([1.0, 2.0])
    out = f(x)
    assert (x.tolist(), out.tolist()) == ([1, 2], [2, 4])
    assert (f(out).tolist(), out.tolist()) == ([4, 8], [2, 4])


def test_so_are_those_in_tuples_and_lists_and_keywords_but_not_those_in_dicts(define):
    f = define(SHARED)
    x, inner, config = np.zeros(2), np.zeros(3), {"mean": np.ones(2)}
    (first, second), third, view = f(w=(inner, config), x=x)
    assert (x.tolist(), inner.tolist()) == ([0, 0], [0, 0, 0])
    assert (first.tolist(), second.tolist(), view.tolist()) == ([1, 1], [7, 7, 7], [1])
    assert third is config
    assert config["mean"].tolist() == [3, 3]
    f(x, [inner, config])
    assert (inner.tolist(), config["mean"].tolist()) == ([0, 0, 0], [9, 9])


def test_what_a_call_leaves_alone_is_handed_back_as_itself(define):
    f, x = define("def f(x): return x"), np.ones(2)
    assert f(x) is x


@pytest.mark.parametrize("ending", ["raise ValueError", "return x @ w", "while True: pass"])
def test_a_tensor_is_what_it_was_however_the_call_ends(define, session, ending):
    session.limit = 0.3
    f = define(f"import torch\ndef f(x, w):\n    x.zero_()\n    {ending}")
    x, w = torch.ones(1, 2), torch.ones(2, 2, requires_grad=True)
    with contextlib.suppress(ValueError, TimedOut):
        assert f(x, w).tolist() == [[0, 0]]
    assert x.tolist() == [[1, 1]]


def test_gradients_are_those_of_what_was_written(define):
    f = define("def f(x, w): return x.mul_(w)")
    x, w = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0], requires_grad=True)
    out = f(x, w)
    out.sum().backward()
    assert (x.tolist(), x.requires_grad, out.tolist()) == ([1, 2], False, [3, 8])
    assert w.grad.tolist() == [1, 2]


def test_gradients_reach_a_leaf_that_was_overwritten(define):
    f = define("def f(w):\n    out = 3 * w\n    w.data.zero_()\n    return out")
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    f(w).sum().backward()
    assert (w.tolist(), w.grad.tolist()) == ([3, 4], [3, 3])


def test_the_record_says_what_was_written(define, session):
    session.calls.names = {"f"}
    f, x = define(OVERWRITES), np.array([1.0])
    f(x, [x])
    (call,) = session.calls.recorded
    assert call.args[0].tolist() == [1]
    assert call.args_after[0].tolist() == call.args_after[1][0].tolist() == [2]
    assert call.result is call.args_after[0]


@pytest.mark.parametrize("kind", [np.array, torch.tensor])
def test_unchanged_fails_for_what_was_overwritten(define, session, kind):
    session._note = checks.note_overwritten
    f = define(OVERWRITES)
    whole, other = kind([[1.0, 2.0], [3.0, 4.0]]), kind([0.0])
    before = whole + 0
    f(whole[1], whole[:1] + 1, other)
    checks.unchanged(whole[0], before[0], "another row")
    checks.unchanged(other, other + 0, "other")
    for value, copy in ((whole, before), (whole[1, 1:], before[1, 1:])):
        with pytest.raises(checks.CheckFailed, match="w was changed in place"):
            checks.unchanged(value, copy, "w")
