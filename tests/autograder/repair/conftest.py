"""A course whose chapters are in the gradebook, and what mangles notebooks."""

import contextlib
import importlib
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import converter, course, gradebook


@pytest.fixture(scope="session")
def mangling():
    """The module of what befalls notebooks."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        return importlib.import_module("mangling")
    finally:
        del sys.path[0]


@pytest.fixture(scope="module")
def known_course(shared_course):
    """A course whose chapters the gradebook knows, and the converter of a run in it."""
    with contextlib.chdir(shared_course):
        made = converter.Converter(converter.application())
        with Gradebook(made.coursedir.db_url) as book:
            for chapter in course.chapters(shared_course):
                book.update_or_create_assignment(chapter)
                book.update_or_create_notebook(chapter, chapter)
        for chapter in course.chapters(shared_course):
            gradebook.follow(made, chapter, ["a test"], shared_course)
        yield shared_course, made
