"""Copies of plain values within a process, which come out as if they had crossed to another."""

import numpy as np

from autograder.examiner.kept import Stay
from autograder.examiner.plain import (
    AS_IT_IS,
    MAX_BYTES,
    MAX_VALUES,
    TYPE_NAMES,
    TooLarge,
    is_array,
    is_tensor,
    torch_name,
)

_MAX_DEPTH = 100


class Copier:
    """Copies lists, dicts, tuples, arrays and tensors; what is in two places stays one object.

    Parameters
    ----------
    limit : int
        The most bytes of arrays.
    stands_for : callable
        Returns what there is to be in the copy for a value that is not plain.
    instead : dict of int to object
        Lists, dicts, arrays and tensors to be copied in place of others, by the `id` of those.

    made : dict of int to object
        Copies that there are already, by the `id` of what they are of.

    Attributes
    ----------
    bytes : int
        Bytes of the arrays that were copied.
    """

    def __init__(self, limit=MAX_BYTES, stands_for=lambda other: other, instead=None, made=None):
        self.limit = limit
        self.stands_for = stands_for
        self.instead = instead or {}
        self.bytes = self.values = 0
        self.made = dict(made or {})

    def copy(self, value, depth=0):
        """Return a copy.

        Raises
        ------
        TooLarge
            When it is larger than the limit, or nested too deeply.
        """
        kind = type(value)
        self.values += 1
        if depth > _MAX_DEPTH or self.values > MAX_VALUES:
            raise TooLarge(f"more than {MAX_VALUES:,} values, or nested too deeply")
        if kind in AS_IT_IS or kind is int:
            return value
        if kind is tuple:
            return tuple([self.copy(item, depth + 1) for item in value])
        if kind is list or kind is dict or is_array(value) or is_tensor(value):
            return self._mutable(self.instead.get(id(value), value), depth + 1)
        if kind is slice:
            return slice(*(self.copy(v, depth + 1) for v in (value.start, value.stop, value.step)))
        if kind in TYPE_NAMES or kind is type or isinstance(value, np.dtype) or torch_name(value):
            return value
        return self.stands_for(value.value if isinstance(value, Stay) else value)

    def _mutable(self, value, depth):
        made = self.made.get(id(value))
        if made is not None:
            return made
        if isinstance(value, list):
            made = self.made[id(value)] = []
            made.extend([self.copy(item, depth) for item in value])
        elif isinstance(value, dict):
            made = self.made[id(value)] = {}
            made.update([(self.copy(k, depth), self.copy(v, depth)) for k, v in value.items()])
        elif isinstance(value, np.ndarray):
            made = self.made[id(value)] = self._array(value)
            made.flags.writeable = value.flags.writeable
        else:
            made = self.made[id(value)] = self._tensor(value)
        return made

    def _array(self, array):
        self.bytes += array.nbytes
        if self.bytes > self.limit:
            raise TooLarge(f"{self.bytes:,} bytes of arrays; the most is {self.limit:,}")
        # Fortran order is part of what a function is given; other gaps and orders are not.
        is_fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        return np.array(array, order="F" if is_fortran else "C")

    def _tensor(self, tensor):
        import torch

        plain = tensor.detach().resolve_conj().resolve_neg().cpu()
        return torch.from_numpy(self._array(plain.numpy())).requires_grad_(tensor.requires_grad)
