"""Make the releases of a course's chapters, all in one process, where they are not current."""

import contextlib

from nbgrader.apps import GenerateAssignmentApp

from autograder import course, gradebook, made

#: The course's files that every release depends on.
_SETTINGS = ("_config.yml", "nbgrader_config.py")


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument(
        "chapters",
        metavar="CHAPTER",
        nargs="*",
        help="for example update_rules; every chapter when none is named",
    )


def main(*, chapters=(), root=course.ROOT):
    """Release chapters as `nbgrader generate_assignment --force` does, unless they are current.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.
    SystemExit
        When a source notebook is refused; the chapters after it are left as they are.
    """
    for chapter in chapters:
        course.source(chapter, root)
    with contextlib.chdir(root):
        app = GenerateAssignmentApp()
        app.initialize(["--force", "--log-level=ERROR"])
        known = _known(app.coursedir)
        for chapter in chapters or course.chapters(root):
            own = course.source(chapter, root).parent.rglob("*")
            ingredients = [*own, *(root / name for name in _SETTINGS)]
            path = course.release(chapter, root).relative_to(root)
            if chapter not in known or not made.recall("release", chapter, ingredients, root):
                app.coursedir.assignment_id = chapter
                app.start()
                made.remember("release", chapter, ingredients, [str(path.parent)], root)
            print(path, flush=True)


def _known(coursedir):
    """Return the names of the chapters that the gradebook knows, if there is one."""
    try:
        with gradebook.connect(coursedir) as book:
            return {assignment.name for assignment in book.assignments}
    except gradebook.NoGradebook:
        return set()
