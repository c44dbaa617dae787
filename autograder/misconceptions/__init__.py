"""The bank of wrong versions that students really write, and of right ones written differently.

A chapter's versions stand in the folder of its name, a file for each graded function, in the order
in which they should be looked for. Every wrong version must lose points; no right version may.
"""

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import sys
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
    make : callable
        Returns the version itself. Hundreds are loaded where only a few are tried.
    beside : dict of str to callable
        Other answers that this version only works with, by their graded names: a backward with
        a cache of its own brings the forward that makes it.
    """

    of: str
    name: str
    hint: str | None
    make: Callable = field(compare=False)
    beside: dict = field(default_factory=dict, compare=False)

    @functools.cached_property
    def function(self):
        """The version itself, a function or a class."""
        return self.make()

    @property
    def is_wrong(self):
        """Whether this version must lose points."""
        return self.hint is not None

    def source(self):
        """Return the version as a student would have written it, under the graded name."""
        parts = {self.of: self.function, **self.beside}
        return "\n\n".join(_under(name, function) for name, function in parts.items())


@functools.cache
def _source(function):
    """Return the source of a function or class, also of one that `_changed` made."""
    return getattr(function, "source", None) or textwrap.dedent(inspect.getsource(function))


def _under(name, function):
    """Return the source of a function or class under another name, without the bank's mark."""
    text = _source(function)
    node = ast.parse(text).body[0]
    lines = text.splitlines()[node.lineno - 1 :]
    lines[0] = re.sub(rf"(class|def) {node.name}\b", rf"\1 {name}", lines[0], count=1)
    own = [f"@{ast.unparse(mark)}" for mark in node.decorator_list if not _is_mark(mark)]
    return "\n".join([*own, *lines]) + "\n"


def _is_mark(decorator):
    """Whether a decorator is `right` or `wrong`; any other is part of the version."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(named, ast.Name) and named.id in ("right", "wrong")


def wrong(of, hint, like=None, change=None):
    """Mark a function as a wrong version of `of`, with the hint that its author deserves.

    Parameters
    ----------
    of : str or tuple of str
        Of several, where two answers are to do the same.
    hint : str
    like : callable, optional
        A right version of which this one is a copy with a few lines changed; then the marked
        function has a name and a docstring alone.
    change : str, optional
        What is changed, as whole lines: the old ones begin with "- " and stand in `like` exactly
        once, the new ones with "+ ". A blank line parts one place from the next. Indentation is
        that of the first line and may be left out.
    """
    return _marker(of, " ".join(hint.split()), like=like, change=change)


def right(of, beside=None):
    """Mark a function as a right version of `of`, written differently from the solution.

    `of` is as in `wrong`.
    """
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
        for value in vars(module).values():
            versions += getattr(value, "bank_versions", ())
    return versions


def _marker(of, hint, beside=None, like=None, change=None):
    def mark(function):
        def make():
            return function if like is None else _changed(like, function, change)

        names = (of,) if isinstance(of, str) else of
        function.bank_versions = [
            Version(name, function.__name__, hint, make, beside or {}) for name in names
        ]
        return function

    return mark


def _changed(like, stub, change):
    """Return a function or class as `like`, under the name of `stub`, with some lines changed."""
    source = _under(stub.__name__, like)
    docstring = inspect.getdoc(like)
    source = source.replace(f'"""{docstring}"""', f'"""{inspect.getdoc(stub)}"""', 1)
    for place in inspect.cleandoc(change).split("\n\n"):
        lines = place.splitlines()
        old, new = ([line[2:] for line in lines if line[0] == sign] for sign in "-+")
        source = _replaced(source, old, new, stub.__name__)
    space = dict(vars(sys.modules[like.__module__]))
    exec(compile(source, f"<{stub.__name__}>", "exec"), space)
    made = space[stub.__name__]
    made.__module__, made.source = stub.__module__, source
    return made


def _replaced(source, old, new, name):
    """Return a source with some lines in place of others, which must stand there once."""
    pattern = r"^( *)" + r"\n\1".join(map(re.escape, old)) + "\n"
    found = list(re.finditer(pattern, source, re.MULTILINE))
    if len(found) != 1:
        raise ValueError(f"{name}: the lines to change stand there {len(found)} times: {old}")
    (place,) = found
    changed = textwrap.indent("".join(f"{line}\n" for line in new), place[1])
    return source[: place.start()] + changed + source[place.end() :]
