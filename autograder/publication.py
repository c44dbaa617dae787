"""What must not be in a publication, and the search for it."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path

from autograder import converter, course, gradebook, leaks, release
from autograder.preprocessors.address import address
from autograder.preprocessors.refuse import MARKERS

#: What commands make, and a publication has no place for.
GENERATED = (
    *("__pycache__", ".ipynb_checkpoints", "*.pyc", "*.pyo", "*.so", "*.egg-info", "build", "dist"),
    *(".cache", ".*_cache", "_build", "gradebook.db*", "*.db", "*.log", "*.part", "grading"),
    *(
        "autograded",
        "earlier",
        "feedback",
        "submitted",
        "roster*.csv",
        ".git",
        ".env",
        ".venv*",
        "*~",
        ".DS_Store",
    ),
)
_HOME = re.compile(r"(?:/home/|/Users/|\\Users\\)(\w[\w.-]*)")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)
_COLAB = re.compile(r"https://colab\.research\.google\.com/github/([\w.-]+/[\w.-]+)/blob/([^/]+)/")
_LIBRARY = re.compile(r'^LIBRARY = "(.*)"$', re.MULTILINE)
_SHORTEST_NAME = 3


def faults(tree, root=course.ROOT):
    """Return what a publication gives away or gets wrong, a sentence each.

    Parameters
    ----------
    tree : Path
        The publication.
    root : Path
        The course that it is of.
    """
    secrets, names = leaks.of_course(root), _students(root)
    settings = course.settings(root)
    found = []
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree)
        if any(fnmatch(path.name, pattern) for pattern in GENERATED):
            found.append(f"{name} is a generated file.")
        elif path.is_file():
            found += [f"{name}: {fault}" for fault in _of_file(path, secrets, names, settings)]
    for chapter in course.chapters(root):
        if not release.is_current(chapter, root):
            found.append(
                f"release/{chapter}/{chapter}.ipynb is not what its source notebook makes; run "
                "make release."
            )
    return found


def _of_file(path, secrets, names, settings):
    text = path.read_bytes().decode("utf-8", errors="ignore")
    for reading in leaks.readings(path):
        yield from (f"{m!r} is a marker of the source's." for m in MARKERS if m in reading)
    yield from leaks.of_file(path, secrets)
    if path.suffix == ".ipynb":
        yield from _of_notebook(text, settings)
    yield from _of_people(text, names)
    for repository, reference in _COLAB.findall(text):
        config = settings["sphinx"]["config"]
        if (repository, reference) != (config["layerwise_repository"], config["layerwise_ref"]):
            yield f"a link opens {repository} at {reference} in Colab, not what _config.yml says."


def _of_notebook(text, settings):
    try:
        nb = json.loads(text)
        cells = nb["cells"]
    except (ValueError, LookupError, TypeError):
        yield "is not a notebook that can be read."
        return
    for number, cell in enumerate(cells, 1):
        if cell.get("outputs") or cell.get("execution_count") or cell.get("attachments"):
            yield f"cell {number} has an output; clear it."
    more = nb.get("metadata", {}).keys() - {"kernelspec", "language_info"}
    if more:
        yield f"its metadata says more than it should: {', '.join(sorted(more))}."
    addresses = [found for source in leaks.cells(text) for found in _LIBRARY.findall(source)]
    for found in addresses:
        if found != address(settings):
            yield f"it installs the library from {found}, expected {address(settings)}."


def _of_people(text, names):
    for home in _HOME.findall(text):
        yield f"it names the home folder of {home}."
    for mail in _MAIL.findall(text):
        yield f"it has the mail address {mail}."
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield f"it has a student's name, {name}."


def _students(root):
    """Return the names of those who have handed in, or whom the gradebook knows."""
    names = {path.name for path in Path(root, "submitted").glob("*") if path.is_dir()}
    try:
        with gradebook.connect(converter.course_directory(root)) as book:
            for student in book.students:
                names |= {student.id, f"{student.first_name} {student.last_name}"}
    except gradebook.NoGradebook:
        pass
    return sorted(name for name in names if len(name) >= _SHORTEST_NAME and name != "None None")
