"""The files that were handed in with a notebook."""

import shutil
import zipfile

#: The subfolder of a job's folder in which the student's code works.
STUDENT = "student"


def copy(folder, target, largest=float("inf"), most=float("inf")):
    """Copy a folder's ordinary files into a new folder; links are left behind.

    So are notebooks: while nbgrader grades, the one in the folder has the hidden tests in it.

    Parameters
    ----------
    folder, target : Path
        A `folder` that does not exist is an empty one.
    largest : float
        Leave out what is larger, or unpacks to more, in bytes.
    most : float
        Leave out what does not fit in this many bytes, together with what comes before it.
    """
    target.mkdir()
    for path in sorted(folder.rglob("*")):
        ordinary = path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
        if ordinary and _size(path) <= largest and path.stat().st_size <= most:
            most -= path.stat().st_size
            copied = target / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)


def _size(path):
    """Return a file's size, unpacked where it is an archive such as an .npz."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(item.file_size for item in archive.infolist())
    except Exception:  # it is no archive, or a broken one, which can raise almost any
        return path.stat().st_size
