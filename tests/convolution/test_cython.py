"""The Cython cell of the chapter: without a compiler, without Cython, and in plain Python.

The oracle for values is PyTorch's fold.
"""

import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from autograder import course, notebook, solutions

RUN = """
import sys
from IPython.core.interactiveshell import InteractiveShell

if "no-cython" in sys.argv:
    sys.modules["Cython"] = None
shell = InteractiveShell.instance()
for source in sys.stdin.read().split("\\n# next cell\\n"):
    result = shell.run_cell(source)
    assert result.success, source
space = shell.user_ns
print("compiled" if "col2im_cython" in space else "not compiled", space["col2im_fast"].__name__)
x = space["np"].arange(24.0).reshape(1, 2, 3, 4)
step = {"stride": 1, "pad": 1}
cols = space["im2col"](x, 3, 3, step)
print(space["col2im_fast"](cols, x.shape, 3, 3, step).sum())
"""
CELLS = ("im2col", "col2im", "cython-cell", "col2im_cython", "choose-col2im")


def run(folder, *arguments, **environment):
    """Run the cells around col2im in a shell of their own; return what was printed."""
    found = {notebook.grade_id(c): c for c in notebook.read(course.source("convolution")).cells}
    cells = ["import numpy as np", *(found[name].source for name in CELLS)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        input="\n# next cell\n".join(cells),
        env={**os.environ, "XDG_CACHE_HOME": str(folder), "IPYTHONDIR": str(folder), **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_a_compiler_the_cell_says_what_to_install_and_numpy_goes_on(tmp_path):
    said = run(tmp_path, CC=str(tmp_path / "no-such-compiler"))
    assert "col2im_cython has not been compiled" in said
    for what in ("build-essential", "xcode-select --install", "Visual Studio Build Tools"):
        assert what in said
    assert "\nnot compiled col2im_fast" in said
    total = float(said.splitlines()[-1])
    ones = torch.nn.functional.unfold(torch.arange(24.0).reshape(1, 2, 3, 4), 3, padding=1)
    assert total == torch.nn.functional.fold(ones, (3, 4), 3, padding=1).sum()


def test_without_cython_it_says_so_too(tmp_path):
    said = run(tmp_path, "no-cython")
    assert "pip install cython setuptools" in said
    assert "\nnot compiled col2im_fast" in said


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (1, 2), (2, 1), (3, 0)])
def test_the_compiled_solution_is_pytorchs_fold(dtype, stride, pad):
    rng = np.random.default_rng(stride + pad)
    size, window, step = (6, 9), (3, 4), {"stride": stride, "pad": pad}
    places = np.prod([1 + (n + 2 * pad - k) // stride for n, k in zip(size, window, strict=True)])
    cols = rng.normal(size=(3, 2 * 12, places)).astype(dtype)
    image = solutions.load("convolution").col2im_cython(cols, (3, 2, *size), *window, step)
    assert image.dtype == dtype
    expected = torch.nn.functional.fold(
        torch.tensor(cols), size, window, stride=stride, padding=pad
    )
    np.testing.assert_allclose(image, expected.numpy(), rtol=1e-5, atol=1e-5)


def test_read_only_columns_are_welcome():
    cols = np.ones((1, 4, 6))
    cols.flags.writeable = False
    image = solutions.load("convolution").col2im_cython(
        cols, (1, 1, 3, 4), 2, 2, {"stride": 1, "pad": 0}
    )
    assert image.sum() == 24
