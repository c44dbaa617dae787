"""The warm parent: imports the slow libraries once, then forks a pair of processes a submission.

Importing torch takes seconds, a fork takes milliseconds. The parent imports nothing of the course
but the student's side and the wire, so a forked student's process holds no check and no answer.
"""

import os
import signal
import socket
import subprocess
import sys

from autograder.examiner.wire import Channel, pair


def serve(control):
    """Fork an examiner with its student for each job socket that arrives on `control`."""
    _import_slow_libraries()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what to do on Ctrl-C
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    while True:
        message, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _begin(socket.socket(fileno=fds[0]))
        os.close(fds[0])


def _begin(job):
    """Split into the student's process and the examiner's; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ours, theirs = pair()
    # The student's process is forked before the examiner reads its job or imports a check.
    pid = os.fork()
    if pid == 0:
        job.close()
        ours.close()
        from autograder.examiner import student

        student.main(theirs)
    theirs.close()
    from autograder.examiner import examine

    try:
        examine.main(job, ours, pid)
    finally:
        os._exit(0)


def _import_slow_libraries():
    os.environ.setdefault("MPLBACKEND", "Agg")
    import IPython  # noqa: F401
    import matplotlib.pyplot  # noqa: F401
    import numpy  # noqa: F401

    import autograder.examiner.student  # noqa: F401

    for name in ("torch", "torchvision"):
        try:
            __import__(name)
        except ImportError:  # a course without torch grades as well
            continue


class Warm:
    """The running warm parent, from the grader's side. Use as a context manager."""

    def __init__(self):
        ours, theirs = pair()
        # One thread each: OpenMP and OpenBLAS pools do not survive a fork.
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.examiner.warm", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**os.environ, **threads, "MPLBACKEND": "Agg"},
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._control = ours

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def grade(self, job, timeout):
        """Have one notebook examined; return the examiner's result.

        Parameters
        ----------
        job : dict
            See `autograder.examiner.examine.main`.
        timeout : float
            Seconds for the whole notebook.

        Raises
        ------
        TimeoutError, WireError
            When the examiner does not answer in time, or its process ended.
        """
        ours, theirs = pair()
        socket.send_fds(self._control, [b"x"], [theirs.fileno()])
        theirs.close()
        channel = Channel(ours)
        try:
            channel.send(job)
            return channel.receive(timeout)
        finally:
            channel.close()

    def close(self):
        """End the warm parent."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
