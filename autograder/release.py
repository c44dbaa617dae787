"""The release of a chapter, as its source notebook makes it now."""

import contextlib

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells

from autograder import converter, course, notebook


def is_current(chapter, root=course.ROOT):
    """Return whether a chapter's release is what nbgrader would make of its source."""
    with contextlib.chdir(root):
        made = make(converter.Converter(converter.application()), chapter, root)
    return made.cells == notebook.read(course.release(chapter, root)).cells


def make(converting, chapter, root=course.ROOT, until=None):
    """Return a chapter's release, and leave the gradebook as it is.

    Parameters
    ----------
    converting : Converter
    chapter : str
    root : Path
    until : type, optional
        The preprocessor before which to stop.
    """
    nb, told = notebook.read(course.source(chapter, root)), resources(converting, chapter)
    for step in GenerateAssignment(parent=converting.parent).preprocessors:
        if step is until:
            break
        if step is not SaveCells:
            nb, told = step(parent=converting.exporter).preprocess(nb, told)
    return nb


def resources(converting, chapter):
    """Return what nbgrader tells its preprocessors of a chapter."""
    told = {"student": ".", "assignment": chapter, "notebook": chapter}
    return {"unique_key": chapter, "nbgrader": {**told, "db_url": converting.coursedir.db_url}}
