"""What a cell is found to be, and that no number of cells keeps a run from going on."""

import nbformat
import pytest

from autograder.repair import arrange, identity
from autograder.repair.original import Chapter, Original

STUB = "def sq(x):\n    raise NotImplementedError('write your answer here')"
CHECK = """\
assert sq(2) == 4, 'sq(2) should be 4'
### BEGIN HIDDEN TESTS
assert sq(3) == 9
### END HIDDEN TESTS"""


@pytest.fixture
def chapter():
    """A chapter of a setup, an answer, its check and a written answer."""
    cells = [
        ("setup", "code", "import numpy as np\nimport matplotlib", {}),
        ("sq", "code", STUB, {"solution": True}),
        ("t1", "code", CHECK, {"grade": True, "points": 2.0}),
        ("question", "markdown", "Why is a square never negative?", {}),
        ("why", "markdown", "*Write here.*", {"solution": True, "grade": True, "points": 1.0}),
    ]
    plain = {"grade": False, "solution": False, "locked": True, "task": False}
    return Chapter(
        [
            Original(name, place, kind, source, {"grade_id": name, **plain, **told})
            for place, (name, kind, source, told) in enumerate(cells)
        ]
    )


def code(source, name=None):
    cell = nbformat.v4.new_code_cell(source)
    return named(cell, name)


def text(source, name=None):
    return named(nbformat.v4.new_markdown_cell(source), name)


def named(cell, name):
    if name:
        cell.metadata["tags"] = [f"grade_id:{name}"]
    return cell


def repaired(cells, chapter):
    """Return the names and texts of the repaired cells, and the notes."""
    notes = []
    made = arrange.arrange(identity.identify(cells, chapter, notes), chapter, notes)
    told = [(c.metadata.get("nbgrader", {}).get("grade_id"), c.source) for c in made]
    return told, notes


def names(cells, chapter):
    return [name for name, _ in repaired(cells, chapter)[0]]


def test_nothing_at_all_gives_the_release_with_its_hidden_tests(chapter):
    told, _ = repaired([], chapter)
    assert told == [(original.name, original.source) for original in chapter.originals]


def test_a_written_answer_without_a_name_is_known_by_its_place(chapter):
    cells = [text("Why is a square never negative?"), text("Because."), code("def sq(x): 1")]
    told, _ = repaired(cells, chapter)
    assert ("why", "Because.") in told


def test_an_answer_whose_name_says_it_is_a_check_is_an_answer(chapter):
    cells = [code("LIMIT = 3\ndef sq(x):\n    return x * x", "t1")]
    told, _ = repaired(cells, chapter)
    assert told[1] == ("sq", "LIMIT = 3\ndef sq(x):\n    return x * x")
    assert told[2] == ("t1", CHECK)


def test_an_answer_typed_into_an_edited_check_is_taken_out(chapter):
    typed = "def sq(x):\n    return x * x\nassert sq(2) == 4, 'sq(2) should be 4'\nassert True"
    told, _ = repaired([code(typed, "t1")], chapter)
    assert told[1][0] == "sq"
    assert told[1][1].startswith("def sq(x):\n    return x * x")
    assert told[2] == ("t1", CHECK)


def test_a_stub_does_not_undo_the_answer_above_it(chapter):
    own = "def sq(x):\n    return x * x"
    told, notes = repaired([code(own), code(STUB, "sq")], chapter)
    assert [source for name, source in told if "sq(x)" in source] == [own]
    assert "The answer sq stood in another cell; it was found there." in notes


def test_two_answers_are_both_kept_in_their_order(chapter):
    first, second = "def sq(x):\n    return 1", "def sq(x):\n    return 2"
    told, _ = repaired([code(first, "sq"), code(second, "sq")], chapter)
    assert [source for _, source in told if "def sq" in source] == [first, second]


def test_own_cells_stay_where_they_were_when_the_others_are_put_in_order(chapter):
    cells = [code("t = 1"), text("Because.", "why"), text("mine"), code("y", "sq"), code("z = 2")]
    assert names(cells, chapter) == ["setup", None, "sq", None, "t1", "question", "why", None]


def test_a_name_that_the_chapter_does_not_know_is_none(chapter):
    told, _ = repaired([code("assert True", "t9")], chapter)
    assert (None, "assert True") in told


@pytest.mark.parametrize(
    "cell", [("def f(", "sq"), ("    (", "sq"), ("", "sq"), ("x = 1", None), (CHECK, "t1")]
)
def test_thousands_of_cells_are_no_trouble(chapter, cell):
    assert {"setup", "sq", "t1", "question", "why"} <= set(names([code(*cell)] * 3000, chapter))
