"""Whatever is killed, at any moment: the same command again gives the scores of an undisturbed run.

Each kill leaves a state for the next run to go on from. There are ten, to fit half a minute; `make
kills` has fifty.
"""

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from nbgrader import api

from autograder import results, run, status, writer
from autograder.__main__ import main

#: How often a run is killed; `make soak` sets the variable.
KILLS = 50 if os.environ.get("LAYERWISE_SOAK") else 10
RIGHT = "def sq(x):\n    return x * x"
ANSWERS = {
    "ada": RIGHT,
    "ben": "def sq(x):\n    return 2 * x",
    "eve": "def sq(x):\n    return x * x if type(x) is int else x",
    "exit": f"{RIGHT}\nimport os\nos._exit(0)",
    "none": None,
    "zoe": f"import numpy as np\n{RIGHT}",
}


@pytest.fixture
def course(small_course, without_torch, tmp_path, monkeypatch):
    """A course with a class, whose runs keep their temporary files in a folder of their own."""
    monkeypatch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    for student, answer in ANSWERS.items():
        small_course.hand_in(student, answer)
    small_course.hand_in("void", text="")
    return small_course


class Runs:
    """Runs of the command in processes of their own, forked so that nothing is imported again."""

    def __init__(self, course):
        self.course = course
        self.root = course.root

    def start(self):
        """Start a run; return its process."""

        def begin():
            os.setsid()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            run.main.__kwdefaults__["root"] = self.root
            os._exit(main(["grade", "p1", "--jobs", "2"]))

        process = multiprocessing.get_context("fork").Process(target=begin)
        process.start()
        return process

    def finish(self, seconds=120):
        """Run the command to its end; return its status."""
        process = self.start()
        process.join(seconds)
        assert process.exitcode is not None, "the run hangs"
        return process.exitcode

    def stamps(self):
        """Return what tells whether a kept result was made again, by its path."""
        folder = self.root / results.FOLDER / "results"
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}

    def outcome(self):
        """Return the gradebook's scores, the statuses, and the files that were written."""
        with api.Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as book:
            scores = {
                (s.student.id, g.name): (g.auto_score, g.needs_manual_grade)
                for s in book.assignment_submissions("p1")
                for n in s.notebooks
                for g in n.grades
            }
        statuses = {
            student: status.read("p1", student, self.root) for student in [*ANSWERS, "void"]
        }
        return scores, statuses, self.course.graded()

    def odd_files(self):
        """Return what a finished run should not leave behind."""
        folder = self.root / results.FOLDER
        return [*folder.rglob("*.part"), *(folder / "work").rglob("*")]


def below(pid):
    """Return all processes below a process."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            found += [child, *below(child)]
    return found


def with_folder(folder):
    """Return the processes whose temporary files lie in a folder, but for this one's forks."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={folder}\0".encode() in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


def nothing_runs(folder, seconds=20):
    """Return whether every process of the runs is gone, within some seconds."""
    end = time.monotonic() + seconds
    while with_folder(folder) and time.monotonic() < end:
        time.sleep(0.05)
    return not with_folder(folder)


def kill(process, how, draw):
    """Kill the run, its warm parent, or a process of a notebook, as far as there is one."""
    parents = below(process.pid)
    target = process.pid
    if how == "interrupt":
        os.kill(target, signal.SIGINT)
        return
    if how == "warm parent" and parents:
        target = parents[0]
    if how == "notebook" and len(parents) > 1:
        target = draw.choice(parents[1:])
    with contextlib.suppress(ProcessLookupError):
        os.kill(target, signal.SIGKILL)


KINDS = ("run", "warm parent", "notebook", "notebook", "interrupt")


def disturb(course, tmp_path, kills, seed):
    """Kill at random moments, then compare with an undisturbed run."""
    calm, rough = Runs(course), Runs(course.copy(tmp_path / "rough"))
    start = time.monotonic()
    assert calm.finish() == 1  # one cannot be read
    lasts = time.monotonic() - start
    wanted = calm.outcome()
    draw = random.Random(seed)
    temporary = tmp_path / "tmp"
    for number in range(kills):
        before = rough.stamps()
        process = rough.start()
        time.sleep(draw.uniform(0.2, 0.9) * lasts)
        kill(process, KINDS[number % len(KINDS)], draw)
        process.join(120)
        assert process.exitcode is not None, "the run hangs"
        assert nothing_runs(temporary), "processes are left"
        # What was kept is not made again.
        assert before.items() <= rough.stamps().items()
        for path in rough.stamps():
            assert results.read(path), f"{path} is half written"
        if len(rough.stamps()) == len(ANSWERS) and number + 1 < kills:  # all is done: once more
            assert rough.finish() == 1
            assert same(rough.outcome(), wanted)
            for name in (results.FOLDER, "autograded"):
                shutil.rmtree(rough.root / name)
    before = rough.stamps()
    assert rough.finish() == 1
    assert same(rough.outcome(), wanted)
    assert before.items() <= rough.stamps().items()
    assert len(rough.stamps()) == len(ANSWERS)
    assert rough.odd_files() == []
    assert nothing_runs(temporary)
    assert list(temporary.glob("submission-*")) == []


def same(found, wanted):
    assert found[0] == wanted[0]
    assert found[1] == wanted[1]
    assert found[2].keys() == wanted[2].keys()
    for name, data in wanted[2].items():
        assert found[2][name] == data, name
    return True


@pytest.mark.slow
@pytest.mark.soak
def test_a_run_killed_at_random_moments_in_each_way_gives_the_same_scores(course, tmp_path):
    disturb(course, tmp_path, kills=KILLS, seed=1)


def test_ctrl_c_ends_a_run_with_a_sentence_and_leaves_no_process(course, tmp_path, capfd):
    runs = Runs(course)
    course.hand_in("loop", f"{RIGHT}\nimport time\ntime.sleep(1.5)")
    process = runs.start()
    end = time.monotonic() + 60
    while not runs.stamps() and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    process.join(30)
    assert process.exitcode == 130
    assert nothing_runs(tmp_path / "tmp")
    error = capfd.readouterr().err
    assert "stopped; the same command goes on from here" in error
    assert "Traceback" not in error
    before = runs.stamps()
    assert before
    assert runs.finish() == 1
    assert before.items() <= runs.stamps().items()
    assert len(runs.stamps()) == len(ANSWERS) + 1


@pytest.mark.parametrize("step", ["grade", "replace", "keep"])
def test_a_kill_between_gradebook_notebook_and_status_is_repaired(course, monkeypatch, step):
    """The run is ended right after each of the steps that record a result."""
    runs = Runs(course)
    for student in [*ANSWERS, "void"]:
        if student not in ("ada", "ben"):
            shutil.rmtree(course.root / "submitted" / student)
    owner, name = {
        "grade": (run.converter.Converter, "grade"),
        "replace": (writer.Writer, "_replace"),
        "keep": (writer.Writer, "keep"),
    }[step]
    with monkeypatch.context() as patch:
        original = getattr(owner, name)

        def end(*arguments):
            original(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)

        patch.setattr(owner, name, end)
        assert runs.finish() == -signal.SIGKILL
    before = runs.stamps()
    assert before
    assert runs.finish() == 0
    assert before.items() <= runs.stamps().items()
    scores, statuses, files = runs.outcome()
    assert {s: v.scores for s, v in statuses.items() if v} == {
        "ada": {"t1": 2, "t2": 2},
        "ben": {"t1": 0, "t2": 0},
    }
    assert scores["ada", "t1"] == (2, False)
    assert files.keys() == {"ada/p1/p1.ipynb", "ben/p1/p1.ipynb"}
    assert runs.odd_files() == []
