"""The examiner's hold on a student's process: run a cell, fetch names, call a function."""

import contextlib
import os
import signal
import time

from autograder.examiner import autograd
from autograder.examiner.calls import Calls
from autograder.examiner.changes import own_arrays
from autograder.examiner.outputs import Outputs
from autograder.examiner.plain import Malformed
from autograder.examiner.proxy import Remote, call_it, handle_of, rebuild, stand_in
from autograder.examiner.wire import Channel, Closed, WireError

_GRACE = 2.0  # seconds that an interrupted process has to answer before it is killed
_INTERRUPTS = 4  # within these: a loop may swallow the first


class NotebookEnded(RuntimeError):
    """The student's process has ended, or was ended."""


class TimedOut(TimeoutError):
    """A call or cell took longer than it may."""


class Session:
    """One student's process, seen from the examiner.

    Whatever the process does or sends, a method here returns, raises what the student's code
    raised, or raises `TimedOut` or `NotebookEnded`, within the limit and a little grace.

    Parameters
    ----------
    sock : socket.socket
        The examiner's end of the pair.
    pid : int
        The student's process, which leads a process group of its own.
    limit : float
        Seconds that one cell or one call may take.
    told : socket.socket, optional
        Where a watcher says why it has ended the process.
    note : callable, optional
        Is given each array and tensor that a call has overwritten.

    Attributes
    ----------
    calls : Calls
        The record of the running check's calls.
    place : str
        The cell at work, as a reason why the process ended names it.
    deadline : float
        When the time of the whole cell is used up, on the clock of `time.monotonic`.
    ended : str or None
        Why the process has ended.
    """

    def __init__(self, sock, pid, *, limit, told=None, note=None):
        self.channel = Channel(sock, self._handle, self._remote)
        self.pid = pid
        self.limit = limit
        self._told = told
        self._note = note or (lambda array: None)
        self.calls = Calls()
        self.place = "its start"
        self.deadline = float("inf")
        self.ended = None
        self._dropped = []

    def start(self, seed):
        """Have the process's global random streams seeded."""
        self._ask("start", "started", seed=seed)

    def run(self, source):
        """Run a cell and return its outputs, whether it failed or not."""
        outputs = Outputs()
        reply, late = self._request("run", source=source)
        outputs.take(reply.get("outputs"))
        if "error" in reply and not late:
            error = rebuild(reply["error"])
            outputs.error(error._student_type, str(error), [str(error)])
        if late:
            text = f"this cell was interrupted after {self.limit:g} seconds; is there a loop?"
            outputs.error(TimedOut.__name__, text, [text])
        return outputs.items()

    def names(self, names):
        """Return those of the names that the student has defined, with their values."""
        values = self._ask("names", "values", names=list(names))
        if type(values) is not dict:
            raise self.malformed()
        # A name that was not asked for could stand in the way of the examiner's own.
        values = {name: values[name] for name in names if name in values}
        for name, value in values.items():
            if isinstance(value, Remote):
                call_it(value, name)
        return values

    def call(self, remote, name, args, kwargs):
        """Call what stays in the student's process, and return what it returns.

        What the call changes in the lists and dicts among its arguments, and in the arrays and
        tensors in those dicts, is changed here too, also when it raises. Other arrays and tensors
        stay as they are: a check may go on computing with its ``x``, whatever became of it there.
        Where the result is or holds one that was overwritten, it has a new one with what was
        written.
        """
        record = self.calls.begin(name, args, kwargs, target=None if name else remote)
        seed = record and record.seed
        return self._recorded(record, "call", args, kwargs, name, target=remote, seed=seed)

    def apply(self, operation, *args):
        """Do one of `autograder.examiner.student.OPERATIONS` to an object that stays there."""
        record = self.calls.begin(None, args, {}, operation=operation)
        return self._recorded(record, "apply", args, {}, operation=operation)

    def drop(self, number):
        """Note that an object of the student's process is no longer held here."""
        self._dropped.append(number)

    def end(self, reason):
        """Kill the process with its group; whatever is asked later fails with this reason."""
        self.ended = self.ended or reason
        for kill in (os.kill, os.killpg):
            # Until the warm parent reaps it, at the end of the job, the number is still its own.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)
        self.channel.close()

    def _recorded(self, record, do, args, kwargs, name=None, **more):
        """Ask for a value, and complete the record of what came of it."""
        left = {}
        try:
            result = self._ask(do, "value", name, left, args=args, kwargs=kwargs, **more)
        except Exception as error:
            kind = getattr(error, "_student_type", type(error).__name__)
            self.calls.end(record, args, kwargs, left, error=kind, message=str(error))
            raise
        self.calls.end(record, args, kwargs, left, result=result)
        return result

    def _ask(self, do, key, name=None, left=None, **more):
        """Return one value of the reply, or raise what the student's code raised."""
        reply, late = self._request(do, left, **more)
        if "error" not in reply:
            if key not in reply:
                raise self.malformed()
            return reply[key]
        if late:
            text = f"no answer within {self.limit:g} seconds; is there a loop?"
            where = f"in the call of {name}" if name else f"in {self.place}"
            raise _placed(TimedOut(text), where)
        raise rebuild(reply["error"])

    def _request(self, do, left=None, **more):
        """Return the reply, a dict, and whether the process had to be interrupted for it.

        What the call left of arrays and tensors that stay as they were here comes into `left`, by
        the `id` of each.
        """
        if self.ended:
            raise self._gone(self.ended)
        limit = min(self.limit, self.deadline - time.monotonic())
        if limit <= 0:
            raise _placed(TimedOut("the time for this check is used up"), f"in {self.place}")
        dropped, self._dropped = self._dropped, []
        until = time.monotonic() + limit
        given = [more.get("args", ()), *more.get("kwargs", {}).values()]
        own = {id(value) for value in own_arrays(given)}
        try:
            objects = self.channel.send({"do": do, "drop": dropped, **more}, until)
            late = not self.channel.wait(until) and self._interrupt()
            kept = {place for place, value in enumerate(objects) if id(value) in own}
            reply, after = self.channel.receive(time.monotonic() + limit + _GRACE, objects, kept)
            for place in kept:
                if after[place] is not objects[place]:
                    self._note(objects[place])
                    left[id(objects[place])] = after[place]
            if type(reply) is dict:
                autograd.connect(self, reply.pop("tensors", []), objects)
        except Closed:
            raise self._gone(self._why_ended()) from None
        except (WireError, Malformed, MemoryError):
            raise self.malformed() from None
        except NotebookEnded:
            raise
        except TimeoutError:
            reason = f"the notebook was stopped in {self.place}: its answer did not end"
            raise self._gone(reason) from None
        if type(reply) is not dict:
            raise self.malformed()
        return reply, late

    def _interrupt(self):
        """Interrupt the process; return True when it then answers, else end it."""
        for _ in range(_INTERRUPTS):
            with contextlib.suppress(ProcessLookupError):  # like Ctrl-C, to what it has started too
                os.killpg(self.pid, signal.SIGINT)
            if self.channel.wait(time.monotonic() + _GRACE / _INTERRUPTS):
                return True
        raise self._gone(
            f"the notebook was stopped in {self.place}: it went on after {self.limit:g} seconds "
            "and could not be interrupted"
        )

    def _why_ended(self):
        """Return why the process has ended by itself, or was ended by its watcher."""
        told = b""
        if self._told:
            with contextlib.suppress(OSError):
                self._told.settimeout(_GRACE)
                told = self._told.recv(2000)
        why = f": {told.decode(errors='replace')}" if told else ""
        return f"the notebook's process ended in {self.place}{why}"

    def malformed(self):
        """End the process for an answer that no honest one gives; return the error to be raised."""
        return self._gone(f"the notebook was stopped in {self.place}: it sent no proper answer")

    def _gone(self, reason):
        self.end(reason)
        return _placed(NotebookEnded(reason), "nothing more of it can be run")

    def _handle(self, value):
        if isinstance(value, Remote):
            return handle_of(value)
        raise TypeError(f"a {type(value).__name__} cannot be handed to a student's function")

    def _remote(self, handle):
        return stand_in(self, handle)


def _placed(error, place):
    """Give an error the place that a report names, in place of a line of the examiner's."""
    error._student_place = place
    return error
