"""What a call changes in its arguments."""

import operator

import numpy as np

from autograder.examiner.plain import as_array, inside, is_array, is_tensor

# NumPy imports a part of itself with the first comparison of arrays in a process. A student's code
# may have put something else in its place by then, so here is the first.
np.array_equal(np.zeros(1), np.zeros(1))


class Before:
    """The state of mutable objects before a call.

    Lists and dicts are remembered by their items' identity: what is inside them is immutable, or
    in the table of objects by itself. An array is remembered by its bytes: one copy when the call
    begins and one comparison when it ends, both at the speed of memory.

    Parameters
    ----------
    objects : list
        Lists, dicts, arrays and tensors, as `reader.unpack` gives them.
    """

    def __init__(self, objects):
        self._objects = objects
        self._states = [_state(value) for value in objects]

    def changed(self):
        """Return the places of the objects that are no longer what they were.

        Raises
        ------
        ValueError
            When an array has another shape or dtype, which cannot be copied back.
        """
        pairs = zip(self._objects, self._states, strict=True)
        return [place for place, (value, state) in enumerate(pairs) if _differs(value, state)]


def own_arrays(value):
    """Return the arrays and tensors that a call is given by themselves, or in tuples and lists.

    A call may change what it is given in a dict, such as running averages. These it should not.
    """
    return [item for item in inside(value, (list, tuple)) if is_array(item) or is_tensor(item)]


def _state(value):
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    array = as_array(value)
    return array.shape, array.dtype, _memory(array).copy()


def _differs(value, state):
    if isinstance(value, list | dict):
        now = _state(value)
        return len(now) != len(state) or not all(map(operator.is_, now, state))
    array = as_array(value)
    shape, dtype, content = state
    if array.shape != shape or array.dtype != dtype:
        raise ValueError(
            f"an array that was given with shape {shape} and dtype {dtype} came back with shape "
            f"{array.shape} and dtype {array.dtype}; return a new array instead"
        )
    now = _memory(array)
    words = np.uint64 if now.size % 8 == 0 else np.uint8
    # Bytes are compared, not numbers: a NaN equals itself here, as it should.
    return not np.array_equal(now.view(words), content.view(words))


def _memory(array):
    """Return an array's bytes, in the order in which they lie in memory where that has no gaps."""
    return array.ravel(order="K").view(np.uint8) if array.nbytes else np.empty(0, np.uint8)
