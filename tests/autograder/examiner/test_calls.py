"""The record of calls is a faithful copy, of bounded size."""

import numpy as np
import pytest

from autograder.examiner import calls
from autograder.examiner.calls import Calls, copy
from autograder.examiner.plain import TooLarge


def test_a_record_keeps_arguments_before_and_after_whatever_happens_to_them_later():
    record = Calls()
    record.names = {"f"}
    w, config = np.ones(2), {"t": 1}
    call = record.begin("f", (w,), {"config": config})
    w[0], config["t"] = 5, 2
    record.end(call, (w,), {"config": config}, result=w)
    w[:], config["t"] = 7, 7
    assert record.recorded == [call]
    assert call.args[0].tolist() == [1, 1]
    assert call.kwargs == {"config": {"t": 1}}
    assert call.args_after[0].tolist() == [5, 1]
    assert call.kwargs_after == {"config": {"t": 2}}
    assert call.result is call.args_after[0]
    assert call.error is None


def test_a_call_that_raised_is_recorded_with_what_it_left():
    record = Calls()
    record.names = {"f"}
    values = []
    call = record.begin("f", (values,), {})
    values.append(1)
    record.end(call, (values,), {}, error="ValueError")
    assert (call.args, call.args_after, call.error) == (([],), ([1],), "ValueError")


def test_other_functions_are_not_recorded():
    record = Calls()
    record.names = {"f"}
    record.end(record.begin("g", (), {}), (), {})
    assert record.recorded == []
    assert record.complete


def test_a_record_that_would_be_too_large_is_incomplete_and_says_so(monkeypatch):
    monkeypatch.setattr(calls, "_MAX_BYTES", 100)
    record = Calls()
    record.names = {"f"}
    small, large = np.ones(5), np.ones(9)
    record.end(record.begin("f", (small,), {}), (small,), {})
    assert record.complete
    assert record.begin("f", (large,), {}) is None
    assert not record.complete
    record.clear()
    assert record.complete


def test_a_copy_shares_nothing_but_what_is_not_plain():
    other = object()
    value = {"a": np.ones(4), "o": other}
    value["me"] = value
    copied, size = copy(value)
    assert copied["me"] is copied is not value
    assert not np.shares_memory(copied["a"], value["a"])
    assert copied["o"] is other
    assert size == 32
    with pytest.raises(TooLarge):
        copy(value, limit=31)
