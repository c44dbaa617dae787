"""The run's hold on the warm parents: start them, have notebooks examined, start them again."""

import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

from autograder.examiner import handed_in, imports, probe, verdict
from autograder.examiner.compiled import LARGEST, Store
from autograder.examiner.confinement import FAILED, LEVELS
from autograder.examiner.limits import Limits
from autograder.examiner.probe import Confinement
from autograder.examiner.wire import Channel, WireError, pair

_PARENT = "autograder.examiner.parent"
_START = 180.0  # seconds to import everything, on a slow disk too
_END = 60.0  # seconds to kill and reap a job
#: What the grader's processes get of its environment: nothing that could be a password.
_ENVIRONMENT = (
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"),
    *("XDG_CACHE_HOME", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "CC"),
    *("LAYERWISE_DATA", "LAYERWISE_DATASET", "LAYERWISE_SMALL"),
)
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WarmParentEnded(RuntimeError):
    """The warm parent does not run, so nothing can be graded."""


class Warm:
    """The running warm parent, with its second. Use as a context manager, or call `close`.

    Threads may share one, each with its own notebook. It starts in the background.

    Parameters
    ----------
    levels : iterable of str
        The levels of confinement to choose from, the best first.
    imports : Imports
        What is imported before the first notebook.
    kept : Path, optional
        The file that keeps which level was chosen; the user's own when not given.
    """

    def __init__(self, levels=LEVELS, imports=imports.EVERYTHING, kept=None):
        self._levels = tuple(levels)
        self._imports = imports
        self._kept = kept or verdict.place()
        self._compiled = Store()
        self._lock = threading.Lock()
        self._closed = False
        self._at_work = 0
        self._start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def pid(self):
        """The warm parent's process id."""
        return self._process.pid

    @property
    def is_busy(self):
        """Whether a notebook is being examined, or waits for the parent to be ready."""
        return self._at_work > 0

    @property
    def confinement(self):
        """How students' processes are confined: a `probe.Confinement`."""
        self._await_ready()
        return self._confinement

    def grade(self, job, timeout, limits=None, hidden=()):
        """Have one notebook examined; return what the examiner found.

        When this returns or raises, the job's processes are gone and its folder is removed.

        Parameters
        ----------
        job : dict
            See `autograder.examiner.examine.main`.
        timeout : float
            Seconds for the whole notebook.
        limits : Limits, optional
            What the student's processes may take.
        hidden : iterable of Path
            Folders that they may not see, wherever they lie.

        Returns
        -------
        dict
            As `autograder.examiner.examine.main` describes it. Its ``cells`` are fewer than the
            job's when the examiner was stopped or ended; ``status`` then says why.

        Raises
        ------
        WarmParentEnded
            When the warm parent ended, was started again, and ended again; or when it was closed.
        """
        process = self._process
        request = {
            "folder": job["folder"],
            "limits": asdict(limits or Limits()),
            "hidden": [str(path) for path in hidden],
        }
        with self._lock:
            self._at_work += 1
        try:
            return self._grade(request, job, timeout)
        except WarmParentEnded:
            with self._lock:
                if self._closed:
                    raise
                if self._process is process:  # else another thread has started it again
                    self._stop()
                    self._start()
            return self._grade(request, job, timeout)
        finally:
            with self._lock:
                self._at_work -= 1

    def close(self):
        """End the warm parent, and with it every process that it has started, for good.

        Threads that wait for a notebook get `WarmParentEnded`.
        """
        self._closed = True
        self._stop()

    def _stop(self):
        for control in (self._students, self._examiners):
            with contextlib.suppress(OSError):  # a thread that waits for news hears of it
                control.shutdown(socket.SHUT_RDWR)
            control.close()
        if self._ready and not self._asked:  # it may be at its imports, and has nothing to clear up
            self._process.kill()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self):
        self._students, its_students = pair()
        self._examiners, its_examiners = pair()
        theirs = its_students.fileno(), its_examiners.fileno()
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        # One thread each: OpenMP and OpenBLAS pools do not survive a fork.
        environment |= {**dict.fromkeys(_THREADS, "1"), "MPLBACKEND": "Agg"}
        told = str(self._kept), self._levels, *self._imports
        self._process = subprocess.Popen(
            # -P: a file in the working folder must not be taken for a library.
            [sys.executable, "-P", "-m", _PARENT, *map(str, theirs), *map(json.dumps, told)],
            pass_fds=theirs,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        its_students.close()
        its_examiners.close()
        self._ready = self._asked = False

    def _grade(self, request, job, timeout):
        self._provide(request, job)
        with contextlib.ExitStack() as stack:
            channel, student, told = (
                [stack.enter_context(sock) for sock in pair()] for _ in range(3)
            )
            with self._forked(self._students, request, student[0], told[0]) as number:
                asked = {"folder": job["folder"], "chapter": job["chapter"], "student": number}
                with self._forked(self._examiners, asked, channel[1], student[1], told[1]):
                    return self._results(Channel(channel[0]), job, timeout)

    @contextlib.contextmanager
    def _forked(self, control, request, *sockets):
        """Have a process forked, which gets these sockets; yield its number, and end it."""
        self._await_ready()
        self._asked = True
        process = self._process
        lifeline, its_end = pair()
        with lifeline:
            with _ending(process):
                _ask(control, request, *sockets, its_end)
                number = _number(lifeline)
            try:
                yield number
            finally:
                _let_go(lifeline, process)

    def _provide(self, request, job):
        """Lay what the job's Cython cells are compiled to, now or earlier, into its folder."""
        if not probe.writes(self.confinement):
            compile_apart = functools.partial(self._compile, request, job["limit"])
            self._compiled.provide(job, self.confinement.level, compile_apart)

    def _compile(self, request, seconds, line, cell):
        """Return what `compiler` answers, or None where it does not, in the time of a cell."""
        limits = {**request["limits"], "cpu": min(request["limits"]["cpu"], 2 * seconds)}
        answer, deadline = b"", time.monotonic() + seconds
        private = tempfile.TemporaryDirectory(prefix="compiler-", ignore_cleanup_errors=True)
        with private as folder, contextlib.ExitStack() as stack, contextlib.suppress(OSError):
            Path(folder, handed_in.STUDENT).mkdir()
            request = {**request, "folder": folder, "limits": limits, "compiles": True}
            (ours, theirs), (_, told) = ([stack.enter_context(s) for s in pair()] for _ in "ab")
            stack.enter_context(self._forked(self._students, request, theirs, told))
            Channel(ours).send([line, cell], deadline)
            while len(answer) <= LARGEST:
                ours.settimeout(max(deadline - time.monotonic(), 0.001))
                part = ours.recv(2**20)
                if not part:
                    return answer or None
                answer += part
        return None

    def _results(self, channel, job, timeout):
        """Collect the cells' outcomes as they come, and then the end."""
        result = {"cells": [], "status": None, "fault": None, "seconds": None}
        deadline = time.monotonic() + timeout
        try:
            channel.send(job, deadline)
            while result["status"] is None and result["fault"] is None:
                news, _ = channel.receive(deadline)
                result["cells"] += news.pop("cells", [])
                result.update(news)
        except TimeoutError:
            result["status"] = f"the notebook took longer than {timeout:g} seconds"
        except WireError:
            result["status"] = "the examiner's process ended"
        if FAILED in (result["fault"] or ""):
            verdict.forget(self._kept)
        return result

    def _await_ready(self):
        with self._lock:  # the parent says it once, whoever waits
            if self._ready:
                return
            self._students.settimeout(_START)
            with _ending(self._process):
                found = json.loads(_line(self._students))
            self._students.settimeout(None)
            self._confinement = Confinement(**{**found, "holes": tuple(found["holes"])})
            self._ready = True


def _ask(control, request, *sockets):
    """Ask a parent for a process, which gets these sockets; they are closed here."""
    descriptors = [sock.fileno() for sock in sockets]
    socket.send_fds(control, [json.dumps(request).encode()], descriptors)
    for sock in sockets:
        sock.close()


def _number(lifeline):
    """Return the number of the process that a parent has forked."""
    lifeline.settimeout(_START)  # the first examiner waits for its parent's imports
    return int(_line(lifeline))


def _line(sock):
    line = b""
    while not line.endswith(b"\n"):
        line += sock.recv(2**16) or _closed()
    return line


def _closed():
    raise ConnectionResetError


def _let_go(lifeline, process):
    """End the job, and return when it is over."""
    lifeline.settimeout(_END)
    with _ending(process):
        lifeline.shutdown(socket.SHUT_WR)
        if lifeline.recv(1) != b".":
            raise ConnectionResetError


@contextlib.contextmanager
def _ending(process):
    """Say what it means when a socket to a warm parent is closed or silent."""
    try:
        yield
    except TimeoutError as error:
        process.kill()
        process.wait()
        raise WarmParentEnded(
            "the examiner's parent process did not answer in time, so nothing can be graded; is "
            "the machine very busy or its disk very slow? `python -c 'import torch'` should take "
            "seconds."
        ) from error
    except OSError as error:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
        process.kill()
        how = process.wait()
        raise WarmParentEnded(
            f"the examiner's parent process ended (exit status {how}), so nothing can be "
            "graded; is there memory and disk space enough, and does "
            "`python -c 'import torch'` work here?"
        ) from error
