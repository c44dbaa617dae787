"""The record of what a student's functions were given, and what came of it."""

import itertools
from dataclasses import dataclass, field

import numpy as np

from autograder.examiner import autograd
from autograder.examiner.changes import own_arrays
from autograder.examiner.copier import Copier

#: The most bytes of arrays that the record of one check holds.
_MAX_BYTES = 128 * 2**20


@dataclass
class Call:
    """One call of a student's function. Its values are copies: nobody changes them afterwards.

    What is done to an object that stays in the student's process, such as a model, is a call too.

    Attributes
    ----------
    name : str or None
        The function's; None for what is done to an object.
    args, kwargs : tuple and dict
        What the function was given.
    args_after, kwargs_after : tuple and dict
        What the call left of it.
    result : object
    error : str or None
        The type of the exception that ended the call.
    message : str or None
        Its message.
    operation : str
        "call", or one of `autograder.examiner.student.OPERATIONS`.
    target : Remote or None
        The object that is called, where it has no name.
    seed : int or None
        What the random streams of NumPy and torch were seeded with: who calls a function that draws
        from them once more sees it draw the same.
    graphs : list of Remote
        The graphs of the tensors in the result.
    gradients : list of Tensor
        What has been gathered in the tensors in the result, such as a model's parameters.
    made : dict of int to object
        Until the call ends, the copies in `args` and `kwargs` by the `id` of what they are of.
    """

    name: str | None
    args: tuple
    kwargs: dict
    args_after: tuple = ()
    kwargs_after: dict | None = None
    result: object = None
    error: str | None = None
    message: str | None = None
    operation: str = "call"
    target: object = None
    seed: int | None = None
    graphs: list = field(default_factory=list)
    gradients: list = field(default_factory=list)
    made: dict = field(default_factory=dict)


class Calls:
    """The calls of one check, in order.

    Attributes
    ----------
    names : set of str
        The functions whose calls are recorded.
    recorded : list of Call
    seed : int
        What the seeds of the calls are derived from.
    complete : bool
        Whether every call was recorded; False when they were too large to be kept.
    """

    def __init__(self):
        self.names = set()
        self.seed = 0
        self._numbers = itertools.count()
        self.clear()

    def clear(self):
        """Forget everything, before a check begins."""
        self.recorded = []
        self.complete = True
        self._left = _MAX_BYTES

    def begin(self, name, args, kwargs, *, operation="call", target=None):
        """Record what a function is about to be given; return the record, or None.

        Where nothing is watched for, what is done to objects is not recorded either.
        """
        watched = bool(self.names) if name is None else name in self.names
        if not (watched and self.complete):
            return None
        copied, made = self._copy((args, kwargs))
        if copied is None:
            return None
        call = Call(name, *copied, operation=operation, target=target, made=made)
        if operation == "call":
            sequence = np.random.SeedSequence([self.seed, next(self._numbers)])
            call.seed = sequence.generate_state(1).item()
        self.recorded.append(call)
        return call

    def end(self, call, args, kwargs, left=None, *, result=None, error=None, message=None):
        """Record what came of a call that `begin` returned.

        `left` has what the call made of arrays that stay as they were in `args`, by their `id`.
        """
        if call is None:
            return
        call.error, call.message, call.graphs = error, message, autograd.graphs(result)
        # What it left as it was need not be copied again.
        own = {id(value) for value in own_arrays([*args, *kwargs.values()])}
        same = {place: call.made[place] for place in own & call.made.keys() - (left or {}).keys()}
        call.made = {}
        copied, _ = self._copy((args, kwargs, result, autograd.gradients(result)), left, same)
        if copied is not None:
            call.args_after, call.kwargs_after, call.result, call.gradients = copied

    def _copy(self, values, instead=None, made=None):
        """Return a copy, or None where there is no room for it; then the record is incomplete.

        Beside it are the copies of single objects, by the `id` of those. Some may be `made` before.
        """
        copier = Copier(self._left, instead=instead, made=made)
        try:
            copied = copier.copy(values)
        except ValueError:
            self.complete = False
            return None, {}
        self._left -= copier.bytes
        return copied, copier.made
