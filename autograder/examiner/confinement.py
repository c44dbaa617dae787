"""Confines a student's process before the first cell runs, by the best means that there are.

There are three levels. With *namespaces* the process has its own file tree, processes and network,
and as root its own user, all further narrowed by Landlock and a filter of system calls. *Landlock*
does without namespaces, which some systems keep from ordinary users: it and the filter refuse files
and sockets. *Nothing* is what is left on other systems.
"""

import os
import re
import secrets
import signal
import sys
import tempfile

from autograder.examiner import handed_in, kernel, landlock, limits, process, seccomp, tree
from layerwise.data import cache

NAMESPACES, LANDLOCK, NOTHING = "namespaces", "landlock", "nothing"
#: From the best on.
LEVELS = (NAMESPACES, LANDLOCK, NOTHING)

#: The subfolder of a job's folder with what its Cython cells were compiled to.
COMPILED = "compiled"
#: A Cython cell is compiled, once for all whose text is the same, in a third of the time with
#: these, which is worth more here than the last tenth of a loop's speed.
FLAGS = "-O1 -g0"
#: How the sentence begins that is told when a process could not be confined.
FAILED = "it could not be confined: "

#: Users from here on are for processes that need one for a while; they own no file. Two graders'
#: processes should not be of one user, as the kernel counts them together: each begins elsewhere.
_FIRST_USER, _USERS = 61184, 4336
_BEGIN = secrets.randbelow(_USERS)
_LONGEST = 500
_COUNTS_BY_NAMESPACE = (5, 14)  # from this Linux on, a user's processes are counted in each alone


class CannotConfine(RuntimeError):
    """A level is not to be had on this system."""


def enter(level, folder, bounds, sock, told, hidden=()):
    """Return in a new, confined process; this one watches over it and ends when it does.

    Parameters
    ----------
    level : str
        One of `LEVELS`.
    folder : str
        The job's folder; what was handed in lies in its subfolder `handed_in.STUDENT`. The new
        process works there, or in a copy of it.
    bounds : Limits
    sock : socket.socket
        What the new process keeps open, alone.
    told : socket.socket
        Gets a sentence when the process is ended for what it took, or cannot be confined.
    hidden : iterable of str
        Folders that must not be seen even where they lie in the Python environment.

    Raises
    ------
    CannotConfine, OSError
        When the level cannot be had.
    """
    try:
        if level == NAMESPACES:
            _namespaces(folder, bounds, sock, told, hidden)
        elif level == LANDLOCK:
            _landlock(folder, bounds, sock, told)
        else:
            limits.apply(bounds, own_user=False)
            _settle(os.path.join(folder, handed_in.STUDENT), folder, _data())
    except Exception as error:
        told.sendall(f"{FAILED}{error}"[:_LONGEST].encode())
        raise
    told.close()


def _namespaces(folder, bounds, sock, told, hidden):
    """Move to a tree, a user and namespaces of the process's own."""
    _require_linux()
    root = tempfile.mkdtemp(prefix="tree-", dir=folder)
    as_root = os.geteuid() == 0
    data = _data()
    flags = kernel.NEW_MOUNTS | kernel.NEW_PIDS | kernel.NEW_NETWORK
    flags |= kernel.NEW_IPC | kernel.NEW_NAMES
    if as_root:
        user = _FIRST_USER + (_BEGIN + os.getpid()) % _USERS
        owner = user, user
        kernel.unshare(flags)
    else:
        owner = os.getuid(), os.getgid()
        kernel.unshare(flags | kernel.NEW_USER)
        kernel.prctl(kernel.SET_DUMPABLE, 1)  # else its own /proc/self is closed to it
        _map_user(*owner)
    if first := os.fork():  # in the new namespace it is process 1, and all end with it
        _wait(first)
    kernel.prctl(kernel.SET_PDEATHSIG, signal.SIGKILL)
    submission, compiled = (os.path.join(folder, name) for name in (handed_in.STUDENT, COMPILED))
    tree.build(root, submission, bounds.disk, owner, filter(None, [data]), hidden, compiled)
    if student := os.fork():
        _watch(student, bounds, told)
    kernel.forbid_new_privileges()
    if as_root:
        os.setgroups([])
        os.setresgid(*[owner[1]] * 3)
        os.setresuid(*[owner[0]] * 3)
        kernel.prctl(kernel.SET_DUMPABLE, 1)
    _settle(tree.WORK, tree.HOME, data)
    limits.apply(bounds, own_user=as_root or _counts_by_namespace())
    kernel.drop_capabilities()
    writable = [(path, landlock.WRITE) for path in (tree.HOME, *tree.TEMPORARY)]
    if landlock.version():  # the tree alone serves where a kernel is built without
        landlock.restrict([("/", landlock.READ), ("/dev", landlock.DEVICE), *writable])
    if seccomp.is_known():
        seccomp.restrict(unshared=True)


def _landlock(folder, bounds, sock, told):
    """Refuse files and sockets to a process that is otherwise one of the user's own."""
    _require_linux()
    if not landlock.version():
        raise CannotConfine("this kernel has no Landlock (Linux 5.13 has, unless switched off)")
    parent = os.getpid()
    process.adopt_orphans()
    if student := os.fork():
        _watch(student, bounds, told)
    process.die_with(parent)
    data = _data()
    work = os.path.join(folder, handed_in.STUDENT)
    home = tempfile.mkdtemp(prefix="home-", dir=folder)
    tree.lay_compiled(os.path.join(folder, COMPILED), home)
    _settle(work, home, data)
    limits.apply(bounds, own_user=False)
    kernel.forbid_new_privileges()
    kernel.drop_capabilities()
    seen = (*tree.SYSTEM, *tree.SETTINGS, *tree.environment(), "/proc/self", "/proc/cpuinfo")
    seen += (data,) if data else ()
    landlock.restrict(
        [(path, landlock.READ) for path in seen if not _holds_course(path)]
        + [(path, landlock.DEVICE) for path in tree.DEVICES]
        + [(path, landlock.WRITE) for path in (work, home)]
    )
    if seccomp.is_known():
        seccomp.restrict(unshared=False)


def _holds_course(path):
    """Whether a folder of the environment is one that holds the course, as PYTHONPATH can say."""
    return os.path.realpath(path) in tree.course()


def _require_linux():
    if sys.platform != "linux":
        raise CannotConfine(f"it needs Linux, and this is {sys.platform}")


def _map_user(user, group):
    """Be in the new user namespace who one was outside."""
    for name, line in [
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ]:
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)


def _counts_by_namespace():
    """Whether the kernel does not count a user's processes elsewhere against those in here."""
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return bool(found) and tuple(map(int, found.groups())) >= _COUNTS_BY_NAMESPACE


def _data():
    """Return the folder of the data sets, which students may read, if it is one for these alone."""
    folder = os.path.realpath(cache.folder())
    return folder if os.path.isdir(folder) and not tree.holds_home(folder) else None


def _settle(work, home, data):
    """Let the process work in its folder, with its home and temporary files where it may write."""
    os.chdir(work)
    temporary = "/tmp" if home == tree.HOME else home
    os.environ.update(HOME=home, TMPDIR=temporary, XDG_CACHE_HOME=os.path.join(home, ".cache"))
    # There is no network: `!pip install` is to say so at once, and not to try again.
    os.environ.update(PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    os.environ["CFLAGS"] = FLAGS
    tempfile.tempdir = None  # it may have been looked up before
    if data:  # else data sets are drawn anew
        os.environ[cache.ENVIRONMENT_VARIABLE] = data


def _wait(pid):
    process.close_all_but([])
    os.waitpid(pid, 0)
    os._exit(0)


def _watch(student, bounds, told):
    """Watch over the student's processes, then end with all of them."""
    kernel.prctl(kernel.SET_DUMPABLE, 0)  # else one of the same user could trace it
    process.close_all_but([told.fileno()])
    reason = limits.watch(student, bounds)
    if reason:
        told.sendall(reason.encode())
    process.end_orphans(but=[])
    os._exit(0)
