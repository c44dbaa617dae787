"""What each student gets back: a page that a phone shows as well, and the same as plain text."""

import shutil
import sys
from pathlib import Path

from autograder import course, marks, pages, results, status, table

#: What nbgrader's release_feedback wants to find beside a page.
_BESIDE = ("timestamp.txt", "submission_secret.txt")


def chapters_argument(parser):
    """Describe the chapters that a command is for to its parser."""
    parser.add_argument(
        "chapters",
        metavar="CHAPTER",
        nargs="*",
        help="for example update_rules; every chapter that has been graded when none is named",
    )


def arguments(parser):
    """Describe the command's arguments to its parser."""
    chapters_argument(parser)
    parser.add_argument(
        "--student",
        dest="students",
        action="append",
        default=[],
        metavar="NAME",
        help="write this student's alone; may be given several times",
    )


def main(*, chapters=(), students=(), root=course.ROOT):
    """Write a page for each student into feedback/: points, what failed and why, hints, comments.

    Points and comments are those that the gradebook has now, so run it again once the written
    answers have been marked.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.
    ValueError
        When there is no such student.
    RuntimeError
        When nothing has been graded.
    """
    root = Path(root).resolve()
    for chapter in chapters:
        course.source(chapter, root)
    for chapter in list(dict.fromkeys(chapters)) or graded_chapters(root):
        works = list(marks.load(chapter, root))
        unknown = set(students) - {work.student for work in works}
        if unknown:
            raise ValueError(
                f"the gradebook knows no student {', '.join(sorted(unknown))}; see python -m "
                f"autograder table {chapter}."
            )
        chosen = [work for work in works if not students or work.student in students]
        for work in chosen:
            write(work, root)
        print(_summary(chapter, chosen))
        ungraded = table.ungraded(chapter, {work.student: work.status for work in chosen})
        if ungraded:
            print(ungraded, file=sys.stderr)


def graded_chapters(root):
    """Return the chapters of which something has been graded.

    Raises
    ------
    RuntimeError
        When there are none.
    """
    statuses = Path(root, results.FOLDER, "statuses")
    found = [
        chapter
        for chapter in course.chapters(root)
        if any(root.glob(f"autograded/*/{chapter}")) or any(statuses.glob(f"{chapter}/*.json"))
    ]
    if not found:
        raise RuntimeError("nothing has been graded yet; run python -m autograder grade first.")
    return found


def write(work, root):
    """Write a student's page and the text beside it; return the page's path."""
    folder = root / "feedback" / work.student / work.chapter
    total = max(work.score - work.penalty, 0.0)
    waiting = sum(mark.maximum for mark in work.marks if mark.waits and mark.is_written)
    seed = next((m.report.seed for m in work.marks if m.report.seed is not None), None)
    values = {"work": work, "total": total, "waiting": waiting, "seed": seed}
    for form in ("txt", "html"):
        path, text = folder / f"{work.chapter}.{form}", pages.render(f"feedback.{form}", **values)
        if not path.is_file() or path.read_bytes() != text.encode(errors="replace"):
            results.write_text(path, text, mode=0o644)
    for name in _BESIDE:
        path = root / "autograded" / work.student / work.chapter / name
        if path.is_file():
            shutil.copyfile(path, folder / name)
    return folder / f"{work.chapter}.html"


def _summary(chapter, works):
    """Return what was written, and what of it is not final yet, in a line."""
    text = f"{chapter}: pages in feedback/STUDENT/{chapter}/: {len(works)}"
    waiting = sum(any(m.waits and m.is_written for m in work.marks) for work in works)
    missing = sum(work.kind == status.MISSING for work in works)
    if missing:
        text += f"; of these with nothing handed in: {missing}"
    if waiting:
        text += f"; with a written answer that waits to be marked: {waiting}"
    return f"{text}."
