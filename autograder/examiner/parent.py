"""The warm parents: they import the slow libraries once, then fork a process in milliseconds.

The first forks the students' processes. It opens no file of the course, so what it forks holds no
check and no answer. It forks the second one too, which imports what only checks need and the bank,
and forks the examiners. Each owns what it forks: whatever becomes of the run that asked for it, it
is killed and reaped there (see `jobs`).

A student's process is asked for with ``folder``, ``limits`` and ``hidden`` (see
`confinement.enter`), its socket and the one where it is told why it was ended; with ``compiles`` it
is one that compiles a cell and runs nothing (see `compiler`). An examiner is asked
for with ``folder``, ``chapter`` and ``student``, the number of the student's process; the job's
channel, and the other ends of those two sockets.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import secrets
import shutil
import signal
import socket
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import layerwise
from autograder.examiner import compiler, confinement, jobs, probe, process
from autograder.examiner.limits import Limits


def serve(control, examiners, kept, levels, given, checks):
    """Serve until `control` is closed, with students confined on the best of some levels.

    The parent sends a line on `control` when it is ready: the `probe.Confinement` in JSON.

    Parameters
    ----------
    control, examiners : socket.socket
        Where the two kinds of processes are asked for.
    kept : str
        The file of an earlier verdict, see `probe.choose`.
    levels : list of str
    given, checks : list of str
        See `imports.Imports`.
    """
    kept = Path(kept)
    found = probe.known(levels, kept)
    if found:
        _tell(control, found)
    else:
        chosen = probe.begin(levels, kept)  # while the slow libraries are imported
    shell = prepare(given)
    process.adopt_orphans()
    second = process.fork(lambda: _examiners(examiners, checks, shell), examiners)
    examiners.close()
    if not found:
        found = chosen()
        _tell(control, found)

    def begin(request, sock, told):
        return process.fork(lambda: _student(sock, told, found.level, request, shell), sock, told)

    jobs.serve(control, begin, spare=[second])


def _tell(control, found):
    control.sendall(json.dumps(asdict(found)).encode() + b"\n")


def prepare(modules):
    """Import what is slow, and return a shell that has run a cell, for both sides to copy.

    Parameters
    ----------
    modules : iterable of str
        Imported beside the students' library.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what to do on Ctrl-C
    from autograder.examiner import student  # noqa: F401
    from autograder.examiner.shell import Shell

    library = [found.name for found in pkgutil.walk_packages(layerwise.__path__, "layerwise.")]
    _import([*modules, *library])
    compiler.spare_builds()
    shell = Shell()
    shell.run("None")
    _freeze()
    return shell


def _import(modules):
    for name in modules:
        with contextlib.suppress(ImportError, OSError):  # a cell that needs it will say so
            importlib.import_module(name)


def _freeze():
    """Keep collections from what is there: a child would copy every page they look at."""
    gc.collect()
    gc.freeze()


def _student(sock, told, level, request, shell):
    from autograder.examiner import student

    limits, hidden = Limits(**request["limits"]), request["hidden"]
    confinement.enter(level, request["folder"], limits, sock, told, hidden)
    if request.get("compiles"):
        compiler.main(sock)
    else:
        student.main(sock, shell)


def _examiners(control, modules, shell):
    """Serve as the second parent: fork examiners until `control` is closed."""
    process.adopt_orphans()
    from autograder import misconceptions
    from autograder.examiner import eager, examine

    _import(modules)
    eager.install()
    _freeze()
    loaded = set()

    def begin(request, channel, sock, told):
        folder, chapter = request["folder"], request["chapter"]
        images.mkdir(mode=0o700, exist_ok=True)
        if chapter not in loaded:
            loaded.add(chapter)
            with contextlib.suppress(Exception):  # the examiner will run into it, and say so
                misconceptions.load(chapter)
            _freeze()

        def examiner():
            os.chdir(tempfile.mkdtemp(prefix="examiner-", dir=folder))
            examine.main(channel, sock, told, request["student"], shell, images)

        return process.fork(examiner, channel, sock, told)

    # Nobody else can foretell its name; it is made when there is a notebook.
    images = Path(tempfile.gettempdir(), f"images-{secrets.token_hex(16)}")
    try:
        jobs.serve(control, begin)
    finally:
        shutil.rmtree(images, ignore_errors=True)


if __name__ == "__main__":
    sockets = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    serve(*sockets, *map(json.loads, sys.argv[3:]))
