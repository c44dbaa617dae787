"""What a parent forks, a process for each request, and that nothing of it is left."""

import contextlib
import json
import selectors
import shutil
import socket
from dataclasses import dataclass

from autograder.examiner import process

_MAX_REQUEST = 2**16
_MAX_DESCRIPTORS = 8


@dataclass
class Job:
    """A process that was asked for, its lifeline, and the folder to be removed with it."""

    lifeline: socket.socket
    pid: int
    folder: str


def serve(control, begin, spare=()):
    """Begin and end jobs until `control` is closed.

    A request is a dict in JSON, with a ``folder``, and sockets, the last of them a lifeline. What
    was forked for it is told there by its number, on a line. When the other end of the lifeline is
    closed, by the run or by its end, the job is over: its process is killed with all that it has
    started, its folder is removed, and then one byte says so.

    Parameters
    ----------
    control : socket.socket
    begin : callable
        Forks the process for a request and its sockets, and returns its number.
    spare : iterable of int
        Children of this process that belong to no job.
    """
    jobs = []
    with selectors.PollSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data:
                    selector.unregister(key.fileobj)
                    jobs.remove(key.data)
                    _end(key.data, [*spare, *(job.pid for job in jobs)])
                    continue
                job = _take(control, begin)
                if job is None:
                    for job in jobs:
                        _end(job, spare)
                    return
                jobs.append(job)
                selector.register(job.lifeline, selectors.EVENT_READ, job)


def _take(control, begin):
    """Begin what is asked for next; return the `Job`, or None when there is nothing more."""
    try:
        request, descriptors, _, _ = socket.recv_fds(control, _MAX_REQUEST, _MAX_DESCRIPTORS)
    except ConnectionError:
        return None
    if not descriptors:
        return None
    *sockets, lifeline = (socket.socket(fileno=number) for number in descriptors)
    request = json.loads(request)
    with contextlib.ExitStack() as stack:
        for sock in sockets:
            stack.enter_context(sock)
        pid = begin(request, *sockets)
    with contextlib.suppress(OSError):  # the run may be gone
        lifeline.sendall(b"%d\n" % pid)
    return Job(lifeline, pid, request["folder"])


def _end(job, others):
    """End a job's process and whatever it started, remove its folder, and say so."""
    process.end([job.pid])
    process.end_orphans(but=others)
    shutil.rmtree(job.folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        job.lifeline.sendall(b".")
    job.lifeline.close()
