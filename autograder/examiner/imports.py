"""What a chapter's cells import, so that its warm parent has done so before the first notebook."""

import ast
import importlib.util
import sys
from pathlib import Path
from typing import NamedTuple

import layerwise
from autograder import notebook

_LIBRARY = Path(layerwise.__file__).parent
#: With its first optimizer, torch imports its compiler: seconds, in each process that makes one.
_COMPILER = "torch._dynamo"
#: With the first gradient that is handed to a backward, torch imports this, and SymPy with it.
_SHAPES = "torch.fx.experimental.symbolic_shapes"


class Imports(NamedTuple):
    """Modules that are imported before notebooks are examined.

    Attributes
    ----------
    given : tuple of str
        Those of the given cells, which run on both sides.
    checks : tuple of str
        Those that only the checks import, which the student's process is not to wait for.
    """

    given: tuple = ()
    checks: tuple = ()


#: Serves every chapter of the course, and takes the longest to start.
EVERYTHING = Imports(
    ("matplotlib.pyplot", "torch", _COMPILER, "torchvision", "Cython.Build.IpythonMagic", "pooch")
)


def of(nb):
    """Return the `Imports` of a source notebook.

    Of the students' library, what its modules import in turn counts, also what a function imports
    when it is called. The library itself, Python's own modules and what is not installed are left
    out.

    Parameters
    ----------
    nb : NotebookNode
    """
    given, checks = set(), set()
    for cell in nb.cells:
        kind = notebook.kind(cell)
        if kind == "check" or (kind == "given" and not notebook.is_experiment(cell)):
            _add(notebook.tree(cell.source), checks if kind == "check" else given)
    if "torch" in given:
        given |= {_SHAPES, _COMPILER}
    elif "torch" in checks:
        checks.add(_SHAPES)  # the compiler is not needed, see `eager`
    return Imports(tuple(sorted(_installed(given))), tuple(sorted(_installed(checks - given))))


def _add(tree, found):
    """Add what a piece of code imports to the names that were found, and what those import."""
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [node.module, *filter(_file, names)]
        else:
            continue
        for name in set(names) - found:
            found.add(name)
            if path := _file(name):
                _add(notebook.parse(path.read_text(encoding="utf-8")), found)


def _statements(node):
    """Yield the statements of a piece of code; its expressions, which are most of it, are not."""
    for name in ("body", "orelse", "handlers", "finalbody"):
        for statement in getattr(node, name, ()):
            yield statement
            yield from _statements(statement)


def _file(name):
    """Return the file of a module of the students' library, or None where it is no such module."""
    first, *rest = name.split(".")
    if first != layerwise.__name__:
        return None
    stem = _LIBRARY.joinpath(*rest)
    paths = stem / "__init__.py", stem.with_name(f"{stem.name}.py")
    return next((path for path in paths if path.is_file()), None)


def _installed(names):
    """Yield those of some modules that can be imported and are worth it."""
    known = {layerwise.__name__, *sys.stdlib_module_names}
    for name in names:
        first = name.partition(".")[0]
        if first not in known and importlib.util.find_spec(first):
            yield name
