"""The warm parent forks a pair of processes a notebook, and nothing of them is ever left."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.examiner import confinement
from autograder.examiner.handed_in import STUDENT
from autograder.examiner.limits import Limits
from autograder.examiner.warm import Warm, WarmParentEnded

LOOP = "while True:\n    try: time.sleep(60)\n    except BaseException: pass"


def until(condition, seconds=60.0):
    """Wait for a condition and return its value."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def children(pid):
    """Return the processes right below a process, zombies included."""
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def at_work(pid):
    """Return what the warm parents have forked for notebooks, zombies included."""
    second, *students = children(pid) or [None]  # the second parent is the oldest child
    return students + (children(second) if second else [])


def running(command):
    """Return how many processes run a command, whoever their parent is."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += path.read_bytes().decode().split("\0")[:-1] == command
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


@pytest.fixture
def leaves(tmp_path):
    """Source that leaves three processes running: in the group, in a session, without a parent.

    And their command, which no other process runs.
    """
    command = ["sleep", f"61.{os.getpid()}{time.monotonic_ns() % 10**6}"]
    source = (
        "import os, subprocess, sys, time\n"
        f"for new in (True, False): subprocess.Popen({command}, start_new_session=new)\n"
        f"subprocess.run(['sh', '-c', 'setsid {' '.join(command)} &'])\n"
    )
    return source, command


@pytest.fixture
def job(tmp_path):
    """A factory of jobs of student's cells and a check that passes, in a folder of their own."""
    cell = {"kind": "answer", "points": 0.0, "place": 1, "name": None}
    made = iter(range(100))

    def make(*sources, check="pass"):
        folder = tmp_path / f"private{next(made)}"
        (folder / STUDENT).mkdir(parents=True)
        cells = [{**cell, "source": source} for source in sources]
        told = {"kind": "check", "source": check, "points": 1.0, "name": "t", "uses": []}
        cells.append({**cell, **told})
        rest = {"chapter": "p1", "names": [], "seed": 0, "images": 0, "limit": 60.0}
        return {"folder": str(folder), "cells": cells, **rest}

    return make


@pytest.fixture(scope="module")
def quick(warm, tmp_path_factory):
    """A warm parent that these tests may kill; it finds no torch, and so starts sooner."""
    folder = tmp_path_factory.mktemp("without_torch")
    for name in ("torch", "torchvision"):
        (folder / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        with Warm() as started:
            yield started


def test_many_notebooks_leave_no_process_no_zombie_no_descriptor_and_no_folder(warm, job, leaves):
    source, command = leaves
    warm.grade(job("1"), 60)
    opened = len(os.listdir(f"/proc/{warm.pid}/fd"))
    for ending in ("", "os._exit(0)", "raise SystemExit", "os.mkdir('d'); os.chmod('d', 0)"):
        made = job("open('file', 'w').write('x')", source + ending)
        result = warm.grade(made, 60)
        assert (result["status"] == "graded") == (ending != "os._exit(0)")
        assert running(command) == 0
        assert at_work(warm.pid) == []
        assert not Path(made["folder"]).exists()
    assert until(lambda: len(os.listdir(f"/proc/{warm.pid}/fd")) <= opened, 10)


def test_a_check_that_hangs_is_ended_with_the_notebook_s_time(warm, job, leaves):
    source, command = leaves
    made = job("1", source, check="while True: pass")
    start = time.monotonic()
    result = warm.grade(made, 3)
    assert time.monotonic() - start < 20
    assert result["status"] == "the notebook took longer than 3 seconds"
    assert len(result["cells"]) == 2
    assert running(command) == 0
    assert at_work(warm.pid) == []
    assert not Path(made["folder"]).exists()


def test_an_examiner_that_ends_is_said_and_the_cells_before_are_kept(warm, job):
    result = warm.grade(job("1", check="import os\nos._exit(3)"), 60)
    assert result["status"] == "the examiner's process ended"
    assert len(result["cells"]) == 1
    assert warm.grade(job(), 60)["status"] == "graded"


def test_a_level_that_cannot_be_entered_is_the_courses_fault_and_is_chosen_anew(job, tmp_path):
    """As when a kept verdict no longer holds: no score and no other level in its place."""
    kept = tmp_path / "private" / "verdict.json"
    with Warm(kept=kept) as fresh:
        level = fresh.confinement.level
        assert kept.exists() == (level != confinement.NOTHING)
        result = fresh.grade(job("1"), 60, Limits(open_files=-2))
        assert confinement.FAILED in result["fault"]
        assert not kept.exists()
        assert fresh.confinement.level == level


def test_a_warm_parent_that_was_killed_is_started_again(quick, job):
    assert quick.grade(job(), 60)["status"] == "graded"
    killed = quick.pid
    os.kill(killed, signal.SIGKILL)
    assert quick.grade(job(), 60)["status"] == "graded"
    assert quick.pid != killed


def test_threads_share_a_warm_parent_from_its_start_and_after_its_death(job, quick):
    """Each waits until it is ready, and it is started again once, whoever sees it dead."""
    with Warm() as fresh:
        for _ in range(2):
            with ThreadPoolExecutor(max_workers=4) as pool:
                results = list(
                    pool.map(lambda made: fresh.grade(made, 60), [job() for _ in range(8)])
                )
            assert [result["status"] for result in results] == ["graded"] * 8
            os.kill(fresh.pid, signal.SIGKILL)


def test_a_warm_parent_killed_at_work_takes_its_pair_along_and_the_work_is_done_again(
    quick, job, gone, tmp_path
):
    once = tmp_path / "once"
    check = (
        f"import pathlib, time\nonce = pathlib.Path({str(once)!r})\n"
        "if not once.exists(): once.touch(), time.sleep(50)"
    )
    made = job("1", check=check)
    killed, pairs = quick.pid, []

    def kill():
        assert until(once.exists)
        pairs.extend([*children(killed), *at_work(killed)])
        os.kill(killed, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    assert quick.grade(made, 60)["status"] == "graded"
    thread.join()
    assert quick.pid != killed
    assert len(set(pairs)) == 3  # the second parent, the student's process, the examiner
    assert all(gone(int(pid)) for pid in pairs)


def test_a_second_parent_that_was_killed_is_started_again(quick, job):
    assert quick.grade(job(), 60)["status"] == "graded"
    second = children(quick.pid)[0]
    os.kill(int(second), signal.SIGKILL)
    assert quick.grade(job(), 60)["status"] == "graded"
    assert children(quick.pid)[0] != second
    assert at_work(quick.pid) == []


def test_a_warm_parent_that_cannot_be_started_is_a_clear_error(job, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (
        Warm() as started,
        pytest.raises(WarmParentEnded, match=r"ended \(exit status 1\), so nothing can be graded"),
    ):
        started.grade(job(), 60)


def test_a_parent_that_takes_too_long_to_start_is_called_slow_and_not_ended(monkeypatch, tmp_path):
    monkeypatch.setattr("autograder.examiner.warm._START", 0.05)
    with Warm() as warm, pytest.raises(WarmParentEnded, match=r"did not answer in time.* busy"):
        warm.grade({"folder": str(tmp_path)}, timeout=5)


def test_a_run_that_is_killed_leaves_no_process_and_no_folder(quick, job, leaves, gone):
    source, command = leaves
    made = job(source + LOOP)
    script = f"from autograder.examiner.warm import Warm\nWarm().grade({made!r}, 60)"
    run = subprocess.Popen([sys.executable, "-c", script])
    assert until(lambda: running(command) == 3)
    (warm_parent,) = children(run.pid)
    pair = [*children(int(warm_parent)), *at_work(int(warm_parent))]
    run.kill()
    run.wait()
    assert gone(int(warm_parent))
    assert all(gone(int(pid)) for pid in pair)
    assert running(command) == 0
    assert not Path(made["folder"]).exists()


def test_closing_ends_the_warm_parent(quick, gone):
    pid = quick.pid
    quick.close()
    assert gone(pid)
    quick.close()  # nothing happens
