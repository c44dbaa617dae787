"""The whole course with its gradebook in a real PostgreSQL, started here from Debian's package."""

import shutil

import nbformat
import pytest

from autograder import converter, gradebook, run, sample_class, table
from autograder.__main__ import main

pytestmark = pytest.mark.usefixtures("quick_parents")

HALF = "def sq(x):\n    return x * x if type(x) is int else x"


def scores(course, chapter="p1"):
    """Return the gradebook's scores, from the database that the course's settings name."""
    with gradebook.connect(converter.course_directory(course.root)) as book:
        return gradebook.scores(book, chapter)


@pytest.mark.slow
def test_every_command_works_with_postgresql_alone(small_course, postgresql, nbgrader, capsys):
    """Release, grading by both commands, resubmission, changed checks, table, feedback, export."""
    course = small_course
    course.use(postgresql("course"))
    (course.root / "gradebook.db").unlink()
    course.add()
    course.hand_in("ada")
    course.hand_in("none", None)
    course.hand_in("void", text="")
    course.hand_in("Doe, Jürgen 'x'", "def sq(x):\n    return 2 * x")
    assert course.grade("p1") == 1  # void
    zero = 0, {"t1": 0, "t2": 0}
    wrong = {"none": zero, "Doe, Jürgen 'x'": zero}
    nothing = {"void": (None, {})}
    assert scores(course) == {"ada": (4, {"t1": 2, "t2": 2}), **wrong, **nothing}
    course.hand_in("ada", HALF)
    cells = course.cells()
    split = nbformat.from_dict({**cells[2], "id": "split"})
    split.source, split.metadata.nbgrader["grade_id"] = "assert sq(-3) == 9", "t1b"
    course.write("p1", [*cells[:3], split])  # t1b is added, t2 taken out
    assert course.grade() == 1
    zero = 0, {"t1": 0, "t1b": 0}
    wrong = {"none": zero, "Doe, Jürgen 'x'": zero}
    assert scores(course) == {"ada": (4, {"t1": 2, "t1b": 2}), **wrong, **nothing}
    capsys.readouterr()
    table.main(chapter="p1", root=course.root)
    (line,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("ada")]
    assert " 4.00 " in line
    nbgrader(course.root, "generate_feedback", "p1")
    assert len(list(course.root.glob("feedback/*/p1/p1.html"))) == 3
    # As an instructor would with nbgrader's own commands, from nothing.
    shutil.rmtree(course.root / "submitted" / "void")
    nbgrader(course.root, "autograde", "p1", "--force")
    assert scores(course)["ada"] == (4, {"t1": 2, "t1b": 2})
    nbgrader(course.root, "export")
    assert "ada" in (course.root / "grades.csv").read_text(encoding="utf-8")
    assert not (course.root / "gradebook.db").exists()


def test_a_sample_class_and_the_table_use_the_database_that_is_set(
    small_course, postgresql, monkeypatch, capsys
):
    small_course.use(postgresql("sample"))
    small_course.release("p1")
    monkeypatch.setattr("autograder.samples.sample_class", lambda *_: [("empty", {})])
    (small_course.root / "gradebook.db").unlink()
    assert sample_class.main(chapters=["p1"], root=small_course.root) == [
        "student-01",
        "student-02",
    ]
    table.main(chapter="p1", root=small_course.root)
    assert "student-02         -       missing" in capsys.readouterr().out
    assert not (small_course.root / "gradebook.db").exists()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://course:hush@/course?host=/nowhere", "No such file"),
        ("postgres://course:hush@localhost/course", "Can't load plugin"),
        ("hush", "Could not parse"),
    ],
)
def test_a_database_that_cannot_be_opened_is_a_sentence_without_the_password(
    small_course, monkeypatch, capsys, url, reason
):
    small_course.use(url)
    small_course.hand_in("ada")
    monkeypatch.setitem(run.main.__kwdefaults__, "root", small_course.root)
    monkeypatch.setattr("autograder.run.Here", _NoMachines)
    assert main(["grade"]) == 1
    error = capsys.readouterr().err
    assert "cannot be opened" in error
    assert reason in error
    assert "hush" not in error
    assert "Traceback" not in error
    shutil.rmtree(small_course.root / "submitted")


class _NoMachines:
    """Examines nothing."""

    confinement = type("Confinement", (), {"level": "nothing", "holes": (), "reasons": {}})

    def __init__(self, *_):
        pass

    def expect(self, chapters):
        pass

    def keep(self, chapters):
        pass

    def close(self):
        pass
