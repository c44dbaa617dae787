"""Cases from people who grade: what students hand in costs what it breaks, and nobody else."""

import copy
import os

import nbformat
import pytest

from autograder import status

pytestmark = pytest.mark.usefixtures("quick_parents")

RIGHT = "def sq(x):\n    return x * x"
LOOP = "\nwhile True: pass"
SWALLOW = "\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"


def _copied(nb):
    nb.cells.insert(3, copy.deepcopy(nb.cells[2]))


def _renamed(nb):
    extra = copy.deepcopy(nb.cells[2])
    extra.metadata.nbgrader.grade_id = "mine"
    nb.cells.append(extra)


def _text(nb):
    nb.cells[2] = nbformat.v4.new_markdown_cell(
        nb.cells[2].source, metadata=copy.deepcopy(nb.cells[2].metadata)
    )


def _without_metadata_before(nb):
    """Delete a check, and the answer before it, of which the check is put back."""
    del nb.cells[1:3]
    nb.cells.insert(0, nbformat.v4.new_code_cell(RIGHT))


def test_cells_that_were_copied_deleted_or_turned_are_put_right_and_said(small_course):
    """Cases 1, 3, 5 and 6, with everyone else graded."""
    course = small_course
    changes = {
        "copied": _copied,
        "deleted": lambda nb: nb.cells.pop(2),
        "both": lambda nb: nb.cells.__delitem__(slice(2, 4)),
        "renamed": _renamed,
        "text": _text,
        "cut": _without_metadata_before,
    }
    for student, change in changes.items():
        course.hand_in(student, change=change)
    course.hand_in("zoe")
    assert course.grade() == 0
    for student in changes:
        kept = status.read("p1", student, course.root)
        assert kept.name == status.REPAIRED, student
        assert course.scores()[student] == {"t1": 2, "t2": 2}, student
    assert status.read("p1", "zoe", course.root) == status.Status(
        "graded",
        "",
        status.read("p1", "zoe", course.root).key,
        {"t1": 2.0, "t2": 2.0},
        status.read("p1", "zoe", course.root).seed,
    )


def test_odd_names_links_and_broken_files_cost_their_own_submission(small_course, tmp_path):
    """Cases 7, 29 and 30."""
    course = small_course
    course.hand_in("copy", name="Copy of p1.ipynb")
    course.hand_in("counted", name="p1 (1).ipynb")
    course.hand_in("two", name="a.ipynb")
    (course.root / "submitted/two/p1/b.ipynb").write_text("{}", encoding="utf-8")
    course.hand_in("json", text="[1, 2")
    course.hand_in("void", text="")
    course.hand_in("list", text="[]")
    course.hand_in("deep", text="[" * 100_000)
    (course.hand_in("bytes") / "p1.ipynb").write_bytes(b"\xff\xfe\x00")
    (course.hand_in("time") / "timestamp.txt").write_text("yesterday-ish", encoding="utf-8")
    (course.hand_in("late") / "timestamp.txt").write_bytes(b"\xff\xfe")
    linked = course.hand_in("linked") / "p1.ipynb"
    linked.unlink()
    linked.symlink_to(course.root / "source_notebooks/p1/p1.ipynb")
    (course.hand_in("beside") / "x.csv").symlink_to("/etc/passwd")
    (course.hand_in("folder") / "all").symlink_to(course.root)
    os.mkfifo(course.hand_in("pipe") / "p.npz")
    (course.root / "submitted/whole").mkdir()
    (course.root / "submitted/whole/p1").symlink_to(course.root / "submitted/zoe/p1")
    course.hand_in("zoe")
    assert course.grade() == 1
    kept = {
        path.stem: status.read("p1", path.stem, course.root)
        for path in (course.root / "grading/statuses/p1").iterdir()
    }
    assert {s for s, k in kept.items() if k.name == status.GRADED} == {"zoe"}
    repaired = {"copy", "counted", "time", "late", "beside", "folder", "pipe"}
    assert {s for s, k in kept.items() if k.name == status.REPAIRED} == repaired
    for student in {*repaired, "zoe"}:
        assert course.scores()[student] == {"t1": 2, "t2": 2}
        assert (course.root / "autograded" / student / "p1" / "p1.ipynb").is_file()
    others = kept.keys() - repaired - {"zoe"}
    assert others == {"two", "json", "void", "list", "deep", "bytes", "linked", "whole"}
    for student in others:
        assert kept[student].name == status.UNREADABLE
        assert not (course.root / "autograded" / student / "p1").exists()
        assert "\n" not in kept[student].reason
    assert "none of its 2 notebooks is named p1.ipynb: a.ipynb, b.ipynb" in kept["two"].reason
    assert "is a link" in kept["linked"].reason
    names = {path.name for path in (course.root / "autograded").rglob("*")}
    assert not {"x.csv", "all", "p.npz"} & names


@pytest.mark.slow
def test_what_a_notebook_does_costs_what_it_breaks(small_course, capsys):
    """Cases 13, 16, 17, 18, 20, 21, 22 and 33."""
    course = small_course
    looks = (
        "\nimport pathlib\n"
        f"found = [pathlib.Path(p).exists() for p in ('p1.ipynb', {str(course.root)!r}, "
        "'../../../source_notebooks', '../../../gradebook.db')]"
    )
    answers = {
        "loop": RIGHT + LOOP,
        "swallow": RIGHT + SWALLOW,
        "exit": f"{RIGHT}\nimport os\nos._exit(0)",
        "input": f"{RIGHT}\ninput('name?')",
        "long": f"{RIGHT}\nprint('x' * 20_000_000)",
        "looks": f"{RIGHT}{looks}\nassert not any(found), found",
        "numpy": RIGHT,
    }
    for student, answer in answers.items():
        course.hand_in(student, answer)
    for name in ("numpy.py", "torch.py", "layerwise.py"):
        path = course.root / "submitted/numpy/p1" / name
        path.write_text("raise SystemExit", encoding="utf-8")

    def later(end):
        def change(nb):
            nb.cells.insert(3, nbformat.v4.new_code_cell(end.strip()))

        return change

    course.hand_in("later exit", change=later("import os\nos._exit(0)"))
    course.hand_in("later loop", change=later(SWALLOW))
    assert course.grade() == 0
    found = course.scores()
    whole = {"t1": 2, "t2": 2}
    for student in ("loop", "input", "long", "looks", "numpy"):
        assert found[student] == whole, student
        assert status.read("p1", student, course.root).name == status.GRADED
    for student in ("swallow", "exit"):
        assert found[student] == {"t1": 0, "t2": 0}
    for student in ("later exit", "later loop"):
        assert found[student] == {"t1": 2, "t2": 0}
    graded = {s: course.root / "autograded" / s / "p1" / "p1.ipynb" for s in found}
    assert graded["long"].stat().st_size < 500_000
    assert "interrupted after 2 seconds" in graded["loop"].read_text(encoding="utf-8")
    looked = nbformat.read(graded["looks"], as_version=4).cells[1]
    assert looked.outputs == []


def test_parts_that_sum_to_a_hair_more_than_the_points_give_the_points(small_course):
    """Case 13: 0.1 + 0.2 + 1.7 of 2."""
    cells = small_course.cells()
    cells[3].source = "0.1 + 0.2 + 1.7000000000000002"
    cells[3].source = f"parts = {cells[3].source}\nfloat(parts)"
    small_course.write("p1", cells)
    small_course.hand_in("ada")
    with pytest.raises(SystemExit, match="the check ends in"):
        small_course.grade()
    cells[3].source = (
        'parts = checks.Parts("sq", points=2)\n'
        'with parts("a", points=0.1):\n    pass\n'
        'with parts("b", points=0.2):\n    pass\n'
        'with parts("c", points=1.7):\n    pass\n'
        "parts.total()"
    )
    small_course.write("p1", cells)
    assert small_course.grade() == 0
    assert small_course.scores()["ada"] == {"t1": 2, "t2": 2}
