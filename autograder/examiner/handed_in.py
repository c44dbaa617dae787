"""The files that were handed in with a notebook."""

import shutil
import zipfile

from layerwise.weights import LARGEST

#: The subfolder of a job's folder in which the student's code works.
STUDENT = "student"


def copy(folder, target, largest=LARGEST, most=float("inf")):
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

    Returns
    -------
    list of str
        A sentence for each file that was too large.
    """
    refused = []
    target.mkdir()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.suffix == ".ipynb":
            continue
        size, room = size_of(path), min(largest, most)
        if size > room:
            less = "is the most that a file may have" if room == largest else "are left for it"
            refused.append(
                f"{path.relative_to(folder)} was not taken: it has {size:,} bytes, and {room:,} "
                f"{less}."
            )
        else:
            most -= path.stat().st_size
            copied = target / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    return refused


def size_of(path):
    """Return a file's size in bytes, unpacked where it is an archive such as an .npz."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(item.file_size for item in archive.infolist())
    except Exception:  # it is no archive, or a broken one, which can raise almost any
        return path.stat().st_size
