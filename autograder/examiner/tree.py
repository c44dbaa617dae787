"""The student's file tree: the Python environment read-only, and one place to write, of a size."""

import os
import shutil
import sys
from pathlib import Path

import autograder
from autograder.examiner import handed_in, kernel

#: The student's home folder, the only place with room, and the copy of the submission in it.
HOME = "/student"
WORK = f"{HOME}/work"
#: Where else in the tree files may be written; they count in the same room.
TEMPORARY = ("/tmp", "/dev/shm")

#: What programs need beside the Python environment: libraries, a C compiler and its headers.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
SETTINGS = tuple(
    f"/etc/{name}"
    for name in ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime")
)
DEVICES = tuple(f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom"))

_MOST_FILES = 100_000
_SMALL = "size=1m,nr_inodes=10k,mode=755"


def environment():
    """Return the folders of the running Python: its libraries, and where it imports from.

    Returns
    -------
    list of str
        None of them holds the user's home folder.
    """
    prefixes = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix]
    paths = [path for path in prefixes + sys.path if os.path.isabs(path) and os.path.exists(path)]
    paths += [os.path.realpath(path) for path in paths]
    return sorted({path for path in paths if not holds_home(path)})


def holds_home(path):
    """Return whether a folder is the home of the user who grades, or one above it."""
    return Path(os.path.expanduser("~")).resolve().is_relative_to(path)


def course():
    """Return the folders that a student may not see wherever they lie: this side's code."""
    package = Path(autograder.__file__).resolve().parent
    cloned = (package.parent / "source_notebooks").is_dir()
    return [str(package.parent)] if cloned else [str(package)]


def build(root, folder, room, owner, shown=(), hidden=(), compiled=None):
    """Build the tree and make it the root of this process's mount namespace.

    Its /proc is that of this process's namespace, and shows a process those that it could trace.

    Parameters
    ----------
    root : Path
        An empty folder to build it on. Nothing of the tree is seen from outside.
    folder : Path
        What was handed in; `WORK` becomes a copy of it.
    room : int
        Bytes that `HOME` and the folders for temporary files hold together. Files that were
        handed in are left out when they do not fit in half of it.
    owner : tuple of int
        The user and group that may write there.
    shown, hidden : iterable of str
        More folders to be seen, read-only, and not to be seen even when they lie in one of those.
        A folder that is seen although it lies in a hidden one is seen.
    compiled : str, optional
        See `lay_compiled`.
    """
    kernel.mount("none", "/", flags=kernel.RECURSIVE | kernel.PRIVATE)
    kernel.mount("tmpfs", root, "tmpfs", kernel.NOSUID | kernel.NODEV, _SMALL)
    _make_home(root, folder, room, owner, compiled)
    _make_devices(root)
    for path in SYSTEM:
        if os.path.islink(path):
            os.symlink(os.readlink(path), f"{root}{path}")
    wanted = [(path, False) for path in (*SYSTEM, *SETTINGS, *environment(), *shown)]
    wanted += [(os.path.realpath(path), True) for path in (*course(), *hidden)]
    # What lies deeper comes later, and so on top; of the same folder, that it is hidden.
    for path, is_hidden in sorted(wanted, key=lambda item: (len(Path(item[0]).parts), item)):
        _hide(root, path) if is_hidden else _show(root, path)
    user, group = owner
    Path(root, "etc/passwd").write_text(f"student:x:{user}:{group}::{HOME}:/bin/sh\n", "utf-8")
    Path(root, "etc/group").write_text(f"student:x:{group}:\n", "utf-8")
    # Of a user's own namespace, the kernel wants to see the whole /proc beside this one.
    os.mkdir(f"{root}/proc")
    flags = kernel.NOSUID | kernel.NODEV | kernel.NOEXEC
    kernel.mount("proc", f"{root}/proc", "proc", flags, "hidepid=2")
    kernel.make_read_only(f"{root}/proc")
    kernel.change_root(root)
    kernel.make_read_only("/", recursive=False)


def lay_compiled(folder, home):
    """Copy what Cython cells were compiled to, if there is any, to where their magic looks for it.

    Parameters
    ----------
    folder, home : str
    """
    if folder and os.path.isdir(folder):
        shutil.copytree(folder, f"{home}/.cache/ipython/cython")


def _make_home(root, folder, room, owner, compiled):
    """Make the places to write: one file system of a fixed size, seen in three places."""
    home = f"{root}{HOME}"
    os.mkdir(home)
    options = f"size={room},nr_inodes={_MOST_FILES},mode=755,uid={owner[0]},gid={owner[1]}"
    kernel.mount("tmpfs", home, "tmpfs", kernel.NOSUID | kernel.NODEV, options)
    handed_in.copy(Path(folder), Path(f"{root}{WORK}"), most=room // 2)
    lay_compiled(compiled, home)
    for place in TEMPORARY:
        source, target = f"{home}/.{Path(place).name}", f"{root}{place}"
        os.mkdir(source)
        os.makedirs(target)
        kernel.mount(source, target, flags=kernel.BIND)
    for path, _, files in os.walk(home):
        for name in (".", *files):
            os.chown(os.path.join(path, name), *owner)


def _make_devices(root):
    for path in DEVICES:
        Path(f"{root}{path}").touch()
        kernel.mount(path, f"{root}{path}", flags=kernel.BIND)
    os.symlink("/proc/self/fd", f"{root}/dev/fd")
    # A terminal, for IPython's !command.
    os.mkdir(f"{root}/dev/pts")
    flags = kernel.NOSUID | kernel.NOEXEC
    kernel.mount("devpts", f"{root}/dev/pts", "devpts", flags, "newinstance,ptmxmode=0666")
    os.symlink("pts/ptmx", f"{root}/dev/ptmx")


def _show(root, path):
    """Bind a file or folder, read-only, unless it is there as a part of another."""
    target = Path(f"{root}{path}")
    if not os.path.exists(path) or os.path.lexists(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir() if os.path.isdir(path) else target.touch()
    kernel.mount(path, target, flags=kernel.BIND | kernel.RECURSIVE)
    kernel.make_read_only(target)


def _hide(root, path):
    """Lay an empty folder over one that is there as a part of another."""
    if os.path.isdir(f"{root}{path}"):
        kernel.mount("tmpfs", f"{root}{path}", "tmpfs", kernel.NOSUID | kernel.NODEV, _SMALL)
