"""A chapter is tried before its release: what is as expected, and what is not."""

import hashlib
import json
import shutil

import pytest

from autograder import dry_run, misconceptions
from autograder.__main__ import main

pytestmark = pytest.mark.usefixtures("quick_parents")

#: Of each kind one: gains nothing; changes checks; an honest one that writes where it may not.
ATTACKS = ("equal_to_everything", "edited_checks", "environment_written")
WEAK = "assert sq(2) == 4"


def power(x):
    return x**2


def doubled(x):
    return 2 * x


def raised(x):
    return x**3


def version(function, hint):
    return misconceptions.Version("sq", function.__name__, hint, lambda: function)


@pytest.fixture
def course(small_course, root):
    """The chapter p1 in a course that has some of the attacks."""
    folder = small_course.root / "tests" / "adversarial"
    shutil.copytree(root / "tests" / "adversarial" / "course", folder / "course")
    (folder / "notebooks").mkdir()
    for name in ATTACKS:
        path = root / "tests" / "adversarial" / "notebooks" / f"{name}.ipynb"
        shutil.copy(path, folder / "notebooks")
    return small_course


def tree(folder):
    """Return the hash of each file that the course's grading could have changed."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.mark.slow
def test_a_chapter_in_order_ends_with_0_and_a_prediction_and_nothing_is_changed(
    course, capsys, monkeypatch
):
    monkeypatch.setattr(misconceptions, "load", lambda chapter: [version(power, None)])
    other = course.root / "other.db"  # the course's own gradebook, wherever it is
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.CourseDirectory.db_url = 'sqlite:///{other}'\n")
    before = tree(course.root)
    assert dry_run.main(chapter="p1", students=50, jobs=2, root=course.root) == 0
    out = capsys.readouterr().out
    rows = [line.split()[:4] for line in out.splitlines()[1:6]]
    counts = {tuple(w for w in row if w.isalpha()): row for row in rows}
    assert ["reference", "1", "1", "every"] in rows
    assert "empty release        1            1  no point, and no hint" in out
    assert "right version        1            1" in out
    assert "wrong version        0            0" in out
    assert "attack               4            4" in out, counts
    assert "A class of 50 would take about" in out
    assert "expected: " not in out  # only deviations are told in full
    assert tree(course.root) == before


@pytest.mark.slow
def test_weak_checks_show_as_deviations_in_full_and_the_end_is_1(small_course, capsys, monkeypatch):
    """A check of one number lets a doubling pass; and no examiner knows this bank's hints."""
    course = small_course
    cells = course.cells()
    cells[2].source = WEAK
    del cells[3]
    course.write("p1", cells)
    bank = [version(power, None), version(doubled, "A hint."), version(raised, "Another.")]
    monkeypatch.setattr(misconceptions, "load", lambda chapter: bank)
    code = dry_run.main(chapter="p1", students=1000, jobs=2, seed=7, as_json=True, root=course.root)
    assert code == 1
    told = json.loads(capsys.readouterr().out)
    got = {(c["kind"], c["name"]): c for c in told["cases"]}
    assert got["reference", "p1"]["is_as_expected"]
    assert got["right version", "sq.power"]["got"] == "2 of 2 points, the hint of none"
    passed, unnamed = got["wrong version", "sq.doubled"], got["wrong version", "sq.raised"]
    assert (passed["is_as_expected"], unnamed["is_as_expected"]) == (False, False)
    assert passed["got"] == "2 of 2 points, the hint of none"
    assert unnamed["got"] == "0 of 2 points, the hint of none"
    assert "assertion failed" in unnamed["report"]
    assert told["deviations"] == 2
    assert told["seed"] == 7
    start, each = told["seconds_to_start"], told["seconds_a_notebook"]
    assert each > 0
    assert told["predicted_seconds"] == pytest.approx(start + 1000 * each)


def test_deviations_are_printed_with_what_was_expected_and_got(capsys):
    from autograder.cases import Case, print_case

    print_case(Case("wrong version", "sq.doubled", "fewer points", "2 of 2", False, "a\nb"), 7)
    assert capsys.readouterr().out.splitlines() == [
        "",
        "wrong version sq.doubled (seed 7)",
        "  expected: fewer points",
        "  got:      2 of 2",
        "    a",
        "    b",
    ]


def test_errors_are_a_sentence(small_course, capsys, monkeypatch):
    monkeypatch.setitem(dry_run.main.__kwdefaults__, "root", small_course.root)
    assert main(["dry-run", "p9"]) == 1
    assert "there is no chapter 'p9'" in capsys.readouterr().err
    assert main(["dry-run", "p1", "--students", "0"]) == 1
    assert "--students is 0, expected 1 or more" in capsys.readouterr().err
    assert main(["dry-run", "p1", "--jobs", "-1"]) == 1
    assert "--jobs is -1, expected 1 or more" in capsys.readouterr().err
    cells = small_course.cells()
    cells[2].source = cells[2].source.replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST")
    small_course.write("p1", cells)
    assert main(["dry-run", "p1"]) == 1
    assert "p1 cannot be released: " in capsys.readouterr().err
