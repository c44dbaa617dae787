"""What a student runs last says what is empty, what fails and what is misnamed."""

import json
import sys
import types

import numpy as np
import pytest

from layerwise import checks, submission
from layerwise.parts import results
from layerwise.receipt import receipt

STUB = '    raise NotImplementedError("write your answer here")'
CHECK = """from layerwise import checks
parts = checks.Parts("sq", points=1)
with parts("three", points=1):
    checks.equal(sq(3), 9)
parts.total()"""


def write(path, *sources, tags=(), kind="code"):
    cells = [
        {
            "cell_type": kind,
            "metadata": {"tags": [f"grade_id:cell{i}", *tags]},
            "source": source.splitlines(keepends=True),
        }
        for i, source in enumerate(sources)
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def test_a_finished_notebook_has_no_problems(tmp_path, capsys):
    path = write(tmp_path / "p1.ipynb", "def sq(x):\n    return x * x", CHECK)
    assert submission.inspect(path) == []
    assert submission.main([str(path)]) == 0
    assert "Ready to hand in" in capsys.readouterr().out


def test_an_empty_answer_is_named_though_colab_has_dropped_the_metadata(tmp_path):
    path = write(tmp_path / "p1.ipynb", f"def sq(x):\n{STUB}", CHECK)
    problems = submission.inspect(path)
    assert problems[0] == "the answer cell0 is still empty"
    assert problems[1] == "the check of sq fails: three"


def test_a_wrong_answer_fails_its_visible_check(tmp_path):
    path = write(tmp_path / "p1.ipynb", "def sq(x):\n    return x + x", CHECK)
    assert submission.inspect(path) == ["the check of sq fails: three"]
    assert submission.main([str(path)]) == 1


@pytest.mark.parametrize("name", ["Copy of p1.ipynb", "p1 (1).ipynb", "p1-Copy2.ipynb"])
def test_a_wrong_file_name_is_put_right_in_words(tmp_path, name):
    path = write(tmp_path / name, "x = 1")
    assert submission.inspect(path) == [f"the file is called {name}; hand it in as p1.ipynb"]


def test_experiments_are_not_run(tmp_path):
    path = write(
        tmp_path / "p1.ipynb", "raise SystemExit('trained for an hour')", tags=["experiment"]
    )
    assert submission.inspect(path) == []


def test_a_cell_that_fails_is_reported_and_the_rest_goes_on(tmp_path):
    path = write(tmp_path / "p1.ipynb", "1 / 0", "def sq(x):\n    return x * x", CHECK)
    assert submission.inspect(path) == ["a cell fails: ZeroDivisionError: division by zero"]


def test_a_notebook_that_ends_its_process_is_reported(tmp_path):
    path = write(tmp_path / "p1.ipynb", "import os\nos._exit(3)")
    (problem,) = submission.inspect(path)
    assert problem.startswith("the notebook does not run to its end")


def test_a_copied_cell_is_reported(tmp_path):
    path = write(tmp_path / "p1.ipynb", "x = 1")
    book = json.loads(path.read_text())
    book["cells"] *= 2
    path.write_text(json.dumps(book))
    assert submission.inspect(path) == [
        "the cell cell0 is there 2 times; keep the one you filled in"
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"nbformat": 4}'])
def test_a_file_that_is_no_notebook_gives_one_sentence(tmp_path, capsys, content):
    path = tmp_path / "p1.ipynb"
    path.write_text(content)
    assert submission.main([str(path)]) == 1
    error = capsys.readouterr().err
    assert "expected one in Jupyter's format" in error
    assert error.count("\n") == 1


def test_a_missing_file_and_no_file_at_all(tmp_path, capsys):
    assert submission.main([str(tmp_path / "none.ipynb")]) == 1
    assert "there is no such file" in capsys.readouterr().err
    assert submission.main([]) == 2


class TestReview:
    """`review` in a running notebook, which knows its cells as IPython's In."""

    @pytest.fixture(autouse=True)
    def _fresh(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        saved = dict(results)
        results.clear()
        yield
        results.clear()
        results.update(saved)

    def run(self, value):
        parts = checks.Parts("sq", points=1)
        with parts("three", points=1):
            checks.close(value, np.array(9))
        parts.total()

    def test_all_is_well(self, capsys):
        self.run(9)
        assert submission.review("p1", {"In": ["", CHECK]})
        assert "Ready to hand in" in capsys.readouterr().out

    def test_a_failed_check_a_missing_file_and_a_wrong_name(self, capsys, monkeypatch):
        self.run(8)
        monkeypatch.setenv("JPY_SESSION_NAME", "/home/me/p1 (2).ipynb")
        assert not submission.review("p1", {"In": [CHECK]}, files=["good_model.npz"])
        printed = capsys.readouterr().out
        assert "the check of sq fails: three" in printed
        assert "good_model.npz is not beside the notebook" in printed
        assert "the notebook is called p1 (2).ipynb; hand it in as p1.ipynb" in printed

    def test_nothing_has_been_run(self, capsys):
        assert not submission.review("p1", {"In": []})
        assert "no check has been run yet" in capsys.readouterr().out

    def test_a_check_that_did_not_finish(self, capsys):
        assert not submission.review("p1", {"In": [CHECK]})
        assert "the check of sq has not run to its end" in capsys.readouterr().out


def test_the_module_runs_as_a_command(tmp_path):
    import subprocess

    path = write(tmp_path / "p1.ipynb", "x = 1")
    done = subprocess.run(
        [sys.executable, "-m", "layerwise.submission", str(path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


HAND_IN = 'submission.review(\n    "p1",\n    globals(),\n    answers=["sq", "cube"],\n)'


class TestAskedFor:
    """What the last cell's call says is asked for."""

    def test_a_misnamed_function_is_said_with_what_is_near(self, tmp_path):
        path = write(tmp_path / "p1.ipynb", "def Sq(x):\n    return x * x", CHECK, HAND_IN)
        problems = submission.inspect(path, run=False)
        assert "sq is not defined; is Sq meant to be it?" in problems
        assert "cube is not defined" in problems

    def test_a_check_that_was_deleted_is_said(self, tmp_path):
        path = write(tmp_path / "p1.ipynb", "def sq(x): pass\ndef cube(x): pass", HAND_IN)
        assert submission.inspect(path, run=False) == [
            "the check of sq is not there any more",
            "the check of cube is not there any more",
        ]

    def test_a_last_cell_that_was_spoilt_asks_for_nothing(self, tmp_path):
        path = write(tmp_path / "p1.ipynb", "x = 1", "submission.review(answers=[sq)\n)")
        assert submission.inspect(path, run=False) == []

    def test_each_release_asks_for_what_its_checks_are_of(self, root):
        for path in root.glob("release/*/*.ipynb"):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            told = [c["metadata"].get("nbgrader", {}) for c in cells]
            names = [t["grade_id"] for t in told if t.get("grade") and not t.get("solution")]
            asked = submission._asked(cells)
            assert [f"check_{name}" for name in asked] == names, path


def test_what_passes_is_said_beside_what_fails(tmp_path, capsys):
    other = CHECK.replace('"sq"', '"other"').replace("sq(3), 9", "sq(3), 8")
    path = write(tmp_path / "p1.ipynb", "def sq(x):\n    return x * x", CHECK, other)
    assert submission.main([str(path)]) == 1
    assert "What passes its visible check: sq.\n" in capsys.readouterr().out


def test_the_cells_are_run_beside_the_notebook(tmp_path):
    (tmp_path / "weights.txt").write_text("9", encoding="utf-8")
    path = write(
        tmp_path / "p1.ipynb", "def sq(x):\n    return int(open('weights.txt').read())", CHECK
    )
    assert submission.inspect(path) == []


@pytest.mark.parametrize("meta", [None, 3, {"tags": 3, "nbgrader": "x"}, {"tags": [None]}])
def test_metadata_of_a_wrong_type_are_no_matter(tmp_path, meta):
    path = write(tmp_path / "p1.ipynb", "x = 1")
    book = json.loads(path.read_text())
    book["cells"][0]["metadata"] = meta
    path.write_text(json.dumps(book))
    assert submission.inspect(path) == []


class TestReceipts:
    """The receipt that is shown to the student."""

    def test_the_command_and_the_running_notebook_show_the_same(
        self, tmp_path, capsys, monkeypatch
    ):
        path = write(tmp_path / "p1.ipynb", "def sq(x):\n    return x * x", CHECK)
        submission.main([str(path)])
        expected = f"Receipt of the notebook as it is saved: {receipt(path.read_bytes())}\n"
        assert expected in capsys.readouterr().out
        monkeypatch.chdir(tmp_path)
        for told in ("", str(path), "elsewhere/p1.ipynb"):
            monkeypatch.setenv("JPY_SESSION_NAME", told)
            submission.review("p1", {"In": []})
            assert expected in capsys.readouterr().out

    def test_on_colab_it_is_of_what_the_page_holds(self, tmp_path, capsys, monkeypatch):
        path = write(tmp_path / "p1.ipynb", "x = 1")
        book = json.loads(path.read_text())
        path.unlink()
        colab = types.ModuleType("google.colab")
        colab._message = types.SimpleNamespace(
            blocking_request=lambda what, **_: {"ipynb": book} if what == "get_ipynb" else None
        )
        monkeypatch.setitem(sys.modules, "google", types.ModuleType("google"))
        monkeypatch.setitem(sys.modules, "google.colab", colab)
        submission.review("p1", {"In": []})
        assert receipt(json.dumps(book).encode()) in capsys.readouterr().out

    def test_where_no_file_is_to_be_had_the_command_is_named(self, tmp_path, capsys, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        submission.review("p1", {"In": []})
        assert "python -m layerwise.submission p1.ipynb" in capsys.readouterr().out
