"""What a submission's processes may take, alone and together."""

import os
import resource
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between two looks at what is used
_NAMES = ("DATA", "CPU", "FSIZE", "NOFILE", "CORE", "MSGQUEUE", "MEMLOCK", "NPROC")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Limits:
    """The limits of one submission, beside those on wall time and on outputs.

    Attributes
    ----------
    memory : int
        Bytes that its processes take together, beyond what the first was forked with.
    disk : int
        Bytes that its files take together, those handed in included.
    cpu : float
        Seconds of processor time that its processes use together.
    processes : int
        Processes and threads at one time.
    open_files : int
        Open files of one process.
    """

    memory: int = 4 * 2**30
    disk: int = 2**30
    cpu: float = 600.0
    processes: int = 64
    open_files: int = 256


def apply(limits, own_user):
    """Have the kernel hold this process, and each that it starts, to the limits.

    Parameters
    ----------
    limits : Limits
    own_user : bool
        Whether no other process is of this user: the kernel counts a user's processes.
    """
    seconds = int(limits.cpu) + 1
    values = {
        # Not RLIMIT_AS: torch reserves far more addresses than it uses.
        "DATA": _data() + limits.memory,
        "CPU": seconds,
        "FSIZE": limits.disk,
        "NOFILE": limits.open_files,
        "CORE": 0,
        "MSGQUEUE": 0,
        "MEMLOCK": 0,
    }
    if own_user:
        values["NPROC"] = limits.processes
    for name, most in hard().items():
        if name in values:
            value = values[name] if most == resource.RLIM_INFINITY else min(values[name], most)
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def hard():
    """Return the limits that this process cannot raise, by name; macOS lacks some."""
    kinds = {name: getattr(resource, f"RLIMIT_{name}", None) for name in _NAMES}
    return {name: resource.getrlimit(kind)[1] for name, kind in kinds.items() if kind is not None}


def watch(student, limits):
    """Wait until the student's process ends, or its processes together are over a limit.

    This process is to be one that adopts what ended processes leave behind.

    Returns
    -------
    str or None
        What they took too much of.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    while True:
        if _reap(student):
            return None
        reason = _excess(limits)
        if reason:
            return reason
        signal.sigtimedwait({signal.SIGCHLD}, _EVERY)


def _reap(student):
    """Take leave of the children that have ended; return whether the student's did."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return True
        if pid in (0, student):
            return pid == student


def _excess(limits):
    pids = list(_descendants(os.getpid(), threading.get_native_id()))
    used = [_used(pid) for pid in pids]
    threads, memory = sum(use[0] for use in used), sum(use[1] for use in used)
    own = os.times()  # those that have ended count as well
    seconds = own.children_user + own.children_system + sum(use[2] for use in used)
    if threads > limits.processes:
        return f"it ran more than {limits.processes} processes and threads"
    if seconds > limits.cpu:
        return f"it used more than {limits.cpu:g} seconds of processor time"
    # Forked processes share memory, which is counted for each; the exact sum takes longer. What
    # they share with this one was there before the student's code: the more processes share it,
    # the less it counts for each, and their number may change while it is summed up.
    if memory > limits.memory:
        before = _share(os.getpid())
        shares = sum(map(_share, pids))
        shares -= len(pids) * max(before, _share(os.getpid()))
        if shares > limits.memory:
            return f"it used more than {limits.memory / 2**30:g} GiB of memory"
    return None


def _descendants(pid, thread=None):
    for task in [thread] if thread else _tasks(pid):
        for child in read(f"/proc/{pid}/task/{task}/children").split():
            yield int(child)
            yield from _descendants(int(child))


def _tasks(pid):
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _used(pid):
    """Return a process's threads, bytes of memory and seconds of processor time."""
    fields = _kilobytes(f"/proc/{pid}/status")
    memory = sum(fields.get(name, 0) for name in ("RssAnon", "RssShmem", "VmSwap"))
    times = read(f"/proc/{pid}/stat").rpartition(")")[2].split()[11:15]
    return fields.get("Threads", 0), memory * 1024, sum(map(int, times)) / _TICKS


def _share(pid):
    """Return a process's fair share of the memory that it has in common with others, in bytes."""
    fields = _kilobytes(f"/proc/{pid}/smaps_rollup")
    names = ("Pss_Anon", "Pss_Shmem", "SwapPss")
    return sum(fields.get(name, 0) for name in names) * 1024 if fields else _used(pid)[1]


def _data():
    """Return the bytes of data that this process has as it is, before a student's code runs."""
    return _kilobytes("/proc/self/status").get("VmData", 0) * 1024


def _kilobytes(path):
    """Return the numbers of a file of /proc that has a name and a number in each line."""
    lines = [line.split() for line in read(path).splitlines()]
    return {w[0].rstrip(":"): int(w[1]) for w in lines if len(w) > 1 and w[1].isdigit()}


def read(path):
    """Return the text of a file of /proc or /sys, empty where it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended
        return ""
