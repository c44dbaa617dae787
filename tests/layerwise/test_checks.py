"""The checks compare in a fixed order, never broadcast, and say what differs."""

import numpy as np
import pytest
import torch

from layerwise import checks
from layerwise.checks import CheckFailed


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (
            None,
            np.ones(3),
            "w is None, expected a float64 array of shape (3,). Is a return missing?",
        ),
        ([1.0, 1.0, 1.0], np.ones(3), "w is a list, expected a float64 array of shape (3,)."),
        (
            np.ones(3).tolist()[0],
            np.ones(3),
            "w is a float, expected a float64 array of shape (3,).",
        ),
        (np.ones((3, 1)), np.ones(3), "w has shape (3, 1), expected (3,)."),
        (np.ones((1, 3)), np.ones((2, 3)), "w has shape (1, 3), expected (2, 3)."),
        (np.array(1.0), np.ones(3), "w has shape (), expected (3,)."),
        (np.ones(3, int), np.ones(3), "w has dtype int64, expected a floating dtype."),
        (np.ones(3, complex), np.ones(3), "w has dtype complex128, expected a floating dtype."),
        (
            np.array([1.0, np.nan, np.inf]),
            np.ones(3),
            "w is not finite at 2 of 3 places, first at (1,): got nan, expected 1.0.",
        ),
        (
            np.array([[1.0, 1.5], [1.0, 3.0]]),
            np.ones((2, 2)),
            "w differs at 2 of 4 places, most at [1, 1]: got 3.0, expected 1.0.",
        ),
        (2.5, np.array(2.0), "w differs: got 2.5, expected 2.0."),
        (True, np.ones(3), "w is a bool, expected a float64 array of shape (3,)."),
        (np.array([object()]), np.ones(1), "w is an object array"),
    ],
)
def test_close_names_the_first_difference(got, expected, words):
    with pytest.raises(CheckFailed) as caught:
        checks.close(got, expected, "w")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.ones(3), np.ones(3)),
        (np.ones(3, np.float32), np.ones(3)),
        (np.float64(2.0), np.array(2.0)),
        (2.0, np.array(2.0)),
        (3, np.array(3)),
        (np.int32(3), np.array(3)),
        (np.zeros((0, 4)), np.zeros((0, 4))),
        (np.array([np.inf, np.nan])[:1], np.array([np.inf])),
        (np.array([1.0, 2.0])[::-1], np.array([2.0, 1.0])),
    ],
)
def test_close_passes_what_is_right_however_it_is_stored(got, expected):
    with np.errstate(invalid="ignore"):
        if np.isinf(np.asarray(expected, float)).any():
            with pytest.raises(CheckFailed):  # inf - inf is NaN, and NaN never passes
                checks.close(got, expected)
        else:
            checks.close(got, expected)


def test_nan_never_passes_even_where_nan_is_expected():
    with pytest.raises(CheckFailed):
        checks.close(np.array([np.nan]), np.array([np.nan]))


def test_a_tolerance_is_absolute_plus_relative():
    checks.close(np.array([100.0 + 0.9]), np.array([100.0]), rtol=0.009, atol=0.1)
    with pytest.raises(CheckFailed):
        checks.close(np.array([100.0 + 1.1]), np.array([100.0]), rtol=0.009, atol=0.1)


def test_float32_is_compared_in_float64():
    with pytest.raises(CheckFailed):
        checks.close(np.array([1.0], np.float32), np.array([1.0 + 1e-8]), rtol=0, atol=1e-12)


def test_integer_overflow_cannot_hide_a_difference():
    with pytest.raises(CheckFailed):
        checks.close(np.array([200], np.uint8), np.array([-56], np.int8))


def test_a_dtype_is_demanded_when_given():
    checks.close(np.ones(2, np.float32), np.ones(2), dtype=np.float32)
    with pytest.raises(CheckFailed, match="dtype float64, expected float32"):
        checks.close(np.ones(2), np.ones(2), dtype=np.float32)


def test_a_subclass_that_lies_about_its_values_is_not_an_array():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

    with pytest.raises(CheckFailed, match="is a Liar, expected a float64 array"):
        checks.close(np.ones(3).view(Liar), np.ones(3))


def test_a_hint_is_added():
    with pytest.raises(CheckFailed, match=r"expected 1.0\. Hint: look at the sign"):
        checks.close(-1.0, np.array(1.0), hint="look at the sign")


def test_equal_tells_a_type_from_a_value():
    checks.equal(np.int64(3), 3)
    checks.equal((2, 3), (2, 3))
    with pytest.raises(CheckFailed, match="is a float, expected an int"):
        checks.equal(3.0, 3)
    with pytest.raises(CheckFailed, match=r"got \(2, 4\), expected \(2, 3\)"):
        checks.equal((2, 4), (2, 3), "the shape")
    with pytest.raises(CheckFailed, match="is a bool"):
        checks.equal(True, 1)


def test_true_takes_nothing_for_true_but_true():
    checks.true(np.bool_(True), "no")
    for lie in (False, 1, "yes", np.ones(3), None):
        with pytest.raises(CheckFailed, match="labels go beyond"):
            checks.true(lie, "labels go beyond 0 to 9.")


def test_has_key_returns_the_value_or_lists_the_keys():
    assert checks.has_key({"t": 3}, "t") == 3
    with pytest.raises(CheckFailed, match=r"no key 'velocity' \(its keys: 't'\)"):
        checks.has_key({"t": 3}, "velocity")
    with pytest.raises(CheckFailed, match="config is a list, expected a dict"):
        checks.has_key([], "velocity")


def test_unchanged_notices_a_write():
    x = np.array([1.0, np.nan])
    before = x.copy()
    checks.unchanged(x, before, "x")
    x[0] = 2.0
    with pytest.raises(CheckFailed, match="x was changed in place"):
        checks.unchanged(x, before, "x")


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (np.ones(2), "w is a float64 array of shape (2,), expected a tensor of shape (2,)."),
        (None, "w is None, expected a tensor of shape (2,)."),
        ([1.0, 1.0], "w is a list, expected a tensor of shape (2,)."),
        (torch.ones(2, 1), "w has shape (2, 1), expected (2,)."),
        (torch.ones(2, dtype=torch.int64), "w has dtype int64, expected a floating dtype."),
        (torch.tensor([1.0, float("nan")]), "w is not finite at 1 of 2 places"),
        (torch.tensor([1.0, 3.0]), "w differs at 1 of 2 places, most at [1]: got 3.0, expected"),
    ],
)
def test_where_a_tensor_is_expected_only_such_a_tensor_passes(got, words):
    with pytest.raises(CheckFailed) as caught:
        checks.close(got, torch.ones(2), "w")
    assert words in str(caught.value)
    checks.close(torch.ones(2).requires_grad_(), torch.ones(2), "w")


def test_a_tensor_is_no_array():
    with pytest.raises(CheckFailed, match="w is a tensor of shape"):
        checks.close(torch.ones(2), np.ones(2), "w")


def test_a_tensor_that_was_changed_is_seen():
    w = torch.ones(2, requires_grad=True)
    before = w.detach().clone()
    checks.unchanged(w, before, "w")
    with torch.no_grad():
        w += 1
    with pytest.raises(CheckFailed, match="w was changed in place"):
        checks.unchanged(w, before, "w")


def test_unchanged_believes_who_saw_a_write_as_long_as_the_array_is_there():
    w = np.ones((2, 3))
    checks.note_overwritten(w[0])
    with pytest.raises(checks.CheckFailed, match="w was changed in place"):
        checks.unchanged(w, np.ones((2, 3)), "w")
    checks.unchanged(w[1], np.ones(3), "w[1]")
    del w
    for _ in range(100):  # another array may come to lie where it lay
        checks.unchanged(np.ones((2, 3)), np.ones((2, 3)), "w")
