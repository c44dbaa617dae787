"""The table that ends a run: each student, the status of the submission, the score."""

import sys

from nbgrader.api import MissingEntry

from autograder import converter, course, gradebook, results, status
from layerwise.receipt import receipt

#: What a status says where points are yet to be given by hand.
WAITS = "the written answer waits to be marked"
#: What it says where the points are those of an earlier hand-in.
_AGAIN = "handed in again since"


def main(*, chapter, root=course.ROOT, file=None):
    """Print students, statuses and scores of CHAPTER, from the gradebook.

    Raises
    ------
    SystemExit
        When the gradebook or the chapter in it is missing.
    """
    rows = list(statuses(chapter, root))
    maximum = max((row["maximum"] for row in rows), default=0)
    file = file or sys.stdout
    width = max([len(row["student"]) for row in rows] + [len("student")])
    print(f"{'student':{width}}  {'score of':>8} {maximum:<5g} status", file=file)
    for row in rows:
        score = "-" if row["score"] is None else f"{row['score'] - row['penalty']:.2f}"
        late = f"; late: {row['penalty']:.2f} points off" if row["penalty"] else ""
        print(f"{row['student']:{width}}  {score:>8} {'':5} {row['status']}{late}", file=file)


def statuses(chapter, root=course.ROOT):
    """Yield a dict for each student of the gradebook: student, status, score, penalty, maximum.

    The score is None where nothing could be graded, which is not the same as a score of zero. The
    penalty for lateness has not been taken off it.
    """
    try:
        opened = gradebook.connect(converter.course_directory(root))
    except gradebook.NoGradebook as error:
        raise SystemExit(str(error)) from None
    with opened as book:
        try:
            maximum = book.find_assignment(chapter).max_score
        except MissingEntry:
            raise SystemExit(
                f"the gradebook knows no chapter {chapter!r}; "
                f"run nbgrader generate_assignment {chapter}."
            ) from None
        submissions = gradebook.submissions(book, chapter)
        for student in sorted(student.id for student in book.students):
            words, graded = _status(chapter, student, root)
            score, penalty = None, 0.0
            if graded and student in submissions:
                score, penalty, waits = submissions[student]
                words += f"; {WAITS}" if waits else ""
            elif graded:
                words = status.NEW
            yield {
                "student": student,
                "status": words,
                "score": score,
                "penalty": penalty,
                "maximum": maximum,
            }


def ungraded(chapter, statuses):
    """Return a sentence on who has handed in what is not graded yet, or nothing.

    Parameters
    ----------
    chapter : str
    statuses : dict of str to str
        Statuses in words, by student.
    """
    waiting = [
        s for s, words in statuses.items() if words.startswith(status.NEW) or _AGAIN in words
    ]
    if not waiting:
        return ""
    return (
        f"{chapter}: not graded yet is what was handed in by {', '.join(waiting)}; run "
        f"python -m autograder grade {chapter}."
    )


def _status(chapter, student, root):
    """Return a submission's status in words, and whether it has a score."""
    handed_in = root / "submitted" / student / chapter / f"{chapter}.ipynb"
    graded = root / "autograded" / student / chapter / f"{chapter}.ipynb"
    # As plain JSON: nbformat would validate each of a class's notebooks for one line of it.
    told = (results.read(graded) or {}).get("metadata", {}).get("layerwise", {})
    kept = status.read(chapter, student, root)
    # A bare nbgrader may have graded since.
    if kept and kept.is_graded == graded.is_file() and told.get("result", kept.key) == kept.key:
        words, found = str(kept), kept.is_graded
        if kept.name == status.MISSING and handed_in.is_file():
            words = status.NEW
    elif graded.is_file():
        words, found = told.get("status", "graded"), True
    elif handed_in.is_file():
        # Where nbgrader alone has tried, its log is all that says so.
        words, found = f"{status.NEW}; if it was tried, nbgrader's log says why it failed", False
    else:
        words, found = status.MISSING, False
    again = found and _is_another(handed_in, told.get("receipt"))
    return f"{words}; {_AGAIN}" if again else words, found


def _is_another(handed_in, graded):
    """Return whether a notebook is there that is not the one with the receipt `graded`."""
    return bool(graded) and handed_in.is_file() and receipt(handed_in.read_bytes()) != graded
