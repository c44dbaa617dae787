"""What a probe's verdict depends on: the kernel, what it lets this process do, and this code."""

import glob
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from autograder.examiner import (
    attempts,
    confinement,
    handed_in,
    kernel,
    landlock,
    limits,
    process,
    seccomp,
    tree,
    wire,
)
from layerwise.data import cache

_CODE = (attempts, confinement, handed_in, kernel, landlock, limits, process, seccomp, tree, wire)
_SETTINGS = (
    "/proc/sys/user/max_*_namespaces",
    "/proc/sys/kernel/*userns*",
    "/proc/sys/kernel/yama/ptrace_scope",
    "/proc/sys/kernel/seccomp/actions_avail",
    "/proc/sys/vm/overcommit_*",
    "/proc/sys/fs/suid_dumpable",
    "/sys/kernel/security/lsm",
    "/proc/self/attr/current",  # the profile of a security module
)
_RIGHTS = ("Uid", "Gid", "Groups", "Cap", "NoNewPrivs", "Seccomp:")
_VARIABLES = ("HOME", "XDG_CACHE_HOME", "PYTHONPATH", "LD_LIBRARY_PATH", cache.ENVIRONMENT_VARIABLE)
_NAMESPACES = kernel.NEW_MOUNTS | kernel.NEW_PIDS | kernel.NEW_NETWORK | kernel.NEW_IPC


def take(levels):
    """Return the fingerprint of this system for a choice among some levels.

    Nothing in it changes when the machine is started again, or with what else runs on it.

    Parameters
    ----------
    levels : iterable of str

    Returns
    -------
    dict
        Of values that JSON gives back as they are.
    """
    system = os.uname()
    settings = sorted(path for pattern in _SETTINGS for path in glob.glob(pattern))
    places = [sys.executable, *tree.SYSTEM, *tree.environment(), *tree.course()]
    return {
        "levels": list(levels),
        "kernel": [system.sysname, system.release, system.version, system.machine],
        "settings": {path: limits.read(path) for path in settings},
        "rights": [
            line
            for line in limits.read("/proc/self/status").splitlines()
            if line.startswith(_RIGHTS)
        ],
        "namespaces": gives_namespaces(),
        "landlock": landlock.version() if sys.platform == "linux" else 0,
        "bounds": limits.hard(),
        "mounts": _mounts(("/proc", "/dev", *places)),
        "python": sys.version,
        "libraries": os.confstr("CS_GNU_LIBC_VERSION") if sys.platform == "linux" else "",
        "places": [*places, tempfile.gettempdir()],
        "variables": {name: os.environ.get(name) for name in _VARIABLES},
        "code": _code(),
    }


def gives_namespaces():
    """Return whether this process may have its own namespaces, by trying it in another one."""
    pid = process.fork(lambda: os._exit(0 if _unshares() else 1))
    return os.waitpid(pid, 0)[1] == 0


def _unshares():
    try:
        kernel.unshare(_NAMESPACES if os.geteuid() == 0 else _NAMESPACES | kernel.NEW_USER)
        return True
    except (OSError, AttributeError):  # not Linux: there is no such call
        return False


def _mounts(places):
    """Return what is mounted on and below some places: where, and which kind of file system."""
    found = set()
    for line in limits.read("/proc/self/mountinfo").splitlines():
        place, kind = line.split()[4], line.partition(" - ")[2].split()[0]
        if any(Path(place).is_relative_to(path) for path in places) or place == "/":
            found.add(f"{place} {kind}")
    return sorted(found)


def _code():
    """Return a hash of the code that confines and of what tries it, and of this."""
    files = [module.__file__ for module in (*_CODE, cache)]
    files += [__file__, str(Path(__file__).with_name("probe.py"))]
    return hashlib.sha256(b"\0".join(Path(file).read_bytes() for file in files)).hexdigest()
