"""What a call changes in its arguments is noticed, and nothing else is."""

import numpy as np
import pytest
import torch

from autograder.examiner.changes import Before


def objects():
    """Return one mutable object of each kind, the list's and the dict's contents among them."""
    array = np.array([[1.0, np.nan], [2.0, 3.0]])
    return [
        [1, "a", array],
        {"k": array, 2: None},
        array,
        np.asfortranarray(np.eye(3)),
        torch.ones(2),
    ]


def test_reading_changes_nothing():
    values = objects()
    before = Before(values)
    assert values[2].sum() != 3
    assert before.changed() == []


@pytest.mark.parametrize(
    "change, places",
    [
        (lambda v: v[0].append(1), [0]),
        (lambda v: v[0].__setitem__(1, "b"), [0]),
        (lambda v: v[0].sort(key=str), [0]),
        (lambda v: v[1].update(new=1), [1]),
        (lambda v: v[1].__setitem__("k", np.zeros(1)), [1]),
        (lambda v: v[1].pop(2), [1]),
        (lambda v: v[1].__setitem__("k", v[1].pop("k")), [1]),
        (lambda v: v[2].__setitem__((1, 1), 4), [2]),
        (lambda v: v[1]["k"].fill(0), [2]),
        (lambda v: np.negative(v[3], out=v[3]), [3]),
        (lambda v: v[4].add_(1), [4]),
    ],
)
def test_each_change_is_noticed_where_it_was_made(change, places):
    values = objects()
    before = Before(values)
    change(values)
    assert before.changed() == places


def test_another_shape_is_refused_in_words():
    values = [np.zeros((2, 3))]
    before = Before(values)
    values[0].shape = (3, 2)
    with pytest.raises(ValueError, match=r"given with shape \(2, 3\).* came back with"):
        before.changed()
