"""Tries to break out of each level of confinement, to choose one and to know its holes."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import layerwise
from autograder.examiner import confinement, handed_in, kernel, process
from autograder.examiner.limits import Limits
from autograder.examiner.wire import pair

_SECONDS = 30.0  # for all attempts on one level
_LIMITS = Limits(memory=256 * 2**20, disk=16 * 2**20, processes=16, open_files=64)
_SEIZE = 0x4206  # trace a process without stopping it
_FORK = "start processes without end"


@dataclass(frozen=True)
class Confinement:
    """How the students' processes of a run are confined.

    Attributes
    ----------
    level : str
        One of `confinement.LEVELS`.
    holes : tuple of str
        What a student's process can do that it should not.
    reasons : dict of str to str
        Why each better level could not be had.
    """

    level: str
    holes: tuple = ()
    reasons: dict = field(default_factory=dict)


def choose(levels=confinement.LEVELS):
    """Return the best `Confinement` here: one without a hole, else one with the fewest.

    Raises
    ------
    CannotConfine
        When none of the levels can be had.
    """
    found, reasons = [], {}
    for level in levels:
        try:
            holes = holes_of(level)
        except confinement.CannotConfine as error:
            reasons[level] = str(error)
            continue
        found.append((level, holes))
        if not holes:
            break
        reasons[level] = f"a process can {', '.join(holes)}"
    if not found:
        raise confinement.CannotConfine(f"no level of confinement can be had: {reasons}")
    level, holes = min(found, key=lambda item: len(item[1]))  # of equals, the first
    better = levels[: levels.index(level)]
    return Confinement(level, tuple(holes), {name: reasons[name] for name in better})


def holes_of(level):
    """Return what a process that is confined on this level can do although it should not.

    Raises
    ------
    CannotConfine
        When the level cannot be had, or a notebook could not be run on it.
    """
    with (
        tempfile.TemporaryDirectory(prefix="probe-", ignore_cleanup_errors=True) as folder,
        contextlib.ExitStack() as targets,
    ):
        target = _Target(folder, targets)
        ours, theirs = pair()
        told, its_end = pair()
        with ours, told:
            with theirs, its_end:
                pid = process.fork(lambda: _probe(level, target, theirs, its_end), theirs, its_end)
            try:
                return _findings(ours)
            finally:
                process.end([pid])


class _Target:
    """What a confined process must not reach: files, sockets and this process."""

    def __init__(self, folder, stack):
        self.pid = os.getpid()
        self.outside = Path(folder)
        self.file = self.outside / "secret"
        self.file.write_text("not for students", encoding="utf-8")
        self.job = self.outside / "job"
        (self.job / handed_in.STUDENT).mkdir(parents=True)
        (self.job / handed_in.STUDENT / "weights").touch()
        self.local = str(self.outside / "socket")
        self.abstract = f"\0layerwise-probe-{self.pid}"
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


def _probe(level, target, sock, told):
    """Enter the level and report on a socket what can be done there, a line each."""

    def report(**news):
        sock.sendall(json.dumps(news).encode() + b"\n")

    try:
        confinement.enter(level, str(target.job), _LIMITS, sock, told)
        if level != confinement.NOTHING:
            _work()
    except Exception as error:
        report(unfit=str(error) or type(error).__name__)
        return
    for what, attempt in _ATTEMPTS.items():
        report(trying=what)
        with contextlib.suppress(Exception):
            if attempt(target, sock):
                report(hole=what)
    report(end=True)


def _findings(sock):
    """Read the report of a probe that may end in the midst of it."""
    sock.settimeout(_SECONDS)
    holes, last = [], {}
    with contextlib.suppress(OSError), sock.makefile(encoding="utf-8") as lines:
        for line in lines:
            last = json.loads(line)
            if "unfit" in last:
                raise confinement.CannotConfine(last["unfit"])
            holes += [last["hole"]] if "hole" in last else []
    # Too many processes are a reason to be ended.
    if "end" not in last and last != {"trying": _FORK}:
        where = f"when it tried to {last['trying']}" if "trying" in last else "before it began"
        raise confinement.CannotConfine(f"a process that was to try it ended {where}")
    return holes


def _work():
    """Do what an honest notebook does, or raise what stands in the way."""
    for path in (Path(os.__file__).parent / "encodings" / "idna.py", layerwise.__file__, "weights"):
        Path(path).read_bytes()
    for folder in (".", tempfile.gettempdir()):
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True, timeout=_SECONDS)


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
    return np.empty(2 * _LIMITS.memory, np.uint8) is not None


def _take_hidden_memory(*_):
    os.close(os.memfd_create("probe"))
    return True


def _fill_the_disk(*_):
    with contextlib.ExitStack() as stack:
        for _ in range(4):
            file = stack.enter_context(tempfile.TemporaryFile())
            os.posix_fallocate(file.fileno(), 0, _LIMITS.disk // 2)
    return True


def _open_files(*_):
    with contextlib.ExitStack() as stack:
        for _ in range(_LIMITS.open_files):
            stack.enter_context(open(os.devnull, "rb"))
    return True


def _fork(*_):
    pids = []
    try:
        for _ in range(_LIMITS.processes + 1):
            pid = os.fork()
            if not pid:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(5)
                signal.pause()
            pids.append(pid)
        time.sleep(0.5)  # for a watcher to see it
        return True
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


#: What a process should not be able to do, and how it tries. The last may end it.
_ATTEMPTS = {
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
    _FORK: _fork,
}
