"""What a student's process should not be able to do, and how it would try."""

import contextlib
import json
import os
import secrets
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import layerwise
from autograder.examiner import confinement, handed_in, kernel, process
from autograder.examiner.limits import Limits

#: What a process that tries is held to: little, as where it succeeds it should cost little.
LIMITS = Limits(memory=256 * 2**20, disk=16 * 2**20, processes=16, open_files=64)
#: The last attempt; a process may be ended for it.
FORK = "start processes without end"

#: Seconds in which a watcher ends a process that has started too many. On a busy machine it may be
#: late; only where it fails altogether is this waited for.
PATIENCE = 60.0

_SEIZE = 0x4206  # trace a process without stopping it


class Target:
    """What a confined process must not reach: files, sockets and this process.

    Attributes
    ----------
    watched : bool
        Whether the process that tries has a watcher, for whose limits it is to wait.
    """

    def __init__(self, folder, stack, watched):
        self.pid = os.getpid()
        self.watched = watched
        self.outside = Path(folder)
        self.file = self.outside / "secret"
        self.file.write_text("not for students", encoding="utf-8")
        self.job = self.outside / "job"
        (self.job / handed_in.STUDENT).mkdir(parents=True)
        (self.job / handed_in.STUDENT / "weights").touch()
        self.local = str(self.outside / "socket")
        self.abstract = f"\0layerwise-probe-{secrets.token_hex(8)}"
        addresses = [
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, self.local),
        ]
        if sys.platform == "linux":
            addresses.append((socket.AF_UNIX, socket.SOCK_STREAM, self.abstract))
        self.sockets = []
        for family, kind, address in addresses:
            sock = stack.enter_context(socket.socket(family, kind))
            sock.bind(address)
            if kind == socket.SOCK_STREAM:
                sock.listen()
            self.sockets.append((family, kind, sock.getsockname()))


def _read_a_file(target, _):
    return target.file.read_bytes()


def _write_a_file(target, _):
    with (target.outside / "written").open("wb"):
        return True


def _change_rights(target, _):
    # The canary's alone, and to what they are.
    return any([_does(call) for call in _changes(target.file)])


def _changes(path):
    kept = path.stat()
    yield lambda: os.chmod(path, kept.st_mode & 0o777)
    yield lambda: os.chown(path, kept.st_uid, kept.st_gid)
    yield lambda: os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def _does(call):
    try:
        call()
        return True
    except OSError:
        return False


def _read_the_grader(*_):
    return Path(confinement.__file__).read_bytes()


def _change_a_library(*_):
    paths = (np.__file__, json.__file__, layerwise.__file__)
    return any([_does(lambda path=path: open(path, "ab").close()) for path in paths])


def _connect(target, _):
    return any([_does(lambda args=args: _send(*args)) for args in target.sockets])


def _send(family, kind, address):
    with socket.socket(family, kind) as sock:
        sock.connect(address)
        sock.send(b"x")


def _see_processes(*_):
    own = {os.getpid(), os.getppid()}
    return {int(name) for name in os.listdir("/proc") if name.isdigit()} - own


def _signal_processes(target, _):
    if target.pid in (os.getpid(), os.getppid()) and target.pid <= 2:
        return False  # by chance the number of its own, where it has other numbers
    os.kill(target.pid, 0)
    return True


def _trace(target, _):
    return kernel.call("ptrace", _SEIZE, target.pid, 0, 0) == 0


def _use_descriptors(_, sock):
    return [n for n in range(3, 1024) if n != sock.fileno() and _is_open(n)]


def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _hold_privileges(*_):
    (line,) = [
        line
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        if line.startswith("CapEff")
    ]
    return int(line.split()[1], 16)


def _make_namespaces(*_):
    kernel.unshare(kernel.NEW_USER)
    return True


def _take_memory(*_):
    return np.empty(2 * LIMITS.memory, np.uint8) is not None


def _take_hidden_memory(*_):
    os.close(os.memfd_create("probe"))
    return True


def _fill_the_disk(*_):
    with contextlib.ExitStack() as stack:
        for _ in range(4):
            file = stack.enter_context(tempfile.TemporaryFile())
            os.posix_fallocate(file.fileno(), 0, LIMITS.disk // 2)
    return True


def _open_files(*_):
    with contextlib.ExitStack() as stack:
        for _ in range(LIMITS.open_files):
            stack.enter_context(open(os.devnull, "rb"))
    return True


def _fork(target, _):
    pids = []
    try:
        for _ in range(LIMITS.processes + 1):
            parent, pid = os.getpid(), os.fork()
            if not pid:
                process.die_with(parent)
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(2 * int(PATIENCE) + 60)  # where nothing dies with its parent
                signal.pause()
            pids.append(pid)
        if target.watched:
            time.sleep(PATIENCE)  # it is ended in the midst of it
        return True
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


#: By what it would do: a function of the `Target` and the process's own socket that is true, and
#: does not raise, when it could.
ATTEMPTS = {
    "read files of others": _read_a_file,
    "write files of others": _write_a_file,
    "change the rights of others' files": _change_rights,
    "read the grader's code": _read_the_grader,
    "change the Python environment": _change_a_library,
    "reach other programs over sockets": _connect,
    "see other processes": _see_processes,
    "signal other processes": _signal_processes,
    "trace other processes": _trace,
    "use its parent's open files": _use_descriptors,
    "use privileges of the user who grades": _hold_privileges,
    "make namespaces of its own": _make_namespaces,
    "take memory beyond its limit": _take_memory,
    "take memory that no limit counts": _take_hidden_memory,
    "fill the disk": _fill_the_disk,
    "open files without end": _open_files,
    FORK: _fork,
}
