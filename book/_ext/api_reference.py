"""The reference of the library, from its docstrings.

autodoc and napoleon do the work; this adds what they don't know of. A name in single backquotes
becomes a link where the reference has it and a literal otherwise, as help() readers would take it.
A constant's value is shown where it is short, and the directive ``module-table`` lists the modules
that other pages describe.
"""

import importlib
import inspect
import pkgutil
import re
from functools import cache
from pathlib import Path
from types import ModuleType

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.ext.autodoc import DataDocumenter

PACKAGE = "layerwise"
DESCRIBED = re.compile(r"^\.\. automodule:: (\S+)$", re.MULTILINE)
# A name between single backquotes that is neither a role's content nor half of a literal.
QUOTED = re.compile(r"(?<![`:\w])`([A-Za-z_][\w.]*)`(?![`_])")
# An exception of Python's own that no page of the site describes.
ELSEWHERE = ("py:exc", "pickle.UnpicklingError")

LONGEST_VALUE = 200  # characters of a constant that tell a reader something


@cache
def modules() -> tuple[str, ...]:
    """Return the names of the package and its modules."""
    package = importlib.import_module(PACKAGE)
    found = pkgutil.walk_packages(package.__path__, f"{PACKAGE}.")
    return (PACKAGE, *(module.name for module in found))


def public(module: ModuleType) -> list[str]:
    """Return a module's public names, those of other modules left out.

    Parameters
    ----------
    module : module
        One of the library's.

    Returns
    -------
    list of str
        Those of ``__all__`` where there is one, but for modules; else all names without an
        underscore in front that the module itself defines.
    """
    if hasattr(module, "__all__"):
        return [n for n in module.__all__ if not inspect.ismodule(getattr(module, n))]
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and _defined_in(module, name, value)
    ]


def _defined_in(module: ModuleType, name: str, value: object) -> bool:
    if inspect.isclass(value) or inspect.isroutine(value):
        return value.__module__ == module.__name__
    return re.search(rf"^{name}\s*=", inspect.getsource(module), re.MULTILINE) is not None


@cache
def _targets() -> dict[str, str]:
    """Return where each full name of the library is described, by its full name."""
    found = {}
    for name in modules():
        module = importlib.import_module(name)
        found[name] = name
        for member in public(module):
            full = f"{name}.{member}"
            found[full] = full
            value = getattr(module, member)
            if inspect.isclass(value):
                # A class that `__all__` of another module has is described there.
                found[f"{value.__module__}.{member}"] = full
                own = (m for m in vars(value) if not m.startswith("_"))
                found |= {f"{full}.{m}": f"{full}.{m}" for m in own if callable(getattr(value, m))}
    return found


def linked(line: str, place: str) -> str:
    """Return a docstring's line with its quoted names as links or literals.

    Parameters
    ----------
    line : str
        A line of reStructuredText.
    place : str
        Full name of what the docstring belongs to: a name is looked up there first, then in what
        holds it.

    Returns
    -------
    str

    Examples
    --------
    >>> linked("What `affine_backward` needs of `x`.", "layerwise.layers.affine_forward")
    'What :py:obj:`affine_backward <layerwise.layers.affine_backward>` needs of ``x``.'
    """

    def role(match: re.Match) -> str:
        name = match[1]
        scopes = place.split(".")
        for depth in range(len(scopes), -1, -1):
            target = _targets().get(".".join([*scopes[:depth], name]))
            if target:
                return f":py:obj:`{name} <{target}>`"
        return f"``{name}``"

    return QUOTED.sub(role, line)


def link_names(app, what, name, obj, options, lines) -> None:
    """Rewrite a docstring in place, after napoleon."""
    lines[:] = [linked(line, name) for line in lines]


class Constant(DataDocumenter):
    """A constant of a module, whose value is left out when it is a table of numbers or the like."""

    priority = DataDocumenter.priority + 1

    def should_suppress_value_header(self) -> bool:
        """Tell whether to leave the value out."""
        return len(repr(self.object)) > LONGEST_VALUE or super().should_suppress_value_header()


class ModuleTable(Directive):
    """A table of the modules that some pages describe, each with the first line of its docstring.

    The arguments are the pages' names, relative to this one and without their ending.
    """

    required_arguments = 1
    optional_arguments = 9

    def run(self) -> list[nodes.Node]:
        """Return the table, parsed from the page's own markup."""
        env = self.state.document.settings.env
        folder = Path(env.doc2path(env.docname)).parent
        rows = ["| module | what it is for |", "| --- | --- |"]
        for page in self.arguments:
            path = folder / f"{page}.md"
            env.note_dependency(str(path))
            for name in DESCRIBED.findall(path.read_text(encoding="utf-8")):
                summary = importlib.import_module(name).__doc__.split("\n\n")[0]
                rows.append(f"| {{py:mod}}`{name}` | {' '.join(summary.split())} |")
        holder = nodes.container()
        source = self.state.document.current_source
        self.state.nested_parse(StringList(rows, source), self.content_offset, holder)
        return holder.children


def configure(app: Sphinx, config) -> None:
    """Tell the nitpicking about what only Python's own documentation describes."""
    config.nitpick_ignore = [*config.nitpick_ignore, ELSEWHERE]


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.add_autodocumenter(Constant, override=True)
    app.connect("config-inited", configure)
    app.connect("autodoc-process-docstring", link_names, priority=600)
    app.add_directive("module-table", ModuleTable)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
