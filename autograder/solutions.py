"""The reference solutions, taken from the source notebooks, which hold the only copy of them."""

import ast
import contextlib
import functools
import io
import types
import warnings

from autograder import course, cython_cell, notebook
from layerwise.cython_cell import is_cython


@functools.cache
def load(chapter, root=course.ROOT):
    """Return a namespace with what a chapter's given and answer cells define.

    Experiments and checks are not run; of a training cell, the functions and classes alone are
    defined.

    Parameters
    ----------
    chapter : str
        For example ``"update_rules"``.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.

    Examples
    --------
    >>> import numpy as np
    >>> rules = load("update_rules")
    >>> w, config = rules.sgd_momentum(np.zeros(1), np.ones(1), {"learning_rate": 0.5})
    >>> w
    array([-0.5])
    """
    path = course.source(chapter, root)
    space = types.ModuleType(f"solutions_{chapter}", f"The solutions of {path.name}.")
    with contextlib.redirect_stdout(io.StringIO()):  # what cells print is for a notebook's reader
        for cell in cells(chapter, root):
            if is_cython(cell.source):
                _compile(cell.source, space.__dict__, root)
                continue
            label = f"{path.name}:{notebook.grade_id(cell)}"
            tree = notebook.tree(cell.source)
            if notebook.is_experiment(cell):
                tree.body = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
            exec(compile(tree, label, "exec"), space.__dict__)
    return space


def cells(chapter, root=course.ROOT):
    """Return the cells of a chapter that define something: the given ones and the answers."""
    return [
        cell
        for cell in notebook.read(course.source(chapter, root)).cells
        if notebook.kind(cell) == "answer"
        or (notebook.kind(cell) == "given" and not notebook.is_experiment(cell))
    ]


def _compile(source, space, root):
    """Run a Cython cell; without a compiler the chapter's NumPy versions have to do."""
    try:
        cython_cell.run(source, space, root)
    except (ImportError, RuntimeError) as error:
        warnings.warn(str(error), stacklevel=3)
