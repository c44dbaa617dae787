"""A run tests all submissions on the same images, whose labels no student's code can get."""

import nbformat
import numpy as np
import pytest

from autograder.examiner.held_out import HeldOut
from layerwise import parts
from layerwise.data import shapes10

SETUP = "from layerwise import checks, data"
PREDICT = "def predict(images):\n    ### BEGIN SOLUTION\n    return images\n    ### END SOLUTION"
CHECK = """\
parts = checks.Parts("predict", points=2)
X, y = parts.held_out(data.shapes10.draw, 20)
print("drawn", X.sum(), y.tolist())
said = predict(X)
with parts("labels", points=2):
    checks.equal(list(said), y.tolist(), "the labels")
parts.total()"""
#: Answers with what it finds of files of arrays, wherever a process might look for them.
SEARCHES = """\
def predict(images):
    import glob, os, sys, tempfile
    places = ["/tmp", tempfile.gettempdir(), "/var/tmp", "/proc/1/root/tmp", "/proc/*/cwd"]
    found = [path for place in places for path in glob.glob(place + "/**/*.np*", recursive=True)]
    found += [path for place in places for path in glob.glob(place + "/images-*")]
    found += [sys.modules["layerwise.parts"].shared_draw] * (images.size > 1)
    raise RuntimeError(f"found {found}")"""


@pytest.fixture
def counted():
    """A function that draws, and how often it has been called."""
    calls = []

    def draw(num, seed):
        calls.append((num, seed))
        return shapes10.draw(num, seed)

    return draw, calls


@pytest.fixture
def models(warm, tmp_path, cell):
    """Grade answers of a chapter whose check tests a model on fresh images."""
    from autograder import grading

    cells = [cell("given", SETUP, "setup"), cell("answer", PREDICT, "predict")]
    cells.append(cell("check", CHECK, "t", points=2))
    path = tmp_path / "source_notebooks" / "models" / "models.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)

    def grade(answer, **seeds):
        nb = nbformat.read(path, as_version=4)
        nb.cells[1].source = answer
        files = tmp_path / "files"
        files.mkdir(exist_ok=True)
        return grading.grade(nb, "models", files, warm, root=tmp_path, **seeds)

    return grade


def test_images_are_drawn_once_for_a_seed_and_are_the_callers_own(tmp_path, counted):
    draw, calls = counted
    X, y = HeldOut(tmp_path, 3)(draw, 12)
    X[:] = 0
    again, labels = HeldOut(tmp_path, 3)(draw, 12)
    assert len(calls) == 1
    drawn, expected = shapes10.draw(12, calls[0][1])
    assert np.array_equal(again, drawn)
    assert np.array_equal(labels, expected)
    assert np.array_equal(labels, y)


def test_another_seed_number_or_damaged_file_is_drawn(tmp_path, counted):
    draw, calls = counted
    first = HeldOut(tmp_path, 3)(draw, 12)[0]
    assert not np.array_equal(first, HeldOut(tmp_path, 4)(draw, 12)[0])
    assert len(HeldOut(tmp_path, 3)(draw, 5)[0]) == 5
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:1000])
    assert np.array_equal(first, HeldOut(tmp_path, 3)(draw, 12)[0])
    assert len(calls) == 4


def test_the_seed_of_the_images_shows_in_no_seed_that_draws_them(tmp_path, counted):
    draw, calls = counted
    HeldOut(tmp_path, 3)(draw, 12)
    assert calls[0][1] != 3


def test_outside_a_run_each_check_draws_its_own():
    assert parts.shared_draw is None
    first, second = (parts.Parts("p", points=1, seed=s).held_out(shapes10.draw, 12) for s in (1, 2))
    assert not np.array_equal(first[0], second[0])


def test_submissions_with_other_seeds_are_tested_on_the_same_images(models):
    reports = [models(PREDICT, seed=s, images=9)["checks"]["t"]["report"] for s in (1, 2)]
    drawn = [report.splitlines()[0] for report in reports]
    assert drawn[0].startswith("drawn ")
    assert drawn[0] == drawn[1]
    assert models(PREDICT, seed=1, images=10)["checks"]["t"]["report"].splitlines()[0] != drawn[0]


def test_a_student_s_process_finds_neither_the_files_nor_who_draws(models):
    models(PREDICT, seed=1, images=9)  # the files are there now
    result = models(SEARCHES, seed=2, images=9)["checks"]["t"]
    assert result["score"] == 0
    assert "found [None]" in result["report"]
