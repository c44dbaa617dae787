"""Reading plain values from a table, which may come from a process that is not honest."""

import re

import numpy as np

from autograder.examiner.kept import Handle
from autograder.examiner.plain import (
    AS_IT_IS,
    KINDS,
    MAX_VALUES,
    TYPES,
    Malformed,
    as_array,
    torch_named,
)

_DTYPE = re.compile(rf"[<>|][{KINDS}]\d{{1,9}}(\[\w{{1,8}}\])?")


def unpack(message, buffers, find, known=(), kept=()):
    """Turn a packed message back into its value, and bring known objects up to date.

    Parameters
    ----------
    message : dict
    buffers : list of ndarray
        uint8 arrays, which the value's arrays take over as their memory.
    find : callable
        Returns what a `Handle` stands for.
    known : sequence
        As `packer.pack` was given.
    kept : collection of int
        Places in `known` of arrays and tensors that stay as they are. Where one was changed, a new
        object with the new contents takes its place in the table and in the value.

    Returns
    -------
    root : object
    objects : list
        The table: `known`, or what took its place, then the message's new objects.

    Raises
    ------
    Malformed
        When the message is not one that `packer.pack` writes.
    """
    try:
        reader = _Reader(buffers, find, known)
        changed = [(place, entry) for place, entry in message["changed"] if place not in kept]
        for place, entry in message["changed"]:
            if place in kept:
                reader.objects[place] = reader.renewed(known[place], entry)
        started = [(reader.start(entry), entry) for entry in message["new"]]
        reader.objects += [value for value, _ in started]
        for value, entry in started:
            reader.fill(value, entry)
        for place, entry in changed:
            reader.replace(known[place], entry)
        return reader.value(message["root"]), reader.objects
    except Exception as error:  # what is not a message can raise almost any
        raise Malformed(f"a malformed message came ({type(error).__name__}: {error})") from error


class _Reader:
    """Reads values from a table; raises all sorts of errors when it is not one."""

    def __init__(self, buffers, find, known):
        self.buffers = buffers
        self.find = find
        self.objects = list(known)
        self.left = 2 * MAX_VALUES  # a packer counts the values, but not the places of its table

    def start(self, entry):
        """Return a new object for an entry; a list or dict is still empty."""
        if entry[0] == "l":
            return []
        if entry[0] == "d":
            return {}
        _, dtype, shape, order, place, flag = entry
        array = _array(dtype, shape, order, self.buffers[place])
        if entry[0] == "T":
            import torch

            return torch.from_numpy(array).requires_grad_(flag is True)
        if entry[0] != "a":
            raise ValueError(f"an entry of kind {entry[0]!r}")
        array.flags.writeable = flag is True
        return array

    def fill(self, value, entry):
        """Give a new list or dict its contents."""
        if entry[0] == "l":
            value.extend(self.value(item) for item in entry[1])
        elif entry[0] == "d":
            value.update((self.value(k), self.value(v)) for k, v in entry[1])

    def replace(self, target, entry):
        """Give an object that is here already the contents of an entry."""
        source = self.start(entry)
        if type(source) is not type(target):
            raise TypeError(f"a {type(target).__name__} cannot become a {type(source).__name__}")
        if isinstance(target, list | dict):
            self.fill(source, entry)
            target.clear()
            (target.extend if isinstance(target, list) else target.update)(source)
            return
        mine, new = as_array(target), as_array(source)
        _demand_alike(mine, new)
        if mine.flags.writeable:
            mine[...] = new

    def renewed(self, target, entry):
        """Return what an array or tensor has become, which itself stays what it was."""
        source = self.start(entry)
        if type(source) is list or type(source) is dict:
            raise TypeError(f"a {type(target).__name__} cannot become a {type(source).__name__}")
        _demand_alike(as_array(target), as_array(source))
        return source

    def value(self, tree):
        """Return the value that a tree stands for."""
        self.left -= 1
        if self.left < 0:  # each might be an object of a class of its own
            raise ValueError("more values than a packer writes")
        if type(tree) in AS_IT_IS or type(tree) is int:
            return tree
        ((tag, body),) = tree.items()
        if tag == "r":
            return self.objects[body]
        if tag == "t":
            return tuple([self.value(item) for item in body])
        if tag == "s":
            dtype, digits = body
            return _array(dtype, [], "C", np.frombuffer(bytes.fromhex(digits), np.uint8))[()]
        if tag == "h":
            number, kind, name = body
            if type(number) is not int or type(kind) is not str or type(name) is not str:
                raise TypeError("a handle of the wrong types")
            return self.find(Handle(number, kind, name))
        if tag == "l":
            return slice(*(self.value(item) for item in body))
        if tag == "e":
            return Ellipsis
        return self.rare(tag, body)

    def rare(self, tag, body):
        """Return the value of a rarer kind."""
        readers = {
            "i": lambda: int(body, 16),
            "c": lambda: complex(*body),
            "b": lambda: self.buffers[body].tobytes(),
            "y": lambda: TYPES[body],
            "Y": lambda: _dtype(body),
            "D": lambda: torch_named(body),
        }
        return readers[tag]()


def _demand_alike(mine, new):
    if mine.shape != new.shape or mine.dtype != new.dtype:
        raise ValueError(f"shape {mine.shape} cannot become {new.shape}")


def _array(dtype, shape, order, buffer):
    dtype = _dtype(dtype)
    shape = tuple(int(n) for n in shape)
    if not buffer.size and 0 in shape:
        return np.empty(shape, dtype, order)
    flat = buffer.view(dtype)
    return flat.reshape(shape[::-1]).T if order == "F" else flat.reshape(shape)


def _dtype(text):
    if not _DTYPE.fullmatch(text):  # NumPy itself would read far more than what `packer` writes
        raise ValueError(f"dtype {text!r} may not cross")
    return np.dtype(text)
