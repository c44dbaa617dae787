"""What only the instructor's side may hold, and how it is found again in what others get.

Secret are the regions of the source notebooks that a release leaves out, and the bank of wrong and
right versions. They are looked for in two ways: as text, whatever its white space; and as code,
parsed and written anew, so that neither comments, line breaks, quotes nor brackets hide it, and of
a whole function not even other names.
"""

import ast
import contextlib
import html
import json
import re
from dataclasses import dataclass, field

from autograder import course, misconceptions, notebook

REGION = re.compile(
    r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[ \t]*\n(.*?)^[ \t]*### END \1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
#: Shorter lines of text, such as "import torch", say nothing.
SHORTEST = 12
#: Nor do statements of fewer characters, nor functions of fewer parts.
STATEMENT, FUNCTION = 24, 30
#: The library may share a line or two with a solution: both compute a loss. In a module, so many
#: statements are a leak, and a line of text only from so many characters on.
STATEMENTS_OF_A_MODULE, SHORTEST_OF_A_MODULE = 3, 40


@dataclass
class Secrets:
    """What is to be kept back.

    Attributes
    ----------
    lines : dict of str to str
        Lines of text without white space, and what they are from.
    statements : dict of str to str
        Simple statements, as `ast.unparse` writes them, and what they are from.
    functions : dict of str to str
        The forms of functions, and what they are from.
    """

    lines: dict = field(default_factory=dict)
    statements: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)


def squeeze(text):
    """Return a text without white space, which a page may set differently."""
    return re.sub(r"\s+", "", text)


def secret_lines(sources):
    """Return the lines, squeezed, that stand in regions to be kept back and nowhere else.

    Parameters
    ----------
    sources : iterable of str
        The source notebooks' cells.
    """
    visible = squeeze("\n".join(REGION.sub("", source) for source in sources))
    kept_back = [line for s in sources for m in REGION.finditer(s) for line in m[2].splitlines()]
    squeezed = {squeeze(line) for line in kept_back}
    return {line for line in squeezed if len(line) >= SHORTEST and line not in visible}


def readings(path):
    """Yield a file's content in every form in which a line could be read from it."""
    text = path.read_bytes().decode("utf-8", errors="ignore")
    yield text
    yield html.unescape(text)
    yield text.replace("\\n", "\n").replace('\\"', '"')
    if path.suffix in (".html", ".svg", ".xml"):
        yield html.unescape(re.sub(r"<[^>]*>", "", text))
    if path.suffix == ".ipynb":
        yield "\n".join(cells(text))


def cells(text):
    """Return the sources of a notebook's cells, however they are kept; of no notebook, none."""
    try:
        found = json.loads(text)["cells"]
        return ["".join(cell["source"]) for cell in found]
    except (ValueError, LookupError, TypeError):
        return []


def leaks(folder, secrets):
    """Return which of some secret lines stand in which files of a folder, as sorted pairs."""
    found = set()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for text in map(squeeze, readings(path)):
            found |= {(path.name, secret) for secret in secrets if secret in text}
    return sorted(found)


def of_course(root=course.ROOT):
    """Return the `Secrets` of a course: of its source notebooks, and of the bank."""
    found = Secrets()
    sources, written, visible = {}, {}, (set(), set())
    for chapter in course.chapters(root):
        nb = notebook.read(course.source(chapter, root))
        told = [(notebook.kind(cell) == "written", cell.source) for cell in nb.cells]
        # The whole of a written answer is left out of a release.
        sources[chapter] = [source for is_written, source in told if not is_written]
        written[chapter] = [source for is_written, source in told if is_written]
        for cell in nb.cells:
            if cell.cell_type == "code":
                given = REGION.sub(_blank, cell.source)
                for known, names in zip(visible, (statements(given), forms(given)), strict=True):
                    known |= names
    everywhere = [source for texts in sources.values() for source in texts]
    shown = squeeze("\n".join(REGION.sub("", source) for source in everywhere))
    for chapter, texts in sources.items():
        what = f"a solution, hidden test or marking scheme of {chapter}"
        found.lines |= {line: what for line in secret_lines(texts) if line not in shown}
        found.lines |= {
            line: f"a model answer of {chapter}"
            for line in map(squeeze, "\n".join(written[chapter]).splitlines())
            if len(line) >= SHORTEST and line not in shown
        }
        code = [cell for cell in texts if REGION.search(cell)]
        _add(found, code, what, visible)
        for version in misconceptions.load(chapter):
            what = f"a version of {version.of} from the bank ({version.name})"
            _add(found, [version.source()], what, visible)
            if version.hint:
                found.lines[squeeze(version.hint)] = what
    return found


def _blank(region):
    """Return what keeps the code around a region whole."""
    space = re.match(r"[ \t]*", region[0])[0]
    return f"{space}pass"


def _add(secrets, sources, what, visible):
    for source in sources:
        for statement in statements(source) - visible[0]:
            if len(statement) >= STATEMENT:
                secrets.statements.setdefault(statement, what)
        for form in forms(source) - visible[1]:
            secrets.functions.setdefault(form, what)


def in_text(text, secrets, shortest=SHORTEST):
    """Yield what of the secrets stands in a text as lines, in words."""
    text = squeeze(text)
    for line, what in secrets.lines.items():
        if len(line) >= shortest and line in text:
            yield f"{what}: {line[:60]}"


def in_code(source, secrets, enough=1):
    """Yield what of the secrets stands in a source as code, in words.

    Parameters
    ----------
    source : str
    secrets : Secrets
    enough : int
        How many statements of one thing there must be.
    """
    for form in forms(source) & secrets.functions.keys():
        yield f"a function as in {secrets.functions[form]}"
    shared = {}
    for statement in sorted(statements(source) & secrets.statements.keys()):
        shared.setdefault(secrets.statements[statement], []).append(statement)
    for what, found in shared.items():
        if len(found) >= enough:
            yield f"{what}: {found[0].splitlines()[0][:60]}"


def statements(source):
    """Return the simple statements and the heads of loops and the like, written in one way.

    Of what is not Python there are none.
    """
    found = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.stmt) and not _is_docstring(node):
            found.add(ast.unparse(_head(node)))
    return found


def forms(source):
    """Return the forms of a source's functions: what they do, whatever they call their names."""
    found = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.FunctionDef) and sum(1 for _ in ast.walk(node)) >= FUNCTION:
            found.add(_form(node))
    return found


def _parsed(source):
    with contextlib.suppress(SyntaxError, ValueError):
        return notebook.tree(source)
    return ast.Module([], [])


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _head(node):
    """Return a statement without the statements in it."""
    if not hasattr(node, "body"):
        return node
    fields = {name: value for name, value in ast.iter_fields(node)}
    empty = [ast.copy_location(ast.Pass(), node)]
    fields |= {"body": empty} | {n: [] for n in ("orelse", "finalbody", "handlers") if n in fields}
    if isinstance(node, ast.Try | ast.TryStar):
        fields["finalbody"] = empty
    return ast.copy_location(type(node)(**fields), node)


class _Renamed(ast.NodeTransformer):
    """Numbers the names that a function binds, in the order in which they come."""

    def __init__(self, own):
        self.numbers = {name: f"n{number}" for number, name in enumerate(own)}

    def visit_Name(self, node):
        """Rename a variable."""
        return ast.Name(self.numbers.get(node.id, node.id), node.ctx)

    def visit_arg(self, node):
        """Rename a parameter, and forget what its type is said to be."""
        return ast.arg(self.numbers.get(node.arg, node.arg))

    def visit_FunctionDef(self, node):
        """Leave out a function's name, docstring, decorators and types."""
        node = self.generic_visit(node)
        body = [part for part in node.body if not _is_docstring(part)] or [ast.Pass()]
        return ast.FunctionDef("f", node.args, body, [], None, None)


def _form(function):
    own = [a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)]
    walked = (node for node in ast.walk(function) if isinstance(node, ast.Name))
    own += [name.id for name in walked if isinstance(name.ctx, ast.Store)]
    tree = ast.parse(ast.unparse(function)).body[0]  # a copy, without what is only layout
    return ast.dump(_Renamed(dict.fromkeys(own)).visit(tree))
