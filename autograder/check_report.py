"""What a check reports, read back from its words: the parts, what each says, the hint."""

import re
from dataclasses import dataclass, field

_TITLE = re.compile(r"(?P<title>.+): \S+ of \S+ points$")
#: All that the examiner says of a check that says nothing by itself.
_POINTS = re.compile(r"\S+ of \S+ points$")
_PART = re.compile(r"  (?P<state>pass|part|FAIL)  (?P<name>.*) \((?P<points>[\d.e+-]+)\)$")
_MESSAGE = " " * 8
_SEED = re.compile(r"  \(inputs drawn from seed (?P<seed>\d+)\)$")
_HINT = re.compile(r"What your (?P<of>\S+) does looks like this: (?P<hint>.+)$")
#: A word that was divided where it has a hyphen, at the end of a line.
_DIVIDED = re.compile(r"[^\W\d]-$")


@dataclass
class Part:
    """A part of a check.

    Attributes
    ----------
    name : str
    points : float
        What it gives at most.
    state : str
        "pass", "part" or "FAIL".
    message : str
        What was got and what was expected; empty where it passed.
    """

    name: str
    points: float
    state: str
    message: str = ""


@dataclass
class Report:
    """A check's report.

    Attributes
    ----------
    title : str
        What is checked, usually a function's name; empty for a check that has no parts.
    parts : list of Part
    notes : list of str
        What else is said, a line each.
    hint : str
        What a student is told whose answer does as a wrong version of the bank; or empty.
    of : str
        The function that the hint is about.
    seed : int or None
        What the inputs were drawn from, where the report says so.
    """

    title: str = ""
    parts: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    hint: str = ""
    of: str = ""
    seed: int | None = None


def read(text):
    """Return the `Report` in the text that `layerwise.parts` and the examiner have written."""
    report = Report()
    for line in text.splitlines():
        if line.startswith(_MESSAGE) and report.parts:
            part = report.parts[-1]
            part.message = _joined(part.message, line.strip())
        elif found := _PART.match(line):
            points = float(found["points"])
            report.parts.append(Part(found["name"], points, found["state"]))
        elif found := _SEED.match(line):
            report.seed = int(found["seed"])
        elif found := _HINT.match(line):
            report.of, report.hint = found["of"], found["hint"]
        elif not report.title and (found := _TITLE.match(line)):
            report.title = found["title"]
        elif line.strip() and not _POINTS.match(line):
            report.notes.append(line.strip())
    return report


def _joined(text, line):
    """Put a line to a message that was broken into lines."""
    if not text:
        return line
    return f"{text}{'' if _DIVIDED.search(text) and line[0].isalpha() else ' '}{line}"
