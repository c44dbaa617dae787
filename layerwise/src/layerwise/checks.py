"""Checks that say in words what is wrong with an answer.

Every check compares in the same order: type, shape, dtype, finite, values. The first difference
is reported with what was got, what was expected and, where the caller gives one, a hint. Nothing is
broadcast, and NaN never passes.

A check cell of a notebook splits its points into named parts (see `Parts`)::

    parts = checks.Parts("relu_forward", points=2)
    with parts("negative inputs become zero", points=1):
        checks.close(relu([-1.0]), np.array([0.0]), "out")
    parts.total()
"""

import sys
import weakref

import numpy as np
from numpy.lib.array_utils import byte_bounds

from layerwise.parts import Parts, results

__all__ = [
    "CheckFailed",
    "Parts",
    "close",
    "equal",
    "has_key",
    "note_overwritten",
    "results",
    "true",
    "unchanged",
]

_overwritten = []  # of each array that was, a weak reference to its owner and its bounds in memory


class CheckFailed(AssertionError):
    """An answer differs from what was expected; the message says how."""


def close(got, expected, name="the result", *, rtol=1e-7, atol=1e-10, dtype=None, hint=None):
    """Check that an array, tensor or number equals the expected one within a tolerance.

    A value passes when ``|got - expected| <= atol + rtol * |expected|``.

    Parameters
    ----------
    got : ndarray, Tensor or number
        The student's value, of the shape of `expected`. Where a 0-d array is expected, a NumPy or
        Python number will do; where a tensor is expected, only a tensor.
    expected : ndarray, Tensor or number
        What it should be, of any shape. Shapes must be the same; nothing is broadcast.
    name : str
        How the message calls the value.
    rtol, atol : float
        Relative and absolute tolerance.
    dtype : dtype, optional
        Demand exactly this dtype. Without it any floating dtype passes where one is expected.
    hint : str, optional
        One sentence that helps, added to the message.

    Raises
    ------
    CheckFailed
        With the first difference, in the order type, shape, dtype, finite, values.

    Examples
    --------
    >>> close(np.array([1.0, 2.0]), np.array([1.0, 2.0]), "w")
    >>> close(np.array([1.0, 2.5]), np.array([1.0, 2.0]), "w")
    Traceback (most recent call last):
    layerwise.checks.CheckFailed: w differs at 1 of 2 places, most at [1]: got 2.5, expected 2.0.
    """
    if _is_tensor(expected):
        if not _is_tensor(got):
            _fail(f"{name} is {_describe(got)}, expected {_describe(expected)}.", hint)
        got = got.detach().cpu().numpy()
    expected = np.asarray(expected.detach().cpu() if _is_tensor(expected) else expected)
    array = _as_array(got, expected, name, hint)
    if array.shape != expected.shape:
        _fail(f"{name} has shape {array.shape}, expected {expected.shape}.", hint)
    _check_dtype(array, expected, dtype, name, hint)
    _check_finite(array, expected, name, hint)
    _check_values(array, expected, rtol, atol, name, hint)


def equal(got, expected, name="the result", *, hint=None):
    """Check a plain value (int, str, bool, None, or a tuple or list of them) for equality and type.

    NumPy integers count as integers.

    Parameters
    ----------
    got : int, str, bool, None, tuple or list
        The student's value.
    expected : int, str, bool, None, tuple or list
        What it should be, of exactly this type.
    name : str
        How the message calls the value.
    hint : str, optional
        One sentence that helps, added to the message.

    Raises
    ------
    CheckFailed
        When the type or the value differs.
    """
    if isinstance(got, np.integer):
        got = int(got)
    if type(got) is not type(expected):
        _fail(f"{name} is {_describe(got)}, expected {_describe(expected)}.", hint)
    if got != expected:
        _fail(f"{name}: got {got!r}, expected {expected!r}.", hint)


def true(condition, message, *, hint=None):
    """Check a condition and fail with a message of the caller's own.

    Parameters
    ----------
    condition : bool
        What must be so.
    message : str
        What is wrong if it is not.
    hint : str, optional
        One sentence that helps, added to the message.

    Raises
    ------
    CheckFailed
        With `message`, when `condition` is not True itself or NumPy's True.
    """
    if not (condition is True or (type(condition) is np.bool_ and condition)):
        _fail(message, hint)


def has_key(mapping, key, name="config", *, hint=None):
    """Check that a dict has a key and return what is stored under it.

    Parameters
    ----------
    mapping : dict
        The student's value.
    key : str
        The key that it should have.
    name : str
        How the message calls the dict.
    hint : str, optional
        One sentence that helps, added to the message.

    Returns
    -------
    object
        ``mapping[key]``.

    Raises
    ------
    CheckFailed
        When `mapping` is not a dict, or has no such key.
    """
    if type(mapping) is not dict:
        _fail(f"{name} is {_describe(mapping)}, expected a dict.", hint)
    if key not in mapping:
        keys = ", ".join(repr(k) for k in mapping) or "none"
        _fail(f"{name} has no key {key!r} (its keys: {keys}).", hint)
    return mapping[key]


def unchanged(now, before, name, *, hint=None):
    """Check that an array or tensor that was handed to a function holds what it held before.

    Parameters
    ----------
    now, before : ndarray or Tensor
        The array after the call, and a copy made before it, of the same shape.
    name : str
        How the message calls the array.
    hint : str, optional
        One sentence that helps, added to the message.

    Raises
    ------
    CheckFailed
        When any element differs (NaN counts as equal to NaN here), or when `note_overwritten` was
        told of the array.
    """
    if _is_tensor(now):
        now, before = now.detach().cpu().numpy(), before.detach().cpu().numpy()
    same = now.shape == before.shape and np.array_equal(now, before, equal_nan=True)
    if not same or _was_overwritten(now):
        _fail(f"{name} was changed in place; the function must leave its inputs as they are.", hint)


def note_overwritten(array):
    """Note that a function has overwritten an array or tensor, which holds what it held again.

    A grader that gives a check its inputs back as they were, so that it can go on computing with
    them, says so here; `unchanged` then fails for what shares memory with the array.

    Parameters
    ----------
    array : ndarray or Tensor
        Of any shape.
    """
    # A view may end before what it is a view of, and what has ended need not be kept for this.
    owner = array
    if _is_tensor(array):
        owner = array if array._base is None else array._base
        array = array.detach().numpy()
    while isinstance(owner, np.ndarray) and isinstance(owner.base, np.ndarray):
        owner = owner.base
    _overwritten[:] = [noted for noted in _overwritten if noted[0]() is not None]
    _overwritten.append((weakref.ref(owner), byte_bounds(array)))


def _was_overwritten(array):
    low, high = byte_bounds(array)
    return any(
        owner() is not None and low < end and start < high for owner, (start, end) in _overwritten
    )


def _as_array(got, expected, name, hint):
    """Return `got` as an array, or fail: lists, subclasses and objects are not converted."""
    if got is None:
        _fail(f"{name} is None, expected {_describe(expected)}. Is a return missing?", hint)
    if type(got) is np.ndarray and got.dtype.kind in "biufc":
        return got
    if expected.ndim == 0 and isinstance(got, int | float | np.number):
        return np.asarray(got)
    return _fail(f"{name} is {_describe(got)}, expected {_describe(expected)}.", hint)


def _check_dtype(array, expected, dtype, name, hint):
    if dtype is not None:
        if array.dtype != np.dtype(dtype):
            _fail(f"{name} has dtype {array.dtype}, expected {np.dtype(dtype)}.", hint)
    elif expected.dtype.kind == "f" and array.dtype.kind != "f" and array.ndim:
        _fail(f"{name} has dtype {array.dtype}, expected a floating dtype.", hint)
    elif array.dtype.kind == "c" and expected.dtype.kind != "c":
        _fail(f"{name} has complex values, expected real ones.", hint)


def _check_finite(array, expected, name, hint):
    bad = ~np.isfinite(array) & np.isfinite(expected)
    if bad.any():
        where = _index(bad)
        _fail(
            f"{name} is not finite at {np.count_nonzero(bad)} of {bad.size} places, first at "
            f"{where}: got {array[where]}, expected {_number(expected[where])}.",
            hint,
        )


def _check_values(array, expected, rtol, atol, name, hint):
    error = np.abs(np.subtract(array, expected, dtype=np.result_type(array, expected, np.float64)))
    # NaN compares false, so "not within" is True for it: a NaN never passes.
    bad = ~(error <= atol + rtol * np.abs(expected))
    if bad.any():
        where = np.unravel_index(np.argmax(np.where(bad, error, -1.0)), error.shape)
        place = f" at {np.count_nonzero(bad)} of {bad.size} places, most at {_place(where)}"
        _fail(
            f"{name} differs{place if array.ndim else ''}: got {_number(array[where])}, "
            f"expected {_number(expected[where])}.",
            hint,
        )


def _index(mask):
    return tuple(int(i) for i in np.argwhere(mask)[0])


def _place(where):
    return "[" + ", ".join(str(int(i)) for i in where) + "]"


def _number(value):
    return f"{value:.9g}" if value.dtype.kind in "fc" and value != round(value, 1) else str(value)


def _describe(value):
    if value is None:
        return "None"
    if type(value) is np.ndarray:
        name = f"{value.dtype} array of shape {value.shape}" if value.ndim else "number"
    elif _is_tensor(value):
        name = f"tensor of shape {tuple(value.shape)}"
    else:
        name = getattr(value, "_student_type", type(value).__name__)
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


def _is_tensor(value):
    torch = sys.modules.get("torch")  # a notebook that has no tensor need not import it
    return torch is not None and isinstance(value, torch.Tensor)


def _fail(message, hint):
    raise CheckFailed(f"{message} Hint: {hint}" if hint else message)
