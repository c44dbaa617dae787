"""Writing plain values as a table.

Lists, dicts, arrays and tensors are listed once in a table and referred to by their place in it, so
that two names for one list stay two names for one list, a list that contains itself can cross, and
no depth of nesting makes anything recurse.

A packed message is a dict for JSON: ``root`` is the value, ``new`` the table's entries that the
other side has not seen, ``changed`` the entries that replace the contents of objects it has.
"""

import numpy as np

from autograder.examiner.plain import (
    AS_IT_IS,
    KINDS,
    MAX_ARRAYS,
    MAX_BYTES,
    MAX_VALUES,
    TYPE_NAMES,
    TooLarge,
    is_array,
    is_tensor,
    torch_name,
)

_MAX_DEPTH = 50  # of tuples in tuples, which alone are not in the table
_MAX_TEXT = 8 * 2**20


def pack(root, keep, known=(), changed=(), limit=MAX_BYTES, instead=None):
    """Turn a value into a JSON-able dict and the buffers of its arrays.

    Parameters
    ----------
    root : object
    keep : callable
        Takes an object that is not a plain value and returns a `Handle`, or raises TypeError.
    known : sequence
        Mutable objects that the other side holds too; they cross as a reference.
    changed : iterable of int
        Places in `known` of the objects whose contents the other side should take over.
    limit : int
        The most bytes of arrays.
    instead : dict of int to object, optional
        Lists, dicts, arrays and tensors to be written in place of others, by the `id` of those.

    Returns
    -------
    message : dict
    buffers : list of memoryview
        The arrays' own memory where it is contiguous: send it before anything changes it.
    objects : list
        The table: `known`, then the message's new objects.

    Raises
    ------
    TooLarge, TypeError
        When the value cannot cross. Nothing is changed by the attempt.
    """
    packer = _Packer(keep, known, limit, instead or {})
    message = {"root": packer.value(root), "new": []}
    message["changed"] = [[place, packer.entry(packer.objects[place])] for place in changed]
    while len(known) + len(message["new"]) < len(packer.objects):
        message["new"].append(packer.entry(packer.objects[len(known) + len(message["new"])]))
    return message, packer.buffers, packer.objects


class _Packer:
    """Writes values into a table."""

    def __init__(self, keep, known, limit, instead):
        self.keep = keep
        self.instead = instead
        self.limit = limit
        self.objects = list(known)
        self.places = {id(value): place for place, value in enumerate(self.objects)}
        self.buffers = []
        self.bytes = self.text = self.values = 0

    def value(self, value, depth=0):
        """Return what stands for a value inside another one."""
        kind = type(value)
        self.count(values=1, text=len(value) if kind is str else 0)
        if kind in AS_IT_IS or (kind is int and -(2**63) <= value < 2**63):
            return value
        if kind in (list, dict) or is_array(value) or is_tensor(value):
            return {"r": self.place(value)}
        if kind is tuple:
            if depth == _MAX_DEPTH:
                raise TooLarge(f"tuples nested more than {_MAX_DEPTH} deep cannot be handed over")
            return {"t": [self.value(item, depth + 1) for item in value]}
        return self.other(value, kind)

    def other(self, value, kind):
        """Return what stands for a value of a rarer kind."""
        if kind is int:
            self.count(text=value.bit_length() // 4)
            return {"i": hex(value)}
        if kind is complex:
            return {"c": [value.real, value.imag]}
        if kind is slice:
            return {"l": [self.value(v, 1) for v in (value.start, value.stop, value.step)]}
        if kind is bytes:
            return {"b": self.buffer(memoryview(value))}
        if value is Ellipsis:
            return {"e": 0}
        if kind is type and value in TYPE_NAMES:
            return {"y": TYPE_NAMES[value]}
        if isinstance(value, np.dtype) and value.kind in KINDS:
            return {"Y": value.str}
        if kind in TYPE_NAMES and isinstance(value, np.generic) and value.dtype.kind in KINDS:
            self.count(text=2 * value.nbytes)
            return {"s": [value.dtype.str, value.tobytes().hex()]}
        if torch_name(value):
            return {"D": torch_name(value)}
        handle = self.keep(value)
        return {"h": [handle.number, handle.kind, handle.type_name]}

    def place(self, value):
        """Return a mutable object's place in the table, a new one where it has none."""
        value = self.instead.get(id(value), value)
        place = self.places.setdefault(id(value), len(self.objects))
        if place == len(self.objects):
            self.objects.append(value)
        return place

    def entry(self, value):
        """Return a mutable object's contents."""
        if isinstance(value, list):
            return ["l", [self.value(item) for item in value]]
        if isinstance(value, dict):
            return ["d", [[self.value(k), self.value(v)] for k, v in value.items()]]
        if isinstance(value, np.ndarray):
            return ["a", *self.array(value), bool(value.flags.writeable)]
        self.room(value.numel() * value.element_size())
        tensor = value.detach().resolve_conj().resolve_neg().cpu()
        return ["T", *self.array(tensor.numpy()), bool(value.requires_grad)]

    def array(self, array):
        """Return an array's dtype, shape and order, and the place of its buffer."""
        # A broadcast array may be far larger than its memory: look before anything is copied.
        self.room(array.nbytes)
        # Fortran order is part of what a function is given, so it crosses too.
        order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        flat = np.ascontiguousarray(array.T if order == "F" else array).reshape(-1)
        view = memoryview(flat.view(np.uint8)) if array.nbytes else memoryview(b"")
        return array.dtype.str, list(array.shape), order, self.buffer(view)

    def buffer(self, view):
        """Add a buffer and return its place."""
        self.room(view.nbytes)
        self.bytes += view.nbytes
        if len(self.buffers) == MAX_ARRAYS:
            raise TooLarge(f"more than {MAX_ARRAYS:,} arrays cannot be handed over at once")
        self.buffers.append(view)
        return len(self.buffers) - 1

    def room(self, size):
        """Refuse an array that is too large beside what is handed over already."""
        if self.bytes + size > self.limit:
            raise TooLarge(
                f"{self.bytes + size:,} bytes of arrays cannot be handed over; the most is "
                f"{self.limit:,}"
            )

    def count(self, values=0, text=0):
        """Count what is handed over beside arrays, and refuse what is too much."""
        self.values += values
        self.text += text
        if self.values > MAX_VALUES or self.text > _MAX_TEXT:
            raise TooLarge(
                f"a value of more than {MAX_VALUES:,} parts or {_MAX_TEXT:,} letters cannot be "
                "handed over; use an array"
            )
