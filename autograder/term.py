"""The term's clock: in which time zone the course lives, and when chapters are due."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.api import MissingEntry
from traitlets import Dict, Unicode
from traitlets.config import Configurable


class Term(Configurable):
    """Settings ``c.Term`` of `nbgrader_config.py`.

    The gradebook keeps times in UTC, without a zone, and so do the methods here.
    """

    timezone = Unicode(
        "UTC",
        help="The course's time zone by its name in the IANA list, such as Europe/London. Times "
        "that name no zone of their own, such as a zip file's, are of this one.",
    ).tag(config=True)
    due = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="When chapters are due, by their names, such as 2026-03-29 23:59. The gradebook "
        "follows. A chapter that is not named here keeps the date that the formgrader gives it.",
    ).tag(config=True)

    @property
    def zone(self):
        """The time zone, a `ZoneInfo`."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"c.Term.timezone is {self.timezone!r}, which is no time zone's name; expected one "
                "such as Europe/London or America/New_York."
            ) from None

    def utc(self, time):
        """Return a time in UTC, without a zone.

        Of a local time that a change of the clocks makes twice, or leaves out, it is the later.

        Parameters
        ----------
        time : datetime
            With a zone of its own, or a local time of this course.
        """
        if time.tzinfo is not None:
            return time.astimezone(UTC).replace(tzinfo=None)
        both = (time.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return max(both).replace(tzinfo=None)

    def local(self, time):
        """Return a time in UTC as the course's clocks show it, with its zone."""
        return time.replace(tzinfo=UTC).astimezone(self.zone)

    def due_date(self, chapter):
        """Return when a chapter is due by the settings, in UTC, or None.

        Raises
        ------
        ValueError
            When the setting is no time.
        """
        text = self.due.get(chapter)
        if text is None:
            return None
        try:
            return self.utc(datetime.fromisoformat(text))
        except ValueError:
            self.zone  # noqa: B018 - a fault of its own, told first
            raise ValueError(
                f"c.Term.due of {chapter} is {text!r}; expected a time such as 2026-03-29 23:59."
            ) from None

    def set_due_date(self, gradebook, chapter):
        """Have the gradebook follow the settings; return when a chapter is due by it, or None."""
        try:
            assignment = gradebook.find_assignment(chapter)
        except MissingEntry:
            return self.due_date(chapter)
        due = self.due_date(chapter)
        if due is not None and assignment.duedate != due:
            assignment.duedate = due
            gradebook.db.commit()
        return assignment.duedate
