"""Linux system calls that Python has no function for; each raises OSError when it fails."""

import contextlib
import ctypes
import os

NEW_MOUNTS = 0x00020000
NEW_NAMES = 0x04000000
NEW_IPC = 0x08000000
NEW_USER = 0x10000000
NEW_PIDS = 0x20000000
NEW_NETWORK = 0x40000000

NOSUID, NODEV, NOEXEC, BIND, RECURSIVE, PRIVATE = 2, 4, 8, 1 << 12, 1 << 14, 1 << 18

SET_PDEATHSIG, SET_DUMPABLE, SET_SECCOMP, CAPBSET_DROP = 1, 4, 22, 24
SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVS, CAP_AMBIENT, _CLEAR_ALL = 36, 38, 47, 4

_DETACH = 2
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_MOUNT_SETATTR = 442  # the same on every architecture, as all calls since Linux 5.0
_READ_ONLY, _FLAGS = 1, NOSUID | NODEV  # of mount_setattr; the latter two are those of mount
_CAPABILITIES_V3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """Call a function of the C library that returns -1 when it fails.

    Parameters
    ----------
    name : str
    arguments : int, str, Path, None or ctypes object
        An int is passed as a C long.

    Returns
    -------
    int
    """
    result = getattr(_libc, name)(*map(_argument, arguments))
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name} failed: {os.strerror(number)}")
    return result


def system_call(number, *arguments):
    """Call the kernel by a call's number."""
    return call("syscall", number, *arguments)


def _argument(value):
    if isinstance(value, str | os.PathLike):
        return ctypes.c_char_p(os.fsencode(value))
    return ctypes.c_long(value) if isinstance(value, int) else value


def prctl(option, value=0, second=0):
    """Change a setting of this process."""
    return call("prctl", option, value, second, 0, 0)


def unshare(flags):
    """Leave the namespaces that the flags name for new ones."""
    call("unshare", flags)


def mount(source, target, kind=None, flags=0, options=None):
    """Mount a file system, or bind a folder or file to another place."""
    try:
        call("mount", source, target, kind, flags, options)
    except OSError as error:
        what = f"{kind or source} cannot be mounted on {target} ({error.strerror})"
        raise OSError(error.errno, what) from None


class _Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")]


def make_read_only(path, recursive=True):
    """Make a mount, and those below it, read-only and without devices or setuid programs."""
    attributes = _Attributes(_READ_ONLY | _FLAGS, 0, 0, 0)
    size = ctypes.sizeof(attributes)
    flags = _AT_RECURSIVE if recursive else 0
    system_call(_MOUNT_SETATTR, _AT_FDCWD, path, flags, ctypes.byref(attributes), size)


def change_root(folder):
    """Make a mounted folder the root of this mount namespace, and let go of the old one."""
    os.chdir(folder)
    call("pivot_root", ".", ".")
    call("umount2", ".", _DETACH)  # of the two that now lie on each other, the old one
    os.chdir("/")


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def forbid_new_privileges():
    """Have no program that is run later bring a capability back, setuid or not."""
    prctl(SET_NO_NEW_PRIVS, 1)
    with contextlib.suppress(OSError):  # beyond the last capability, or this needs one itself
        for number in range(64):
            prctl(CAPBSET_DROP, number)


def drop_capabilities():
    """Give up every capability."""
    prctl(CAP_AMBIENT, _CLEAR_ALL)
    header, none = _Header(_CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    call("capset", ctypes.byref(header), none)
