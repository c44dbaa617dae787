"""Notebooks examined by a real Dask cluster of processes: what they score, and who may die."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder import cluster, results, run, status
from autograder.__main__ import main

pytestmark = pytest.mark.usefixtures("quick_parents")

RIGHT = "def sq(x):\n    return x * x"
HALF = "def sq(x):\n    return x * x if type(x) is int else x"
SLOW = f"import time\ntime.sleep(1)\n{RIGHT}"
#: Reads a file that was handed in, in the student's process and nowhere else.
READS = "def sq(x):\n    return x ** int(open('data/power.txt').read())"


class Cluster:
    """A scheduler and workers as processes on loopback; each works in an empty folder."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self.workers = []
        self.options = []

    def start(self, *options):
        """Start the scheduler, and return its address."""
        self.options = list(options)
        log = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *options)
        self.address = self._awaited(log, r"Scheduler at:\s+(\S+)")
        return self.address

    def add(self, *environments):
        """Start a worker with two threads for each environment, at one time."""
        logs = []
        for environment in environments:
            at = ["--nthreads", "2", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
            at += ["--local-directory", str(self.folder / f"scratch{len(self.processes)}")]
            command = ["dask_worker", self.address, *at, *self.options]
            logs.append(self._start(*command, env=environment))
            self.workers.append(self.processes[-1])
        for log in logs:
            self._awaited(log, r"Registered to:")

    def _start(self, module, *options, env=()):
        number = len(self.processes)
        folder, log = self.folder / f"work{number}", self.folder / f"log{number}"
        folder.mkdir()
        command = [sys.executable, "-m", f"distributed.cli.{module}", *options]
        if module == "dask_scheduler":
            command.append("--no-dashboard")
        surroundings = os.environ | {"DASK_TEMPORARY_DIRECTORY": str(self.folder)} | dict(env)
        with log.open("w") as file:
            self.processes.append(
                subprocess.Popen(command, cwd=folder, stdout=file, stderr=file, env=surroundings)
            )
        return log

    def _awaited(self, log, pattern, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, log.read_text(encoding="utf-8"))
            if found:
                return found[found.lastindex or 0]
            time.sleep(0.05)
        raise AssertionError(f"{pattern} did not appear:\n{log.read_text(encoding='utf-8')}")

    def close(self):
        """End all processes."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path):
    """A `Cluster` with nothing started yet."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with contextlib.closing(Cluster(folder)) as made:
        yield made


@pytest.fixture
def graded(small_course, tmp_path):
    """A course with a class, and what an undisturbed run on this machine makes of a copy."""
    course = small_course
    for number in range(4):
        course.hand_in(f"slow{number}", SLOW)
    course.hand_in("ben", "def sq(x):\n    return 2 * x")
    course.hand_in("eve", HALF)
    course.hand_in("exit", f"{RIGHT}\nimport os\nos._exit(0)")
    course.hand_in("none", None)
    folder = course.hand_in("files", READS)
    (folder / "data").mkdir()
    (folder / "data" / "power.txt").write_text("2", encoding="utf-8")
    with (folder / "data" / "large.bin").open("wb") as file:
        file.truncate(200_000_000)  # too large to be graded, or to be sent
    course.hand_in("void", text="")
    local = course.copy(tmp_path / "local")
    assert local.grade() == 1  # void
    return course, local


def outcome(course):
    """Return the gradebook's scores, the statuses, and the graded files."""
    students = sorted(path.name for path in (course.root / "submitted").iterdir())
    return (
        course.scores(),
        {student: status.read("p1", student, course.root) for student in students},
        course.graded(),
    )


def kept(course):
    return list((course.root / results.FOLDER / "results").rglob("*.json"))


@pytest.mark.slow
def test_a_worker_is_killed_in_mid_run_and_the_scores_are_those_of_an_undisturbed_local_run(
    graded, machines, monkeypatch, capsys
):
    course, local = graded
    machines.start()
    machines.add({}, {})
    written = []
    record = run.Writer.record
    monkeypatch.setattr(
        run.Writer, "record", lambda *all: written.append(all[1].student) or record(*all)
    )

    def kill():
        end = time.monotonic() + 60
        while not kept(course) and time.monotonic() < end:
            time.sleep(0.01)
        os.kill(machines.workers[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert course.grade(jobs=None, scheduler=machines.address) == 1
    killer.join()
    assert machines.workers[0].wait(5) == -signal.SIGKILL
    assert outcome(course) == outcome(local)
    assert course.scores()["files"] == {"t1": 2, "t2": 2}
    assert "large.bin was not taken" in status.read("p1", "files", course.root).reason
    assert sorted(written) == sorted(set(written))  # nothing into the gradebook twice
    assert len(kept(course)) == len(kept(local))
    # What the cluster has graded is not graded again here, nor the other way round.
    before = {path: path.stat().st_mtime_ns for path in kept(course)}
    assert course.grade() == 1
    assert {path: path.stat().st_mtime_ns for path in kept(course)} == before


@pytest.mark.slow
def test_no_worker_a_lost_scheduler_and_a_worker_of_another_kind_are_told_in_a_sentence(
    small_course, machines, monkeypatch, capsys, tmp_path
):
    course = small_course
    for number in range(6):
        course.hand_in(f"slow{number}", SLOW)
    monkeypatch.setitem(run.main.__kwdefaults__, "root", course.root)
    monkeypatch.setattr(cluster.Workers, "patience", 1.5)
    address = machines.start()
    assert main(["grade", "--scheduler", address]) == 1
    assert f"no worker of {address} can grade" in capsys.readouterr().err
    # One that has another version of a package, and one without this autograder.
    other = tmp_path / "other"
    (other / "numpy-0.1.dist-info").mkdir(parents=True)
    (other / "numpy-0.1.dist-info" / "METADATA").write_text("Name: numpy\nVersion: 0.1\n")
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "autograder.py").touch()
    paths = [os.pathsep.join([str(folder), os.environ["PYTHONPATH"]]) for folder in (other, bare)]
    machines.add(*({"PYTHONPATH": path} for path in paths))
    assert main(["grade", "--scheduler", address]) == 1
    error = capsys.readouterr().err
    assert "is left out: numpy 0.1 in place of " in error
    assert "is left out: it has no autograder like this one" in error
    assert f"no worker of {address} can grade" in error
    assert not kept(course)
    # With a third that is fit, it alone grades.
    machines.add({})
    end = threading.Thread(
        target=lambda: (_until(lambda: kept(course)), machines.processes[0].kill())
    )
    end.start()
    assert main(["grade", "--scheduler", address]) == 1
    end.join()
    error = capsys.readouterr().err
    assert f"the connection to {address} is lost; what is graded is kept" in error
    assert "Traceback" not in error
    assert kept(course)
    assert course.grade() == 0
    assert set(course.scores()) == {f"slow{number}" for number in range(6)}


def _until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)


def test_a_wrong_address_or_one_where_nobody_listens_is_a_sentence(
    small_course, capsys, monkeypatch
):
    monkeypatch.setitem(run.main.__kwdefaults__, "root", small_course.root)
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    assert main(["grade", "--scheduler", "localhost"]) == 1
    assert "--scheduler is 'localhost', expected tcp://HOST:PORT" in capsys.readouterr().err
    assert main(["grade", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"]) == 1
    assert "with --scheduler, leave it out" in capsys.readouterr().err
    assert main(["grade", "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def certificates(folder):
    """Make a certificate with its key; return the settings of Dask that name them."""
    key, cert = str(folder / "key.pem"), str(folder / "cert.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True)
    found = {"ca-file": cert}
    for who in ("scheduler", "worker", "client"):
        found |= {f"{who}.cert": cert, f"{who}.key": key}
    return {f"distributed.comm.tls.{name}": value for name, value in found.items()}


@pytest.mark.slow
def test_over_tls_who_has_the_certificate_may_grade_and_nobody_else(
    small_course, machines, monkeypatch, tmp_path, capsys
):
    import dask

    monkeypatch.setitem(run.main.__kwdefaults__, "root", small_course.root)
    small_course.hand_in("ada")
    settings = certificates(tmp_path)
    nested = {}
    dask.config.set(settings, config=nested)
    with monkeypatch.context() as patch:
        patch.setenv("DASK_INTERNAL_INHERIT_CONFIG", dask.config.serialize(nested))
        address = machines.start("--protocol", "tls")
        assert address.startswith("tls://127.0.0.1:")
        machines.add({})
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    assert main(["grade", "--scheduler", address]) == 1
    assert f"no Dask scheduler answers at {address}" in capsys.readouterr().err
    with dask.config.set(settings):
        assert main(["grade", "--scheduler", address]) == 0
    assert small_course.scores() == {"ada": {"t1": 2, "t2": 2}}


def test_a_worker_that_is_another_machine_refuses_the_work():
    from autograder import worker

    expected = {"numpy": "2.0", "confinement": "namespaces"}
    assert worker.differences({**expected, "more": "1"}, expected) == ""
    found = worker.differences({"numpy": "2.1", "confinement": "nothing"}, expected)
    assert found == "numpy 2.1 in place of 2.0, confinement nothing in place of namespaces"


def test_what_a_run_waits_for_names_no_folder_of_this_machine(small_course, tmp_path):
    """No shared file system: nothing in a parcel is a path that a worker could only have here."""
    import pickle

    import nbformat

    from autograder import machines, worker
    from autograder.submission import take

    folder = small_course.hand_in("ada")
    taken = take(folder, "ada", "p1", tmp_path / "taken")
    nb = nbformat.read(taken.notebook, as_version=4)
    source = (small_course.root / "source_notebooks/p1/p1.ipynb").read_text(encoding="utf-8")
    parcel = worker.pack(machines.Work(taken, nb, "0" * 64, 1), source, {}, {})
    assert os.fsencode(Path(tmp_path)) not in pickle.dumps(parcel)
