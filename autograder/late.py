"""The late policy, a plug-in of nbgrader: grace, percent a day, a cap, and who is excused."""

from datetime import timedelta
from math import ceil

from nbformat.v4 import new_notebook
from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import joinedload, selectinload, undefer
from traitlets import Bool, Dict, Float, List, TraitError, Unicode

from autograder import gradebook
from autograder.term import Term

_DAY = timedelta(days=1)


class LatePolicy(LateSubmissionPlugin):
    """Takes so many percent of the score for each day that a submission is late.

    Days are those of the course's clocks (``c.Term.timezone``): what is due on Saturday at 23:59
    is one day late on Sunday at 23:59, also where the clocks changed in between.
    """

    grace = Float(0.0, min=0, help="Minutes after the due date that cost nothing.").tag(config=True)
    percent = Float(
        0.0, min=0, max=100, help="Percent of a submission's score that a day costs."
    ).tag(config=True)
    cap = Float(100.0, min=0, max=100, help="The most percent that lateness costs.").tag(
        config=True
    )
    whole_days = Bool(
        True, help="Whether a day that has begun costs as much as a whole one, or its part."
    ).tag(config=True)
    excused = Dict(
        value_trait=List(Unicode()),
        key_trait=Unicode(),
        help="Students who may be late, by chapter; '*' stands for all chapters, or all students.",
    ).tag(config=True)

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Return the points that lateness costs, or None when it costs nothing.

        Parameters
        ----------
        student_id : str
        score : float
            The submission's points.
        total_seconds_late : float
        """
        if total_seconds_late <= self.grace * 60 or self._is_excused(student_id):
            return None
        days = self._days(student_id, timedelta(seconds=total_seconds_late))
        if self.whole_days:
            days = ceil(days - 1e-9)
        return score * min(self.percent * days, self.cap) / 100 or None

    def _is_excused(self, student):
        chapters = "*", getattr(self.parent, "assignment_id", "*")
        return any({"*", student}.intersection(self.excused.get(c, ())) for c in chapters)

    def _days(self, student, late):
        """Return the days between the due date and the hand-in, on the course's clocks."""
        book = getattr(self.parent, "gradebook", None)
        if book is None:  # nothing but the seconds is known
            return late / _DAY
        due = book.find_submission(self.parent.assignment_id, student).duedate
        term = Term(parent=self)
        begin, end = (term.local(time).replace(tzinfo=None) for time in (due, due + late))
        return max(end - begin, timedelta(0)) / _DAY


def check(converter):
    """Raise `ValueError` where the settings of the late policy, or of the term, cannot be used."""
    try:
        term = Term(parent=converter)
        term.zone  # noqa: B018 - it raises where it is none
        for chapter in term.due:
            term.due_date(chapter)
        AssignLatePenalties(parent=converter.exporter).init_plugin()
    except TraitError as error:
        raise ValueError(f"a setting in nbgrader_config.py cannot be used: {error}") from None


def bring_up_to_date(converter, chapter):
    """Assign the late penalties of a chapter anew; return how many are others than before.

    nbgrader assigns them when it grades. Points that a person gives later, and settings that have
    changed since, are taken into account here.

    Parameters
    ----------
    converter : Converter
    chapter : str
    """
    url = converter.coursedir.db_url
    with gradebook.connect(converter.coursedir) as book:
        Term(parent=converter).set_due_date(book, chapter)
        before = _penalties(book, chapter)
    for student in before:
        told = {"assignment": chapter, "notebook": chapter, "student": student, "db_url": url}
        step = AssignLatePenalties(parent=converter.exporter)
        step.preprocess(new_notebook(), {"nbgrader": told})
    with gradebook.connect(converter.coursedir) as book:
        after = _penalties(book, chapter)
    return sum(abs(after.get(s, 0.0) - penalty) > 1e-9 for s, penalty in before.items())


def _penalties(book, chapter):
    """Return the penalty of each submission that is late, or has one."""
    kind = SubmittedAssignment
    at_once = undefer(kind.late_submission_penalty), joinedload(kind.student)
    found = (
        book.db.query(kind)
        .options(*at_once, joinedload(kind.assignment), selectinload(kind.notebooks))
        .join(kind.assignment)
        .filter(Assignment.name == chapter)
    )
    return {
        s.student.id: s.late_submission_penalty or 0.0
        for s in found
        if s.notebooks and (s.total_seconds_late or s.late_submission_penalty)
    }
