"""The record of what a student's functions were given, and what came of it."""

from dataclasses import dataclass

import numpy as np

from autograder.examiner.kept import Kept
from autograder.examiner.packer import pack
from autograder.examiner.plain import MAX_BYTES
from autograder.examiner.reader import unpack

#: The most bytes of arrays that the record of one check holds.
_MAX_BYTES = 128 * 2**20


@dataclass
class Call:
    """One call of a student's function. Its values are copies: nobody changes them afterwards.

    Attributes
    ----------
    name : str
    args, kwargs : tuple and dict
        What the function was given.
    args_after, kwargs_after : tuple and dict
        What the call left of it.
    result : object
    error : str or None
        The type of the exception that ended the call.
    """

    name: str
    args: tuple
    kwargs: dict
    args_after: tuple = ()
    kwargs_after: dict | None = None
    result: object = None
    error: str | None = None


class Calls:
    """The calls of one check, in order.

    Attributes
    ----------
    names : set of str
        The functions whose calls are recorded.
    recorded : list of Call
    complete : bool
        Whether every call was recorded; False when they were too large to be kept.
    """

    def __init__(self):
        self.names = set()
        self.clear()

    def clear(self):
        """Forget everything, before a check begins."""
        self.recorded = []
        self.complete = True
        self._left = _MAX_BYTES

    def begin(self, name, args, kwargs):
        """Record what a function is about to be given; return the record, or None."""
        if name not in self.names or not self.complete:
            return None
        copied = self._copy((args, kwargs))
        if copied is None:
            return None
        self.recorded.append(Call(name, *copied))
        return self.recorded[-1]

    def end(self, call, args, kwargs, *, result=None, error=None):
        """Record what came of a call that `begin` returned."""
        if call is None:
            return
        call.error = error
        copied = self._copy((args, kwargs, result))
        if copied is not None:
            call.args_after, call.kwargs_after, call.result = copied

    def _copy(self, values):
        """Return a copy, or None where there is no room for it; then the record is incomplete."""
        try:
            copied, size = copy(values, self._left)
        except ValueError:
            self.complete = False
            return None
        self._left -= size
        return copied


def copy(value, limit=MAX_BYTES):
    """Copy a plain value; what is not plain is shared with the original.

    Returns
    -------
    copied : object
    size : int
        Bytes of its arrays, at most `limit`.

    Raises
    ------
    TooLarge
        When it is larger.
    """
    others = Kept()
    message, buffers, _ = pack(value, others.keep, limit=limit)
    own = [np.frombuffer(buffer, np.uint8).copy() for buffer in buffers]
    copied, _ = unpack(message, own, others.find)
    return copied, sum(buffer.nbytes for buffer in buffers)
