"""The solutions come from the source notebooks, which hold the only copy."""

import subprocess

import numpy as np
import pytest

from autograder import course, notebook, solutions


def test_a_chapter_s_answers_are_loaded_and_its_experiments_are_not_run():
    for chapter in course.chapters():
        space = solutions.load(chapter)
        nb = notebook.read(course.source(chapter))
        assert all(hasattr(space, name) for name in notebook.answer_names(nb))
        assert solutions.load(chapter) is space


def test_an_unknown_chapter_is_refused():
    with pytest.raises(FileNotFoundError, match="no chapter 'nosuch'"):
        solutions.load("nosuch")


def test_no_other_file_of_the_repository_holds_a_solution(root):
    """Each solution line that says something stands in its source notebook alone."""
    bank = "autograder/misconceptions/"
    tracked = subprocess.run(
        ["git", "ls-files", "layerwise", "book", "release", "autograder", "benchmarks"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    texts = {
        name: "".join((root / name).read_text(encoding="utf-8").split())
        for name in tracked
        if not name.startswith(bank) and (root / name).suffix in (".py", ".md", ".ipynb", ".css")
    }
    for chapter in course.chapters():
        for cell in notebook.read(course.source(chapter)).cells:
            inside = False
            for line in cell.source.splitlines() if notebook.kind(cell) == "answer" else []:
                if "### BEGIN SOLUTION" in line or "### END SOLUTION" in line:
                    inside = "BEGIN" in line
                elif inside and len(line.strip()) > 45:
                    bare = "".join(line.split())
                    assert not [n for n, text in texts.items() if bare in text], line


def test_the_published_figures_come_out_to_the_printed_digits(root):
    import json

    published = json.loads((root / "tests" / "published_figures.json").read_text())["update_rules"]
    rules = solutions.load("update_rules")
    w, dw = np.linspace(-0.4, 0.6, 20).reshape(4, 5), np.linspace(-0.6, 0.4, 20).reshape(4, 5)
    given = {
        "sgd_momentum": {
            "learning_rate": 1e-3,
            "velocity": np.linspace(0.6, 0.9, 20).reshape(4, 5),
        },
        "rmsprop": {"learning_rate": 1e-2, "cache": np.linspace(0.6, 0.9, 20).reshape(4, 5)},
        "adam": {
            "learning_rate": 1e-2,
            "m": np.linspace(0.6, 0.9, 20).reshape(4, 5),
            "v": np.linspace(0.7, 0.5, 20).reshape(4, 5),
            "t": 5,
        },
    }
    for name, config in given.items():
        next_w, config = getattr(rules, name)(w, dw, config)
        np.testing.assert_allclose(next_w, published[name]["next_w"], rtol=0, atol=5.1e-9)
        for key in published[name].keys() & config.keys():
            np.testing.assert_allclose(config[key], published[name][key], rtol=0, atol=5.1e-9)
