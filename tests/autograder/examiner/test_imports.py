"""A warm parent imports what a chapter's cells import, and no more."""

import subprocess
import sys

import nbformat
import pytest

from autograder import course, notebook
from autograder.examiner import imports


@pytest.fixture
def found(cell):
    """What is to be imported for some cells, each a kind and a source."""

    def of(*cells):
        made = [
            cell(kind, source, f"c{n}", tags=tags) for n, (kind, source, *tags) in enumerate(cells)
        ]
        return imports.of(nbformat.v4.new_notebook(cells=made))

    return of


def test_given_cells_and_checks_are_told_apart(found):
    assert found(("given", "import numpy as np"), ("check", "import numpy, yaml")) == (
        ("numpy",),
        ("yaml",),
    )


def test_imports_within_functions_and_blocks_count(found):
    source = (
        "def f():\n    try:\n        import yaml\n    except ImportError:\n        import jinja2"
    )
    assert found(("given", source)).given == ("jinja2", "yaml")


def test_what_the_library_imports_in_turn_counts(found):
    assert "matplotlib" in found(("given", "from layerwise import plots")).given
    assert "torchvision" in found(("given", "from layerwise.data import torch_dataset")).given


def test_answers_experiments_and_what_is_not_installed_do_not_count(found):
    cells = [
        ("answer", "import yaml"),
        ("given", "import jinja2", notebook.EXPERIMENT),
        ("given", "import json, google.colab, no_such_module"),
    ]
    assert found(*cells) == ((), ())


def test_the_compiler_of_torch_is_warmed_where_given_cells_use_torch(found):
    assert "torch._dynamo" in found(("given", "import torch")).given
    assert "torch._dynamo" not in found(("check", "import torch")).checks


def test_a_first_backward_imports_nothing_more(found):
    """Neither one without a gradient nor one with: torch imports a part of itself for it."""
    wanted = found(("check", "import torch")).checks
    source = (
        "import importlib, sys, torch\nfrom torch import nn\n"
        f"for name in {wanted}: importlib.import_module(name)\n"
        "before = set(sys.modules)\nmodel = nn.Linear(3, 2)\n"
        "x = torch.ones(4, 3)\nmodel(x).backward(torch.ones(4, 2))\nmodel(x).sum().backward()\n"
        "print(len(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"


def test_chapters_without_pytorch_keep_it_from_the_students_parent():
    for chapter in ("update_rules", "batchnorm", "dropout", "convolution"):
        wanted = imports.of(notebook.read(course.source(chapter)))
        assert not any(name.startswith(("torch", "Cython._")) for name in wanted.given)
        assert "torch" in wanted.checks
