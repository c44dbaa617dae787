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
    for name in ("keep", "expect"):
        told = lambda *chapters, name=name: getattr(running, name)(chapters, tmp_path)  # noqa: E731
        monkeypatch.setattr(Warm, name, staticmethod(told), raising=False)

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


def test_what_none_of_the_chapters_that_are_left_needs_is_ended(of):
    first, second = of("a", "import yaml"), of("b", "import jinja2")
    first.keep("a", "b")
    assert not first.is_closed
    second.is_busy = True
    first.keep("b")
    assert [warm.is_closed for warm in (first, second)] == [True, False]
    first.keep()  # one alone is ended with the run
    assert not second.is_closed


def test_what_is_expected_is_started_as_far_as_there_is_room(of):
    first, other, third = (
        of("a", "import yaml"),
        of("b", "import yaml, os"),
        of("c", "import numpy"),
    )
    first.keep("a", "b", "c")
    of("d", "import jinja2").keep("a", "c")
    first.expect("b", "c", "d")
    assert first is other
    assert not third.is_closed
