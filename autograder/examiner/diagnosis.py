"""Which known misconception explains a wrong answer: compares it with the bank's wrong versions."""

import contextlib
import random
import sys
import warnings

import numpy as np

from autograder.examiner import autograd
from autograder.examiner.copier import Copier
from autograder.examiner.kept import Kept
from autograder.examiner.packer import pack
from autograder.examiner.plain import TooLarge, is_tensor
from autograder.examiner.proxy import Remote, name_of
from autograder.examiner.shell import said
from autograder.examiner.student import OPERATIONS, seed_arrays

_RTOL, _ATOL = 1e-6, 1e-9
_RTOL_FLOAT32 = 1e-3
_PLAIN = (list, tuple, dict, str, int, float, bool, type(None), np.ndarray, np.generic)


def match(versions, calls, rehearsals=None):
    """Return the first wrong version that answers every recorded call as the student did.

    Parameters
    ----------
    versions : list of Version
        Wrong versions of the functions that were called, in the order to be tried.
    calls : list of Call
        What the student's functions were given in a failed check, and what came out.
    rehearsals : dict of str to callable
        The examiner's own of the functions that try out a student's function beside it; a call of
        one is a call of the function that it is given.

    Returns
    -------
    Version or None
        None when no version agrees with the student on all calls of its function, and on all that
        was done to the objects that these returned.
    """
    # Many mistakes with shapes end in the same type of error; what it says tells them apart, if
    # the student's code is near enough to the version's.
    rehearsals = rehearsals or {}
    called = {call.name for call in calls}
    called |= {name for call in calls if call.name in rehearsals for name in _rehearsed(call)}
    versions = [version for version in versions if version.of in called]
    for exact in (True, False):
        for version in versions:
            with _streams():
                if _Replay(version, exact, rehearsals).agrees_on(calls):
                    return version
    return None


class _Replay:
    """Does with a version what was done with the student's function.

    Parameters
    ----------
    version : Version
    exact : bool
        Whether an error must have the student's message, beside its type.
    rehearsals : dict of str to callable
        As `match` takes them.
    """

    def __init__(self, version, exact, rehearsals):
        self.version = version
        self.exact = exact
        self.rehearsals = rehearsals
        self.own = {}  # what the version has in place of an object of the student's, by identity

    def agrees_on(self, calls):
        """Whether the version answers as the student did, at least once and always."""
        asked = False
        for call in calls:
            rehearsed = call.name in self.rehearsals and self.version.of in _rehearsed(call)
            if call.name not in (None, self.version.of) and not rehearsed:
                continue
            try:
                function = self._function(call)
                args, kwargs = Copier(stands_for=self._own_for).copy((call.args, call.kwargs))
            except (LookupError, TooLarge):  # an object that another function made
                continue
            asked = asked or call.name is not None
            if not self._agrees(function, args, kwargs, call):
                return False
        return asked

    def _function(self, call):
        if call.name is not None:
            return self.rehearsals.get(call.name, self.version.function)
        return OPERATIONS[call.operation] if call.target is None else self._own_for(call.target)

    def _own_for(self, remote):
        if name_of(remote) == self.version.of:
            return self.version.function
        return self.own[id(remote)]

    def _agrees(self, function, args, kwargs, call):
        leaves = autograd.leaves(_table((args, kwargs)))
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                if call.seed is not None:
                    seed_arrays(call.seed)
                result = function(*args, **kwargs)
        except Exception as error:
            same = call.message in (None, said(error)) or not self.exact
            return same and call.error == type(error).__name__
        if call.error is not None:
            return False
        dicts = [v for v in (*call.args, *call.kwargs.values()) if isinstance(v, dict)]
        self.given = {key for value in dicts for key in value}
        kinds = (np.ndarray,) if _holds_dict(result) else (np.ndarray, dict)
        after = (call.kwargs_after or {}).values()
        mine = [_changeable(args, kinds), _changeable(kwargs.values(), kinds)]
        theirs = [_changeable(call.args_after, kinds), _changeable(after, kinds)]
        try:
            same = self._same_result(result, call.result) and self._same(
                [*mine, autograd.gradients(result)], [*theirs, call.gradients]
            )
        except Exception:  # two values that are nothing like each other can raise almost any
            return False
        graphs = [autograd.Graph(tensor, leaves) for tensor in autograd.graphed(result)]
        self.own |= {id(theirs): own for theirs, own in zip(call.graphs, graphs, strict=False)}
        return same

    def _same_result(self, expected, got):
        """Compare what is returned, but for a tuple in it: a forward's cache is everybody's own."""
        if not (type(expected) is type(got) is tuple and len(expected) == len(got)):
            return self._same(expected, got)
        pairs = zip(expected, got, strict=True)
        return all(isinstance(a, tuple) or self._same(a, b) for a, b in pairs)

    def _same(self, expected, got):
        """Compare a wrong version's value with the student's, whatever either is made of."""
        if isinstance(got, Remote):
            self.own[id(got)] = expected
            return _stays(expected, got)
        if isinstance(expected, dict):
            # The student may add more to the dict than the version does, not less; but a version
            # that loses what the dict was given with explains nobody who keeps it.
            return (
                isinstance(got, dict)
                and all(key in got and self._same(v, got[key]) for key, v in expected.items())
                and all(key in expected for key in self.given if key in got)
            )
        if isinstance(expected, tuple | list):
            return (
                type(got) is type(expected)
                and len(got) == len(expected)
                and all(self._same(a, b) for a, b in zip(expected, got, strict=True))
            )
        if is_tensor(expected):
            return (
                is_tensor(got)
                and (got.dtype, got.requires_grad) == (expected.dtype, expected.requires_grad)
                and _close(expected.detach().cpu().numpy(), got.detach().numpy())
            )
        if _is_number(expected):
            return _is_number(got) and _close(np.asarray(expected), np.asarray(got))
        return type(expected) is type(got) and (expected is None or bool(expected == got))


@contextlib.contextmanager
def _streams():
    """Leave the global random streams as they were."""
    torch = sys.modules.get("torch")
    states = np.random.get_state(), random.getstate(), torch and torch.get_rng_state()
    try:
        yield
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])
        if torch:
            torch.set_rng_state(states[2])


def _stays(expected, got):
    """Whether a version's value would have stayed in the student's process, as the student's did.

    Torch's own types, such as its optimisers, are told apart by their names.
    """
    kind = type(expected)
    if kind in _PLAIN or is_tensor(expected):
        return False
    return kind.__module__.partition(".")[0] != "torch" or kind.__name__ == got._student_type


def _rehearsed(call):
    """Return the names of the student's functions among a call's arguments."""
    values = [*call.args, *call.kwargs.values()]
    return {name_of(value) for value in values if isinstance(value, Remote)}


def _table(value):
    """Return the lists, dicts, arrays and tensors in a value, in a message's order."""
    return pack(value, Kept().keep)[2]


def _holds_dict(result):
    """Whether a result has a dict in it, as an update rule's has: then that is what counts."""
    parts = result if isinstance(result, tuple | list) else [result]
    return any(isinstance(part, dict) for part in parts)


def _changeable(values, kinds):
    """Return the arguments of some kinds, which a call may have changed.

    A kind is itself alone: a model's OrderedDict, say, stays in the student's process.
    """
    return [value for value in values if type(value) in kinds or is_tensor(value)]


def _is_number(value):
    return isinstance(value, bool | int | float | np.ndarray | np.generic)


def _close(expected, got):
    if expected.shape != got.shape:
        return False
    if np.array_equal(expected, got):  # what most arguments are, which a call has left alone
        return True
    if expected.dtype.kind not in "biufc" or got.dtype.kind not in "biufc":
        return False
    single = np.float32 in (expected.dtype, got.dtype)
    rtol = _RTOL_FLOAT32 if single else _RTOL
    with np.errstate(all="ignore"):
        return np.allclose(got, expected, rtol=rtol, atol=_ATOL, equal_nan=True)
