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
    time : bytes or None
        What says when it was handed in, as nbgrader reads it.
    """

    student: str
    chapter: str
    folder: Path
    notes: list = field(default_factory=list)
    problem: tuple | None = None
    digest: str = ""
    time: bytes | None = None

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


def look(source, student, chapter, ignore=()):
    """Return what was handed in, of which nothing is copied yet.

    The parameters are those of `take`.
    """
    return take(source, student, chapter, None, ignore)


def take(source, student, chapter, folder, ignore=()):
    """Copy what was handed in, give it the name that nbgrader expects, and return it.

    Parameters
    ----------
    source : Path
        The folder that was handed in.
    student, chapter : str
    folder : Path or None
        An empty folder to work in.
    ignore : iterable of str
        Patterns of names that nbgrader leaves behind.
    """
    taken = Submission(student, chapter, folder or Path())
    if folder:
        taken.files.mkdir(parents=True)
    entries = list(_entries(source, ignore, taken.notes))
    found = _notebook([path for path in entries if path.suffix == ".ipynb"], source, taken)
    total = hashlib.sha256(repr((taken.notes, taken.problem)).encode())
    for path in [*([found] if found else []), *entries]:
        if path != found and path.suffix == ".ipynb":
            continue  # nbgrader leaves other notebooks behind, too
        target = taken.notebook if path == found else taken.files / path.relative_to(source)
        if path == source / TIMESTAMP:  # a time that is corrected changes no answer
            taken.time = _time(path, taken.notes)
            if taken.time is None:
                continue
        digest = _copy(path, target if folder else None)
        if path != source / TIMESTAMP:
            total.update(f"{target.relative_to(taken.files)} {digest}\n".encode())
    taken.digest = total.hexdigest()
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
    """Copy a file, where there is a target, and return its hash.

    Of one too large to be graded, a link will do.
    """
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    size = path.stat().st_size
    if size > LARGEST:
        if target:
            try:
                os.link(path, target)
            except OSError:
                shutil.copyfile(path, target)
        return f"{size} bytes"
    data = path.read_bytes()
    if target:
        target.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _time(path, notes):
    """Return the bytes of a file that holds a time, or None where nbgrader would stumble over it.

    An empty file is as good as none to nbgrader.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8").strip()
        if text:
            parse_utc(text)
        return data
    except (ValueError, OverflowError):
        notes.append(f"{TIMESTAMP} holds no time and was left out")
        return None
