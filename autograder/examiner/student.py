"""The student's side: runs cells of one submission and answers calls, in a process of its own."""

import contextlib
import io
import linecache
import operator
import os
import signal
import sys
import traceback

from autograder.examiner.shell import MAX_PRINTED, Shell
from autograder.examiner.wire import Channel, Kept, WireError

#: What the examiner may do to an object that stays here.
OPERATIONS = {
    "getattr": getattr,
    "setattr": setattr,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "float": float,
    "repr": lambda value: repr(value)[:2000],
    "dir": dir,
}


def main(sock):
    """Serve one submission over `sock` until the examiner closes it, then end the process."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with open(os.devnull, "r+b", buffering=0) as null:
        for number in (0, 1, 2):
            os.dup2(null.fileno(), number)
    # A file called numpy.py beside the notebook must not be imported by anything.
    sys.path[:] = [entry for entry in sys.path if entry not in ("", os.getcwd())]
    with contextlib.suppress(WireError):
        Student(sock).serve()
    os._exit(0)


class Student:
    """One submission's namespace, and the objects that the examiner holds by number."""

    def __init__(self, sock):
        self.kept = Kept()
        self.channel = Channel(sock, self.kept.keep, self.kept.find)
        self.shell = Shell()

    def serve(self):
        """Answer requests until the channel closes."""
        while True:
            try:
                request = self.channel.receive()
                reply = getattr(self, f"_{request['do']}")(request)
            except KeyboardInterrupt as error:
                reply = {"error": describe(error)}
            self.channel.send(reply)

    def _start(self, request):
        os.chdir(request["folder"])
        return {}

    def _run(self, request):
        outputs, ok, _ = self.shell.run(request["source"])
        return {"outputs": outputs, "ok": ok}

    def _names(self, request):
        space = self.shell.user_ns
        return {"values": {name: space[name] for name in request["names"] if name in space}}

    def _call(self, request):
        args, kwargs = request["args"], request["kwargs"]
        before = [_state(value) for value in (*args, *kwargs.values())]
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                result = request["target"](*args, **kwargs)
        except BaseException as error:
            return {"error": describe(error), "printed": _cut(printed)}
        # What the call changed in its arguments is copied back, as if both shared the memory.
        after = (*args, *kwargs.values())
        changed = {i: v for i, v in enumerate(after) if _state(v) != before[i]}
        return {"result": result, "changed": changed, "printed": _cut(printed)}

    def _apply(self, request):
        try:
            return {"result": OPERATIONS[request["operation"]](*request["args"])}
        except BaseException as error:
            return {"error": describe(error)}

    def _drop(self, request):
        self.kept.drop(request["numbers"])
        return {}


def describe(error):
    """Return an exception as plain values: its type and bases, message, place and traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith("<ipython-input")]
    place = None
    if own:
        line = linecache.getline(own[-1].filename, own[-1].lineno).strip()
        place = f"in {own[-1].name}, line {own[-1].lineno}: {line}"
    return {
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "message": str(error)[:2000],
        "place": place,
    }


def _state(value):
    """Return something that differs when a plain value has been changed."""
    if isinstance(value, dict):
        return [(key, _state(item)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [_state(item) for item in value]
    if hasattr(value, "tobytes"):
        return value.tobytes(), value.shape
    return id(value)


def _cut(printed):
    return printed.getvalue()[:MAX_PRINTED]
