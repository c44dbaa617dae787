"""Cells' texts: what they define, where they were merged, whether halves belong together."""

import ast
import itertools
import re
import warnings

from autograder import notebook

_DEFINES = re.compile(
    r"^(?:async[ \t]+def|def|class|cpdef(?:[ \t]+[\w.\[\]:, ]+?)?)[ \t]+(\w+)[ \t]*[(:\[]",
    re.MULTILINE,
)
_FENCE = re.compile(r"\A\s*```[\w{}\- ]*\n([\s\S]*?)\n?```\s*\Z")
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)
_CELL_MAGIC = re.compile(r"^%%\w", re.MULTILINE)
#: Characters beyond which a text is not parsed.
_LONGEST = 200_000


def lines(text):
    """Return a text's lines as a tuple, without blanks at their ends and around them all."""
    return tuple(line.rstrip() for line in text.strip().split("\n"))


def defined(source):
    """Return the functions and classes that a cell defines, in order, though it be no Python.

    Examples
    --------
    >>> defined("def f(x):\\n    return (\\nclass A:\\n    def g(self): pass")
    ['f', 'A']
    """
    return list(dict.fromkeys(_DEFINES.findall(source)))


def parses(source):
    """Return whether a cell is Python, its magics left aside."""
    if len(source) > _LONGEST:
        return False
    plain = _MAGIC.sub(r"\1pass", source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def is_indented(source):
    """Return whether a cell begins in the middle of a block."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    return first[:1] in (" ", "\t")


def joined(first, second):
    r"""Return the one cell that two were before a split in mid-statement; None if they were not.

    Examples
    --------
    >>> joined("def f(x):\n    y = x", "    return y")
    'def f(x):\n    y = x\n    return y'
    >>> joined("x = 1", "y = 2")
    """
    if first.lstrip().startswith("%%"):
        return f"{first}\n{second}" if is_indented(second) else None
    if not is_indented(second) and parses(first):
        return None
    for between in ("\n", ""):
        whole = f"{first}{between}{second}"
        if parses(whole):
            return whole
    return None


def unfenced(text):
    """Return what stands between the fences of a Markdown cell that is a block of code alone."""
    found = _FENCE.match(text)
    return found[1] if found else text


def parts(source):
    """Return a cell's text in parts, each of which begins at a cell magic."""
    places = [found.start() for found in _CELL_MAGIC.finditer(source)]
    places = [place for place in places if source[:place].strip()]
    edges = [0, *places, len(source)]
    return [source[a:b] for a, b in itertools.pairwise(edges)]


def find(wanted, rows):
    """Return where a run of lines stands among others, or None.

    Parameters
    ----------
    wanted, rows : sequence of str
        Without blanks at their ends.
    """
    if not wanted or len(wanted) > len(rows):
        return None
    place = -1
    for _ in range(50):  # a text of one line a thousand times is nobody's work
        try:
            place = rows.index(wanted[0], place + 1, len(rows) - len(wanted) + 1)
        except ValueError:
            return None
        if tuple(rows[place : place + len(wanted)]) == tuple(wanted):
            return place
    return None


def taken_out(source, names):
    r"""Return a text's statements that define some names, with the imports, and the other ones.

    Parameters
    ----------
    source : str
    names : collection of str

    Returns
    -------
    tuple of str
        Both are empty when the text is not Python.

    Examples
    --------
    >>> taken_out("import os\nx = 1\ndef f():\n    pass", ["f"])
    ('import os\n\ndef f():\n    pass', 'import os\n\nx = 1')
    """
    if not parses(source):
        return "", ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body = notebook.parse(_MAGIC.sub(r"\1pass", source)).body
    rows, wanted, others, last = source.split("\n"), [], [], 0
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in body:
        text = "\n".join(rows[last : node.end_lineno]).strip("\n")
        last = node.end_lineno
        if isinstance(node, ast.Import | ast.ImportFrom):
            wanted.append(text)
            others.append(text)
        else:
            (wanted if isinstance(node, kinds) and node.name in names else others).append(text)
    return "\n\n".join(wanted), "\n\n".join(others)
