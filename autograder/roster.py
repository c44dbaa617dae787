"""Who takes the course: a CSV file as Canvas or Moodle exports it."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

import dateutil.parser
from traitlets import List, Unicode
from traitlets.config import Configurable

#: Columns by what they hold, in the words of Canvas, Moodle and this course; the first counts.
_COLUMNS = {
    "id": ("Identifier", "ID", "User ID", "Canvas ID"),
    "name": ("Student", "Full name", "Name"),
    "first": ("First name", "First Name"),
    "last": ("Last name", "Surname", "Last Name"),
    "email": ("Email address", "Email", "SIS Login ID", "Login ID"),
    "time": ("Last modified (submission)",),
}


class Roster(Configurable):
    """Settings ``c.Roster`` of `nbgrader_config.py`, and the students of a file.

    Attributes
    ----------
    students : list of Student
        In the order of the file.
    """

    columns = List(
        Unicode(),
        [
            "Student ID",
            "student",
            "SIS Login ID",
            "Username",
            "ID number",
            "SIS User ID",
            "Email address",
            "Email",
            "Identifier",
            "ID",
        ],
        help="Columns that hold the name of a student's folder in submitted/; the first that a "
        "roster has counts.",
    ).tag(config=True)

    def __init__(self, path=None, **settings):
        super().__init__(**settings)
        self.students = list(self._read(path)) if path else []
        self._by_key = {}
        for student in self.students:
            for key in student.words():
                self._by_key.setdefault(key, []).append(student)

    def find(self, who):
        """Return the students that a platform's words may stand for; one, where all is well.

        Numbers and addresses count more than names, but where both are known they must agree:
        Moodle numbers students anew in each assignment.

        Parameters
        ----------
        who : dict of str to str
            As in `naming.Match`.
        """
        kinds = [kind for kind in ("student", "id", "email") if kind in who]
        found = [self._by_key.get((kind, _squeeze(who[kind], kind)), []) for kind in kinds]
        best = next(filter(None, found), [])
        named = []
        for kind in ("name", "squeezed") if "name" in who else ():
            named = named or self._by_key.get((kind, _squeeze(who["name"], kind)), [])
        if best and not any(student in named for student in best):
            return [*best, *named]
        return best or named

    def _read(self, path):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise ValueError(
                f"the roster {path} is not in UTF-8; save it as CSV with this encoding."
            ) from None
        except OSError as error:
            raise ValueError(f"the roster {path} cannot be read: {error.strerror}.") from None
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
        try:
            rows = list(rows)
        except csv.Error as error:
            raise ValueError(f"the roster {path} is no CSV file: {error}.") from None
        own = next((c for c in self.columns if rows and c in rows[0]), None)
        if own is None:
            raise ValueError(
                f"the roster {path} has no students, or none of the columns "
                f"{', '.join(self.columns)}; say which one names students in c.Roster.columns."
            )
        taken = {}
        for number, row in enumerate(rows, 2):
            student = _student(row, own)
            if student is None:
                continue
            _check(student, taken, f"row {number} of the roster {path}", own)
            yield student


@dataclass(frozen=True)
class Student:
    """A row of a roster.

    Attributes
    ----------
    student : str
        The name of the folder in ``submitted/``, which is nbgrader's for the student.
    id, email, name, first, last : str
        The platform's; empty where the roster does not tell.
    time : datetime or None
        When the platform got the hand-in that it gives out, local.
    row : dict of str to str
        All of the roster's columns.
    """

    student: str
    id: str = ""
    email: str = ""
    name: str = ""
    first: str = ""
    last: str = ""
    time: datetime | None = None
    row: dict = field(default_factory=dict, hash=False)

    def words(self):
        """Return what a platform may call the student: pairs of a kind and a word."""
        found = {("student", _squeeze(self.student, "student"))}
        if self.id:
            found.add(("id", _squeeze(self.id, "id")))
        emails = [self.email, *(word for word in self.row.values() if word and "@" in word)]
        found |= {("email", _squeeze(word, "email")) for word in emails if "@" in word}
        names = {self.name, f"{self.first} {self.last}", f"{self.last} {self.first}"}
        if "," in self.name:
            last, _, first = self.name.partition(",")
            names.add(f"{first} {last}")
        for kind in ("name", "squeezed"):
            found |= {(kind, word) for name in names if (word := _squeeze(name, kind))}
        return found


def _student(row, own):
    """Return the `Student` of a row, or None where it is no student's."""
    row = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    told = {
        kind: next((row[column] for column in columns if row.get(column)), "")
        for kind, columns in _COLUMNS.items()
    }
    # Canvas has a row of the most points, and a student who is there to try things out.
    if not any(row.values()) or told["name"] in ("Points Possible", "Student, Test"):
        return None
    told["id"] = re.sub(r"^\D+(?=\d+$)", "", told["id"])  # Moodle's "Participant 12345"
    told["email"] = told["email"] if "@" in told["email"] else ""
    told["name"] = told["name"] or f"{told['first']} {told['last']}".strip()
    told["time"] = _time(told["time"])
    return Student(row[own], **told, row=row)


def _check(student, taken, where, column):
    """Raise unless a student's name can be a folder's, and is no one else's."""
    name = student.student
    if not name:
        raise ValueError(f"{where} is empty in the column {column!r}, which names the student.")
    if name in (".", "..") or name.startswith((".", "-")) or re.search(r"[/\\\x00-\x1f]", name):
        raise ValueError(
            f"{where} has {name!r} in the column {column!r}, which cannot be the name of a folder; "
            "choose another column in c.Roster.columns."
        )
    if name in taken:
        raise ValueError(f"{where} has {name!r} in the column {column!r} a second time.")
    taken[name] = student


def _squeeze(word, kind):
    """Return a word as it is compared: names without their signs, as Canvas squeezes them."""
    word = unicodedata.normalize("NFKC", word).casefold().strip()
    if kind == "name":
        return " ".join(re.findall(r"\w+", word))
    if kind == "squeezed":
        plain = unicodedata.normalize("NFKD", word)
        return "".join(sign for sign in plain if sign.isalnum())
    return word


def _time(text):
    """Return the time in a text such as "Sunday, 1 March 2026, 10:15 PM", or None."""
    if not any(sign.isdigit() for sign in text):
        return None
    try:
        return dateutil.parser.parse(text).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
