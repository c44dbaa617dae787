"""Refuse to release a notebook that would leak a solution or score in a way nobody meant."""

import ast
import difflib
import re

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import notebook

MARKERS = tuple(
    f"### {edge} {what}"
    for what in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
    for edge in ("BEGIN", "END")
)
_LOOKS_LIKE = 0.72


class ReleaseRefused(SystemExit):
    """The source notebook has a fault that must be mended before it can be released.

    It ends the command with its sentence: of any other exception nbgrader prints the traceback,
    in which the sentence would be lost.
    """


class Refuse(NbGraderPreprocessor):
    """Check a source notebook before the release is made from it, and name every fault."""

    def preprocess(self, nb, resources):
        """Raise `ReleaseRefused` with one line a fault, or return the notebook as it came."""
        faults = [
            f"cell {place} ({notebook.grade_id(cell) or 'no id'}): {fault}"
            for place, cell in enumerate(nb.cells, 1)
            for fault in cell_faults(cell)
        ]
        faults += given_answers(nb)
        if faults:
            name = resources.get("nbgrader", {}).get("notebook", "the notebook")
            raise ReleaseRefused(
                f"{name} cannot be released until this is mended:\n  " + "\n  ".join(faults)
            )
        return nb, resources


def cell_faults(cell):
    """Yield what is wrong with one cell of a source notebook, in words."""
    yield from marker_faults(cell.source)
    kind = notebook.kind(cell)
    if kind == "extra":
        yield "a code cell that nbgrader does not know; make it read-only, an answer or a check."
        return
    if "### BEGIN SOLUTION" in cell.source and kind not in ("answer", "written"):
        yield "a solution in a cell that is not an answer; it would be released."
    if "### BEGIN HIDDEN TESTS" in cell.source and kind != "check":
        yield "hidden tests in a cell that is not a check; they would be released."
    if kind == "answer" and "### BEGIN SOLUTION" not in cell.source:
        yield "an answer without ### BEGIN SOLUTION; a student would see an empty cell."
    if kind == "check":
        yield from ending_faults(cell.source)


def marker_faults(source):
    """Yield the markers of a cell that are misspelt, unclosed or in the wrong order."""
    opened = None
    for line in source.splitlines():
        text = line.strip()
        marker = next((m for m in MARKERS if text == m), None)
        if marker is None:
            near = _nearest(text)
            if near:
                yield f"{text!r} looks like a marker; it is spelt {near!r}."
            continue
        edge, what = marker[4:].split(" ", 1)
        if edge == "BEGIN":
            if opened:
                yield f"{marker!r} stands inside a region of {opened}."
            opened = what
        elif opened != what:
            yield f"{marker!r} closes nothing."
        else:
            opened = None
    if opened:
        yield f"'### BEGIN {opened}' is never closed."


def _nearest(text):
    """Return the marker that a line was probably meant to be, or None."""
    words = re.sub(r"^[#\s/*<!-]+", "", text).upper()
    if not text.startswith(("#", "<!--", "//")) or len(words) > 30:
        return None
    if not re.match(r"(BEGI?N+|BEG|START|END)\b", words):
        return None
    near = max(MARKERS, key=lambda m: difflib.SequenceMatcher(None, m[4:], words).ratio())
    ratio = difflib.SequenceMatcher(None, near[4:], words).ratio()
    return near if ratio >= _LOOKS_LIKE else None


def ending_faults(source):
    """Yield a fault when a check's last expression can be anything but a float or nothing."""
    try:
        body = notebook.tree(source).body
    except SyntaxError as error:
        yield f"the check is not Python: {error.msg} (line {error.lineno})."
        return
    if not body or not isinstance(body[-1], ast.Expr):
        return
    value = body[-1].value
    parts = {
        target.id
        for node in body
        if isinstance(node, ast.Assign) and _calls(node.value, "Parts")
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    ends_in_total = _calls(value, "total") and ast.unparse(value.func.value) in parts
    is_float = isinstance(value, ast.Constant) and type(value.value) in (int, float)
    returns_nothing = isinstance(value, ast.Call) and (
        ast.unparse(value.func) == "print" or ast.unparse(value.func).startswith("checks.")
    )
    if not (ends_in_total or (is_float and value.value is not True) or returns_nothing):
        yield (
            f"the check ends in `{ast.unparse(value)[:60]}`, whose value nbgrader would take for a "
            "score; end it in `parts.total()` or an assert."
        )


def given_answers(nb):
    """Yield the functions that a given cell defines although an answer cell asks for them."""
    asked = set(notebook.answer_names(nb))
    for place, cell in enumerate(nb.cells, 1):
        if notebook.kind(cell) != "given":
            continue
        for name in asked.intersection(_definitions(cell.source)):
            yield f"cell {place} ({notebook.grade_id(cell)}): gives {name}, which is asked for."


def _definitions(source):
    nodes = ast.walk(notebook.tree(source))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _calls(node, name):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
    )
