"""The warm parent: imports the slow libraries once, then forks a pair of processes a submission.

Importing torch takes seconds, a fork takes milliseconds. The parent opens no file of the course, so
a forked student's process holds no check and no answer. It owns both processes of a job: whatever
becomes of the run that asked for them, they are killed and reaped here.

Protocol
--------
The parent sends a line on `control` when it is ready: the `probe.Confinement` in JSON. A request is
a dict in JSON, of ``folder``, ``limits`` and ``hidden`` (see `confinement.enter`), with two
sockets: the job's channel, which the examiner gets, and a lifeline. When the run closes
its end of the lifeline, or ends, the job is over: its processes are killed, its folder is removed,
and then one byte on the lifeline says so.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import selectors
import shutil
import signal
import socket
import sys
import tempfile
from dataclasses import asdict, dataclass

import layerwise
from autograder.examiner import confinement, probe, process
from autograder.examiner.limits import Limits
from autograder.examiner.wire import pair

_MAX_REQUEST = 2**16


@dataclass
class Job:
    """One notebook's pair of processes, and the folder to be removed with them."""

    lifeline: socket.socket
    pids: list
    folder: str


def serve(control, levels):
    """Start and end jobs until `control` is closed, confined on the best of some levels."""
    shell = prepare()
    process.adopt_orphans()
    found = probe.choose(levels)
    process.end_orphans(but=[])  # what an attempt to break out may have left
    control.sendall(json.dumps(asdict(found)).encode() + b"\n")
    jobs = []
    with selectors.PollSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data:
                    selector.unregister(key.fileobj)
                    jobs.remove(key.data)
                    _end(key.data, jobs)
                    continue
                job = _begin(control, shell, found.level)
                if job is None:
                    for job in jobs:
                        _end(job, [])
                    return
                jobs.append(job)
                selector.register(job.lifeline, selectors.EVENT_READ, job)


def _begin(control, shell, level):
    """Take the next request and fork the student's process and the examiner's for it."""
    try:
        request, descriptors, _, _ = socket.recv_fds(control, _MAX_REQUEST, 2)
    except ConnectionError:
        return None
    if len(descriptors) != 2:
        return None
    channel, lifeline = (socket.socket(fileno=number) for number in descriptors)
    request = json.loads(request)
    folder = request["folder"]
    ours, theirs = pair()
    told, its_end = pair()
    with channel, ours, theirs, told, its_end:
        # The student's process is forked before the examiner reads its job or imports a check.
        student = process.fork(
            lambda: _student(theirs, its_end, level, request, shell), theirs, its_end
        )
        examiner = process.fork(
            lambda: _examiner(channel, ours, told, student, folder, shell), channel, ours, told
        )
    return Job(lifeline, [examiner, student], folder)


def _student(sock, told, level, request, shell):
    from autograder.examiner import student

    limits, hidden = Limits(**request["limits"]), request["hidden"]
    confinement.enter(level, request["folder"], limits, sock, told, hidden)
    student.main(sock, shell)


def _examiner(channel, sock, told, pid, folder, shell):
    from autograder.examiner import examine

    os.chdir(tempfile.mkdtemp(prefix="examiner-", dir=folder))
    examine.main(channel, sock, told, pid, shell)


def _end(job, others):
    """End a job's processes and whatever they started, remove its folder, and say so."""
    process.end(job.pids)
    process.end_orphans(but=[pid for other in others for pid in other.pids])
    shutil.rmtree(job.folder, ignore_errors=True)
    with contextlib.suppress(OSError):  # the run may be gone
        job.lifeline.sendall(b".")
    job.lifeline.close()


def prepare():
    """Import what is slow, and return a shell that has run a cell, for both sides to copy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what to do on Ctrl-C
    import matplotlib.pyplot  # noqa: F401

    from autograder.examiner import examine, student  # noqa: F401
    from autograder.examiner.shell import Shell

    # torch.optim would import torch._dynamo with the first optimiser: seconds, in every child. So
    # would a Cython cell import the compiler, and the first given cell the students' library.
    slow = ["torch", "torch._dynamo", "torchvision", "Cython.Build.IpythonMagic"]
    slow += ["pooch", "tqdm.auto"]
    slow += [found.name for found in pkgutil.walk_packages(layerwise.__path__, "layerwise.")]
    for name in slow:
        with contextlib.suppress(ImportError, OSError):  # a course without torch grades as well
            importlib.import_module(name)
    shell = Shell()
    shell.run("None")
    gc.collect()
    gc.freeze()  # a collection in a child would otherwise copy every page it looks at
    return shell


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
