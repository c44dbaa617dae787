"""The bank of wrong versions that students really write, and of right ones written differently.

A chapter's versions stand in the folder of its name, a file for each graded function, in the order
in which they should be looked for. Every wrong version must lose points; no right version may.
"""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Version:
    """One way to write a graded function.

    Attributes
    ----------
    of : str
        The graded function's name, such as ``"adam"``.
    name : str
        What is particular about this version, such as ``"epsilon_inside_root"``.
    hint : str or None
        What to tell a student who wrote this; None for a right version.
    function : callable
        The version itself, a function or a class.
    beside : dict of str to callable
        Other answers that this version only works with, by their graded names: a backward with
        a cache of its own brings the forward that makes it.
    """

    of: str
    name: str
    hint: str | None
    function: Callable
    beside: dict = field(default_factory=dict, compare=False)

    @property
    def is_wrong(self):
        """Whether this version must lose points."""
        return self.hint is not None

    def source(self):
        """Return the version as a student would have written it, under the graded name."""
        parts = {self.of: self.function, **self.beside}
        return "\n\n".join(_under(name, function) for name, function in parts.items())


def _under(name, function):
    """Return the source of a function or class under another name, without its decorator."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    lines = text.splitlines()[node.lineno - 1 :]
    kind = "class" if isinstance(node, ast.ClassDef) else "def"
    lines[0] = lines[0].replace(f"{kind} {node.name}(", f"{kind} {name}(", 1)
    return "\n".join(lines) + "\n"


def wrong(of, hint):
    """Mark a function as a wrong version of `of`, with the hint that its author deserves."""
    return _marker(of, " ".join(hint.split()))


def right(of, beside=None):
    """Mark a function as a right version of `of`, written differently from the solution."""
    return _marker(of, None, beside)


def load(chapter):
    """Return a chapter's versions, wrong and right, in the order of their files.

    A chapter without a bank has none.
    """
    try:
        package = importlib.import_module(f"{__name__}.{chapter}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{chapter}":
            raise
        return []
    versions = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        marks = (getattr(value, "version", None) for value in vars(module).values())
        versions += [mark for mark in marks if isinstance(mark, Version)]  # np has a version too
    return versions


def _marker(of, hint, beside=None):
    def mark(function):
        function.version = Version(of, function.__name__, hint, function, beside or {})
        return function

    return mark
