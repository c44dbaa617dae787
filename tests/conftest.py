"""What tests of several folders use."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from xdist.scheduler import LoadScopeScheduling

from autograder import course

ROOT = Path(__file__).resolve().parents[1]


class ByFileAndChapter(LoadScopeScheduling):
    """Keeps a file's tests on one worker, or those of one chapter where a file is of the bank's.

    All tests of the built site are on one, so that the other need not wait until it is built.
    """

    def _split_scope(self, nodeid):
        return scope(nodeid)


#: The file that takes longest, whose tests build on nothing that is made for another chapter.
BANK = "test_misconceptions.py"
#: What takes longest by itself, the longest first: begun last, it would keep one worker waiting.
LONGEST = (
    "the site",
    f"tests/autograder/{BANK}::conv_challenge",
    f"tests/autograder/{BANK}::pytorch",
    "tests/release/test_environments.py",
    f"tests/autograder/{BANK}",
    "tests/source_notebooks/",
    "tests/autograder/test_course_run.py",
    "tests/adversarial/",
    "tests/autograder/repair/test_fuzz.py",
    "tests/conv_challenge/",
)
#: The files of tests of the built site; the others beside them build small books or none.
SITE = re.compile(r"tests/book/test_(?!build|front_page|links|pdf|release_links)\w+\.py$")
_names = "|".join(course.chapters())
CHAPTER = re.compile(rf"\[({_names})[-\]]|-({_names})\]$")


def scope(nodeid):
    """Name the tests that a test shares a worker with."""
    file, _, name = nodeid.partition("::")
    if SITE.search(file):
        return "the site"
    chapter = CHAPTER.search(name) if file.endswith(BANK) else None
    return f"{file}::{chapter[0].strip('[-]')}" if chapter else file


def pytest_collection_modifyitems(items):
    """Begin with what takes longest."""

    def rank(item):
        own = scope(item.nodeid)
        return next((i for i, start in enumerate(LONGEST) if own.startswith(start)), len(LONGEST))

    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)  # without the plug-in there is nothing to schedule
def pytest_xdist_make_scheduler(config, log):
    """Use both workers to the end."""
    config.option.loadscopereorder = False  # it would begin with the files of the most tests
    return ByFileAndChapter(config, log)


@pytest.fixture(scope="session")
def root():
    """The course's folder."""
    return ROOT


def copy_course(folder):
    """Copy what an instructor edits and nbgrader reads into an empty folder."""
    for name in ("_config.yml", "_toc.yml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("source_notebooks", "release"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture
def course_copy(tmp_path):
    """A copy of the course that a test may change."""
    folder = tmp_path / "course"
    folder.mkdir()
    return copy_course(folder)


@pytest.fixture(scope="session")
def shared_course(tmp_path_factory):
    """A copy of the course that several tests build on in turn."""
    return copy_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def nbgrader():
    """Run a bare nbgrader command in a course folder; returns the completed process."""

    def run(folder, *arguments, check=True):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if check:
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
        return done

    return run


@pytest.fixture(scope="session")
def cell():
    """A factory of nbgrader cells: ``cell("answer", "x = 1", grade_id="x")``."""
    return make_cell


def make_cell(kind, source="", grade_id="cell", points=1, tags=()):
    """Return a cell of a source notebook of the given kind."""
    make = (
        nbformat.v4.new_markdown_cell if kind in ("text", "written") else nbformat.v4.new_code_cell
    )
    made = make(source)
    if tags:
        made.metadata["tags"] = list(tags)
    if kind == "extra":
        return made
    solution, grade = kind in ("answer", "written"), kind in ("check", "written")
    made.metadata["nbgrader"] = {
        "grade_id": grade_id,
        "solution": solution,
        "grade": grade,
        "locked": not solution,
        "task": False,
        "schema_version": 3,
    }
    if grade:
        made.metadata["nbgrader"]["points"] = points
    return made


# Several threads for one small matrix product wait for each other more than they work. NumPy and
# PyTorch read this when they are imported, which nothing above does.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# nbgrader calls alembic as a bare command, which stands beside the Python that runs the tests.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


@pytest.fixture(scope="session")
def warm():
    """The warm parent that all tests of a session fork from."""
    from autograder.examiner.warm import Warm

    with Warm() as running:
        yield running
