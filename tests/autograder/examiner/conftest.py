"""A course of one chapter, p1, and a student's process without the warm parent's imports."""

import copy
import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import nbformat
import pytest

from autograder import grading
from autograder.examiner import confinement, kernel, process, student, tree
from autograder.examiner.handed_in import STUDENT
from autograder.examiner.limits import Limits
from autograder.examiner.session import Session
from autograder.examiner.shell import Shell
from autograder.examiner.warm import Warm
from autograder.examiner.wire import Channel, pair

#: Small enough for a bomb to be harmless where its defence fails.
BOUNDS = Limits(memory=400 * 2**20, disk=32 * 2**20, cpu=6.0, processes=24, open_files=64)
ORDINARY = 54321  # a user that owns nothing


class P1:
    """The chapter's course folder, and submissions to it."""

    def __init__(self, root, cells, warm):
        self.root = root
        self.warm = warm
        self.source = nbformat.v4.new_notebook(cells=cells)
        self.files = root / "handed_in"
        self.files.mkdir(parents=True)
        self.write()

    def write(self):
        """Write the source notebook."""
        path = self.root / "source_notebooks" / "p1" / "p1.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(self.source, path)

    def submission(self, answer=None, before=(), between=(), after=()):
        """Return a submission: the answer, with a student's cells before it, between the two
        checks and after them.
        """
        nb = copy.deepcopy(self.source)
        if answer is not None:
            nb.cells[1].source = answer
        new = [[nbformat.v4.new_code_cell(s) for s in cells] for cells in (before, between, after)]
        nb.cells = [nb.cells[0], *new[0], *nb.cells[1:3], *new[1], *nb.cells[3:], *new[2]]
        return nb

    def grade(self, nb, **settings):
        """Grade a submission; the result has the scores in order as `scores`, and the notebook."""
        settings = {"seed": 7, "limit": 10.0, "root": self.root, **settings}
        result = grading.grade(nb, "p1", self.files, self.warm, **settings)
        nbformat.validate(nb)
        nbformat.writes(nb).encode()
        result["scores"] = [check["score"] for check in result["checks"].values()]
        result["nb"] = nb
        return result


@pytest.fixture
def p1(p1_cells, warm, tmp_path):
    """A course whose one chapter has an answer sq(x), a check t1 and a check t2, 2 points each."""
    return P1(tmp_path / "course", p1_cells, warm)


@pytest.fixture(scope="module")
def shell():
    """A shell for processes forked from this one; the tests' own is left as it was."""
    # As a warm parent does: the seconds of a call are not to go into imports.
    importlib.import_module("torch._dynamo")

    saved = sys.modules["__main__"]
    shell = Shell.instance()
    yield shell
    sys.modules["__main__"] = saved
    Shell.clear_instance()


@pytest.fixture
def forked(shell):
    """Fork a student's process; returns the other end of its socket, and its pid."""
    started = []

    def fork():
        ours, theirs = pair()
        with theirs:
            pid = process.fork(lambda: student.main(theirs, shell), theirs)
        started.append((ours, pid))
        return ours, pid

    yield fork
    for sock, pid in started:
        process.end([pid])
        sock.close()


@pytest.fixture
def session(forked):
    """A session with a student's process of its own, two seconds a call."""
    session = Session(*forked(), limit=2.0)
    session.start(1)
    return session


@pytest.fixture
def define(session):
    """Run source in the student's process and return what it calls f."""

    def run(source):
        outputs = session.run(textwrap.dedent(source))
        assert not any(o["output_type"] == "error" for o in outputs), outputs
        return session.names(["f"])["f"]

    return run


@pytest.fixture
def channels():
    """Two ends that talk to each other within this process."""
    ours, theirs = pair()
    yield Channel(ours), Channel(theirs)
    ours.close()
    theirs.close()


@pytest.fixture
def hostile():
    """A session whose other end is the test, beside a process that only sleeps.

    The second value answers the next request with a value of the test's; its socket is raw.
    """
    ours, theirs = pair()
    pid = process.fork(lambda: time.sleep(60))

    def answer(value):
        # The request is read first, as the reply counts the objects in it.
        thread = threading.Thread(target=reply, args=(value,))
        thread.start()
        threads.append(thread)

    def reply(value):
        channel = Channel(theirs)
        _, objects = channel.receive()
        channel.send(value, known=objects)

    threads = []
    answer.sock = theirs
    yield Session(ours, pid, limit=0.3), answer
    for thread in threads:
        thread.join()
    process.end([pid])
    ours.close()
    theirs.close()


@pytest.fixture(scope="session")
def gone():
    """Return whether a process ends, or is a zombie, within some seconds."""

    def wait(pid, seconds=10.0):
        end = time.monotonic() + seconds
        while _runs(pid) and time.monotonic() < end:
            time.sleep(0.01)
        return not _runs(pid)

    return wait


def _runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


class Confined:
    """Runs a student's cells in real, confined processes: ``confined.says("print(1)")``.

    Attributes
    ----------
    confinement : Confinement
    """

    def __init__(self, ask, confinement):
        self.ask = ask
        self.confinement = confinement

    def run(self, *sources, limits=BOUNDS, files=None, limit=30.0, seconds=60):
        """Return what `Warm.grade` says of cells run one after the other."""
        return self.ask(sources, limits, files or {}, limit, seconds)

    def says(self, source, **settings):
        """Return what one cell prints, or its error's name and message."""
        result = self.run(textwrap.dedent(source), **settings)
        outputs = result["cells"][0]["outputs"]
        said = [o.get("text") or f"{o.get('ename')}: {o.get('evalue')}" for o in outputs]
        return "".join(said).strip()


def examine(warm, sources, limits, files, limit, seconds):
    """Run a student's cells with a warm parent."""
    folder = tempfile.mkdtemp(prefix="submission-")
    work = Path(folder, STUDENT)
    work.mkdir()
    for name, data in files.items():
        (work / name).write_bytes(data)
    cell = {"kind": "answer", "points": 0.0, "name": None}
    cells = [{**cell, "source": source, "place": i} for i, source in enumerate(sources, 1)]
    job = {"folder": folder, "cells": cells, "chapter": "p1", "names": [], "seed": 0, "images": 0}
    job["limit"] = limit
    return {**warm.grade(job, seconds, limits), "folder": folder}


def serve(levels, ordinary, ours, theirs):
    """Run a warm parent, perhaps as a user without privileges; examine what comes over a pipe."""
    ours.close()
    home = tempfile.mkdtemp(prefix="home-")
    if ordinary and os.geteuid() == 0:
        _open_the_way([*tree.environment(), *tree.course()])
        os.chown(home, ORDINARY, ORDINARY)
        os.setgroups([])
        os.setresgid(ORDINARY, ORDINARY, ORDINARY)
        os.setresuid(ORDINARY, ORDINARY, ORDINARY)
    os.environ["HOME"] = home
    with Warm(levels) as warm:
        theirs.send(warm.confinement)
        while True:
            try:
                theirs.send(examine(warm, *theirs.recv()))
            except EOFError:
                break
    shutil.rmtree(home, ignore_errors=True)


def _open_the_way(paths):
    """Have folders readable, for this process, that lie in a private one such as /root."""
    kernel.unshare(kernel.NEW_MOUNTS)
    kernel.mount("none", "/", flags=kernel.RECURSIVE | kernel.PRIVATE)
    closed = {}
    for path in map(Path, paths):
        above = [p for p in reversed(path.parents) if not p.stat().st_mode & 1]
        if above:
            closed.setdefault(above[0], []).append(path)
    for top, inside in closed.items():
        held = [os.open(path, os.O_PATH) for path in inside]
        kernel.mount("tmpfs", top, "tmpfs", 0, "mode=755")
        for path, number in zip(inside, held, strict=True):
            path.mkdir(parents=True, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{number}", path, flags=kernel.BIND)
            os.close(number)


@pytest.fixture
def cells(warm):
    """Confined processes of the level that is chosen here; `warm` is their parent."""
    confined = Confined(lambda *job: examine(warm, *job), warm.confinement)
    confined.warm = warm
    return confined


WAYS = {
    "namespaces": (confinement.NAMESPACES, False),
    "namespaces, as an ordinary user": (confinement.NAMESPACES, True),
    "landlock": (confinement.LANDLOCK, False),
    "landlock, as an ordinary user": (confinement.LANDLOCK, True),
}


@pytest.fixture(scope="session", params=WAYS)
def confined(request, warm, without_torch):
    """Confined processes of each level and user.

    Where a level is not to be had, its tests demand that this is said, and are skipped with it.
    """
    level, ordinary = WAYS[request.param]
    if level == warm.confinement.level and not ordinary:
        yield Confined(lambda *job: examine(warm, *job), warm.confinement)
        return
    ours, theirs = multiprocessing.Pipe()
    levels = [level, confinement.NOTHING]
    running = multiprocessing.get_context("fork").Process(
        target=serve, args=(levels, ordinary, ours, theirs)
    )
    with pytest.MonkeyPatch.context() as patch:  # for this process alone, not for tests meanwhile
        patch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)
        running.start()
    theirs.close()
    found = ours.recv()
    if found.level == level:
        yield Confined(lambda *job: [ours.send(job), ours.recv()][1], found)
    else:
        assert found.reasons[level]
        assert found.holes
        pytest.skip(f"no {request.param}: {found.reasons[level]}")
    ours.close()
    running.join(60)
