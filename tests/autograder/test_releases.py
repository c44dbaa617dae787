"""Chapters are released in one process, as nbgrader does it, where they are not current."""

import pytest
from nbgrader.apps import GenerateAssignmentApp

from autograder import releases

RELEASE = "release/p1/p1.ipynb"


@pytest.fixture
def again(small_course, monkeypatch, capsys):
    """Release the small course, and return the chapters of which nbgrader made the release."""
    made = []

    def start(app):
        made.append(app.coursedir.assignment_id)
        return original(app)

    original = GenerateAssignmentApp.start
    monkeypatch.setattr(GenerateAssignmentApp, "start", start)

    def run():
        made.clear()
        releases.main(root=small_course.root)
        return list(made)

    assert run() == ["p1"]
    return run


def test_a_release_is_what_nbgrader_makes_and_nothing_is_said_of_it(small_course, nbgrader, capsys):
    made = (small_course.root / RELEASE).read_bytes()  # by nbgrader's command
    (small_course.root / RELEASE).unlink()
    releases.main(root=small_course.root)
    assert (small_course.root / RELEASE).read_bytes() == made
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (f"{RELEASE}\n", "")


def test_what_is_current_is_left_alone(small_course, again):
    before = (small_course.root / RELEASE).stat().st_mtime_ns
    assert again() == []
    assert (small_course.root / RELEASE).stat().st_mtime_ns == before


@pytest.mark.parametrize("what", ["source_notebooks/p1/p1.ipynb", RELEASE, "nbgrader_config.py"])
def test_a_change_of_what_goes_in_or_has_come_out_makes_it_anew(small_course, again, what):
    path = small_course.root / what
    release = (small_course.root / RELEASE).read_bytes()
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert again() == ["p1"]
    assert (small_course.root / RELEASE).read_bytes() == release
    assert again() == []


def test_a_chapter_that_the_gradebook_has_lost_is_released_again(small_course, again):
    (small_course.root / "gradebook.db").unlink()
    assert again() == ["p1"]
    assert small_course.scores() == {}


def test_a_refused_notebook_ends_the_command_with_its_fault(small_course, again):
    cells = small_course.cells()
    cells[1].source = cells[1].source.replace("### END SOLUTION", "")
    small_course.write("p1", cells)
    with pytest.raises(SystemExit, match="'### BEGIN SOLUTION' is never closed"):
        again()
    with pytest.raises(SystemExit):  # nothing says that it is current
        again()


def test_an_unknown_chapter_is_refused_before_anything_is_made(small_course, again):
    with pytest.raises(FileNotFoundError, match="there is no chapter 'p2'"):
        releases.main(chapters=["p1", "p2"], root=small_course.root)
