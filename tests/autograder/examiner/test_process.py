"""A forked process holds nothing of its parent's, and nothing of it is left behind."""

import json
import os
import signal
import subprocess
import time

import pytest

from autograder.examiner import process
from autograder.examiner.wire import pair


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


@pytest.fixture
def child():
    """Fork a child that calls a function with a socket; returns its pid and what it sends."""
    pids = []

    def fork(function):
        ours, theirs = pair()
        with ours, theirs:
            pids.append(
                process.fork(lambda: theirs.send(json.dumps(function(theirs)).encode()), theirs)
            )
            return pids[-1], json.loads(ours.recv(1000))

    yield fork
    process.end(pids)


def test_a_child_leads_a_session_and_has_only_the_descriptors_that_it_is_given(child, tmp_path):
    with (tmp_path / "open.txt").open("w", encoding="utf-8"):
        _, (opened, own, leads) = child(
            lambda sock: [
                [number for number in range(256) if is_open(number)],
                sock.fileno(),
                os.getsid(0) == os.getpgid(0) == os.getpid(),
            ]
        )
    assert opened == [0, 1, 2, own]
    assert leads


def test_a_child_that_fails_says_so_and_never_runs_its_parent_s_code(capfd):
    def begin():
        raise ValueError("from the child")

    pid = process.fork(begin)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert "from the child" in capfd.readouterr().err


def test_ending_a_child_ends_its_process_group_and_leaves_no_zombie(child, gone):
    def begin(sock):
        started = subprocess.Popen(["sleep", "60"]).pid
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        return [started]

    pid, (grandchild,) = child(lambda sock: begin(sock))
    process.end([pid])
    assert gone(grandchild)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    process.end([pid])  # it has ended already: nothing happens


def test_what_an_ended_child_left_in_other_sessions_is_adopted_and_ended(child, gone):
    def parent(_):
        """Like the warm parent: a child's own child leaves its group, then the child ends."""
        process.adopt_orphans()
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            orphan = subprocess.Popen(["sleep", "60"], start_new_session=True)
            os.write(write, f"{orphan.pid}".encode())
            os._exit(0)
        other = subprocess.Popen(["sleep", "60"])
        os.waitpid(pid, 0)
        orphan = int(os.read(read, 20))
        process.end_orphans(but=[other.pid])
        left = other.poll() is None
        other.kill()
        other.wait()
        process.end_orphans(but=[])
        return [orphan, left]

    _, (orphan, other_was_left) = child(parent)
    assert gone(orphan)
    assert other_was_left


def test_a_child_ends_with_its_parent(child, gone):
    def parent(_):
        return [process.fork(lambda: time.sleep(60))]

    pid, (grandchild,) = child(parent)
    os.kill(pid, signal.SIGKILL)
    assert gone(grandchild)
