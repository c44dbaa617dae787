"""Cells that begin with ``%%cython``, outside a notebook."""

import types


def is_cython(source):
    """Return whether a cell is written in Cython.

    Parameters
    ----------
    source : str
        The cell, first line and all.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_cython("%%cython\\ncdef int n = 3"), is_cython("n = 3")
    (True, False)
    """
    return source.lstrip().startswith("%%cython")


def compile_into(source, space):
    """Compile a Cython cell as the notebook's magic does, and put what it defines into a dict.

    Parameters
    ----------
    source : str
        The cell, first line and all.
    space : dict
        Where the names go that the cell defines, such as ``globals()``.

    Raises
    ------
    ImportError
        When Cython or IPython is not installed.
    """
    from Cython.Build.IpythonMagic import CythonMagics

    first, _, code = source.lstrip().partition("\n")
    magics = CythonMagics(shell=None)
    magics.shell = types.SimpleNamespace(push=space.update)
    magics.cython(first.removeprefix("%%cython").strip(), code)
