"""Chapters that import the same share a warm parent; one that is needed no more is ended."""

import nbformat
import pytest

from autograder.examiner import parents
from autograder.examiner.parents import Parents


class Warm:
    """Stands for a warm parent, which takes seconds to start."""

    def __init__(self, levels, wanted):
        self.wanted, self.is_busy, self.is_closed = wanted, False, False

    def close(self):
        self.is_closed = True


@pytest.fixture
def of(cell, tmp_path, monkeypatch):
    """Return the parent for a chapter with a given cell."""
    monkeypatch.setattr(parents, "Warm", Warm)
    running = Parents()

    def ask(chapter, source):
        path = tmp_path / "source_notebooks" / chapter / f"{chapter}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell("given", source)]), path)
        return running.of(chapter, tmp_path)

    return ask


def test_chapters_that_import_the_same_share_a_parent(of):
    assert of("a", "import yaml") is of("b", "import yaml, os")
    assert of("c", "import jinja2") is not of("a", "import yaml")


def test_a_chapter_that_imports_something_else_now_gets_another_parent(of):
    assert of("a", "import yaml") is not of("a", "import jinja2")


def test_of_three_the_one_that_was_not_asked_for_the_longest_is_ended(of):
    first, second = of("a", "import yaml"), of("b", "import jinja2")
    third = of("c", "import numpy")
    assert [warm.is_closed for warm in (first, second, third)] == [True, False, False]
    assert of("a", "import yaml") is not first


def test_a_parent_at_work_is_not_ended(of):
    first, second = of("a", "import yaml"), of("b", "import jinja2")
    first.is_busy = True
    of("c", "import numpy")
    assert [warm.is_closed for warm in (first, second)] == [False, True]
