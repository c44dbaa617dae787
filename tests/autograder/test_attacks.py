"""What an attack, written against one chapter, becomes in another."""

import ast
import os
import stat

import pytest

from autograder import attacks, notebook, samples
from layerwise.cython_cell import is_cython


@pytest.fixture(scope="module")
def released(root):
    return notebook.read(root / "release" / "convolution" / "convolution.ipynb")


@pytest.fixture(scope="module")
def reference():
    return samples.reference_answers("convolution")


def by_kind(nb, kind):
    cells = [cell for cell in nb.cells if notebook.kind(cell) == kind]
    return [cell for cell in cells if not notebook.is_experiment(cell)]


@pytest.mark.parametrize("name", attacks.names())
def test_its_own_code_is_there_and_its_answer_stands_for_each_of_the_chapter_s(
    name, released, reference
):
    attack, _, told = attacks.read(name)
    nb = attacks.transplanted(name, released, reference)
    sources = [cell.source for cell in nb.cells]
    (answer,) = [c.source for c in attack.cells if notebook.grade_id(c) == "sq"]
    assert answer in sources
    for cell in attack.cells[1:]:
        if notebook.grade_id(cell) is None:
            assert cell.source in sources
    answers = [cell for cell in nb.cells if notebook.grade_id(cell) in reference]
    assert answers
    for cell in answers:
        if notebook.is_experiment(cell):
            continue
        text = reference[notebook.grade_id(cell)]
        if told["honest"]:
            assert cell.source == text
        else:
            bound = {line.split(" = sq")[0] for line in cell.source.splitlines()}
            assert bound == set(notebook.bound_names(text))
            ast.parse(cell.source)
    ids = [cell["id"] for cell in nb.cells if "id" in cell]
    assert len(set(ids)) == len(ids)


def test_a_check_written_in_cython_is_handed_in_where_the_attack_is_honest(reference):
    assert any(is_cython(text) for text in reference.values())  # else the chapter shows nothing


@pytest.mark.parametrize("name", ["edited_checks", "deleted_checks", "more_points", "added_check"])
def test_what_it_does_to_a_check_it_does_to_all(name, released, reference):
    before = by_kind(released, "check")
    after = by_kind(attacks.transplanted(name, released, reference), "check")
    kept = [cell.source for cell in before]
    if name == "deleted_checks":
        assert after == []
    elif name == "edited_checks":
        assert [cell.source for cell in after] == ["2.0"] * len(before)
    elif name == "more_points":
        assert {cell.metadata.nbgrader.points for cell in after} == {100}
        assert [cell.source for cell in after] == kept
    else:
        assert [cell.source for cell in after] == [*kept, "2.0"]


def test_the_release_itself_is_left_alone(released, reference):
    before = released.copy()
    for name in ("edited_checks", "cells_declared_otherwise"):
        attacks.transplanted(name, released, reference)
    assert released == before


def test_what_is_handed_in_beside_it_is_laid_there(tmp_path):
    beside = {
        "files": {"numpy.py": "x"},
        "base64": {"w.pkl": "AAE="},
        "links": {"p1.ipynb": "/nowhere", "w.txt": "/elsewhere"},
        "pipes": ["pipe"],
        "zeros": {"w.npz": 1000},
    }
    (tmp_path / "dropout.ipynb").write_text("{}", encoding="utf-8")
    attacks.lay_beside(tmp_path, beside, "dropout")
    assert (tmp_path / "numpy.py").read_text() == "x"
    assert (tmp_path / "w.pkl").read_bytes() == b"\0\1"
    assert os.readlink(tmp_path / "dropout.ipynb") == "/nowhere"
    assert os.readlink(tmp_path / "w.txt") == "/elsewhere"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert (tmp_path / "w.npz").stat().st_size > 0
