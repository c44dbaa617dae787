"""What each student has for a chapter: status, points check by check, reports, comments."""

import re
from dataclasses import dataclass, field

from nbgrader import api

from autograder import check_report, converter, course, gradebook, notebook, status, table
from autograder.check_report import Report

_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
#: A marking scheme may have headings of its own, which are not for students.
_SCHEME = re.compile(r"^.*### BEGIN MARK SCHEME[\s\S]*?### END MARK SCHEME.*$", re.MULTILINE)


@dataclass
class Mark:
    """The points of a check or of a written answer.

    Attributes
    ----------
    name : str
        The cell's name.
    title : str
        The heading that the cell stands under.
    maximum : float
    points : float
    is_written : bool
    waits : bool
        Whether a person has yet to give the points.
    by_hand : bool
        Whether a person has given or changed them.
    comment : str
        What a person has said of it.
    report : Report
        What the check says; empty for a written answer.
    misconception : str or None
        The wrong version of the bank that the answer does as, such as "adam.bias_not_corrected".
    """

    name: str
    title: str
    maximum: float
    points: float = 0.0
    is_written: bool = False
    waits: bool = False
    by_hand: bool = False
    comment: str = ""
    report: Report = field(default_factory=Report)
    misconception: str | None = None


@dataclass
class Work:
    """A student's work on a chapter.

    Attributes
    ----------
    student, chapter : str
    title : str
        The chapter's title.
    status : str
        What became of the submission, in words.
    kind : str
        The status in a word, see `autograder.status`.
    is_graded : bool
        Whether there is a score.
    score, maximum : float
        Points, and how many there are; before a late penalty.
    penalty : float
        Points taken off because it was handed in late.
    notes : list of str
        What had to be repaired, a sentence each.
    marks : list of Mark
        In the notebook's order.
    answers : list of tuple of str
        What the student wrote: a title and the text of each answer.
    comments : list of tuple of str
        What a person has said of answers that have no points of their own.
    seconds : dict of str to float
        What each cell took when it was graded, by its name.
    """

    student: str
    chapter: str
    title: str
    status: str
    kind: str
    is_graded: bool
    score: float = 0.0
    maximum: float = 0.0
    penalty: float = 0.0
    notes: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    seconds: dict = field(default_factory=dict)


def load(chapter, root=course.ROOT):
    """Yield the `Work` of each student of the gradebook.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.
    RuntimeError
        When there is no gradebook, or it does not know the chapter.
    """
    source = notebook.read(course.source(chapter, root))
    titles = _titles(source)
    try:
        rows = list(table.statuses(chapter, root))
    except SystemExit as error:
        raise RuntimeError(str(error)) from None
    with gradebook.connect(converter.course_directory(root)) as book:
        grades, comments = _grades(book, chapter), _comments(book, chapter)
    for row in rows:
        student = row["student"]
        kept = status.read(chapter, student, root)
        work = Work(
            student,
            chapter,
            titles.get(None, chapter),
            row["status"],
            _kind(row, kept),
            row["score"] is not None,
            maximum=row["maximum"],
        )
        if work.is_graded:
            work.score, work.penalty = row["score"], row["penalty"]
            work.notes = list(kept.notes) if kept else []
            said = comments.get(student, {})
            _fill(work, source, titles, grades.get(student, {}), said, root)
        yield work


def _kind(row, kept):
    """Return a status in a word; of a submission that a bare nbgrader graded, none is kept."""
    if kept and row["status"].startswith(kept.name):
        return kept.name
    if row["score"] is not None:
        return status.GRADED if row["status"].startswith(status.GRADED) else status.CRASHED
    known = (status.MISSING, status.NEW)
    return next((kind for kind in known if row["status"].startswith(kind)), status.UNREADABLE)


def _titles(source):
    """Return the heading that each cell stands under, and the notebook's own under None."""
    titles, last = {}, ""
    for cell in source.cells:
        text = _SCHEME.sub("", cell.source) if notebook.kind(cell) == "text" else ""
        for heading in _HEADING.findall(text):
            last = heading.strip()
            titles.setdefault(None, last)
        if notebook.grade_id(cell):
            titles[notebook.grade_id(cell)] = last
    return titles


def _fill(work, source, titles, grades, comments, root):
    """Read the graded notebook, and bring it together with the gradebook's rows."""
    path = root / "autograded" / work.student / work.chapter / f"{work.chapter}.ipynb"
    cells = {}
    graded = notebook.read(path)
    for cell in graded.cells:
        cells.setdefault(notebook.grade_id(cell), cell)
    told = graded.metadata.get("layerwise", {})
    work.seconds = dict(told.get("seconds", {}))
    for original in source.cells:
        name, kind = notebook.grade_id(original), notebook.kind(original)
        cell = cells.get(name)
        if kind in ("check", "written") and name in grades:
            mark = Mark(name, titles[name], **grades[name], is_written=kind == "written")
            mark.comment = comments.get(name, "")
            mark.misconception = told.get("misconceptions", {}).get(name)
            if kind == "check" and cell:
                mark.report = check_report.read(_printed(cell))
            work.marks.append(mark)
        elif comments.get(name):
            work.comments.append((titles[name] or name, comments[name]))
        if kind in ("answer", "written") and cell:
            work.answers.append((titles[name] or name, cell.source))


def _printed(cell):
    """Return what a check printed when it was graded."""
    outputs = cell.get("outputs", [])
    return "\n".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stdout")


def _grades(book, chapter):
    """Return maximum, points, and who gave them, by student and cell."""
    columns = (
        *(api.GradeCell.max_score, api.Grade.score),
        *(api.Grade.manual_score, api.Grade.extra_credit, api.Grade.needs_manual_grade),
    )
    rows = gradebook.of_cells(book, chapter, api.Grade, api.GradeCell, *columns)
    found = {}
    for student, name, maximum, points, manual, extra, waits in rows:
        found.setdefault(student, {})[name] = {
            "maximum": maximum,
            "points": points,
            "by_hand": manual is not None or bool(extra),
            "waits": bool(waits),
        }
    return found


def _comments(book, chapter):
    """Return what was said of each answer, by student and cell."""
    columns = api.Comment.auto_comment, api.Comment.manual_comment
    rows = gradebook.of_cells(book, chapter, api.Comment, api.SolutionCell, *columns)
    found = {}
    for student, name, auto, manual in rows:
        found.setdefault(student, {})[name] = manual or auto or ""
    return found
