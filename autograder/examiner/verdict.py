"""Keeps the verdict of a probe for the next run, as long as nothing changes that it depends on.

A verdict only says what to try: each job still enters the level, and fails aloud where it cannot.
"""

import contextlib
import json
import os

from autograder.examiner import private

_LARGEST = 2**20


def place():
    """Return the file that keeps this user's verdict.

    Returns
    -------
    Path
    """
    return private.folder() / "confinement.json"


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
    with contextlib.suppress(ValueError, RecursionError):
        kept = json.loads(private.read(path, _LARGEST) or b"null")
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
    content = json.dumps({"fingerprint": fingerprint, "verdict": verdict})
    with contextlib.suppress(OSError):
        private.write(path, content.encode())


def forget(path):
    """Remove a verdict, so that the next run probes again."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def _is_verdict(kept):
    """Whether a value is a `probe.Confinement` as a dict."""
    if type(kept) is not dict or kept.keys() != {"level", "holes", "reasons"}:
        return False
    holes, reasons = kept["holes"], kept["reasons"]
    if type(kept["level"]) is not str or type(holes) is not list or type(reasons) is not dict:
        return False
    return all(type(text) is str for text in [*holes, *reasons.values()])
