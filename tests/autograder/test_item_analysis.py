"""Difficulty and discrimination against their definitions, written out in plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import item_analysis

TABLES = st.integers(3, 12).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=n, max_size=n)
)


def pearson(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    above = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    below = math.sqrt(sum((a - mx) ** 2 for a in x)) * math.sqrt(sum((b - my) ** 2 for b in y))
    return above / below if below else None


@given(TABLES)
def test_each_number_is_as_defined(table):
    found = item_analysis.items(np.array(table), {"a": 4.0, "b": 4.0, "c": 4.0})
    for column, item in enumerate(found):
        own = [row[column] for row in table]
        rest = [sum(row) - row[column] for row in table]
        assert item.students == len(table)
        assert item.difficulty == pytest.approx(sum(own) / (4 * len(own)))
        assert item.full == pytest.approx(own.count(4) / len(own))
        assert item.none == pytest.approx(own.count(0) / len(own))
        assert item.discrimination == (pytest.approx(pearson(own, rest), abs=1e-9))


def test_for_all_or_nothing_it_is_the_point_biserial_correlation():
    own, other = [1, 1, 0, 1, 0, 0, 1], [7, 9, 3, 4, 5, 2, 8]
    passed = [o for x, o in zip(own, other, strict=True) if x]
    failed = [o for x, o in zip(own, other, strict=True) if not x]
    mean = sum(other) / 7
    deviation = math.sqrt(sum((o - mean) ** 2 for o in other) / 7)
    p = len(passed) / 7
    difference = sum(passed) / len(passed) - sum(failed) / len(failed)
    expected = difference / deviation * math.sqrt(p * (1 - p))
    scores = np.column_stack([own, other])
    item, _ = item_analysis.items(scores, {"pass": 1.0, "rest": 10.0})
    assert item.discrimination == pytest.approx(expected)


def test_there_is_none_where_all_have_the_same_or_the_students_are_few():
    points = {"a": 2.0, "b": 2.0}
    same = item_analysis.items(np.array([[2, 0], [2, 1], [2, 2]]), points)
    assert [item.discrimination for item in same] == [None, None]
    assert same[0].full == 1
    few = item_analysis.items(np.array([[2, 0], [0, 1]]), points)
    assert [item.discrimination for item in few] == [None, None]
    assert item_analysis.items(np.empty((0, 2)), points) == []
