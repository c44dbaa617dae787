"""Keeps the verdict of a probe for the next run, as long as nothing changes that it depends on.

A verdict only says what to try: each job still enters the level, and fails aloud where it cannot.
"""

import contextlib
import json
import os
import stat
import tempfile
from pathlib import Path

_LARGEST = 2**20


def place():
    """Return the file that keeps this user's verdict.

    It is in no folder that a student's process is shown with a right to write.

    Returns
    -------
    Path
    """
    cache = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(cache, "layerwise-grading", "confinement.json")


def read(path, fingerprint):
    """Return the verdict that was kept with this fingerprint, or None.

    A file that another user owns or could have written, or that is not as `write` leaves it, counts
    as none.

    Parameters
    ----------
    path : Path
    fingerprint : dict

    Returns
    -------
    dict or None
    """
    with contextlib.suppress(OSError, ValueError, RecursionError):
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb") as file:
            if _is_private(os.stat(path.parent)) and _is_private(os.fstat(number), stat.S_IFREG):
                kept = json.loads(file.read(_LARGEST))
                if type(kept) is dict and kept.get("fingerprint") == fingerprint:
                    return kept["verdict"] if _is_verdict(kept.get("verdict")) else None
    return None


def write(path, fingerprint, verdict):
    """Keep a verdict, whole or not at all; where nothing can be written, nothing is kept.

    Parameters
    ----------
    path : Path
    fingerprint, verdict : dict
    """
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, part = tempfile.mkstemp(dir=path.parent)  # for its owner alone
        try:
            with open(number, "w", encoding="utf-8") as file:
                json.dump({"fingerprint": fingerprint, "verdict": verdict}, file)
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise


def forget(path):
    """Remove a verdict, so that the next run probes again."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def _is_private(found, kind=stat.S_IFDIR):
    """Whether what is there is of a kind, of this user's, and no other user's to write."""
    writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == os.geteuid() and not writable


def _is_verdict(kept):
    """Whether a value is a `probe.Confinement` as a dict."""
    if type(kept) is not dict or kept.keys() != {"level", "holes", "reasons"}:
        return False
    holes, reasons = kept["holes"], kept["reasons"]
    if type(kept["level"]) is not str or type(holes) is not list or type(reasons) is not dict:
        return False
    return all(type(text) is str for text in [*holes, *reasons.values()])
