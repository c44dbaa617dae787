"""What lateness costs, on the course's clocks, in a bare nbgrader and in the course's command."""

import contextlib
import subprocess
import sys
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder import converter, gradebook, late, table
from autograder.late import LatePolicy
from autograder.term import Term

HOUR = 3600


def policy(chapter="p1", due=None, zone="UTC", **settings):
    """Return a policy as nbgrader makes it, for a submission that was due at a UTC time."""
    config = Config({"Term": {"timezone": zone}, "LatePolicy": settings})
    if due is None:
        return LatePolicy(config=config)
    step = AssignLatePenalties(config=config)
    step.assignment_id = chapter
    step.gradebook = SimpleNamespace(find_submission=lambda *_: SimpleNamespace(duedate=due))
    return LatePolicy(parent=step)


@pytest.mark.parametrize(
    "hours, penalty",
    [(0.1, None), (0.25, None), (0.26, 1.0), (24, 1.0), (24.01, 2.0), (71, 3.0), (500, 4.0)],
)
def test_each_day_that_has_begun_costs_its_percent_up_to_the_cap(hours, penalty):
    rule = policy(grace=15, percent=10, cap=40)
    assert rule.late_submission_penalty("ada", 10.0, hours * HOUR) == penalty


def test_a_part_of_a_day_costs_its_part_when_days_are_not_whole():
    rule = policy(percent=10, whole_days=False)
    assert rule.late_submission_penalty("ada", 10.0, 36 * HOUR) == pytest.approx(1.5)


def test_without_settings_lateness_costs_nothing():
    assert policy().late_submission_penalty("ada", 10.0, 1000 * HOUR) is None


@pytest.mark.parametrize(
    "excused, student, is_excused",
    [
        ({"p1": ["ada"]}, "ada", True),
        ({"p1": ["ada"]}, "bob", False),
        ({"p2": ["ada"]}, "ada", False),
        ({"p1": ["*"]}, "bob", True),
        ({"*": ["bob"]}, "bob", True),
    ],
)
def test_students_are_excused_in_a_chapter_or_in_all(excused, student, is_excused):
    rule = policy(due=datetime(2026, 1, 1), percent=10, excused=excused)
    assert (rule.late_submission_penalty(student, 10.0, HOUR) is None) == is_excused


@pytest.mark.parametrize(
    "due, handed_in, days",
    [
        # The night of 28 to 29 March has 23 hours, that of 24 to 25 October 25.
        ("2026-03-28 23:59", "2026-03-29 23:59", 1),
        ("2026-03-28 23:59", "2026-03-30 00:00", 2),
        ("2026-10-24 23:59", "2026-10-25 23:59", 1),
        ("2026-10-24 23:59", "2026-10-26 00:00", 2),
    ],
)
def test_days_are_those_of_the_clocks_when_these_change(due, handed_in, days):
    term = Term(timezone="Europe/London")
    due, handed_in = (term.utc(datetime.fromisoformat(t)) for t in (due, handed_in))
    rule = policy(due=due, zone="Europe/London", percent=10)
    seconds = (handed_in - due).total_seconds()
    assert rule.late_submission_penalty("ada", 10.0, seconds) == pytest.approx(days)


@pytest.mark.parametrize(
    "local, utc",
    [
        ("2026-01-10 23:59", "2026-01-10 23:59"),
        ("2026-07-10 23:59", "2026-07-10 22:59"),
        ("2026-03-29 01:30", "2026-03-29 01:30"),  # is left out by the clocks
        ("2026-10-25 01:30", "2026-10-25 01:30"),  # comes twice; the later one
        ("2026-07-10 23:59+09:00", "2026-07-10 14:59"),
    ],
)
def test_a_due_date_is_of_the_named_zone_and_of_two_times_the_later(local, utc):
    term = Term(timezone="Europe/London", due={"p1": local})
    assert term.due_date("p1") == datetime.fromisoformat(utc)
    assert term.due_date("p2") is None


def test_a_zone_or_a_date_that_is_none_is_told():
    with pytest.raises(ValueError, match="no time zone's name"):
        Term(timezone="Europe/Nowhere", due={"p1": "2026-01-01"}).due_date("p1")
    with pytest.raises(ValueError, match="expected a time such as"):
        Term(due={"p1": "tomorrow"}).due_date("p1")


POLICY = """
c.Term.timezone = "Europe/London"
c.Term.due = {"p1": "2026-03-28 23:59"}
c.LatePolicy.percent = 25
c.LatePolicy.grace = 30
"""
TIMES = {
    "early": "2026-03-28 23:59:00 UTC",
    "grace": "2026-03-29 00:20:00 UTC",
    "one": "2026-03-29 22:59:00 UTC",  # 23:59 in London, in summer time by then
    "two": "2026-03-29 23:00:00 UTC",
}
PENALTIES = {"early": 0, "grace": 0, "one": 1, "two": 2}


@pytest.fixture
def late_class(small_course):
    """A class that hands in around the due date, 4 points each."""
    with (small_course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(POLICY)
    for student, time in TIMES.items():
        folder = small_course.hand_in(student)
        (folder / "timestamp.txt").write_text(time, encoding="utf-8")
    return small_course


def examined(course):
    """Return when each kept result was written."""
    return {p.name: p.stat().st_mtime_ns for p in (course.root / "grading/results").rglob("*")}


def penalties(course):
    rows = table.statuses("p1", course.root)
    return {row["student"]: row["penalty"] for row in rows}


@pytest.mark.usefixtures("quick_parents")
def test_a_bare_nbgrader_and_the_course_s_command_assign_the_same_penalties(late_class):
    course = late_class
    command = [sys.executable, "-m", "nbgrader", "autograde", "p1", "--log-level=ERROR"]
    subprocess.run(command, cwd=course.root, check=True)
    assert penalties(course) == PENALTIES
    assert course.grade("p1") == 0
    assert penalties(course) == PENALTIES


@pytest.mark.usefixtures("quick_parents")
def test_a_corrected_time_counts_without_grading_anew(late_class):
    course = late_class
    course.grade("p1")
    before = examined(course)
    path = course.root / "submitted" / "two" / "p1" / "timestamp.txt"
    path.write_text(TIMES["one"], encoding="utf-8")
    course.grade("p1")
    assert penalties(course) == {**PENALTIES, "two": PENALTIES["one"]}
    assert examined(course) == before


@pytest.mark.usefixtures("quick_parents")
def test_a_changed_policy_counts_without_grading_anew_and_so_do_points_by_hand(late_class, capsys):
    course = late_class
    course.grade("p1")
    before = examined(course)
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c.LatePolicy.excused = {"p1": ["two"]}\nc.LatePolicy.cap = 20\n')
    course.grade("p1")
    assert "late: 0.80 points off" in capsys.readouterr().out
    assert penalties(course) == {**PENALTIES, "one": 0.8, "two": 0}
    assert examined(course) == before
    with gradebook.connect(converter.course_directory(course.root)) as book:
        book.find_submission_notebook("p1", "p1", "one").grades[0].extra_credit = 5
        book.db.commit()
    with contextlib.chdir(course.root):
        changed = late.bring_up_to_date(converter.Converter(converter.application()), "p1")
    assert changed == 1
    assert penalties(course)["one"] == pytest.approx(0.2 * 9)


@pytest.mark.parametrize(
    "line, told",
    [
        ("c.LatePolicy.percent = 200", "percent"),
        ('c.Term.timezone = "Mars/Olympus"', "no time zone's name"),
        ('c.Term.due = {"p1": "soon"}', "expected a time such as"),
    ],
)
def test_a_setting_that_cannot_be_is_told_before_anything_is_graded(small_course, line, told):
    with (small_course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    small_course.hand_in("ada")
    with pytest.raises(ValueError, match=told):
        small_course.grade("p1")


def test_an_extension_of_the_gradebook_s_own_counts():
    due = datetime(2026, 3, 1) + timedelta(days=2)  # as nbgrader tells it, extension included
    assert policy(due=due, percent=10).late_submission_penalty("ada", 10.0, HOUR) == 1.0
