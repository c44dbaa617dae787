"""Landlock: what a process may reach of files, ports, abstract sockets and other processes."""

import ctypes
import errno
import os
import stat

from autograder.examiner import kernel

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

READ = _EXECUTE | _READ_FILE | _READ_DIR
DEVICE = _READ_FILE | _READ_DIR | _WRITE_FILE | _IOCTL_DEV
WRITE = (2**16 - 1) & ~(_MAKE_CHAR | _MAKE_BLOCK)

#: The first version that also confines TCP ports, and abstract sockets and signals.
_PORTS, _SCOPES = 4, 6
# How many rights over files each version knows: versions 1, 2, 3 and 4, 5 and later.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version():
    """Return the version of Landlock's interface here, 0 where there is none."""
    try:
        return kernel.system_call(_CREATE, None, 0, _VERSION)
    except (OSError, AttributeError) as error:
        if getattr(error, "errno", None) in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, None):
            return 0
        raise


def restrict(allowed):
    """Confine this process, and all that it will start, for good.

    It must have given up new privileges first: see `kernel.forbid_new_privileges`.

    Parameters
    ----------
    allowed : list of (path, int)
        What may be done to a file, or below a folder: `READ`, `WRITE` or `DEVICE`. Paths that do
        not exist are passed over. Everything else is refused.
    """
    known = version()
    rights = 2 ** _RIGHTS.get(known, 16) - 1
    rules = _Rules(rights, 3 if known >= _PORTS else 0, 3 if known >= _SCOPES else 0)
    size = 24 if known >= _SCOPES else 16 if known >= _PORTS else 8
    ruleset = kernel.system_call(_CREATE, ctypes.byref(rules), size, 0)
    try:
        for path, what in allowed:
            _allow(ruleset, path, what & rights)
        kernel.system_call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset, path, rights):
    try:
        number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(number).st_mode):
            rights &= _OF_FILES
        rule = _Beneath(rights, number)
        kernel.system_call(_ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(number)
