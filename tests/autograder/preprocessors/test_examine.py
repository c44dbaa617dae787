"""The plug-in grades within the limits that are set, and writes down how it was confined."""

from types import SimpleNamespace

import nbformat
import pytest

from autograder.preprocessors.examine import Examine

SQ = "def sq(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"


@pytest.fixture
def examine(cell, tmp_path, warm, monkeypatch):
    """Preprocess a submission to a course of one answer and one check; returns the notebook."""
    source = nbformat.v4.new_notebook(
        cells=[cell("answer", SQ, "sq"), cell("check", "assert sq(2) == 4", "t1", points=2)]
    )
    path = tmp_path / "source_notebooks" / "p1" / "p1.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source, path)
    monkeypatch.setattr(Examine, "parents", lambda _: SimpleNamespace(of=lambda *_: warm))
    monkeypatch.setattr(Examine, "_root", lambda self: tmp_path)

    def run(before="", **settings):
        nb = nbformat.read(path, as_version=4)
        nb.cells[0].source = f"{before}\n{nb.cells[0].source}"
        resources = {"nbgrader": {"assignment": "p1"}, "metadata": {"path": str(tmp_path)}}
        return Examine(**settings).preprocess(nb, resources)[0]

    return run


def test_the_record_has_seed_status_level_and_holes(examine, warm):
    nb = examine(seed=4)
    seconds = nb.metadata["layerwise"].pop("seconds")
    assert seconds.keys() == {"sq", "t1"}
    assert all(0 < took < 30 for took in seconds.values())
    assert nb.metadata["layerwise"] == {
        "seed": 4,
        "images": 4,
        "status": "graded",
        "confinement": warm.confinement.level,
        "holes": list(warm.confinement.holes),
        "refused": [],
        "misconceptions": {},
    }
    assert nb.cells[1].outputs[1].data["text/plain"] == "2.0"


@pytest.mark.parametrize(
    ("setting", "value", "before", "error"),
    [
        ("memory_limit", 0.1, "import numpy as np; np.ones(40 * 2**20)", "MemoryError"),
        ("disk_limit", 0.01, "open('x', 'wb').write(b'x' * 2**25)", "OSError"),
        ("file_limit", 20, "kept = [open('/dev/null') for _ in range(30)]", "OSError"),
    ],
)
def test_a_limit_that_is_set_holds(examine, setting, value, before, error):
    assert error in str(examine(before, **{setting: value}).cells[0].outputs)
    assert error not in str(examine(before).cells[0].outputs)


def test_limits_on_processor_time_and_processes_end_the_notebook(examine):
    """What would go on without a limit ends by itself after some seconds."""
    loop = "import time\nend = time.time() + 20\nwhile time.time() < end: pass"
    nb = examine(loop, cpu_limit=0.5)
    assert "more than 0.5 seconds of processor time" in nb.metadata["layerwise"]["status"]
    fork = "import os, time\nfor _ in range(9):\n    if not os.fork(): time.sleep(5); os._exit(0)"
    nb = examine(fork, process_limit=8)
    assert "BlockingIOError" in str(nb.cells[0].outputs) or "8 processes" in str(nb.metadata)
    assert examine(fork).metadata["layerwise"]["status"] == "graded"


def test_every_setting_has_a_sentence_of_help():
    for name, trait in Examine.class_own_traits(config=True).items():
        assert trait.help.endswith("."), name
