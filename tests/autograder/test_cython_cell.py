"""Cells in Cython: what they define, and that they compile without a shell.

The oracle is Python itself.
"""

import os

import pytest

from autograder import cython_cell, notebook

CELL = """%%cython
# cython: boundscheck=False
import numpy as np

cdef int hidden(int x):
    return x

cpdef double twice(double x):
    return 2 * x

def thrice(
    double x,
):
    return 3 * x
"""


def test_its_names_are_those_that_python_sees():
    assert cython_cell.names(CELL) == ["twice", "thrice"]
    assert notebook.bound_names(CELL) == ["twice", "thrice"]


def test_it_is_compiled_into_a_namespace_and_kept_in_the_courses_cache(tmp_path):
    before, space = dict(os.environ), {}
    cython_cell.run(CELL, space, tmp_path)
    assert (space["twice"](4), space["thrice"](4)) == (8, 12)
    assert "hidden" not in space
    assert list((tmp_path / ".cache" / "ipython" / "cython").glob("*.c"))
    assert dict(os.environ) == before


def test_a_cell_that_does_not_compile_is_an_error_that_names_what_is_missing(tmp_path):
    with pytest.raises(RuntimeError, match="broken could not be compiled"):
        cython_cell.run("%%cython\ndef broken(:\n    pass\n", {}, tmp_path)
