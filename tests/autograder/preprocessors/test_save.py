"""A submission's rows are written as nbgrader writes them, all of them or none."""

import contextlib

import nbformat
import pytest
from nbgrader import api
from nbgrader.preprocessors import SaveAutoGrades

from autograder import converter, gradebook
from autograder.preprocessors.save import Save


@pytest.fixture
def saved(small_course):
    """Grade a submission, change its scores to others by a preprocessor, and return the rows."""
    small_course.hand_in("student-01")
    assert small_course.grade("p1") == 0

    def rows(kind):
        graded = small_course.root / "autograded" / "student-01" / "p1" / "p1.ipynb"
        with contextlib.chdir(small_course.root):
            made = converter.Converter(converter.application())
        url = made.coursedir.db_url
        with api.Gradebook(url) as book:
            gradebook.clear(book, "p1", "student-01")
        nb = nbformat.read(graded, as_version=4)
        told = {"student": "student-01", "assignment": "p1", "notebook": "p1", "db_url": url}
        kind(parent=made.exporter).preprocess(nb, {"nbgrader": told})
        with api.Gradebook(url) as book:
            found = book.find_submission_notebook("p1", "p1", "student-01")
            grades = [(g.name, g.auto_score, g.needs_manual_grade) for g in found.grades]
            return sorted(grades), sorted((c.name, c.auto_comment) for c in found.comments)

    return rows


def test_the_rows_are_those_that_nbgrader_writes(saved):
    expected = saved(SaveAutoGrades)
    assert [score for _, score, _ in expected[0]] == [2.0, 2.0]
    assert saved(Save) == expected


def test_what_fails_on_the_way_leaves_nothing(small_course):
    small_course.hand_in("student-01")
    with contextlib.chdir(small_course.root):
        made = converter.Converter(converter.application())
    with gradebook.kept_open(), contextlib.suppress(ZeroDivisionError):  # noqa: SIM117
        with gradebook.one_transaction(made.coursedir):
            with api.Gradebook(made.coursedir.db_url) as book:
                book.update_or_create_student("student-01")
            with api.Gradebook(made.coursedir.db_url) as book:
                book.update_or_create_submission("p1", "student-01")
                assert len(book.assignment_submissions("p1")) == 1
            raise ZeroDivisionError
    with api.Gradebook(made.coursedir.db_url) as book:
        assert book.assignment_submissions("p1") == []
        assert [student.id for student in book.students] == []
