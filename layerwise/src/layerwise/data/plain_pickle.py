"""Read a pickle that holds plain values and NumPy arrays, and nothing that could run code.

A pickle names the functions that rebuild its objects, so an ordinary load of a stranger's
file runs whatever the stranger chose ("Restricting globals", Python's pickle documentation).
"""

import io
import pickle

import numpy as np


def _latin1(text, encoding):
    """Stand in for `_codecs.encode`, by which Python 3 writes bytes for Python 2."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"bytes encoded as {encoding!r} are not expected")
    return str(text).encode("latin1")


_REBUILD_ARRAY = np.empty(0).__reduce__()[0]

_ALLOWED = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    # NumPy 1 and NumPy 2 keep the same function in two places.
    ("numpy.core.multiarray", "_reconstruct"): _REBUILD_ARRAY,
    ("numpy._core.multiarray", "_reconstruct"): _REBUILD_ARRAY,
    ("_codecs", "encode"): _latin1,
}


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"it asks for {module}.{name}, which a file of arrays does not need"
            ) from None


def loads(data):
    """Unpickle plain values and NumPy arrays.

    Parameters
    ----------
    data : bytes
        A pickle, of Python 2 or 3; strings of Python 2 become bytes.

    Returns
    -------
    object

    Raises
    ------
    pickle.UnpicklingError
        When the pickle is damaged or asks for any other function or class.

    Examples
    --------
    >>> import fractions, pickle
    >>> loads(pickle.dumps({"labels": [1, 2]}))
    {'labels': [1, 2]}
    >>> loads(pickle.dumps(fractions.Fraction(1, 2)))
    Traceback (most recent call last):
    ...
    _pickle.UnpicklingError: it asks for fractions.Fraction, which a file of arrays does not need
    """
    try:
        return _PlainUnpickler(io.BytesIO(data), encoding="bytes").load()
    except pickle.UnpicklingError:
        raise
    except Exception as error:  # damaged opcodes can raise anything at all
        raise pickle.UnpicklingError(f"{type(error).__name__}: {error}") from error
