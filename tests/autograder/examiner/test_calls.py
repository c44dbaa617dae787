"""The record of calls is a faithful copy, of bounded size."""

import numpy as np

from autograder.examiner import calls
from autograder.examiner.calls import Calls


def test_a_record_keeps_arguments_before_and_after_whatever_happens_to_them_later():
    record = Calls()
    record.names = {"f"}
    w, config = np.ones(2), {"t": 1}
    call = record.begin("f", (w,), {"config": config})
    config["t"], theirs = 2, np.array([5.0, 1.0])
    record.end(call, (w,), {"config": config}, {id(w): theirs}, result=theirs)
    w[:], theirs[:], config["t"] = 7, 7, 7
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


def test_what_a_call_left_as_it_was_is_not_copied_twice():
    record = Calls()
    record.names = {"f"}
    same, changed, told = np.ones(3), np.ones(3), {"v": np.ones(3)}
    call = record.begin("f", (same, [changed]), {"told": told})
    told["v"][0] = 4
    record.end(call, (same, [changed]), {"told": told}, {id(changed): np.full(3, 2.0)}, result=same)
    assert call.args_after[0] is call.args[0] is call.result
    assert call.args_after[1][0].tolist() == [2, 2, 2]
    assert call.args[1][0].tolist() == [1, 1, 1]
    assert (call.kwargs["told"]["v"][0], call.kwargs_after["told"]["v"][0]) == (1, 4)
    assert not np.shares_memory(call.args[0], same)
