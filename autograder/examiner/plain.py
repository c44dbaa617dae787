"""Which values are plain: those that may be copied from one process to the other.

There is no pickle. Only exact built-in types, NumPy arrays and numbers, and torch tensors cross as
values; for anything else a `Handle` crosses. `packer` writes them, `reader` reads them.
"""

import re
import sys

import numpy as np

#: The most that one message may hold: bytes of arrays, arrays, and values of any other kind.
MAX_BYTES = 512 * 2**20
MAX_ARRAYS = 100_000
MAX_VALUES = 500_000

#: The types whose values stand for themselves in JSON.
AS_IT_IS = (str, bool, float, type(None))
#: The kinds of dtypes whose bytes say all.
KINDS = "biufcUSmM"
#: The types that may be named, such as a dtype argument.
TYPES = {
    f"{kind.__module__}.{kind.__qualname__}": kind
    for kind in {bool, int, float, complex, str, bytes, list, tuple, dict, *np.sctypeDict.values()}
}
TYPE_NAMES = {kind: name for name, kind in TYPES.items()}

# The tensors that NumPy has a dtype for.
_TENSORS = {
    *("torch.bool", "torch.uint8", "torch.int8", "torch.int16", "torch.int32", "torch.int64"),
    *("torch.float16", "torch.float32", "torch.float64", "torch.complex64", "torch.complex128"),
}


# The names by which torch's own dtypes and devices may cross.
DEVICE = r"(cpu|cuda|mps|meta)(:\d{1,3})?"


class TooLarge(ValueError):
    """A value is too large, or nested too deeply, to be copied to another process."""


class Malformed(ValueError):
    """A message is not one that an honest process writes."""


def is_array(value):
    """Return whether a value is an array whose bytes say all."""
    return type(value) is np.ndarray and value.dtype.kind in KINDS


def is_tensor(value):
    """Return whether a value is a tensor that an array can stand for."""
    torch = sys.modules.get("torch")
    return (
        torch is not None
        and type(value) in (torch.Tensor, torch.nn.Parameter)
        and value.layout == torch.strided
        and value.device.type != "meta"
        and str(value.dtype) in _TENSORS
    )


def torch_name(value):
    """Return the name of a torch dtype or device that may cross, else None."""
    torch = sys.modules.get("torch")
    if torch is None or type(value) not in (torch.dtype, torch.device):
        return None
    name = str(value)
    return name if name in _TENSORS or re.fullmatch(DEVICE, name) else None


def torch_named(name):
    """Return the torch dtype or device of a name; a ValueError when it may not cross."""
    import torch

    if name in _TENSORS:
        return getattr(torch, name.removeprefix("torch."))
    if not re.fullmatch(DEVICE, name):
        raise ValueError(f"{name!r} names no dtype or device that may cross")
    return torch.device(name)


def as_array(value):
    """Return an array or tensor as an array that shares its memory."""
    return value if isinstance(value, np.ndarray) else value.detach().numpy()


def inside(value, containers):
    """Yield what is in a value, each object once and in order, in containers of some types."""
    seen, left = set(), [value]
    while left:
        item = left.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if type(item) in containers:
            left.extend(reversed(item.values() if type(item) is dict else item))
        else:
            yield item
