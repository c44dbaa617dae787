"""What was handed in that is no ordinary file: links, pipes, devices.

A link can lead to the source notebook, the gradebook or another student's work, and nbgrader would
copy, or grade, what it leads to.
"""

import os
import stat
from pathlib import Path


def odd_files(folder):
    """Return the paths below a folder that are neither ordinary files nor folders, sorted.

    Parameters
    ----------
    folder : Path
        A link to a folder is not followed. One that does not exist holds nothing.
    """
    found = []
    for place, folders, files in os.walk(folder):
        paths = [Path(place, name) for name in (*folders, *files)]
        found += [path for path in paths if is_odd(path)]
    return sorted(found)


def is_odd(path):
    """Return whether a path is neither an ordinary file nor a folder."""
    mode = os.lstat(path).st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
