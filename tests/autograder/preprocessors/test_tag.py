"""Each cell's name is carried in a tag."""

import nbformat

from autograder.preprocessors.tag import Tag


def tagged(*cells):
    return Tag().preprocess(nbformat.v4.new_notebook(cells=list(cells)), {})[0].cells


def test_a_known_cell_is_tagged_beside_its_other_tags(cell):
    (made,) = tagged(cell("given", "x", "load", tags=["experiment"]))
    assert made.metadata["tags"] == ["experiment", "grade_id:load"]


def test_tagging_again_changes_nothing_and_a_renamed_cell_loses_its_old_tag(cell):
    (made,) = tagged(cell("given", "x", "load", tags=["grade_id:load", "grade_id:old"]))
    assert made.metadata["tags"] == ["grade_id:load"]


def test_an_unknown_cell_gets_no_tag(cell):
    (made,) = tagged(cell("extra", "x"))
    assert "tags" not in made.metadata
