"""Which known misconception explains a wrong answer: compares it with the bank's wrong versions."""

import warnings

import numpy as np

from autograder.examiner.calls import copy

_RTOL, _ATOL = 1e-6, 1e-9
_RTOL_FLOAT32 = 1e-3


def match(versions, calls):
    """Return the first wrong version that answers every recorded call as the student did.

    Parameters
    ----------
    versions : list of Version
        Wrong versions of the functions that were called, in the order to be tried.
    calls : list of Call
        What the student's functions were given in a failed check, and what came out.

    Returns
    -------
    Version or None
        None when no version agrees with the student on all calls of its function.
    """
    for version in versions:
        own = [call for call in calls if call.name == version.of]
        if own and all(_agrees(version.function, call) for call in own):
            return version
    return None


def _agrees(function, call):
    (args, kwargs), _ = copy((call.args, call.kwargs))
    state = np.random.get_state()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(*args, **kwargs)
    except Exception as error:
        return call.error == type(error).__name__
    finally:
        np.random.set_state(state)
    if call.error is not None:
        return False
    dicts = [v for v in (*call.args, *call.kwargs.values()) if isinstance(v, dict)]
    given = {key for value in dicts for key in value}
    mine = [result, _arrays(args), _arrays(kwargs.values())]
    theirs = [call.result, _arrays(call.args_after), _arrays(call.kwargs_after.values())]
    try:
        return _same(mine, theirs, given)
    except (RecursionError, ArithmeticError, TypeError, ValueError):  # nothing like each other
        return False


def _arrays(values):
    """Return the arrays among arguments; a dict is compared as far as it is returned."""
    return [value for value in values if isinstance(value, np.ndarray)]


def _same(expected, got, given):
    """Compare a wrong version's value with the student's, whatever either is made of."""
    if isinstance(expected, dict):
        # The student may add more to the dict than the version does, not less; but a version that
        # loses what the dict was given with explains nobody who keeps it.
        return (
            isinstance(got, dict)
            and all(key in got and _same(v, got[key], given) for key, v in expected.items())
            and all(key in expected for key in given if key in got)
        )
    if isinstance(expected, tuple | list):
        return (
            type(got) is type(expected)
            and len(got) == len(expected)
            and all(_same(a, b, given) for a, b in zip(expected, got, strict=True))
        )
    if _is_number(expected):
        return _is_number(got) and _close(np.asarray(expected), np.asarray(got))
    return type(expected) is type(got) and (expected is None or expected == got)


def _is_number(value):
    return isinstance(value, bool | int | float | np.ndarray | np.generic)


def _close(expected, got):
    if expected.shape != got.shape:
        return False
    if expected.dtype.kind not in "biufc" or got.dtype.kind not in "biufc":
        return bool(np.array_equal(expected, got))
    single = np.float32 in (expected.dtype, got.dtype)
    rtol = _RTOL_FLOAT32 if single else _RTOL
    with np.errstate(all="ignore"):
        return np.allclose(got, expected, rtol=rtol, atol=_ATOL, equal_nan=True)
