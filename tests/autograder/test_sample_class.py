"""A sample class is of the size that is asked for, and is written anew only where it is another."""

import collections
import subprocess
import sys

import pytest

from autograder import course, sample_class, samples
from autograder.__main__ import main


def kinds(chapter, students):
    return [what for what, _ in samples.sample_class(chapter, students=students)]


@pytest.mark.parametrize("chapter", course.chapters())
def test_a_class_has_its_number_of_students_of_whom_one_hands_in_nothing(chapter):
    few, many = kinds(chapter, samples.STUDENTS), kinds(chapter, 36)
    assert (len(few), len(many)) == (samples.STUDENTS - 1, 35)
    assert set(few) < set(many)


@pytest.mark.parametrize("chapter", course.chapters())
def test_wrong_answers_are_spread_over_the_functions(chapter):
    for students in (samples.STUDENTS, 36):
        wrong = [w.split()[1] for w in kinds(chapter, students) if w.startswith("wrong")]
        counts = collections.Counter(wrong)
        assert len(counts) >= 2
        assert max(counts.values()) - min(counts.values()) <= 1


def test_a_class_too_small_for_one_of_each_kind_is_refused(capsys):
    assert main(["sample-class", "update_rules", "--students", "5"]) == 1
    assert "a class of 5 is too small" in capsys.readouterr().err
    assert kinds("update_rules", 9)  # the number that the message names
    with pytest.raises(ValueError, match="wants 9 students or more"):
        kinds("update_rules", 8)


def test_only_what_differs_is_written_again_and_what_was_made_of_it_removed(small_course):
    root = small_course.root
    students = sample_class.main(chapters=["p1"], root=root)
    assert [path.name for path in sorted(root.glob("submitted/*"))] == students[:-1]
    for student in students:
        (root / "autograded" / student / "p1").mkdir(parents=True)
    edited, beside, gone, kept = (root / "submitted" / s / "p1" for s in students[:4])
    before = (kept / "p1.ipynb").stat().st_mtime_ns
    text = (edited / "p1.ipynb").read_text(encoding="utf-8")
    (edited / "p1.ipynb").write_text(text.replace("x * x", "x"), encoding="utf-8")
    (beside / "more.txt").touch()
    (gone / "p1.ipynb").unlink()
    assert sample_class.main(chapters=["p1"], root=root) == students
    assert (edited / "p1.ipynb").read_text(encoding="utf-8") == text
    assert not (beside / "more.txt").exists()
    assert (gone / "p1.ipynb").exists()
    assert (kept / "p1.ipynb").stat().st_mtime_ns == before
    graded = [(root / "autograded" / student / "p1").exists() for student in students]
    assert graded == [False, False, False, True, False]


def test_a_class_that_is_there_is_not_composed_again(small_course, monkeypatch, capsys):
    students = sample_class.main(chapters=["p1"], root=small_course.root)
    monkeypatch.delattr(samples, "compose")
    assert sample_class.main(chapters=["p1"], root=small_course.root) == students
    assert "the class of 5 is there" in capsys.readouterr().out
    with pytest.raises(AttributeError):  # of another size, it is not there
        sample_class.main(chapters=["p1"], students=11, root=small_course.root)


def test_a_model_is_trained_again_when_the_library_that_its_training_loads_changes():
    used = "from layerwise import data, plots as drawn\nfrom layerwise.solver import Solver\n"
    script = f"from layerwise import checks\n{used}drawn, data, Solver"
    source = course.ROOT / "layerwise" / "src"
    files = "[m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'layerwise']"
    loaded = f"{used}import sys\nprint(*{files})"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert {str(path) for path in samples._library(script, source)} == set(done.stdout.split())
