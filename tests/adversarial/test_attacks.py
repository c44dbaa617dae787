"""Notebooks that try to gain points or to do harm are graded as an instructor grades a class."""

import importlib.util
import re

import pytest
from figures import attacks as page

from autograder.attacks import REFUSED
from autograder.course import ROOT

_spec = importlib.util.spec_from_file_location("attacks", ROOT / "benchmarks" / "attacks.py")
attacks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(attacks)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The whole class of attackers, graded in one run between two honest students."""
    return attacks.graded_here(tmp_path_factory.mktemp("attacks") / "here", attacks.names())


@pytest.fixture(scope="module")
def stock():
    """What came of each attack under stock nbgrader when the table was made, by name."""
    return {re.match(r"`(\w+)`", row[0])[1]: row for row in page.measured()}


@pytest.mark.slow
@pytest.mark.parametrize("name", attacks.names())
def test_an_attack_gains_nothing_and_harms_nothing(name, graded, stock, record_property):
    gained = graded.gained(name)
    points, harm = attacks.points(gained), ", ".join(graded.found) or attacks.NOTHING
    record_property("attack", (name, stock[name][1], points, stock[name][2], harm))
    if name in REFUSED:
        assert graded.score(f"m-{name}") in (None, 0)
    else:
        assert graded.score(f"m-{name}") is not None
    assert points == attacks.NONE
    assert harm == attacks.NOTHING


@pytest.mark.slow
def test_the_honest_students_have_full_marks_and_every_attack_was_handed_in(graded):
    students = {path.name for path in (graded.folder / "submitted").iterdir()}
    assert len(students) == len(attacks.names()) + 2
    assert graded.score(attacks.FIRST) == graded.score(attacks.LAST) == attacks.POINTS


def test_there_are_enough_attacks_and_each_says_in_a_sentence_what_it_does():
    assert len(attacks.names()) >= 45
    for name in attacks.names():
        _, says, attack = attacks.read(name)
        assert re.fullmatch(r"[A-Z][^|\n]*\.", says), name
        assert attack["honest"] in (True, False), name


def test_the_table_in_the_guide_has_a_row_for_each_attack_and_none_succeeds_here(stock):
    assert list(stock) == attacks.names()
    for name, row in stock.items():
        assert page.sentence(row) == attacks.read(name)[1]
        assert row[3:] == [attacks.NONE, attacks.NOTHING]
    succeeded = [row for row in stock.values() if row[1].startswith("+") or row[2] != "nothing"]
    assert len(succeeded) >= 45  # else the notebooks would be no attacks
    assert f"Of {len(stock)} attacks, " in page.counts().data
    assert page.counts().data.endswith("here 0 gain points and 0 harm something.")
    assert page.outcomes().data.count("\n| ") == len(stock) + 2
