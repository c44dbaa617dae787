"""Put a submission's pieces into the chapter's order, with what is missing, as nbgrader's cells."""

import re

from autograder.preprocessors.tag import PREFIX
from autograder.repair import pieces
from autograder.repair.piece import Piece, make_cell

_FOUND = {
    "text": "by their text",
    "functions": "by the functions they define",
    "place": "by their place",
}
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def arrange(found, chapter, notes):
    """Return the cells of a submission as they are to be graded.

    Parameters
    ----------
    found : list of Piece
        As `identity.identify` returns them.
    chapter : Chapter
    notes : list of str
        A sentence for each thing that had to be repaired is added.
    """
    _tell_found(found, notes)
    held = {name for p in found if p.is_filled for name in pieces.defined(p.source)}
    cells = _completed(_in_order(found, notes), chapter, held, notes)
    cells = [_cell(piece, notes) for piece in cells]
    used = {piece.name for piece in chapter.originals}
    for number, (cell, name) in enumerate(cells):
        wanted = name or cell.get("id")
        if name is None and (wanted in used or not wanted):
            wanted = f"own-{number}"
        cell["id"] = wanted if _ID.fullmatch(wanted) else f"cell-{number}"
        used.add(cell["id"])
    return [cell for cell, _ in cells]


def _tell_found(found, notes):
    lost = [p for p in found if p.original and p.found]
    if not lost:
        return
    ways = {_FOUND[p.found]: 0 for p in lost}
    for piece in lost:
        ways[_FOUND[piece.found]] += 1
    how = ", ".join(f"{count} {way}" for way, count in ways.items())
    notes.append(f"Cells had lost the names that nbgrader knows them by; found again: {how}.")


def _in_order(found, notes):
    """Return the pieces in the chapter's order; the student's own follow what they followed."""
    groups = [[-1, []]]
    for piece in found:
        if piece.original:
            groups.append([piece.original.place, []])
        groups[-1][1].append(piece)
    places = [place for place, _ in groups]
    if places == sorted(places):
        return found
    notes.append("The cells were in another order; they were put back into the chapter's.")
    return [piece for _, group in sorted(groups, key=lambda g: g[0]) for piece in group]


def _completed(found, chapter, held, notes):
    """Return the pieces with those put in that are missing.

    Parameters
    ----------
    held : set of str
        What the student's pieces define; an answer that is among them is not missing.
    """
    at = {piece.original.place: n for n, piece in enumerate(found) if piece.original}
    before, missing = {}, []  # what is missing, by the number of the piece that it goes before
    least = 0
    for original in chapter.originals:
        if original.place in at or (original.asked and held.issuperset(original.asked)):
            continue
        if original.is_code and original.is_answer and not original.asked:
            continue  # a training that was left out is not asked for again
        missing.append(original)
        later = [n for place, n in at.items() if place > original.place]
        earlier = [n for place, n in at.items() if place < original.place]
        if original.metadata["grade"]:  # after all that the student put before the next cell
            number = min(later, default=len(found))
        else:
            number = max(earlier, default=-1) + 1
        least = max(least, number)  # not before another one that stands before it in the chapter
        before.setdefault(least, []).append(original)
    _tell_missing(missing, notes)
    complete = []
    for number, piece in enumerate([*found, None]):
        for original in before.get(number, ()):
            complete.append(Piece(make_cell(original.cell_type, original.source), (), original))
        complete += [piece] if piece else []
    return complete


def _tell_missing(missing, notes):
    texts = [original for original in missing if not (original.is_code or original.is_answer)]
    for original in missing:
        if original not in texts:
            notes.append(f"The cell {original.name} was missing; it was put back.")
    if texts:
        names = ", ".join(original.name for original in texts)
        notes.append(f"Text was missing and was put back: {names}.")


def _cell(piece, notes):
    """Return a piece's cell as nbgrader wants it, and its name or None."""
    original, cell = piece.original, piece.cell
    kind, source = cell.cell_type, cell.source
    if original:
        kind = original.cell_type
    elif piece.asked and not piece.is_stub:
        kind = "code"
    if kind != cell.cell_type and (piece.is_filled or (original and not original.is_answer)):
        name = original.name if original else piece.asked[0].name
        notes.append(f"The cell {name} was of type {cell.cell_type}; it is {kind} again.")
    if original is None:
        made = make_cell(kind, source)
        _keep(cell, made, [])
        return made, None
    if not original.is_answer:
        if pieces.lines(source) not in (original.visible, pieces.lines(original.source)):
            notes.append(f"The cell {original.name} had been changed; it was put back.")
        source = original.source
    made = make_cell(kind, source)
    _keep(cell, made, [*original.tags, PREFIX + original.name])
    made.metadata["nbgrader"] = dict(original.metadata)
    return made, original.name


def _keep(cell, made, tags):
    """Keep a cell's id, the pictures in a text, and tags."""
    made["id"] = cell.get("id", "")
    if made.cell_type != "code" and "attachments" in cell:
        made["attachments"] = cell.attachments
    own = [tag for tag in cell.metadata.get("tags", ()) if not tag.startswith(PREFIX)]
    tags = list(dict.fromkeys([*tags, *(own if PREFIX not in "".join(tags) else ())]))
    if tags:
        made.metadata["tags"] = tags
