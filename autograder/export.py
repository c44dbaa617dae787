"""Export points, lateness taken off, in the form that Canvas or Moodle imports."""

import contextlib
import csv
import io
import json
import sys
from pathlib import Path

from traitlets import Dict, Unicode
from traitlets.config import Configurable

from autograder import cells, converter, course, gradebook, late, results, spreadsheets, table
from autograder.roster import Roster, Student

_ROSTER = "roster.csv"


class Export(Configurable):
    """Settings ``c.Export`` of `nbgrader_config.py`."""

    columns = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="What the platform calls a chapter's points, by chapter, such as Canvas's "
        "'Update rules (4711)'; the chapter's name when it is not here.",
    ).tag(config=True)
    missing = Unicode("", help="What stands for a chapter that was not handed in.").tag(config=True)
    unreadable = Unicode("", help="What stands for one that could not be graded.").tag(config=True)


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument("chapters", metavar="CHAPTER", nargs="+", help="for example update_rules")
    parser.add_argument(
        "--for",
        dest="platform",
        choices=list(spreadsheets.FORMS),
        default="csv",
        help="who is to read it (default: csv, a table for people)",
    )
    parser.add_argument(
        "--roster",
        metavar="CSV",
        help="who takes the course, as Canvas or Moodle exports it; it has the platform's own "
        f"numbers, which the import wants (default: {_ROSTER}, if there)",
    )
    parser.add_argument("--out", metavar="FILE", help="where to write (default: the terminal)")
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="print points and statuses as JSON"
    )


def main(
    *,
    chapters,
    platform="csv",
    roster=None,
    out=None,
    as_json=False,
    root=course.ROOT,
    file=None,
):
    """Write the points of CHAPTERs in the form that Canvas, Moodle or a spreadsheet reads.

    Late penalties are first brought up to date in the gradebook, for points that were given by hand
    and settings that have changed since. What was not handed in, or cannot be graded, has no
    points, which is not the same as 0.

    Returns
    -------
    int
        0, or 1 when a student of the gradebook is not in the roster.

    Raises
    ------
    ValueError
        When a chapter or the roster cannot be used.
    """
    root, out = Path(root).resolve(), Path(out).absolute() if out else None
    chapters = list(dict.fromkeys(chapters))
    for chapter in chapters:
        course.source(chapter, root)
    roster = Path(roster).absolute() if roster else root / _ROSTER
    roster = roster if roster.exists() or roster != root / _ROSTER else None
    with contextlib.chdir(root):
        return _Run(root, chapters, platform, roster).export(out, as_json, file or sys.stdout)


class _Run:
    def __init__(self, root, chapters, platform, roster):
        self._root = root
        self._converter = converter.Converter(converter.application())
        late.check(self._converter)
        self._settings = Export(parent=self._converter)
        self._roster = Roster(roster, parent=self._converter) if roster else None
        self._chapters = chapters
        self._platform = platform

    def export(self, out, as_json, file):
        """Write the file and say what an instructor should know; return the exit code."""
        rows = {chapter: self._rows(chapter) for chapter in self._chapters}
        graded = {row["student"] for found in rows.values() for row in found.values()}
        students, strangers = self._students(graded)
        header, *body = spreadsheets.FORMS[self._platform](self, students, rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([header, *body])
        if out:
            results.write_text(out, text.getvalue())
            print(f"{out}: {len(students)} students.", file=sys.stderr)
        if as_json:
            told = [r for found in rows.values() for r in found.values()]
            print(json.dumps(told, indent=1, ensure_ascii=False), file=file)
        elif not out:
            print(text.getvalue(), end="", file=file)
        return self._tell(rows, strangers)

    def cell(self, row):
        """Return what a chapter's cell of a student holds."""
        if row["points"] is not None:
            return cells.number(row["points"])
        missing = row["status"].startswith("missing")
        return self._settings.missing if missing else self._settings.unreadable

    def column(self, chapter):
        """Return what the platform calls a chapter."""
        return cells.safe(self._settings.columns.get(chapter, chapter))

    def _rows(self, chapter):
        """Return a chapter's points and statuses by student."""
        with gradebook.kept_open():
            changed = self._penalties(chapter)
            found = list(table.statuses(chapter, self._root))
        if changed:
            print(
                f"{chapter}: {changed} late penalties are others than when it was graded.",
                file=sys.stderr,
            )
        return {row["student"]: spreadsheets.told(chapter, row) for row in found}

    def _penalties(self, chapter):
        try:
            return late.bring_up_to_date(self._converter, chapter)
        except gradebook.NoGradebook as error:
            raise ValueError(str(error)) from None

    def _students(self, graded):
        """Return the students of the file, and those that the roster does not know."""
        if self._roster:
            known = {student.student for student in self._roster.students}
            return self._roster.students, sorted(graded - known)
        with gradebook.connect(self._converter.coursedir) as book:
            return [_student(s) for s in sorted(book.students, key=lambda s: s.id)], []

    def _tell(self, rows, strangers):
        for chapter, found in rows.items():
            ungraded = table.ungraded(chapter, {s: row["status"] for s, row in found.items()})
            if ungraded:
                print(ungraded, file=sys.stderr)
            waiting = [s for s, row in found.items() if table.WAITS in row["status"]]
            if waiting:
                print(
                    f"{chapter}: the written answers of {len(waiting)} wait to be marked; their "
                    "points so far were exported.",
                    file=sys.stderr,
                )
        if self._platform != "csv" and not self._roster:
            print(
                "Without a --roster the file has no numbers of the platform's own.", file=sys.stderr
            )
        if strangers:
            print(
                f"{len(strangers)} students are not in the roster and were left out: "
                f"{', '.join(strangers)}.",
                file=sys.stderr,
            )
        return 1 if strangers else 0


def _student(row):
    """Return the `Student` that the gradebook tells of."""
    name = f"{row.first_name or ''} {row.last_name or ''}".strip()
    return Student(row.id, row.lms_user_id or "", row.email or "", name)
