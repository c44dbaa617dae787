"""Hand-ins put where nbgrader looks for them: whole or not at all, and none lost."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder import results
from autograder.examiner import handed_in
from autograder.handin.entry import RefusedError, check_size
from autograder.submitted import is_odd

#: Where hand-ins are kept that a later one has replaced.
EARLIER = "earlier"
NEW, REPLACED, SAME, OLDER = "new", "replaces an earlier one", "unchanged", "an earlier one"
_TIMESTAMP = "timestamp.txt"
_COPY_TIME = "%Y-%m-%dT%H-%M-%SZ"


class Shelf:
    """The folders ``submitted/`` and ``earlier/`` of a course.

    Parameters
    ----------
    root : Path
    submitted : str
        The name that nbgrader's settings give to the first.
    refuse : callable
        Is given the name and the reason of a file that is not taken.
    """

    def __init__(self, root, submitted, refuse):
        self._root = root
        self._submitted = root / submitted
        self._refuse = refuse
        self._placed = set()

    def put(self, attempt, time):
        """Put a hand-in in its place, or with the earlier ones where a newer is there.

        Parameters
        ----------
        attempt : Attempt
        time : datetime
            When it was handed in, in UTC.

        Returns
        -------
        str or None
            One of the words above; nothing when it was refused.
        """
        target = self._submitted / attempt.student / attempt.chapter
        partial = target.with_name(f".{attempt.chapter}.part")
        for path in (target.parent, target):
            if os.path.lexists(path) and (is_odd(path) or not path.is_dir()):
                self._refuse(_name(attempt), f"{path} is a link or no folder; move it away")
                return None
        shutil.rmtree(partial, ignore_errors=True)
        try:
            self._write(attempt, partial, time)
            return self._settle(attempt, partial, target, time)
        except RefusedError as error:
            self._refuse(_name(attempt), str(error))
            return None
        finally:
            shutil.rmtree(partial, ignore_errors=True)
            if target.parent.is_dir() and not any(target.parent.iterdir()):
                target.parent.rmdir()

    def _write(self, attempt, folder, time):
        """Write a hand-in's files; the notebook first, as without it there is none."""
        folder.mkdir(parents=True)
        for name, file in attempt.files.items():
            path = folder / name
            try:
                if any(parent.is_file() for parent in path.parents) or path.exists():
                    raise RefusedError("another file has its name")
                path.parent.mkdir(parents=True, exist_ok=True)
                file.entry.save(path)
                if path.suffix != ".ipynb":
                    check_size(handed_in.size_of(path), "it unpacks to")
            except RefusedError as error:
                path.unlink(missing_ok=True)
                if name == f"{attempt.chapter}.ipynb":
                    raise
                self._refuse(file.entry.name, str(error))
        _write_time(folder, time)

    def _settle(self, attempt, partial, target, time):
        """Move what was written to where it belongs."""
        record = self._root / results.FOLDER / "collected" / attempt.chapter
        record /= f"{attempt.student}.json"
        number = (results.read(record) or {}).get("number")
        if not target.exists():
            os.rename(partial, target)
            result = NEW
        elif _content(partial) == _content(target):
            if (known := _time(target)) and time < known:
                _write_time(target, time)
            result = SAME
        elif self._is_newer(attempt, time, target, partial, number):
            self._keep(target, attempt, _time(target))
            os.rename(partial, target)
            result = REPLACED
        else:
            self._keep(partial, attempt, time)
            return OLDER
        self._placed.add(target)
        if number is None or (attempt.number or 0) > number:
            results.write(record, {"number": attempt.number})
        return result

    def _is_newer(self, attempt, time, target, partial, number):
        if attempt.number is not None and number is not None:
            return attempt.number > number
        known = _time(target)
        if time == known and target not in self._placed and not self._is_kept(attempt, partial):
            raise RefusedError(
                f"{target} holds another one of the same time; if this is newer, move that away, "
                "and see whether the roster is as new as what was downloaded"
            )
        if known is None:
            raise RefusedError(
                f"{target} holds another one, of which no {_TIMESTAMP} tells the time, so which is "
                "newer is not known; move it away, or give it one"
            )
        return time > known or (time == known and target in self._placed)

    def _is_kept(self, attempt, folder):
        """Return whether a hand-in is among the earlier ones."""
        place = self._root / EARLIER / attempt.student / attempt.chapter
        kept = list(place.iterdir()) if place.is_dir() else []
        return any(_content(other) == _content(folder) for other in kept)

    def _keep(self, folder, attempt, time):
        """Move a hand-in to the earlier ones, unless it is there."""
        place = self._root / EARLIER / attempt.student / attempt.chapter
        if self._is_kept(attempt, folder):
            shutil.rmtree(folder)
            return
        place.mkdir(parents=True, exist_ok=True)
        name = time.strftime(_COPY_TIME) if time else "at an unknown time"
        count = sum(other.name.startswith(name) for other in place.iterdir())
        os.rename(folder, place / (f"{name} ({count + 1})" if count else name))


def _name(attempt):
    return attempt.files[f"{attempt.chapter}.ipynb"].entry.name


def _content(folder):
    """Return the hashes of a folder's files by their paths; the time is not part of a hand-in."""
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path != folder / _TIMESTAMP
    }


def _time(folder):
    """Return the time that a hand-in tells, in UTC, or None."""
    try:
        return parse_utc((folder / _TIMESTAMP).read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None


def _write_time(folder, time: datetime):
    partial = Path(folder, f"{_TIMESTAMP}.part")
    partial.write_text(f"{time:%Y-%m-%d %H:%M:%S} UTC\n", encoding="utf-8")
    os.replace(partial, folder / _TIMESTAMP)
