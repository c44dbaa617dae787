"""A stretch of a submission that is one cell of the chapter, or the student's own."""

from collections import Counter
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.preprocessors.tag import PREFIX
from autograder.repair import pieces
from autograder.repair.original import Original


def make_cell(kind, source):
    """Return a valid cell but for its id; nbformat's own functions validate each one, slowly."""
    cell = NotebookNode(cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


@dataclass
class Piece:
    """A cell of a submission, or a part of one, and what it is found to be.

    Attributes
    ----------
    cell : NotebookNode
    claims : tuple of Original
        What it says it is, by nbgrader's metadata, its tag and its id, the most often said first.
    original : Original or None
        What it is; None for the student's own.
    found : str or None
        How that was found out where the metadata did not say so.
    """

    cell: dict
    claims: tuple = ()
    original: Original | None = None
    found: str | None = None
    asked: list = field(default_factory=list)
    is_stub: bool = False

    @property
    def source(self):
        """The cell's text."""
        return self.cell.source

    @property
    def claim(self):
        """What it says it is, or None."""
        return self.claims[0] if self.claims else None

    @property
    def is_filled(self):
        """Whether there is anything of the student's in it."""
        return not self.is_stub and bool(self.source.strip())

    def look(self, chapter):
        """Find out which answers it holds, and whether it is one that was never begun."""
        alike = chapter.by_text.get(pieces.lines(self.source), ())
        self.is_stub = any(original.is_answer for original in alike)
        self.asked = chapter.asked_in(self.source)

    def add(self, other):
        """Take in the text of another piece, which is then empty."""
        if pieces.lines(other.source) != pieces.lines(self.source):
            self.cell.source = f"{self.source}\n\n{other.source}"
        other.cell.source = ""

    def part(self, source):
        """Return a new piece with a part of this one's text, and its claims."""
        return Piece(make_cell(self.cell.cell_type, source), self.claims)


def piece_of(cell, chapter):
    """Return the piece that a cell is at first sight."""
    names = [cell.metadata.get("nbgrader", {}).get("grade_id")]
    names += [t.removeprefix(PREFIX) for t in cell.metadata.get("tags", ()) if PREFIX in t]
    names.append(cell.get("id"))
    counts = Counter(chapter.by_name[name].place for name in names if name in chapter.by_name)
    claims = tuple(chapter.originals[place] for place, _ in counts.most_common())
    inner = pieces.unfenced(cell.source)
    is_code = bool(claims) and claims[0].is_code
    if inner is not cell.source and (is_code or chapter.asked_in(inner)):
        cell.source = inner
    return Piece(cell, claims)
