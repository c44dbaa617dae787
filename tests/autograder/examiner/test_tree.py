"""The student's tree shows the environment read-only, hides the course, and has bounded room."""

import errno
import os
from pathlib import Path

import pytest

from autograder.examiner import kernel, process, tree


@pytest.fixture
def in_tree(tmp_path):
    """Run a function in a tree of its own, where the system lets one be built."""

    def run(function, room=8 * 2**20, shown=(), hidden=()):
        folder, root = tmp_path / "submission", tmp_path / "root"
        folder.mkdir(exist_ok=True)
        root.mkdir()
        owner = os.getuid(), os.getgid()

        def first():
            tree.build(root, folder, room, owner, map(str, shown), map(str, hidden))
            function()

        def child():
            flags = kernel.NEW_MOUNTS | kernel.NEW_PIDS
            kernel.unshare(flags if os.geteuid() == 0 else flags | kernel.NEW_USER)
            if os.geteuid():
                from autograder.examiner import confinement

                confinement._map_user(*owner)
            pid = os.fork()
            if pid:
                os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            first()

        pid = process.fork(child)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert list(root.iterdir()) == []  # nothing of it is seen outside

    if os.geteuid() and not _may_unshare():
        pytest.skip("this system gives ordinary users no namespaces")
    return run


def _may_unshare():
    pid = process.fork(lambda: kernel.unshare(kernel.NEW_USER))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def fails(number, call, *arguments):
    """Whether a call fails with an error's number."""
    try:
        call(*arguments)
    except OSError as error:
        return error.errno == number
    return False


def test_nothing_but_the_environment_is_there(in_tree, tmp_path):
    (tmp_path / "secret").touch()

    def inside():
        top = {"usr", "etc", "dev", "proc", "tmp", tree.HOME.strip("/")}
        assert top <= set(os.listdir("/"))
        assert not set(os.listdir("/")) & {"var", "home", "boot", "mnt", "sys", "run"}
        assert not (tmp_path / "secret").exists()
        assert Path(os.__file__).read_text(encoding="utf-8")
        assert set(os.listdir("/dev")) >= {"null", "zero", "urandom", "pts", "shm"}
        assert not set(os.listdir("/dev")) & {"sda", "vda", "mem", "kmsg", "fuse"}
        assert [name for name in os.listdir("/proc") if name.isdigit()] == ["1"]

    in_tree(inside)


def test_everything_shown_is_read_only_also_below_mounts(in_tree, tmp_path):
    shown = tmp_path / "shown"
    shown.mkdir()
    (shown / "file").write_text("x", encoding="utf-8")

    def inside():
        assert (shown / "file").read_text(encoding="utf-8") == "x"
        for path in (shown / "new", Path("/new"), Path("/usr/new"), Path("/etc/new")):
            assert fails(errno.EROFS, path.touch)
        assert fails(errno.EROFS, (shown / "file").chmod, 0o600)
        assert fails(errno.EROFS, Path("/proc/sys/kernel/hostname").write_bytes, b"x")

    in_tree(inside, shown=[shown])


def test_what_is_hidden_stays_hidden_within_what_is_shown_and_not_the_other_way(in_tree, tmp_path):
    prefix = tmp_path / "prefix"
    library = prefix / "course" / "library"
    library.mkdir(parents=True)
    for path in (prefix / "a", prefix / "course" / "tests", library / "layers"):
        path.touch()

    def inside():
        assert sorted(os.listdir(prefix)) == ["a", "course"]
        assert os.listdir(prefix / "course") == ["library"]
        assert os.listdir(library) == ["layers"]

    in_tree(inside, shown=[prefix, library, prefix / "course"], hidden=[prefix / "course"])


def test_there_is_one_room_to_write_and_it_is_bounded(in_tree, tmp_path):
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "weights").write_bytes(b"x" * 3 * 2**20)
    (tmp_path / "submission" / "larger").write_bytes(b"x" * 6 * 2**20)

    def inside():
        assert os.listdir(tree.WORK) == ["weights"]
        for place in tree.TEMPORARY:
            Path(place, "file").write_bytes(b"x" * 2**21)
        assert fails(errno.ENOSPC, Path(tree.WORK, "file").write_bytes, b"x" * 2**21)

    in_tree(inside)


def test_a_program_and_a_terminal_can_be_started(in_tree):
    def inside():
        import pty
        import subprocess

        assert subprocess.run(["sh", "-c", "exit 3"]).returncode == 3
        for number in pty.openpty():
            os.close(number)

    in_tree(inside)
