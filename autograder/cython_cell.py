"""Cells that begin with ``%%cython``: which names they define, and what the course keeps of them.

Students run them with the magic that Cython brings for IPython. So does the course, whose solutions
are otherwise plain Python.
"""

import contextlib
import os
import re

from autograder import course
from layerwise.cython_cell import compile_into

_DEFINITION = re.compile(r"^(?:def|cpdef\s+(?:[\w.\[\]:, ]+\s)?)\s*(\w+)\s*\(", re.MULTILINE)


def names(source):
    """Return the names of the functions that a Cython cell gives to Python, in order.

    Examples
    --------
    >>> names("%%cython\\ndef f(double x):\\n    pass\\ncpdef double g(int i):\\n    pass\\n")
    ['f', 'g']
    """
    return list(dict.fromkeys(_DEFINITION.findall(source)))


def run(source, space, root=course.ROOT):
    """Compile a Cython cell and put what it defines into a namespace.

    What has been compiled is kept in the course's cache, by a hash of the source.

    Parameters
    ----------
    source : str
        The cell, first line and all.
    space : dict
    root : Path
        The course's folder.

    Raises
    ------
    RuntimeError
        When it cannot be compiled.
    """
    with _cached_in(root / ".cache"):
        compile_into(source, space)
    missing = [name for name in names(source) if name not in space]
    if missing:
        raise RuntimeError(
            f"{', '.join(missing)} could not be compiled; see the messages above. A C compiler and "
            "Python's headers are needed (Debian: build-essential and python3-dev)."
        )


@contextlib.contextmanager
def _cached_in(folder):
    """Have IPython's cache, where the magic builds, in a folder of the course's own."""
    saved = dict(os.environ)
    # IPython takes the folder for its cache only when it has a subfolder that it can write to.
    (folder / "ipython").mkdir(parents=True, exist_ok=True)
    os.environ["XDG_CACHE_HOME"] = str(folder)
    try:
        yield
    finally:  # the compiler's own variables go as well
        for name in os.environ.keys() - saved.keys():
            del os.environ[name]
        os.environ.update(saved)
