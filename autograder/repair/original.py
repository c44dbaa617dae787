"""What a chapter's cells are, as the gradebook and the source notebook have them."""

import functools
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from autograder import notebook
from autograder.repair import pieces

_REGION = re.compile(
    r"^.*### BEGIN (HIDDEN TESTS|MARK SCHEME)[\s\S]*?### END \1.*\n?", re.MULTILINE
)


@dataclass(frozen=True)
class Original:
    """A cell of the release.

    Attributes
    ----------
    name : str
        Its grade_id.
    place : int
        Its place in the chapter.
    cell_type : str
    source : str
        With hidden tests and marking scheme; of an answer, the stub.
    metadata : dict
        What nbgrader keeps of it.
    tags : tuple of str
        Its tags in the source notebook.
    """

    name: str
    place: int
    cell_type: str
    source: str
    metadata: dict = field(hash=False)
    tags: tuple = ()

    @property
    def is_answer(self):
        """Whether a student writes in it, code or text."""
        return self.metadata["solution"]

    @property
    def is_code(self):
        """Whether it is a code cell."""
        return self.cell_type == "code"

    @functools.cached_property
    def visible(self):
        """What a student sees of it, as a tuple of lines."""
        return pieces.lines(_REGION.sub("", self.source))

    @functools.cached_property
    def asked(self):
        """The names that an answer's stub defines; none for a cell of another kind."""
        return frozenset(pieces.defined(self.source)) if self.is_answer and self.is_code else ()


class Chapter:
    """The cells of a chapter, in order.

    Parameters
    ----------
    originals : list of Original
    """

    def __init__(self, originals):
        self.originals = originals
        self.by_name = {original.name: original for original in originals}
        self.by_text = {}
        self.by_line = {}
        self.by_first = {}
        self.asking = {}
        for original in originals:
            self.by_text.setdefault(original.visible, []).append(original)
            if not original.is_answer and original.visible:
                self.by_first.setdefault(original.visible[0], []).append(original)
                for line in set(original.visible):
                    self.by_line.setdefault(line, []).append(original)
            for name in original.asked:
                self.asking[name] = original
        stubs = Counter(line for o in originals if o.is_answer for line in set(o.visible))
        self.by_stub = {
            line: original
            for original in originals
            if original.is_answer
            for line in original.visible
            if line and stubs[line] == 1
        }

    def asked_in(self, source):
        """Return the answers that a text defines functions or classes of, the fullest first."""
        found = {}
        for name in pieces.defined(source):
            if name in self.asking:
                original = self.asking[name]
                found[original.name] = found.get(original.name, 0) + 1
        return [self.by_name[name] for name in sorted(found, key=lambda n: -found[n])]


def load(book, path):
    """Return a `Chapter` from nbgrader's gradebook.

    Parameters
    ----------
    book : nbgrader.api.Notebook
        The chapter's notebook in the gradebook.
    path : Path
        The source notebook. It tells the cells' order and tags, which the gradebook does not know;
        without it the order is that in which the gradebook came to know them.
    """
    order, tags = _layout(path)
    points = {c.name: c.max_score for c in (*book.grade_cells, *book.task_cells)}
    graded = {cell.name for cell in book.grade_cells}
    answered = {cell.name for cell in book.solution_cells}
    tasks = {cell.name for cell in book.task_cells}
    cells = sorted(book.source_cells, key=lambda cell: order.get(cell.name, len(order)))
    originals = []
    for place, cell in enumerate(cells):
        told = {
            "grade_id": cell.name,
            "grade": cell.name in graded,
            "solution": cell.name in answered,
            "locked": bool(cell.locked),
            "task": cell.name in tasks,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "schema_version": 3,
        }
        if cell.name in points:
            told["points"] = points[cell.name]
        known = tags.get(cell.name, ())
        originals.append(Original(cell.name, place, cell.cell_type, cell.source, told, known))
    return Chapter(originals)


def _layout(path):
    """Return the places and the tags of a source notebook's cells, by name."""
    path = Path(path)
    if not path.is_file():
        return {}, {}
    told = path.stat()
    return _read_layout(path, told.st_mtime_ns, told.st_size)


@functools.lru_cache(maxsize=64)
def _read_layout(path, modified, size):
    cells = [cell for cell in notebook.read(path).cells if notebook.grade_id(cell)]
    places = {notebook.grade_id(cell): place for place, cell in enumerate(cells)}
    return places, {notebook.grade_id(c): tuple(c.metadata.get("tags", ())) for c in cells}
