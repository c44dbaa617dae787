"""A file of nested plain values, an .npz that is written whole or not at all.

The file holds the arrays, and one JSON string that says where in the nested value each
belongs. Reading it runs no code: nothing is pickled.
"""

import json
import os
import zipfile
from pathlib import Path

import numpy as np

_PLAIN = (type(None), bool, int, float, str)


def write(path, value):
    """Write a nested value to a file, in place of the former one once it is complete.

    Parameters
    ----------
    path : str or pathlib.Path
        File to write, by custom ``.npz``.
    value : dict, list, tuple, ndarray, NumPy scalar, number, str or None
        Nested to any depth. Types and bits come back as they were.

    Raises
    ------
    OSError
        When the file cannot be written, on a full disk for example. The former file is intact.
    TypeError
        When something in `value` is of another type.
    """
    path = Path(path)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    arrays = {}
    text = json.dumps(_pack(value, "solver", arrays))
    try:
        with partial.open("wb") as file:
            np.savez(file, json=np.array(text), **arrays)
        os.replace(partial, path)
    except OSError as error:
        raise OSError(
            error.errno,
            f"Could not write the checkpoint {path} ({error.strerror}); a former file there is "
            f"intact, so free some space or choose another folder, and save again",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def read(path):
    """Read the value that `write` wrote.

    Parameters
    ----------
    path : str or pathlib.Path
        What `write` wrote.

    Returns
    -------
    dict, list, tuple, ndarray, NumPy scalar, number, str or None

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        When the file is not a checkpoint, or is cut short.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no checkpoint {path}; expected a file that Solver.save wrote."
        )
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = dict(archive)
        return _unpack(json.loads(arrays["json"].item()), arrays)
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"{path} is not a whole checkpoint ({error}); expected a file that Solver.save wrote."
        ) from error


def _pack(value, place, arrays):
    """Turn a value into what JSON can hold, and set its arrays apart in `arrays`."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, np.ndarray | np.generic) and not value.dtype.hasobject:
        while place in arrays:  # keys such as 1 and "1" look the same in a place
            place += "'"
        arrays[place] = value
        return {"array" if isinstance(value, np.ndarray) else "scalar": place}
    if type(value) in (list, tuple):
        items = [_pack(item, f"{place}/{i}", arrays) for i, item in enumerate(value)]
        return {type(value).__name__: items}
    if type(value) is dict:
        return {
            "dict": [
                [_pack(key, place, arrays), _pack(item, f"{place}/{key}", arrays)]
                for key, item in value.items()
            ]
        }
    raise TypeError(
        f"A checkpoint got a value of type {type(value).__name__} at {place}; expected arrays, "
        f"numbers, strings, lists, tuples and dicts alone."
    )


def _unpack(value, arrays):
    if not isinstance(value, dict):
        return value
    [(kind, content)] = value.items()
    if kind == "array":
        return arrays[content]
    if kind == "scalar":
        return arrays[content][()]
    if kind == "dict":
        return {_unpack(key, arrays): _unpack(item, arrays) for key, item in content}
    return {"list": list, "tuple": tuple}[kind](_unpack(item, arrays) for item in content)
