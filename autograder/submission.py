"""What a student has handed in, copied to where it can be graded, however odd it is."""

import fnmatch
import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.status import MISSING, UNREADABLE
from layerwise.weights import LARGEST

#: Where nbgrader looks for the time of a hand-in.
TIMESTAMP = "timestamp.txt"


@dataclass
class Submission:
    """A private copy of what a student has handed in for a chapter.

    Attributes
    ----------
    student, chapter : str
    folder : Path
        Where it is worked on.
    notes : list of str
        What had to be repaired, a sentence each.
    problem : tuple of str, or None
        A status and a sentence, when it cannot be graded.
    digest : str
        A hash of the files and their names.
    sanitized : str
        The notebook's text when all that a student may not change has been put back.
    """

    student: str
    chapter: str
    folder: Path
    notes: list = field(default_factory=list)
    problem: tuple | None = None
    digest: str = ""
    sanitized: str = ""

    @property
    def files(self):
        """The folder of the copied files."""
        return self.folder / "submitted" / self.student / self.chapter

    @property
    def notebook(self):
        """The copied notebook."""
        return self.files / f"{self.chapter}.ipynb"

    @property
    def graded(self):
        """Where nbgrader writes what it makes of the submission."""
        return self.folder / "autograded" / self.student / self.chapter


def take(source, student, chapter, folder, ignore=()):
    """Copy what was handed in, give it the name that nbgrader expects, and return it.

    Parameters
    ----------
    source : Path
        The folder that was handed in.
    student, chapter : str
    folder : Path
        An empty folder to work in.
    ignore : iterable of str
        Patterns of names that nbgrader leaves behind.
    """
    taken = Submission(student, chapter, folder)
    taken.files.mkdir(parents=True)
    entries = list(_entries(source, ignore, taken.notes))
    found = _notebook([path for path in entries if path.suffix == ".ipynb"], source, taken)
    total = hashlib.sha256(repr((taken.notes, taken.problem)).encode())
    for path in [*([found] if found else []), *entries]:
        if path != found and path.suffix == ".ipynb":
            continue  # nbgrader leaves other notebooks behind, too
        target = taken.notebook if path == found else taken.files / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        told = f"{target.relative_to(taken.files)} {_copy(path, target)}\n"
        if path != source / TIMESTAMP:  # a time that is corrected changes no answer
            total.update(told.encode())
    taken.digest = total.hexdigest()
    _check_timestamp(taken)
    return taken


def _entries(source, ignore, notes):
    """Yield the ordinary files of a folder, and note what else there is."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if any(fnmatch.fnmatch(part, pattern) for part in name.parts for pattern in ignore):
            continue
        if path.is_symlink():
            notes.append(f"{name} is a link and was left out")
        elif path.is_file():
            yield path
        elif not path.is_dir():
            notes.append(f"{name} is no ordinary file and was left out")


def _notebook(notebooks, source, taken):
    """Return the notebook that is meant, or None with the reason in `taken.problem`."""
    name = f"{taken.chapter}.ipynb"
    exact = source / name
    if source.is_symlink() or source.parent.is_symlink():
        taken.problem = UNREADABLE, "the folder is a link; hand in the files themselves"
    elif exact.is_symlink():
        taken.problem = UNREADABLE, f"{name} is a link; hand in the notebook itself"
    elif exact in notebooks:
        return _of_a_size(exact, taken)
    elif not notebooks:
        taken.problem = MISSING, f"there is no notebook in the folder, expected {name}"
    else:
        like = [path for path in notebooks if taken.chapter in path.name] or notebooks
        if len(like) == 1:
            taken.notes.append(f"{like[0].relative_to(source)} was taken for {name}")
            return _of_a_size(like[0], taken)
        names = ", ".join(str(path.relative_to(source)) for path in like)
        taken.problem = (
            UNREADABLE,
            f"none of its {len(like)} notebooks is named {name}: {names}; rename the right one",
        )
    return None


def _of_a_size(path, taken):
    size = path.stat().st_size
    if size <= LARGEST:
        return path
    taken.problem = (
        UNREADABLE,
        f"{path.name} has {size:,} bytes, and {LARGEST:,} is the most; clear its outputs",
    )
    return None


def _copy(path, target):
    """Copy a file and return its hash; of one too large to be graded, a link will do."""
    size = path.stat().st_size
    if size > LARGEST:
        try:
            os.link(path, target)
        except OSError:
            shutil.copyfile(path, target)
        return f"{size} bytes"
    data = path.read_bytes()
    target.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _check_timestamp(taken):
    """Leave out a time that nbgrader would stumble over."""
    path = taken.files / TIMESTAMP
    if not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8").strip()
        if text:
            parse_utc(text)
    except (ValueError, OverflowError):
        taken.notes.append(f"{TIMESTAMP} holds no time and was left out")
        path.unlink()
