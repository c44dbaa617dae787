"""Write a sample class into `submitted/`, to try the whole course on."""

import filecmp
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from autograder import converter, course, gradebook, made, samples

_WRITTEN = "This is a sample of a written answer, for a person to read and to score."


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument("chapters", metavar="CHAPTER", nargs="+", help="for example update_rules")
    parser.add_argument(
        "--students",
        type=int,
        default=samples.STUDENTS,
        metavar="N",
        help="students of the class (default: %(default)s); with more of them, more of the "
        "answers that the grader knows are handed in",
    )


def main(*, chapters, students=samples.STUDENTS, root=course.ROOT):
    """Compose a class of sample submissions for each CHAPTER, one student for each kind of answer.

    What stands under the names student-01, student-02, ... is replaced, in `submitted/` and in what
    was made from it, unless it is the same already; other students are left alone. One student of
    the class hands in nothing.

    Returns
    -------
    list of str
        The students.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter, or it has not been released.
    ValueError
        When there are too few students for one of each kind.
    """
    folders, due = [], {}
    for chapter in dict.fromkeys(chapters):
        ingredients = _ingredients(chapter, students, root)
        there = made.recall("sample-class", chapter, ingredients, root)
        if there is None:
            due[chapter] = ingredients
        else:
            folders += there
            print(f"{chapter}: the class of {len(there)} is there", flush=True)
    for chapter, written in _written(due, students, root):
        made.remember("sample-class", chapter, due[chapter], written, root)
        folders += written
    names = sorted({Path(folder).parent.name for folder in folders})
    with gradebook.connect(converter.course_directory(root), create=True) as book:
        for student in set(names) - {student.id for student in book.students}:
            book.update_or_create_student(student)
    return names


def _written(chapters, students, root):
    """Write the classes of chapters, those first that wait for no training; yield their folders."""
    classes = {chapter: list(samples.sample_class(chapter, root, students)) for chapter in chapters}
    with ThreadPoolExecutor() as pool:  # each model is trained by its own process
        trained = {
            (chapter, small): pool.submit(samples.trained_files, chapter, small=small, root=root)
            for small in (False, True)
            for chapter in classes
        }
        for chapter in sorted(classes, key=lambda chapter: samples.trains(chapter, root)):
            files = [trained[chapter, small].result() for small in (False, True)]
            yield chapter, _write(chapter, classes[chapter], *files, root)


def _ingredients(chapter, students, root):
    """Return what a chapter's class is made from, beside the grader's and the library's code."""
    source, release = course.source(chapter, root), course.release(chapter, root)
    return [source, release, students]


def _write(chapter, kinds, files, small, root):
    """Write a chapter's class; return its students' folders, of which the last is not there."""
    folders = []
    for number, (what, answers) in enumerate([*kinds, ("hands in nothing", None)], 1):
        student = f"student-{number:02}"
        folders.append(f"submitted/{student}/{chapter}")
        print(f"{chapter}  {student}  {what}", flush=True)
        if answers is None:
            _clear(student, chapter, root)
            continue
        nb = samples.compose(chapter, answers, written=_WRITTEN if answers else None, root=root)
        beside = small if what == samples.TOO_SHORT else files
        _hand_in(student, chapter, nbformat.writes(nb) + "\n", beside, root)
    return folders


def _hand_in(student, chapter, text, files, root):
    """Put a notebook's text and some files where a student hands them in."""
    folder, name = root / "submitted" / student / chapter, f"{chapter}.ipynb"
    expected = sorted([name, *(path.name for path in files.iterdir())])
    if folder.is_dir() and sorted(path.name for path in folder.iterdir()) == expected:
        others = [path for path in expected if path != name]
        same, _, _ = filecmp.cmpfiles(folder, files, others)
        if same == others and (folder / name).read_text(encoding="utf-8") == text:
            return
    _clear(student, chapter, root)
    shutil.copytree(files, folder)
    (folder / name).write_text(text, encoding="utf-8")


def _clear(student, chapter, root):
    """Remove a student's work and all that was made from it."""
    for step in ("submitted", "autograded", "feedback"):
        shutil.rmtree(root / step / student / chapter, ignore_errors=True)
