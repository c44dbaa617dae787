"""What each cell of a course notebook is for."""

import nbformat
import pytest

from autograder import notebook


@pytest.mark.parametrize("kind", ["text", "given", "answer", "check", "written", "extra"])
def test_a_cell_s_kind_is_read_from_its_metadata(cell, kind):
    assert notebook.kind(cell(kind)) == kind


def test_an_experiment_is_a_tag():
    made = nbformat.v4.new_code_cell("x")
    assert not notebook.is_experiment(made)
    made.metadata["tags"] = ["experiment"]
    assert notebook.is_experiment(made)


def test_bound_names_are_functions_classes_and_assignments_at_the_top_level():
    magics = "%matplotlib inline\n!ls\nimport os\n"
    source = magics + "def f():\n    inner = 1\nclass C: pass\na, (b, c) = 1, (2, 3)\nf = 2"
    assert notebook.bound_names(source) == ["f", "C", "a", "b", "c"]


def test_answer_names_leave_out_experiments(cell):
    cells = [
        cell("answer", "def f(): pass", "f"),
        cell("answer", "model = 1", "train", tags=["experiment"]),
        cell("given", "def g(): pass", "g"),
    ]
    assert notebook.answer_names(nbformat.v4.new_notebook(cells=cells)) == ["f"]


def test_rehearsals_are_the_functions_of_a_given_cell_with_the_tag(cell):
    source = "SIZE = 3\nclass Net: pass\ndef try_it(f): pass\ndef try_more(f): pass"
    rehearsal = cell("given", source, "r", tags=["rehearsal"])
    assert notebook.rehearsals(rehearsal) == ["try_it", "try_more"]
    assert notebook.rehearsals(cell("given", source, "r")) == []
    assert notebook.rehearsals(cell("answer", source, "r", tags=["rehearsal"])) == []


def test_a_missing_and_a_broken_notebook_give_one_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no notebook"):
        notebook.read(tmp_path / "none.ipynb")
    (tmp_path / "bad.ipynb").write_text("{")
    with pytest.raises(ValueError, match="is not a notebook that can be read") as caught:
        notebook.read(tmp_path / "bad.ipynb")
    assert "\n" not in str(caught.value)
