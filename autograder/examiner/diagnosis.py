"""Which known misconception explains a wrong answer: compares it with the bank's wrong versions."""

import copy
import warnings

import numpy as np

_RTOL, _ATOL = 1e-6, 1e-9


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
    args, kwargs = copy.deepcopy(call.args), copy.deepcopy(call.kwargs)
    state = np.random.get_state()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(*args, **kwargs)
    except Exception as error:
        return call.error == type(error).__name__
    finally:
        np.random.set_state(state)
    if call.error:
        return False
    arrays = [(a, b) for a, b in zip(args, call.args_after, strict=True) if _is_array(a)]
    return _same(result, call.result) and all(_same(a, b) for a, b in arrays)


def _same(expected, got):
    """Compare a wrong version's value with the student's, whatever either is made of."""
    if isinstance(expected, dict):
        # The student may keep more in the dict than the version does, not less.
        return isinstance(got, dict) and all(
            key in got and _same(value, got[key]) for key, value in expected.items()
        )
    if isinstance(expected, tuple | list):
        return (
            type(got) is type(expected)
            and len(got) == len(expected)
            and all(_same(a, b) for a, b in zip(expected, got, strict=True))
        )
    if _is_array(expected) or isinstance(expected, int | float | np.generic):
        if not (_is_array(got) or isinstance(got, int | float | np.generic)):
            return False
        if np.shape(expected) != np.shape(got):
            return False
        rtol = 1e-3 if np.result_type(expected, got) == np.float32 else _RTOL
        return np.allclose(got, expected, rtol=rtol, atol=_ATOL, equal_nan=True)
    return type(expected) is type(got) and (expected is None or expected == got)


def _is_array(value):
    return isinstance(value, np.ndarray)
