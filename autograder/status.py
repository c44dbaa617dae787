"""What became of a submission, kept apart from its score."""

import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder import course, results

GRADED = "graded"
REPAIRED = "repaired"
MISSING = "missing"
NEW = "not graded yet"
UNREADABLE = "unreadable"
TIMED_OUT = "timed out"
CRASHED = "crashed"

_TIME = re.compile(r"took longer than|went on after|did not end|seconds of processor time")


@dataclass(frozen=True)
class Status:
    """What became of a student's submission to a chapter.

    Attributes
    ----------
    name : str
        One of the words above.
    reason : str
        A sentence, or nothing where there is nothing to say.
    key : str or None
        The hash that its result is kept under; None when it is to be tried again.
    scores : dict of str to float
        What the gradebook was given, by the checks' names; empty when nothing could be graded.
    seed : int or None
        The seed of the checks' inputs.
    notes : list of str
        What had to be repaired, a sentence each.
    """

    name: str
    reason: str = ""
    key: str | None = None
    scores: dict = field(default_factory=dict)
    seed: int | None = None
    notes: list = field(default_factory=list)

    @property
    def is_graded(self):
        """Whether the submission has a score."""
        return self.seed is not None

    def __str__(self):
        return f"{self.name}: {self.reason}" if self.reason else self.name


def of_result(result, notes, key):
    """Return the status of a submission that has been examined.

    Parameters
    ----------
    result : dict
        As `autograder.preprocessors.examine.Examine.examine` returns it.
    notes : list of str
        What had to be repaired.
    key : str
    """
    ended = result["metadata"]["status"]
    notes = [*notes, *result["metadata"]["refused"]]
    name = REPAIRED if notes else GRADED
    said = notes
    if ended != "graded":
        name = TIMED_OUT if is_timeout(ended) else CRASHED
        said = [ended, *notes]
    reason = "; ".join(note.rstrip(".") for note in said)
    return Status(name, reason, key, result["scores"], result["metadata"]["seed"], list(notes))


def is_timeout(ended):
    """Return whether an examination that ended early took too long, by the reason given."""
    return bool(_TIME.search(ended))


def read(chapter, student, root=course.ROOT):
    """Return the `Status` that a run has kept, or None."""
    kept = results.read(_path(chapter, student, root))
    return Status(**kept) if kept else None


def write(status, chapter, student, root=course.ROOT):
    """Keep a status beside the gradebook."""
    results.write(_path(chapter, student, root), asdict(status))


def _path(chapter, student, root):
    return Path(root, results.FOLDER, "statuses", chapter, f"{student}.json")
