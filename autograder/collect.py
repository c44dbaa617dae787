"""Collect what Canvas, Moodle, Google Classroom or a mail program gives into submitted/."""

import contextlib
import re
import sys
from dataclasses import replace
from pathlib import Path

import filelock
from traitlets import Dict, List, Unicode
from traitlets.config import Configurable

from autograder import converter, course, gradebook, results
from autograder.handin import attempt as handins
from autograder.handin import naming, place
from autograder.handin.entry import RefusedError
from autograder.handin.owner import Owners
from autograder.handin.report import Report
from autograder.handin.source import Source
from autograder.roster import Roster
from autograder.term import Term

_FILE = re.compile(r"[\w-]+\.(?:npz|npy|safetensors|pt|csv|json|txt)\b")
_SPREAD = 600  # seconds within which a class does not hand in
_ROSTER = "roster.csv"


class Collect(Configurable):
    """Settings ``c.Collect`` of `nbgrader_config.py`."""

    patterns = Dict(
        value_trait=List(Unicode()),
        key_trait=Unicode(),
        help="Regular expressions for the names of files that are handed in, by platform. They are "
        "tried before the built-in ones (autograder/handin/naming.py), and in the same form.",
    ).tag(config=True)

    def namings(self):
        """Return the `Naming` of each platform, by its name."""
        names = dict.fromkeys([*self.patterns, *naming.PATTERNS])
        return {
            name: naming.Naming(name, self.patterns.get(name, []) + naming.PATTERNS.get(name, []))
            for name in names
        }


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument("source", metavar="SOURCE", help="a folder, or a .zip, .eml or .mbox file")
    parser.add_argument(
        "--from",
        dest="platform",
        default="auto",
        metavar="PLATFORM",
        help=f"{', '.join(naming.PATTERNS)}, one of your own from nbgrader_config.py, or auto "
        "(the default): the one that fits most names",
    )
    parser.add_argument(
        "--roster",
        metavar="CSV",
        help=f"who takes the course, as Canvas or Moodle exports it (default: {_ROSTER}, if there)",
    )
    parser.add_argument(
        "--chapter", metavar="CHAPTER", help="what all of it is for (default: as the names say)"
    )
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="print the report as JSON"
    )


def main(
    *,
    source,
    platform="auto",
    roster=None,
    chapter=None,
    as_json=False,
    root=course.ROOT,
    file=None,
):
    """Put what Canvas, Moodle, Google Classroom or a mail program gives into submitted/.

    SOURCE is what the platform gives to download. The latest hand-in of each student counts; the
    ones before are kept in earlier/. Nothing that is newer is ever replaced, and the same command
    again changes nothing.

    Returns
    -------
    int
        0, or 1 when a file was refused; each is named with the reason.

    Raises
    ------
    ValueError
        When the source, the roster or a setting cannot be used.
    """
    root, source = Path(root).resolve(), Path(source).absolute()
    if chapter:
        course.source(chapter, root)
    roster = Path(roster).absolute() if roster else root / _ROSTER
    roster = roster if roster.exists() or roster != root / _ROSTER else None
    (root / results.FOLDER).mkdir(exist_ok=True)
    lock = filelock.FileLock(root / results.FOLDER / "lock", timeout=0)
    try:
        with contextlib.chdir(root), lock:
            report = _Run(root, platform, roster, chapter).collect(source)
    except filelock.Timeout:
        raise RuntimeError(f"a run is grading in {root}; wait until it has ended.") from None
    report.print(as_json, file or sys.stdout)
    return 1 if report.refused else 0


class _Run:
    def __init__(self, root, platform, roster, chapter):
        app = converter.application()
        self._root = root
        self._coursedir = app.coursedir
        self._term = Term(parent=app)
        self._term.zone  # noqa: B018 - a wrong name is told before anything is done
        self._namings = _chosen(Collect(parent=app).namings(), platform)
        self._roster = Roster(roster, parent=app) if roster else None
        self._chapter = chapter
        self._chapters = course.chapters(root)
        self._report = Report()

    def collect(self, path):
        """Collect a source and return the report."""
        refuse = self._report.refuse
        with Source(path, self._term, refuse) as source:
            entries = list(source.entries(lambda name: any(n.match(name) for n in self._namings)))
            names = [entry.name for entry in entries if not entry.sender]
            self._naming = naming.guess(names, self._namings)
            files = list(self._files(entries, source))
            known = {chapter: _known(chapter, self._root) for chapter in self._chapters}
            found = handins.attempts(files, self._chapters, known, refuse, self._chapter)
            due = self._begin({chapter for _, chapter in found})
            self._warn_of_times(found, due)
            shelf = place.Shelf(self._root, self._coursedir.submitted_directory, refuse)
            for (_, chapter), same in sorted(found.items()):
                for attempt in same:
                    self._put(shelf, attempt, due[chapter])
        self._tell_missing({chapter for _, chapter in found} | {self._chapter} - {None})
        return self._report

    def _files(self, entries, source):
        """Yield what was handed in, with the student, from archives too."""
        owners = Owners(self._naming, self._roster, self._report.refuse)
        for entry in entries:
            match = owners.match(entry)
            student = match and owners.student(entry, match)
            try:
                if student:
                    yield from self._unpacked(entry, match, student, source)
            except RefusedError as error:
                self._report.refuse(entry.name, str(error))

    def _unpacked(self, entry, match, student, source):
        """Yield a file that was handed in, or those of the archive that it is."""
        time = self._term.utc(match.time) if match.time else self._told(student, entry)
        file = handins.File(
            entry, student, match.file, time, match.number, match.late, entry.message
        )
        if not match.file.lower().endswith(".zip"):
            yield file
            return
        inside = list(source.inside(entry))
        # An archive of weights alone belongs to the notebook beside it.
        whole = any(item.name.lower().endswith(".ipynb") for item in inside)
        for item in inside:
            name = item.name.removeprefix(f"{entry.name}/")
            yield replace(file, entry=item, name=name, group=entry.name if whole else file.group)

    def _told(self, student, entry):
        """Return when a file was handed in: Moodle's worksheet knows better than its zip."""
        if self._naming.platform != "moodle" or entry.sender or not self._roster:
            return entry.time
        found = self._roster.find({"student": student})
        return self._term.utc(found[0].time) if found[0].time else entry.time

    def _begin(self, chapters):
        """Tell the gradebook who takes the course; return when chapters are due."""
        try:
            with gradebook.connect(self._coursedir) as book:
                for student in self._roster.students if self._roster else ():
                    book.update_or_create_student(student.student, **_columns(student))
                return {c: self._term.set_due_date(book, c) for c in chapters}
        except gradebook.NoGradebook:
            return {chapter: self._term.due_date(chapter) for chapter in chapters}

    def _put(self, shelf, attempt, due):
        time, late = attempt.time, attempt.late
        if due and late is False and time > due:
            # The platform knows; its zip has the time at which it was made.
            time = due
        elif due and late and time > due and attempt.number is not None:
            attempt.notes.append(
                f"{self._naming.platform} says that it is late and not by how much: the time is "
                "that of the download, correct it in timestamp.txt"
            )
        result = shelf.put(attempt, time)
        if result:
            self._report.collected.append(
                {
                    "student": attempt.student,
                    "chapter": attempt.chapter,
                    "time": f"{self._term.local(time):%Y-%m-%d %H:%M:%S %Z}",
                    "late": bool(late or (late is None and due and time > due)),
                    "result": result,
                    "notes": attempt.notes,
                    "files": [file.entry.name for file in attempt.files.values()],
                }
            )

    def _warn_of_times(self, found, due):
        """Say so when the times are those of a download, and so would make the class late."""
        for chapter in sorted(due):
            last = [same[-1] for (_, c), same in found.items() if c == chapter]
            times = sorted(attempt.time for attempt in last if attempt.late is None)
            if (
                due[chapter]
                and len(times) > 2
                and times[0] > due[chapter]
                and (times[-1] - times[0]).total_seconds() < _SPREAD
            ):
                self._report.warnings.append(
                    f"{chapter}: all {len(times)} hand-ins are late by the time of their files, "
                    f"within {_SPREAD // 60} minutes, so it is likely that of the download; give "
                    "Moodle's grading worksheet as the roster, which tells when each was handed in."
                )

    def _tell_missing(self, chapters):
        step = self._root / self._coursedir.submitted_directory
        for chapter in sorted(chapters) if self._roster else ():
            self._report.missing[chapter] = [
                student.student
                for student in self._roster.students
                if not (step / student.student / chapter).is_dir()
            ]


def _chosen(namings, platform):
    if platform == "auto":
        return list(namings.values())
    if platform not in namings:
        raise ValueError(f"--from is {platform!r}, expected auto or one of {', '.join(namings)}.")
    return [namings[platform]]


def _known(chapter, root):
    """Return the names of files that a chapter's release asks for."""
    release = course.release(chapter, root)
    text = release.read_text(encoding="utf-8") if release.is_file() else ""
    return {f"{chapter}.ipynb", *_FILE.findall(text)}


def _columns(student):
    """Return what nbgrader's gradebook keeps of a student."""
    last, comma, first = student.name.partition(", ")
    if not comma:
        first, _, last = student.name.rpartition(" ")
    told = {
        "first_name": student.first or first,
        "last_name": student.last or last,
        "email": student.email,
        "lms_user_id": student.id,
    }
    return {column: text for column, text in told.items() if text}
