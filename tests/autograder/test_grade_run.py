"""A class graded in parallel: as nbgrader does it one by one, and only what is new or changed."""

import copy
import stat

import nbformat
import pytest
from nbgrader import api

from autograder import results, run, status
from autograder.__main__ import main

pytestmark = pytest.mark.usefixtures("quick_parents")

RIGHT = "def sq(x):\n    return x * x"
LOOP = "\nwhile True: pass"
SWALLOW = "\nimport signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
HALF = "def sq(x):\n    assert x is not None\n    return x * x if type(x) is int else x"


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
    """Return what autograded/ holds: names, permissions, and contents but for hash and seconds."""
    found = {}
    folder = course.root / "autograded"
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes()
            if path.suffix == ".ipynb":
                nb = nbformat.reads(text.decode(), as_version=4)
                told = nb.metadata.layerwise
                told.pop("result", None)
                told.pop("seconds")
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
    assert course.grade("p1") == 1
    assert rows(course) == rows(other)
    assert tree(course) == tree(other)
    assert "ada/p1/data.csv" in tree(course)
    assert course.scores()["ada"] == course.scores()["loop"] == {"t1": 2, "t2": 2}
    assert course.scores()["half"] == {"t1": 2, "t2": 1}


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
    assert course.grade() == 1
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


def stamps(course):
    """Return what tells whether a kept result was made again, by its path."""
    folder = course.root / results.FOLDER / "results"
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}


@pytest.mark.slow
def test_a_second_run_repeats_nothing_and_a_resubmission_replaces_its_scores(small_course, capsys):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben")
    assert course.grade() == 0
    before, was = stamps(course), rows(course)
    assert course.grade() == 0
    assert stamps(course) == before
    assert rows(course) == was
    capsys.readouterr()
    course.hand_in("ada", HALF)  # lower
    assert course.grade() == 0
    assert course.scores() == {"ada": {"t1": 2, "t2": 1}, "ben": {"t1": 2, "t2": 2}}
    assert "p1: the scores of 1 fall: ada 4 -> 3" in capsys.readouterr().out
    course.hand_in("ada")  # as it was first: the result is still kept
    assert course.grade() == 0
    assert course.scores()["ada"] == {"t1": 2, "t2": 2}
    assert "the scores of 1 rise: ada 3 -> 4" in capsys.readouterr().out
    assert len(stamps(course)) == 3
    course.hand_in("ada", text="{")  # unreadable: no score at all
    assert course.grade() == 1
    assert course.scores()["ada"] == {"t1": None, "t2": None}
    assert not (course.root / "autograded/ada/p1").exists()
    assert "fall: ada 4 -> none" in capsys.readouterr().out
    assert course.grade() == 1  # and it stays so
    course.hand_in("ada", None)
    assert course.grade() == 0
    assert course.scores()["ada"] == {"t1": 0, "t2": 0}
    assert before.items() <= stamps(course).items()


@pytest.mark.slow
def test_lost_files_and_a_lost_gradebook_are_made_again_from_what_is_kept(small_course):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben", HALF)
    assert course.grade() == 0
    kept, was, files = stamps(course), rows(course), tree(course)
    from nbgrader.utils import rmtree

    rmtree(str(course.root / "autograded/ada"))
    assert course.grade() == 0
    assert tree(course) == files
    (course.root / "gradebook.db").unlink()
    course.release("p1")
    assert course.grade() == 0
    assert (rows(course), tree(course)) == (was, files)
    assert stamps(course) == kept
    assert course.grade(force=True) == 0
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
    assert course.grade() == 0
    before = stamps(course)
    assert course.scores("p1")["ben"] == {"t1": 0, "t2": 0}
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
    assert course.grade() == 0
    made = stamps(course).items() - before.items()
    assert {path.parent.name for path, _ in made} == {"p1"}
    assert len(made) == 3
    assert course.scores("p1") == {
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
    assert course.grade("p1") == 0
    assert course.scores("p1")["ada"] == {"t1": 1, "t2": 2}
    out = capsys.readouterr().out
    assert "fall: ada 4 -> 3, eve 2.5 -> 1.5" in out


def test_a_course_s_own_fault_is_no_score_and_is_tried_again(small_course, capsys):
    course = small_course
    cells = course.cells()
    cells[0].source = "1 / 0"
    course.write("p1", cells)
    course.hand_in("ada")
    assert course.grade() == 1
    assert "crashed: p1 cannot be graded here" in capsys.readouterr().out
    assert stamps(course) == {}
    course.write("p1", course.cells())
    assert course.grade() == 0
    assert course.scores()["ada"] == {"t1": 2, "t2": 2}


def test_the_seed_comes_from_the_result_s_hash_and_is_recorded(small_course):
    course = small_course
    course.hand_in("ada")
    course.hand_in("ben", HALF)
    assert course.grade() == 0
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
