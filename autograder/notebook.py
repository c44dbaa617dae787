"""What each cell of a course notebook is for."""

import ast
import functools
import threading

import nbformat
from IPython.core.inputtransformer2 import TransformerManager

from autograder import cython_cell
from layerwise.cython_cell import is_cython

_PARSING = threading.RLock()
#: The tag of a cell that trains or plots for long; the grader does not run it.
EXPERIMENT = "experiment"
#: The tag of a given cell whose functions try out what a student has written, in the student's own
#: process: what they hand to it, such as a model, could not cross to another.
REHEARSAL = "rehearsal"


def read(path):
    """Read a notebook in the current format.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        When the file is not a notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise FileNotFoundError(
            f"there is no notebook {path}; check the path and the spelling."
        ) from None
    except Exception as error:  # nbformat raises many types for one cause
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(f"{path} is not a notebook that can be read: {reason}") from error


def kind(cell):
    """Return what a cell is: text, given, answer, check, written or extra.

    An `extra` cell is one that nbgrader knows nothing of, such as a cell a student has added.
    """
    meta = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code":
        return "written" if meta.get("solution") else "text"
    if meta.get("solution"):
        return "answer"
    if meta.get("grade"):
        return "check"
    return "given" if meta.get("locked") else "extra"


def grade_id(cell):
    """Return the name that nbgrader knows a cell by, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def is_experiment(cell):
    """Return whether a cell is skipped when grading."""
    return EXPERIMENT in cell.metadata.get("tags", [])


def rehearsals(cell):
    """Return the names of the functions of a rehearsal's cell; of any other cell, none."""
    if kind(cell) != "given" or REHEARSAL not in cell.metadata.get("tags", []):
        return []
    return list(_functions(cell.source))


@functools.lru_cache(maxsize=1024)
def _functions(source):
    return [node.name for node in tree(source).body if isinstance(node, ast.FunctionDef)]


def parse(source):
    """Parse Python, one thread at a time: in Python 3.11, two at once can get a SystemError."""
    with _PARSING:
        return ast.parse(source)


def tree(source):
    """Parse a code cell, magics and all, as IPython would.

    Raises
    ------
    SyntaxError
        When it is not Python.
    """
    return parse(TransformerManager().transform_cell(source))


def bound_names(source):
    """Return the names that a cell's top level defines or assigns, in order."""
    if is_cython(source):
        return cython_cell.names(source)
    names = []
    for node in tree(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return list(dict.fromkeys(names))


@functools.lru_cache(maxsize=1024)
def used_names(source):
    """Return the names that a cell uses, in order of the alphabet."""
    return sorted({node.id for node in ast.walk(tree(source)) if isinstance(node, ast.Name)})


def answer_names(nb):
    """Return the names that a notebook's answer cells define and the checks may use."""
    cells = [c for c in nb.cells if kind(c) == "answer" and not is_experiment(c)]
    return list(dict.fromkeys(name for cell in cells for name in bound_names(cell.source)))
