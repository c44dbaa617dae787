"""The student's side: runs cells of one submission and answers calls, in a process of its own.

Nothing here is trusted. What the student's code does to this process, it does to itself: the
examiner takes whatever comes over the socket as a claim, and decides nothing by it.
"""

import builtins
import contextlib
import linecache
import operator
import os
import random
import signal
import sys
import traceback

import numpy as np

from autograder.examiner import autograd, colab
from autograder.examiner.changes import Before
from autograder.examiner.kept import Handle, Kept, Stay
from autograder.examiner.outputs import Stream, clean
from autograder.examiner.packer import pack
from autograder.examiner.plain import TooLarge
from autograder.examiner.shell import said
from autograder.examiner.wire import Channel, WireError

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
    "backward": autograd.Graph.backward,
}
_MAX_MESSAGE = 2000
_set_handler = signal.signal  # as it was before any cell ran
_seed_numpy = np.random.seed


def main(sock, shell):
    """Serve one submission over `sock` until the examiner closes it."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.close(null)
    builtins.input = _no_input
    colab.install()
    with contextlib.suppress(WireError):
        Student(sock, shell).serve()


class Student:
    """One submission's namespace, and the objects that the examiner holds by number."""

    def __init__(self, sock, shell):
        self.kept = Kept()
        self.channel = Channel(sock, self.kept.keep, self.kept.find)
        self.shell = shell
        self._leaves = []
        self._interruptible = False

    def serve(self):
        """Answer requests until the channel closes."""
        own = os.getpid()
        while True:
            request, objects = self.channel.receive()
            # What is no leaf now may be made to require a gradient, by a write into it.
            before, self._leaves = Before(objects), autograd.leaves(objects)
            reply = self._answer(request)
            if os.getpid() != own:  # the student's code has forked, and this is the copy
                os._exit(0)
            try:
                self.channel.send(reply, None, objects, before.changed())
            except WireError:
                raise
            except Exception as error:  # it cannot cross; nothing has been sent
                self.channel.send({"error": describe(error)}, None, objects)

    def _answer(self, request):
        """Do what is asked, and return what came of it; an interrupt ends only this."""
        _set_handler(signal.SIGINT, self._interrupt)
        self.kept.drop(request["drop"])
        try:
            self._interruptible = True
            try:
                return getattr(self, f"_{request['do']}")(request)
            finally:
                self._interruptible = False
        except BaseException as error:
            self._interruptible = False
            return {"error": describe(error)}

    def _interrupt(self, *_):
        # Between two requests there is nothing to interrupt, and a message must not be torn.
        if self._interruptible:
            raise KeyboardInterrupt

    def _start(self, request):
        random.seed(request["seed"])
        seed_arrays(request["seed"])
        return {"started": True}

    def _run(self, request):
        outputs, _, _ = self.shell.run(request["source"])
        return {"outputs": outputs}

    def _names(self, request):
        space = self.shell.user_ns
        return {"values": {n: _crossable(space[n]) for n in request["names"] if n in space}}

    def _call(self, request):
        # What a function prints belongs to no cell.
        sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
        if request.get("seed") is not None:  # the examiner can have the same numbers drawn again
            seed_arrays(request["seed"])
        return self._value(request["target"](*request["args"], **request["kwargs"]))

    def _apply(self, request):
        sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
        return self._value(OPERATIONS[request["operation"]](*request["args"]))

    def _value(self, value):
        tensors = autograd.tensors(value, self._leaves)
        return {"value": value, "tensors": tensors} if tensors else {"value": value}


def seed_arrays(seed):
    """Seed the global random streams of NumPy and torch."""
    _seed_numpy(seed)
    if "torch" in sys.modules:
        # torch.manual_seed would first note, for each kind of accelerator, from where it is called.
        sys.modules["torch"].default_generator.manual_seed(seed)


def describe(error):
    """Return an exception as plain values: its type and bases, its message, and the place."""
    place = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith("<ipython-input"):
            text = linecache.getline(name, line).strip()
            place = f"in {frame.f_code.co_name}, line {line}: {text}"
    return {
        "type": clean(type(error).__name__, 200),
        "bases": [base.__name__ for base in type(error).__mro__],
        "message": clean(said(error), _MAX_MESSAGE),
        "place": place and clean(place, _MAX_MESSAGE),
    }


def _crossable(value):
    """Return a value, marked to stay here when it is too large to be copied."""
    try:
        pack(value, lambda _: Handle(0))
    except TooLarge:
        return Stay(value)
    return value


def _no_input(prompt=""):
    raise EOFError("nobody is there to answer input() while a notebook is graded.")
