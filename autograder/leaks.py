"""What only the instructor's side may hold, and how it is found again in what others get.

Secret are the regions of the source notebooks that a release leaves out, and the bank of wrong and
right versions. They are looked for in two ways: as text, whatever its white space; and as code,
parsed and written anew, so that neither comments, line breaks, quotes nor brackets hide it, and of
a whole function not even other names.
"""

import base64
import contextlib
import html
import json
import re
import zlib
from dataclasses import dataclass, field

from autograder import course, misconceptions, notebook
from autograder.code_forms import forms, statements

REGION = re.compile(
    r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[ \t]*\n(.*?)^[ \t]*### END \1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
#: Shorter lines of text, such as "import torch", say nothing.
SHORTEST = 12
#: Nor do statements of fewer characters.
STATEMENT = 24
#: The library may share a line or two with a solution: both compute a loss. In a module, so many
#: statements are a leak, and a line of text only from so many characters on.
STATEMENTS_OF_A_MODULE, SHORTEST_OF_A_MODULE = 3, 40
_INVENTORY = b"# Sphinx inventory version 2"
_PACKED = re.compile(r"data:[\w/+.-]*;base64,([\w+/=]+)")
_MARKER = re.compile(r"###(BEGIN|END)")
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL)


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
    """Return a file's content in every form in which a line could be read from it."""
    data = path.read_bytes()
    if data.startswith(_INVENTORY):  # of a site; all behind its four lines of heading is packed
        with contextlib.suppress(zlib.error):
            data += zlib.decompress(data.split(b"\n", 4)[-1])
    text = data.decode("utf-8", errors="ignore")
    text += "".join(map(_unpacked, _PACKED.findall(text)))
    found = [text, html.unescape(text), text.replace("\\n", "\n").replace('\\"', '"')]
    if path.suffix in (".html", ".svg", ".xml"):
        found.append(html.unescape(_TAG.sub("", text)))
    if path.suffix == ".ipynb":
        found.append("\n".join(cells(text)))
    return list(dict.fromkeys(found))


def _unpacked(data):
    """Return what an address that is its own content holds."""
    with contextlib.suppress(ValueError):
        return "\n" + base64.b64decode(data).decode("utf-8", errors="ignore")
    return ""


def code(path):
    """Yield the pieces of code in a file: a module, a notebook's cells, a page's blocks."""
    text = path.read_bytes().decode("utf-8", errors="ignore")
    if path.suffix == ".py":
        yield text
    elif path.suffix == ".ipynb":
        yield from cells(text)
    elif path.suffix == ".html":
        yield from (html.unescape(_TAG.sub("", block)) for block in _BLOCK.findall(text))


def cells(text):
    """Return the sources of a notebook's cells, however they are kept; of no notebook, none."""
    try:
        found = json.loads(text)["cells"]
        return ["".join(cell["source"]) for cell in found]
    except (ValueError, LookupError, TypeError):
        return []


def of_file(path, secrets):
    """Yield what of the secrets is in a file, as text or as code, in words.

    Parameters
    ----------
    path : Path
    secrets : Secrets
    """
    is_module = path.suffix == ".py"
    for reading in readings(path):
        yield from in_text(reading, secrets, SHORTEST_OF_A_MODULE if is_module else SHORTEST)
    for source in code(path):
        yield from in_code(source, secrets, STATEMENTS_OF_A_MODULE if is_module else 1)


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
            if len(line) >= SHORTEST and line not in shown and not _MARKER.match(line)
        }
        code = [cell for cell in texts if REGION.search(cell)]
        _add(found, code, what, visible)
        for version in misconceptions.load(chapter):
            what = f"a version of {version.of} from the bank ({version.name})"
            _add(found, [version.source()], what, visible)
            if version.hint:
                found.lines[squeeze(version.hint)] = what
    # Short lines of the students' library are known to them, and its reference shows them.
    library = squeeze(
        "\n".join(p.read_text("utf-8") for p in sorted(root.glob("layerwise/src/**/*.py")))
    )
    for line in [key for key in found.lines if len(key) < SHORTEST_OF_A_MODULE and key in library]:
        del found.lines[line]
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
