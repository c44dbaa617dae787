"""Benchmarks are run seldom; that they use what is there is looked up without running them."""

import ast
import importlib.util
import sys
import types

import pytest

from autograder import course

FILES = sorted((course.ROOT / "benchmarks").glob("*.py"))


def load(path):
    if str(path.parent) not in sys.path:
        sys.path.append(str(path.parent))  # a benchmark may build on another beside it
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_name_of_a_module_that_a_benchmark_uses_is_there(path):
    space = vars(load(path))
    missing = [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and isinstance(space.get(node.value.id), types.ModuleType)
        and not hasattr(space[node.value.id], node.attr)
    ]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_benchmark_says_how_to_run_it(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert f"python benchmarks/{path.name}" in docstring
