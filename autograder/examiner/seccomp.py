"""A filter of system calls: no way to kernel memory, other processes, privileges or sockets."""

import ctypes
import errno
import os

from autograder.examiner import kernel

#: Numbers of calls on x86_64 and aarch64, as in the kernel's headers.
_CALLS = {
    # Memory that no limit of a process counts.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # Other processes.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    # Privileges, and more of the kernel than a notebook needs.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),  # it could open sockets past this filter
}
# A number that a machine has no call for; the oldest calls are not on aarch64.
_NONE = 0xFFFF
#: What Landlock lets pass: it knows nothing of a file's rights, owner, times and attributes, or of
#: other processes' priorities. A tree of its own, and a user of its own, make these harmless.
_OF_USER = {
    "socket": (41, 198),
    "chmod": (90, _NONE),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, _NONE),
    "fchown": (93, 55),
    "lchown": (94, _NONE),
    "fchownat": (260, 54),
    "utime": (132, _NONE),
    "utimes": (235, _NONE),
    "futimesat": (261, _NONE),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
}
#: Calls whose first argument is a process, and 0 for the one that calls.
_OWN_ONLY = {
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}
_SOCKETPAIR = (53, 199)
_CLONE, _CLONE3 = (56, 220), (435, 435)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000  # the second set of numbers on x86_64

_NEW = 0x02000000 | kernel.NEW_MOUNTS | kernel.NEW_NAMES | kernel.NEW_IPC
_NEW |= kernel.NEW_USER | kernel.NEW_PIDS | kernel.NEW_NETWORK

_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24  # offsets in what the filter is shown
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_FILTER = 2
_STREAM = 1


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step))]


def is_known():
    """Return whether the numbers of this machine's calls are known here."""
    return os.uname().machine in _MACHINES


def restrict(unshared):
    """Refuse the calls above to this process and all that it will start, for good.

    Parameters
    ----------
    unshared : bool
        Whether the process has namespaces of its own. If not, sockets are refused too, but for
        connected pairs of streams, and so are changes of what Landlock does not guard.
    """
    steps = _steps(*_MACHINES[os.uname().machine], unshared)
    array = (_Step * len(steps))(*steps)
    program = _Program(len(steps), ctypes.cast(array, ctypes.POINTER(_Step)))
    kernel.prctl(kernel.SET_NO_NEW_PRIVS, 1)
    pointer = ctypes.cast(ctypes.byref(program), ctypes.c_void_p).value
    kernel.prctl(kernel.SET_SECCOMP, _FILTER, pointer)


def _steps(column, architecture, unshared):
    """Return the filter's steps; a jump's two numbers say how many steps are left out."""
    refuse = (_RETURN, 0, 0, _ERROR | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), refuse]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), refuse]
    for numbers in _CALLS.values():
        steps += [(_EQUAL, 0, 1, numbers[column]), refuse]
    # The arguments of clone3 cannot be seen here; without it, the C library uses clone.
    steps += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    steps += [(_EQUAL, 0, 4, _CLONE[column]), (_LOAD, 0, 0, _FIRST)]
    steps += [(_ANY_BIT, 0, 1, _NEW), refuse, allow]
    if not unshared:
        for numbers in _OF_USER.values():
            steps += [(_EQUAL, 0, 1, numbers[column]), refuse]
        for numbers in _OWN_ONLY.values():
            steps += [(_EQUAL, 0, 4, numbers[column]), (_LOAD, 0, 0, _FIRST)]
            steps += [(_EQUAL, 1, 0, 0), refuse, allow]
        # One of a pair of datagram sockets could be connected to any other socket.
        steps += [(_EQUAL, 0, 4, _SOCKETPAIR[column]), (_LOAD, 0, 0, _SECOND)]
        steps += [(_AND, 0, 0, 0xF), (_EQUAL, 1, 0, _STREAM), refuse]
    return [_Step(*step) for step in [*steps, allow]]
