"""A class graded in parallel: as nbgrader does it one by one, and whatever students hand in."""

import copy
import os
import stat

import nbformat
import pytest
from nbgrader import api

from autograder import results, run, status
from autograder.__main__ import main

RIGHT = "def sq(x):\n    return x * x"
HALF = "def sq(x):\n    assert x is not None\n    return x * x if type(x) is int else x"
LOOP = "\nwhile True: pass"
SWALLOW = "\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"


@pytest.fixture(autouse=True)
def _quick(without_torch, monkeypatch):
    """The warm parents of these tests find no torch, and so start sooner."""
    monkeypatch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)


def grade(course, *chapters, **settings):
    return run.main(chapters=chapters, root=course.root, **{"jobs": 2, **settings})


def scores(course, chapter="p1"):
    """Return each student's scores of the checks, in order."""
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        return {
            s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades}
            for s in book.assignment_submissions(chapter)
        }


def rows(course):
    """Return what the gradebook holds of every submission."""
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        found = {}
        for submission in book.assignment_submissions("p1"):
            for nb in submission.notebooks:
                grades = [
                    (g.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                    for g in nb.grades
                ]
                comments = [(c.name, c.auto_comment, c.manual_comment) for c in nb.comments]
                told = submission.timestamp, submission.score, nb.late_submission_penalty
                found[submission.student.id] = told, sorted(grades), sorted(comments)
        return found


def tree(course):
    """Return what autograded/ holds: names, permissions, and contents but for the result's hash."""
    found = {}
    folder = course.root / "autograded"
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes()
            if path.suffix == ".ipynb":
                nb = nbformat.reads(text.decode(), as_version=4)
                told = nb.metadata.layerwise
                told.pop("result", None)
                text = nb
            mode = stat.filemode(path.stat().st_mode)
            found[str(path.relative_to(folder))] = mode, text
    return found


@pytest.mark.slow
def test_scores_rows_and_files_are_those_of_nbgrader_s_own_command(
    small_course, tmp_path, nbgrader
):
    course = small_course
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("c.Examine.seed = 5\n")
    folder = course.hand_in("ada")
    (folder / "weights").mkdir()
    (folder / "weights" / "w.txt").write_text("1", encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-05-01 10:00:00 UTC", encoding="utf-8")
    course.hand_in("Doe, Jr", "def sq(x):\n    return 2 * x")
    course.hand_in("empty", None)
    course.hand_in("half", HALF)
    course.hand_in("exit", f"{RIGHT}\nimport os\nos._exit(0)")
    course.hand_in("loop", RIGHT + LOOP)
    course.hand_in("swallow", RIGHT + SWALLOW)
    course.hand_in("broken", text="{")
    (course.root / "source_notebooks" / "p1" / "data.csv").write_text("1", encoding="utf-8")
    other = course.copy(tmp_path / "other")
    assert nbgrader(other.root, "autograde", "p1", check=False).returncode == 1  # broken
    assert grade(course, "p1") == 1
    assert rows(course) == rows(other)
    assert tree(course) == tree(other)
    assert "ada/p1/data.csv" in tree(course)
    assert scores(course)["ada"] == scores(course)["loop"] == {"t1": 2, "t2": 2}
    assert scores(course)["half"] == {"t1": 2, "t2": 1}


def test_each_status_is_kept_beside_the_scores_and_printed(small_course, capsys):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben", change=lambda nb: nb.cells.pop(2))
    course.hand_in("exit", f"{RIGHT}\nimport os\nos._exit(0)")
    course.hand_in("swallow", RIGHT + SWALLOW)
    course.hand_in("void", text="")
    course.hand_in("nothing", name="notes.txt", text="")
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        book.add_student("zoe")
    assert grade(course) == 1
    printed = capsys.readouterr().out
    expected = {
        "ada": (status.GRADED, True),
        "ben": (status.REPAIRED, True),
        "exit": (status.CRASHED, True),
        "swallow": (status.TIMED_OUT, True),
        "void": (status.UNREADABLE, False),
        "nothing": (status.MISSING, False),
        "zoe": (status.MISSING, False),
    }
    for student, (name, is_graded) in expected.items():
        kept = status.read("p1", student, course.root)
        assert (kept.name, kept.is_graded) == (name, is_graded)
        (line,) = [line for line in printed.splitlines() if line.startswith(student)]
        assert name in line
        assert (" - " in line) == (not is_graded)
    assert "cell 2 (sq)" in printed
    assert "the cell t1 was missing" in printed.lower()


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
    assert grade(course) == 0
    for student in changes:
        kept = status.read("p1", student, course.root)
        assert kept.name == status.REPAIRED, student
        assert scores(course)[student] == {"t1": 2, "t2": 2}, student
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
    assert grade(course) == 1
    kept = {
        path.stem: status.read("p1", path.stem, course.root)
        for path in (course.root / "grading/statuses/p1").iterdir()
    }
    assert {s for s, k in kept.items() if k.name == status.GRADED} == {"zoe"}
    repaired = {"copy", "counted", "time", "late", "beside", "folder", "pipe"}
    assert {s for s, k in kept.items() if k.name == status.REPAIRED} == repaired
    for student in {*repaired, "zoe"}:
        assert scores(course)[student] == {"t1": 2, "t2": 2}
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
    assert grade(course) == 0
    found = scores(course)
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
        grade(small_course)
    cells[3].source = (
        'parts = checks.Parts("sq", points=2)\n'
        'with parts("a", points=0.1):\n    pass\n'
        'with parts("b", points=0.2):\n    pass\n'
        'with parts("c", points=1.7):\n    pass\n'
        "parts.total()"
    )
    small_course.write("p1", cells)
    assert grade(small_course) == 0
    assert scores(small_course)["ada"] == {"t1": 2, "t2": 2}


def stamps(course):
    """Return what tells whether a kept result was made again, by its path."""
    folder = course.root / results.FOLDER / "results"
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}


@pytest.mark.slow
def test_a_second_run_repeats_nothing_and_a_resubmission_replaces_its_scores(small_course, capsys):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben")
    assert grade(course) == 0
    before, was = stamps(course), rows(course)
    assert grade(course) == 0
    assert stamps(course) == before
    assert rows(course) == was
    capsys.readouterr()
    course.hand_in("ada", HALF)  # lower
    assert grade(course) == 0
    assert scores(course) == {"ada": {"t1": 2, "t2": 1}, "ben": {"t1": 2, "t2": 2}}
    assert "p1: the scores of 1 fall: ada 4 -> 3" in capsys.readouterr().out
    course.hand_in("ada")  # as it was first: the result is still kept
    assert grade(course) == 0
    assert scores(course)["ada"] == {"t1": 2, "t2": 2}
    assert "the scores of 1 rise: ada 3 -> 4" in capsys.readouterr().out
    assert len(stamps(course)) == 3
    course.hand_in("ada", text="{")  # unreadable: no score at all
    assert grade(course) == 1
    assert scores(course)["ada"] == {"t1": None, "t2": None}
    assert not (course.root / "autograded/ada/p1").exists()
    assert "fall: ada 4 -> none" in capsys.readouterr().out
    assert grade(course) == 1  # and it stays so
    course.hand_in("ada", None)
    assert grade(course) == 0
    assert scores(course)["ada"] == {"t1": 0, "t2": 0}
    assert before.items() <= stamps(course).items()


@pytest.mark.slow
def test_lost_files_and_a_lost_gradebook_are_made_again_from_what_is_kept(small_course):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben", HALF)
    assert grade(course) == 0
    kept, was, files = stamps(course), rows(course), tree(course)
    from nbgrader.utils import rmtree

    rmtree(str(course.root / "autograded/ada"))
    assert grade(course) == 0
    assert tree(course) == files
    (course.root / "gradebook.db").unlink()
    course.release("p1")
    assert grade(course) == 0
    assert (rows(course), tree(course)) == (was, files)
    assert stamps(course) == kept
    assert grade(course, force=True) == 0
    assert rows(course) == was
    assert stamps(course).keys() == kept.keys()
    assert not stamps(course).items() & kept.items()


@pytest.mark.slow
def test_a_changed_check_regrades_its_chapter_alone_and_says_who_rises_and_falls(
    small_course, capsys
):
    """Case 26: a check is split in two after submissions came in."""
    course = small_course
    course.add("p2")
    for chapter in ("p1", "p2"):
        course.hand_in("ada", chapter=chapter)
        course.hand_in("ben", "def sq(x):\n    return 4", chapter=chapter)
        course.hand_in("eve", HALF, chapter=chapter)
    assert grade(course) == 0
    before = stamps(course)
    assert scores(course, "p1")["ben"] == {"t1": 0, "t2": 0}
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        grade_ = book.find_grade("t2", "p1", "p1", "eve")
        grade_.manual_score = 0.5  # what a person gave
        book.db.commit()
    cells = course.cells()
    first, second = copy.deepcopy(cells[2]), copy.deepcopy(cells[2])
    first.source, second.source = "assert sq(2) == 4", "assert sq(-3) == 9"
    second.metadata.nbgrader |= {"grade_id": "t1b", "points": 1}
    first.metadata.nbgrader["points"] = 1
    cells[2:3] = [first, second]
    course.write("p1", cells)
    capsys.readouterr()
    assert grade(course) == 0
    made = stamps(course).items() - before.items()
    assert {path.parent.name for path, _ in made} == {"p1"}
    assert len(made) == 3
    assert scores(course, "p1") == {
        "ada": {"t1": 1, "t1b": 1, "t2": 2},
        "ben": {"t1": 1, "t1b": 0, "t2": 0},
        "eve": {"t1": 1, "t1b": 1, "t2": 1},
    }
    out = capsys.readouterr().out
    assert "p1: the scores of 1 rise: ben 0 -> 1" in out
    assert "fall" not in out
    assert "p2: the scores" not in out
    assert "score of 4" in out
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        assert book.find_grade("t2", "p1", "p1", "eve").manual_score == 0.5
    del cells[3]  # and a check that is taken out takes its points along
    course.write("p1", cells)
    assert grade(course, "p1") == 0
    assert scores(course, "p1")["ada"] == {"t1": 1, "t2": 2}
    out = capsys.readouterr().out
    assert "fall: ada 4 -> 3, eve 2.5 -> 1.5" in out


def test_a_course_s_own_fault_is_no_score_and_is_tried_again(small_course, capsys):
    course = small_course
    cells = course.cells()
    cells[0].source = "1 / 0"
    course.write("p1", cells)
    course.hand_in("ada")
    assert grade(course) == 1
    assert "crashed: p1 cannot be graded here" in capsys.readouterr().out
    assert stamps(course) == {}
    course.write("p1", course.cells())
    assert grade(course) == 0
    assert scores(course)["ada"] == {"t1": 2, "t2": 2}


def test_the_seed_comes_from_the_result_s_hash_and_is_recorded(small_course):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben", HALF)
    assert grade(course) == 0
    kept = [status.read("p1", s, course.root) for s in ("ada", "ben")]
    assert kept[0].seed == results.seed(kept[0].key) != kept[1].seed
    nb = nbformat.read(course.root / "autograded/ada/p1/p1.ipynb", as_version=4)
    assert nb.metadata.layerwise["seed"] == kept[0].seed


def test_errors_are_a_sentence(small_course, capsys, monkeypatch):
    monkeypatch.setitem(run.main.__kwdefaults__, "root", small_course.root)
    assert main(["grade", "p9"]) == 1
    assert "there is no chapter 'p9'" in capsys.readouterr().err
    assert main(["grade", "--jobs", "0"]) == 1
    assert "--jobs is 0, expected 1 or more" in capsys.readouterr().err
    small_course.write("p3", small_course.cells())
    assert main(["grade", "p3"]) == 1
    assert "run nbgrader generate_assignment p3 first" in capsys.readouterr().err
    import filelock

    with filelock.FileLock(small_course.root / "grading/lock"):
        assert main(["grade", "p1"]) == 1
    assert "another run is grading" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["grade", "--help"])
    assert ended.value.code == 0
    assert "--jobs N" in capsys.readouterr().out
