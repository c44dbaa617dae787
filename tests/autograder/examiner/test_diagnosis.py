"""A wrong version is named when it answers every call as the student did, and only then."""

import copy

import numpy as np
import pytest

from autograder.examiner.calls import Calls
from autograder.examiner.diagnosis import match
from autograder.misconceptions import Version


def record(function, *inputs, name="f"):
    """Return the recorded calls of a student's function, each input a tuple of arguments."""
    calls = Calls()
    calls.names = {name}
    for args in inputs:
        call = calls.begin(name, args, {})
        given = copy.deepcopy(args)  # in the student's process
        try:
            told = {"result": function(*given)}
        except Exception as error:
            told = {"error": type(error).__name__}
        left = {id(mine): theirs for mine, theirs in zip(args, given, strict=True)}
        calls.end(call, args, {}, left, **told)
    return calls.recorded


def version(function, of="f"):
    return Version(of, function.__name__, "a hint", lambda: function)


def doubles(w, config=None):
    return 2 * w, {"t": 1, "m": w}


def halves(w, config=None):
    return w / 2, {"t": 1, "m": w}


def in_place(w, config=None):
    w *= 2
    return w, {"t": 1, "m": w}


def raises(w, config=None):
    raise KeyError("t")


BANK = [version(function) for function in (halves, in_place, doubles, raises)]


@pytest.mark.parametrize("function", [halves, in_place, doubles, raises])
def test_each_version_is_recognised(function):
    calls = record(function, (np.arange(3.0),), (np.ones((2, 2)), {"t": 0}))
    assert match(BANK, calls).function is function


def test_a_version_must_agree_on_every_call():
    def halves_at_first(w):
        return halves(w) if w.ndim == 1 else doubles(w)

    assert match(BANK, record(halves_at_first, (np.ones(2),), (np.ones((2, 2)),))) is None


def test_a_call_that_ended_otherwise_matches_no_version():
    calls = record(doubles, (np.ones(2),))
    calls[0].error = "TimedOut"
    assert match(BANK, calls) is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda w: None,
        lambda w: (2 * w,),
        lambda w: [2 * w, {"t": 1, "m": w}],
        lambda w: (2 * w[:1], {"t": 1, "m": w}),
        lambda w: (2 * w, {"t": 1}),
        lambda w: (2 * w, {"t": "1", "m": w}),
        lambda w: (2 * w, {"t": 10**400, "m": w}),
        lambda w: (np.array(["a", "b"]), {"t": 1, "m": w}),
        lambda w: (2 * w + 1e-3, {"t": 1, "m": w}),
    ],
)
def test_an_answer_of_another_form_or_value_matches_no_version(answer):
    assert match([version(doubles)], record(answer, (np.ones(2),))) is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda w: (w + w, {"t": 1, "m": w, "more": 3}),
        lambda w: (2 * w * (1 + 1e-9), {"t": np.int64(1), "m": w}),
    ],
)
def test_rounding_and_more_in_the_dict_are_no_difference(answer):
    assert match([version(doubles)], record(answer, (np.ones(2),)))


def test_nan_and_float32_are_compared_as_such():
    def divides(w):
        with np.errstate(all="ignore"):
            return w / w

    assert match([version(divides)], record(divides, (np.zeros(2),)))
    single = record(lambda w: (w / w) * np.float32(1 + 1e-5), (np.ones(2, np.float32),))
    assert match([version(divides)], single)


def test_only_the_function_s_own_calls_count_and_some_are_needed():
    assert match(BANK, []) is None
    assert match(BANK, record(doubles, (np.ones(2),), name="g")) is None


def test_trying_versions_disturbs_neither_the_record_nor_the_random_stream():
    def draws(w):
        np.random.rand()
        w += 1
        return w

    calls = record(lambda w: w, (np.ones(2),))
    np.random.seed(0)
    match([version(draws)], calls)
    assert np.random.rand() == np.random.RandomState(0).rand()
    assert calls[0].args[0].tolist() == [1, 1]


def test_a_cyclic_answer_does_no_harm():
    cyclic = []
    cyclic.append(cyclic)

    def returns_it(items):
        return items

    assert match([version(returns_it)], record(returns_it, (cyclic,))) is None


def test_a_version_that_loses_what_it_was_given_explains_nobody_who_keeps_it():
    def forgets(w, config=None):
        return 2 * w, {"m": w}

    def keeps(w, config=None):
        return 2 * w, {**(config or {}), "m": w}

    given = (np.ones(2), {"learning_rate": 0.1})
    assert match([version(forgets)], record(keeps, given)) is None
    assert match([version(forgets)], record(forgets, given))
    assert match([version(keeps)], record(keeps, given))
