"""The examiner's hold on a student's process: run a cell, fetch a name, call a function."""

import builtins
import copy
import os
import signal
import time
from dataclasses import dataclass, field

from autograder.examiner.wire import Channel, Handle, WireError

_GRACE = 2.0  # seconds that an interrupted process has to answer before it is killed


class StudentGone(RuntimeError):
    """The student's process has ended, or was ended."""


class StudentTimeout(TimeoutError):
    """A call or cell took longer than it may."""


@dataclass
class Call:
    """One recorded call of a student's function: what went in, and what came out."""

    name: str
    args: tuple
    kwargs: dict
    result: object = None
    error: str | None = None
    args_after: tuple = field(default=())


class Session:
    """One student's process, seen from the examiner.

    Parameters
    ----------
    sock : socket.socket
        The examiner's end of the pair.
    pid : int
        The student's process.
    limit : float
        Seconds that one cell or one call may take.
    watched : set of str
        Functions whose calls are recorded in `calls`.
    """

    def __init__(self, sock, pid, *, limit, watched=()):
        self.channel = Channel(sock, self._number, self._remote)
        self.pid = pid
        self.limit = limit
        self.deadline = float("inf")
        self.watched = set(watched)
        self.calls = []
        self.ended = None

    def start(self, folder):
        """Let the process work in `folder`."""
        self._request({"do": "start", "folder": str(folder)})

    def run(self, source):
        """Run a cell; return its outputs and whether it succeeded."""
        reply = self._request({"do": "run", "source": source})
        if "error" in reply:
            raise StudentTimeout(f"the cell was interrupted after {self.limit:g} seconds.")
        return reply["outputs"], reply["ok"]

    def names(self, names):
        """Return those of the names that the student has defined, with their values."""
        values = self._request({"do": "names", "names": list(names)})["values"]
        for name, value in values.items():
            if isinstance(value, Remote):
                object.__setattr__(value, "_name", name)
        return values

    def call(self, handle, name, args, kwargs):
        """Call a function that stays in the student's process."""
        record = None
        if name in self.watched:
            record = Call(name, copy.deepcopy(args), copy.deepcopy(kwargs))
            self.calls.append(record)
        request = {"do": "call", "target": handle, "args": args, "kwargs": kwargs}
        reply = self._request(request)
        if "error" in reply:
            if record:
                record.error = reply["error"]["type"]
            raise rebuild(reply["error"])
        given = (*args, *kwargs.values())
        for index, value in reply["changed"].items():
            _copy_back(given[index], value)
        if record:
            record.result = copy.deepcopy(reply["result"])
            record.args_after = copy.deepcopy(args)
        return reply["result"]

    def apply(self, operation, *args):
        """Do one of `autograder.examiner.student.OPERATIONS` to an object that stays there."""
        reply = self._request({"do": "apply", "operation": operation, "args": args})
        if "error" in reply:
            raise rebuild(reply["error"])
        return reply["result"]

    def end(self, reason):
        """Kill the process; whatever is asked of it later fails with this reason."""
        self.ended = self.ended or reason
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def _request(self, message):
        if self.ended:
            raise StudentGone(self.ended)
        limit = min(self.limit, self.deadline - time.monotonic())
        if limit <= 0:
            raise StudentTimeout("the time for this cell is used up.")
        try:
            self.channel.send(message)
            if self.channel.wait(limit):
                return self.channel.receive(limit + _GRACE)
            os.kill(self.pid, signal.SIGINT)
            if self.channel.wait(_GRACE):
                reply = self.channel.receive(_GRACE)
                if message["do"] == "run":
                    return reply
                raise StudentTimeout(f"no answer within {limit:.3g} seconds; is there a loop?")
            self.end(f"the notebook was stopped: no answer within {limit:.3g} seconds.")
        except (WireError, ProcessLookupError) as error:
            self.end(f"the notebook's process ended ({error}).")
        except TimeoutError as error:
            if isinstance(error, StudentTimeout):
                raise
            self.end("the notebook was stopped in the middle of an answer.")
        raise StudentGone(self.ended)

    def _number(self, value):
        if isinstance(value, Remote):
            return value._handle
        if isinstance(value, Handle):
            return value
        raise TypeError(f"a {type(value).__name__} cannot be handed to a student's function")

    def _remote(self, handle):
        return Remote(self, handle)


class Remote:
    """Stands for an object that stays in the student's process."""

    def __init__(self, session, handle):
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_name", None)
        object.__setattr__(self, "_student_type", handle.type_name)

    def __call__(self, *args, **kwargs):
        return self._session.call(self, self._name, args, kwargs)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._session.apply("getattr", self, name)

    def __setattr__(self, name, value):
        self._session.apply("setattr", self, name, value)

    def __getitem__(self, key):
        return self._session.apply("getitem", self, key)

    def __setitem__(self, key, value):
        self._session.apply("setitem", self, key, value)

    def __len__(self):
        return self._session.apply("len", self)

    def __iter__(self):
        there = self._session.apply("iter", self)
        while True:
            try:
                yield self._session.apply("next", there)
            except StopIteration:
                return

    def __bool__(self):
        return self._session.apply("bool", self)

    def __float__(self):
        return self._session.apply("float", self)

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<a {self._student_type} in the student's process>"


def rebuild(error):
    """Turn a described exception back into one of the nearest built-in type."""
    kinds = (getattr(builtins, name, None) for name in error["bases"])
    base = next(k for k in kinds if isinstance(k, type) and issubclass(k, BaseException))
    if not issubclass(base, Exception):  # a SystemExit there must not end the examiner
        base = RuntimeError
    try:
        rebuilt = type(error["type"], (base,), {})(error["message"])
    except TypeError:  # UnicodeDecodeError and its like want more than a message
        rebuilt = type(error["type"], (RuntimeError,), {})(error["message"])
    rebuilt._student_type = error["type"]
    rebuilt._student_place = error["place"]
    return rebuilt


def _copy_back(given, value):
    """Make a plain argument equal to what the call left of it."""
    if isinstance(given, dict):
        given.clear()
        given.update(value)
    elif isinstance(given, list):
        given[:] = value
    elif hasattr(given, "shape") and given.shape == value.shape and given.ndim:
        given[...] = value
    elif hasattr(given, "shape") and not given.ndim and hasattr(given, "fill"):
        given.fill(value)
