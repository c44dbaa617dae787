"""Objects that stay in the process that made them, and what stands for them elsewhere."""

import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class Handle:
    """A number that stands for an object of the other process.

    Attributes
    ----------
    number : int
    kind : str
        "class", "call" for anything else that can be called, or "object".
    type_name : str
        The name of the object's type.
    """

    number: int
    kind: str = "object"
    type_name: str = "object"


class Kept:
    """The objects that stay behind, by number; `keep` and `find` serve a `Channel`."""

    def __init__(self):
        self._objects = {}
        self._numbers = itertools.count(1)

    def __len__(self):
        return len(self._objects)

    def keep(self, value):
        """Store an object and return a `Handle` for it, with a number of its own."""
        if isinstance(value, Stay):
            value = value.value
        number = next(self._numbers)
        self._objects[number] = value
        kind = "class" if isinstance(value, type) else "call" if callable(value) else "object"
        return Handle(number, kind, type(value).__name__)

    def find(self, handle):
        """Return the object that a handle stands for; a KeyError when it was dropped."""
        return self._objects[handle.number]

    def drop(self, numbers):
        """Forget objects that the other side no longer holds."""
        for number in numbers:
            self._objects.pop(number, None)


@dataclass(frozen=True)
class Stay:
    """Marks a value that could be copied but is to stay, with a handle for it."""

    value: object
