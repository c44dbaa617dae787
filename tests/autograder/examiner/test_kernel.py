"""System calls, Landlock and the filter, each in a process of its own."""

import os
import socket
import subprocess

import pytest

from autograder.examiner import kernel, landlock, process, seccomp

needs_landlock = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")


@pytest.fixture
def in_child():
    """Run a function in a forked process; what it asserts is asserted."""

    def run(function):
        pid = process.fork(function)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

    return run


def refused(call, *arguments):
    """Whether a call is not permitted."""
    try:
        call(*arguments)
    except PermissionError:
        return True
    return False


def test_a_call_that_fails_says_which_and_why():
    with pytest.raises(FileNotFoundError, match="/nowhere cannot be mounted on /nowhere"):
        kernel.mount("/nowhere", "/nowhere", flags=kernel.BIND)
    with pytest.raises(OSError, match="prctl failed: Invalid argument"):
        kernel.prctl(-1)


def test_capabilities_are_gone_for_good(in_child):
    def child():
        kernel.forbid_new_privileges()
        kernel.drop_capabilities()
        with open("/proc/self/status", encoding="utf-8") as file:
            fields = {name: value.strip() for name, _, value in (x.partition(":") for x in file)}
        assert {int(fields[name], 16) for name in ("CapEff", "CapPrm", "CapAmb")} == {0}
        assert fields["NoNewPrivs"] == "1"
        status = subprocess.run(["grep", "CapEff", "/proc/self/status"], stdout=subprocess.PIPE)
        assert int(status.stdout.split()[1], 16) == 0

    in_child(child)


@needs_landlock
def test_landlock_allows_what_it_is_told_and_nothing_else(in_child, tmp_path):
    seen, written, file = tmp_path / "seen", tmp_path / "written", tmp_path / "file"
    seen.mkdir()
    written.mkdir()
    for path in (seen / "a", file, tmp_path / "other"):
        path.write_text("x", encoding="utf-8")

    def child():
        kernel.forbid_new_privileges()
        allowed = [(seen, landlock.READ), (written, landlock.WRITE), (file, landlock.READ)]
        landlock.restrict([*allowed, (tmp_path / "missing", landlock.READ)])
        assert (seen / "a").read_text(encoding="utf-8") == "x"
        assert file.read_text(encoding="utf-8") == "x"
        (written / "b").write_text("x", encoding="utf-8")
        (written / "b").unlink()
        assert refused((seen / "b").touch)
        assert refused((tmp_path / "other").read_text)
        assert refused(os.listdir, tmp_path)
        assert refused(os.mknod, written / "device", 0o20600, 0x103)

    in_child(child)


@pytest.mark.skipif(not seccomp.is_known(), reason="calls of this machine are not known")
class TestTheFilter:
    """Of system calls."""

    @pytest.mark.parametrize("unshared", [True, False])
    def test_refuses_memory_that_no_limit_counts_and_namespaces(self, in_child, unshared):
        def child():
            seccomp.restrict(unshared=unshared)
            assert refused(os.memfd_create, "x")
            assert refused(kernel.unshare, kernel.NEW_USER)
            assert refused(kernel.call, "ptrace", 0x4206, os.getppid(), 0, 0)
            assert refused(kernel.mount, "none", "/tmp", "tmpfs")
            assert refused(kernel.call, "shmget", 0, 4096, 0o600)

        in_child(child)

    def test_leaves_processes_and_threads_alone(self, in_child):
        def child():
            import threading

            seccomp.restrict(unshared=False)
            thread = threading.Thread(target=len, args=("x",))
            thread.start()
            thread.join()
            assert subprocess.run(["true"]).returncode == 0

        in_child(child)

    def test_refuses_sockets_but_for_pairs_of_streams(self, in_child, tmp_path):
        def child():
            seccomp.restrict(unshared=False)
            for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    assert refused(socket.socket, family, kind)
            assert refused(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)
            one, other = socket.socketpair()
            one.send(b"x")
            assert other.recv(1) == b"x"

        in_child(child)

    def test_refuses_changes_that_landlock_lets_pass(self, in_child, tmp_path):
        path = tmp_path / "file"
        path.touch()

        def child():
            seccomp.restrict(unshared=False)
            assert refused(path.chmod, 0o600)
            assert refused(os.utime, path)
            assert refused(os.chown, path, os.getuid(), os.getgid())
            with path.open("rb") as file:
                assert refused(os.fchmod, file.fileno(), 0o600)
            assert refused(os.setpriority, os.PRIO_PROCESS, os.getppid(), 19)
            assert refused(os.sched_setaffinity, os.getppid(), {0})
            os.sched_setaffinity(0, os.sched_getaffinity(0))

        in_child(child)
