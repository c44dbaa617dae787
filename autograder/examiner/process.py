"""Child processes that hold nothing of their parent's and never outlive it."""

import contextlib
import itertools
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

from autograder.examiner import kernel


def fork(begin, *keep):
    """Fork a child that runs `begin()` in a session of its own, then ends; return its pid.

    Parameters
    ----------
    begin : callable
    keep : socket.socket
        The sockets that the child keeps. Every other descriptor beyond standard input, output and
        error is closed in it.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setsid()
        die_with(parent)
        close_all_but(sock.fileno() for sock in keep)
        begin()
        status = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(status)


def adopt_orphans():
    """Become the parent of every descendant whose own parent ends, where the system can do it."""
    if sys.platform == "linux":
        kernel.prctl(kernel.SET_CHILD_SUBREAPER, 1)


def end(pids):
    """Kill children, with the process groups that they lead, and wait until they are gone."""
    for pid in pids:
        for kill in (os.kill, os.killpg):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def end_orphans(but):
    """Kill every child of this process except those in `but`: what ended children left behind."""
    for _ in range(100):  # what is killed may have left children of its own
        left = set(_children()) - set(but)
        if not left:
            return
        end(left)


def _children():
    path = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    with contextlib.suppress(OSError):
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]
    return []  # not Linux: there are no adopted orphans either


def die_with(parent):
    """Have the kernel kill this process when its parent ends, however that happens."""
    if sys.platform == "linux":
        kernel.prctl(kernel.SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before this could be asked for
        os._exit(1)


def close_all_but(kept):
    """Close every descriptor beyond standard input, output and error but those in `kept`."""
    edges = [2, *sorted(kept), os.sysconf("SC_OPEN_MAX")]
    for low, high in itertools.pairwise(edges):
        os.closerange(low + 1, high)
