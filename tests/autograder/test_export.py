"""Points in the forms of Canvas, Moodle and a spreadsheet; from collecting to exporting once."""

import csv
import io
import json
import zipfile
from datetime import datetime

import nbformat
import pytest

from autograder import cells, collect, converter, export, feedback, gradebook, status, table

pytestmark = pytest.mark.usefixtures("quick_parents")

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,P1 (77)
    Points Possible,,,,,4
"Doe, Jr",11,S1,jr,A,
=1+1,12,S2,sum,A,
"+Plus, One",13,S3,plus,A,
"@At, Late",14,S4,late,A,
"Roe, Richard",15,S5,richard,A,
"Bad, File",16,S6,bad,A,
"Student, Test",,,,A,
"""
WRONG = "def sq(x):\n    return abs(x) * x"  # right for positive numbers, which one part asks for
RIGHT = "def sq(x):\n    return x * x"
SETTINGS = """
c.Term.timezone = "Europe/Berlin"
c.Term.due = {"p1": "2026-03-01 12:00"}
c.LatePolicy.percent = 25
c.Export.columns = {"p1": "P1 (77)"}
"""


def _notebook(released, answer):
    nb = nbformat.read(released.root / "release/p1/p1.ipynb", as_version=4)
    nb.cells[1].source = answer
    return nbformat.writes(nb).encode()


@pytest.fixture(scope="module")
def course(released, tmp_path_factory, without_torch):
    """A class that was collected from Canvas's zip and graded."""
    course = released.copy(tmp_path_factory.mktemp("term") / "course")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    (course.root / "roster.csv").write_text(CANVAS, encoding="utf-8")
    source = course.root.parent / "submissions.zip"
    files = {
        "doejr_11_501_p1.ipynb": _notebook(released, RIGHT),
        "11_12_502_p1-2.ipynb": _notebook(released, WRONG),
        "plusone_13_503_p1.ipynb": _notebook(released, RIGHT),
        "atlate_LATE_14_504_p1.ipynb": _notebook(released, RIGHT),
        "badfile_16_505_p1.ipynb": b'{"cells": [',
    }
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0)), content)
    told = io.StringIO()
    assert collect.main(source=source, root=course.root, file=told) == 0
    assert "p1: 1 missing: richard" in told.getvalue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(without_torch), prepend=":")
        assert course.grade("p1") == 1  # one of them cannot be read
    return course


def rows(course, platform, **options):
    told = io.StringIO()
    code = export.main(chapters=["p1"], platform=platform, root=course.root, file=told, **options)
    return code, list(csv.reader(io.StringIO(told.getvalue(), newline="")))


def test_canvas_gets_its_columns_and_points_with_lateness_taken_off(course):
    code, found = rows(course, "canvas")
    assert code == 0
    assert found == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "P1 (77)"],
        ["    Points Possible", "", "", "", "", "4"],
        ["Doe, Jr", "11", "S1", "jr", "A", "4"],
        ["'=1+1", "12", "S2", "sum", "A", "1"],
        ["'+Plus, One", "13", "S3", "plus", "A", "4"],
        ["'@At, Late", "14", "S4", "late", "A", "3"],
        ["Roe, Richard", "15", "S5", "richard", "A", ""],
        ["Bad, File", "16", "S6", "bad", "A", ""],
    ]


def test_a_status_is_apart_from_the_score_and_what_stands_for_none_is_a_setting(course, tmp_path):
    _, (header, *found) = rows(course, "csv")
    assert header[3:] == ["P1 (77)", "P1 (77) late penalty", "P1 (77) of", "P1 (77) status"]
    by_student = {line[0]: line[3:] for line in found}
    assert by_student["late"] == ["3", "1", "4", "graded"]
    assert by_student["richard"] == ["", "0", "4", "missing"]
    assert by_student["bad"][0] == "" and by_student["bad"][3].startswith("unreadable: ")
    other = course.copy(tmp_path / "other")
    with (other.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c.Export.missing = "0"\nc.Export.unreadable = "EX"\n')
    points = {line[3]: line[5] for line in rows(other, "canvas")[1][2:]}
    assert points["richard"] == "0" and points["bad"] == "EX" and points["jr"] == "4"


def test_what_was_handed_in_since_the_grading_is_told(course, released, tmp_path, capsys):
    other = course.copy(tmp_path / "other")
    for student in ("jr", "richard"):  # the one was graded, the other was missing
        folder = other.root / "submitted" / student / "p1"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "p1.ipynb").write_bytes(_notebook(released, WRONG))
    _, (_, *found) = rows(other, "csv")
    by_student = {line[0]: line[3:] for line in found}
    assert by_student["jr"] == ["4", "0", "4", "graded; handed in again since"]
    assert by_student["richard"] == ["", "0", "4", "not graded yet"]
    told = "p1: not graded yet is what was handed in by jr, richard; run python -m autograder grade"
    assert told in capsys.readouterr().err
    feedback.main(chapters=["p1"], root=other.root)
    assert told in capsys.readouterr().err
    other.grade("p1", tables=False)
    _, (_, *found) = rows(other, "csv")
    assert {line[0]: line[3] for line in found}["richard"] == "1"
    assert "not graded yet" not in capsys.readouterr().err


def test_moodle_gets_identifiers_grades_and_the_column_it_insists_on(course, tmp_path):
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "Identifier,Full name,Username,Email address,Last modified (grade)\n"
        'Participant 21,"-Doe, Jr",jr,jr@example.edu,"Sunday, 1 March 2026, 10:15 PM"\n'
        "Participant 25,Richard Roe,richard,richard@example.edu,-\n",
        encoding="utf-8",
    )
    code, found = rows(course, "moodle", roster=worksheet)
    assert code == 1  # students of the gradebook whom the worksheet does not have
    assert found == [
        ["Identifier", "Full name", "Email address", "Grade", "Last modified (grade)"],
        ["Participant 21", "'-Doe, Jr", "jr@example.edu", "4", "Sunday, 1 March 2026, 10:15 PM"],
        ["Participant 25", "Richard Roe", "richard@example.edu", "", "-"],
    ]


def test_points_given_by_hand_count_with_their_part_of_the_penalty(course, tmp_path, capsys):
    other = course.copy(tmp_path / "other")
    directory = converter.course_directory(other.root)
    with gradebook.connect(directory) as book:
        grade = book.find_grade("t1", "p1", "p1", "late")
        grade.manual_score, grade.extra_credit = 2, 4
        book.db.commit()
    _, found = rows(other, "canvas")
    assert {line[3]: line[5] for line in found}["late"] == "6"  # 8 points, a quarter off
    assert "1 late penalties are others" in capsys.readouterr().err
    with gradebook.connect(directory) as book:
        assert book.find_submission("p1", "late").late_submission_penalty == 2


def test_json_and_a_file_say_the_same_and_the_file_is_whole_or_not_there(course, tmp_path, capsys):
    told, path = io.StringIO(), tmp_path / "p1.csv"
    options = {"chapters": ["p1"], "root": course.root, "out": path}
    assert export.main(platform="canvas", as_json=True, file=told, **options) == 0
    by_student = {row["student"]: row for row in json.loads(told.getvalue())}
    assert by_student["late"]["points"] == 3 and by_student["late"]["late_penalty"] == 1
    assert by_student["bad"]["points"] is None
    assert by_student["bad"]["status"] == str(status.read("p1", "bad", course.root))
    assert path.read_text(encoding="utf-8").count("\n") == 8
    assert [p.name for p in tmp_path.iterdir()] == ["p1.csv"]
    with pytest.raises(ValueError, match="has no students, or none of the columns"):
        (tmp_path / "r.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        export.main(platform="canvas", roster=tmp_path / "r.csv", **options)


def test_without_a_roster_the_gradebook_s_students_are_exported_and_this_is_said(
    course, tmp_path, capsys
):
    other = course.copy(tmp_path / "other")
    (other.root / "roster.csv").unlink()
    _, found = rows(other, "canvas")
    assert {line[3]: line[5] for line in found}["jr"] == "4"
    assert "no numbers of the platform's own" in capsys.readouterr().err


def test_the_collected_times_are_nbgrader_s(course):
    with gradebook.connect(converter.course_directory(course.root)) as book:
        times = {s.student.id: s.timestamp for s in book.assignment_submissions("p1")}
        assert book.find_assignment("p1").duedate == datetime(2026, 3, 1, 11)
    assert times["jr"] == datetime(2026, 3, 1, 11)
    assert times["late"] == datetime(2026, 3, 2, 8)
    told = io.StringIO()
    table.main(chapter="p1", root=course.root, file=told)
    assert "3.00       graded; late: 1.00 points off" in told.getvalue()


@pytest.mark.parametrize(
    "text, cell",
    [
        ("Doe, Jr", "Doe, Jr"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("＝1", "'＝1"),
        ("Doe\nJane\tB", "Doe Jane B"),
        ('Jane "J" Doe', 'Jane "J" Doe'),
        ("Jean-Luc", "Jean-Luc"),
    ],
)
def test_a_cell_is_one_column_and_no_formula(text, cell):
    assert cells.safe(text) == cell
    line = io.StringIO()
    csv.writer(line).writerow([cells.safe(text), "1"])
    assert len(line.getvalue().splitlines()) == 1
    assert list(csv.reader([line.getvalue()])) == [[cell, "1"]]


@pytest.mark.parametrize(
    "points, text",
    [(0, "0"), (2.0, "2"), (12.5, "12.5"), (1 / 3, "0.3333"), (100, "100"), (None, "")],
)
def test_points_are_written_without_needless_places(points, text):
    assert cells.number(points) == text
