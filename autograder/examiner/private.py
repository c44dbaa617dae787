"""Files that this user alone can have written, whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path


def folder():
    """Return the folder of such files, of which no student's process is shown anything.

    Returns
    -------
    Path
    """
    cache = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(cache, "layerwise-grading")


def read(path, most):
    """Return a file's bytes, or None where there is none.

    One that another user owns, or it or its folder could have written, counts as none; so does one
    that is larger than `most` bytes.

    Parameters
    ----------
    path : Path
    most : int

    Returns
    -------
    bytes or None
    """
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb") as file:
            if _is_private(os.stat(path.parent)) and _is_private(os.fstat(number), stat.S_IFREG):
                content = file.read(most + 1)
                return content if len(content) <= most else None
    except OSError:
        pass
    return None


def write(path, content):
    """Write a file for this user alone; its folder is made where there is none.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    OSError
        When it cannot be written; then nothing is left of it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, part = tempfile.mkstemp(dir=path.parent)
    try:
        with open(number, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise


def _is_private(found, kind=stat.S_IFDIR):
    """Whether what is there is of a kind, of this user's, and no other user's to write."""
    writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == os.geteuid() and not writable
