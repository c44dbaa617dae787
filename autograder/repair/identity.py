"""Which cell of the chapter each cell of a submission is.

What is given is known by its text, by what its metadata say, or by most of its lines; for what is
a student's own see `answers`.
"""

from collections import Counter

from autograder.notebook import EXPERIMENT
from autograder.repair import answers, pieces
from autograder.repair.answers import taken
from autograder.repair.piece import Piece, make_cell, piece_of

#: The share of its lines by which a given cell is known.
_ALIKE = 0.6
#: The share below which a cell that says it is a given one holds something else.
_FOREIGN = 0.2
#: Characters from which on a given cell's text is looked for within other cells.
_TELLING = 20
#: Other parts of the same cell that a part is tried with, and how often that is done in all: what
#: was split by hand is in a few parts.
_TRIES, _MOST_TRIES = 3, 300


def identify(cells, chapter, notes):
    """Return a submission's cells as pieces that know what they are.

    Parameters
    ----------
    cells : list of NotebookNode
    chapter : Chapter
    notes : list of str
        A sentence for each thing that had to be repaired is added.

    Returns
    -------
    list of Piece
        In the submission's order. No two are the same cell of the chapter.
    """
    found = [piece_of(cell, chapter) for cell in cells]
    found = _given(found, chapter, notes)
    found = _apart(found, chapter, notes)
    _look(found, chapter)
    found = _changed(found, chapter)
    found = _joined(found, notes)
    _look(found, chapter)
    return answers.named(found, chapter, notes)


def _look(found, chapter):
    for piece in found:
        if piece.original is None:
            piece.look(chapter)


def _given(found, chapter, notes):
    """Name the pieces whose text is that of a given cell or check, and drop copies of them."""
    kept, known = [], set()
    copies = Counter()
    for piece in found:
        alike = chapter.by_text.get(pieces.lines(piece.source), ())
        alike = [original for original in alike if not original.is_answer]
        free = [original for original in alike if original.name not in known]
        if alike and not free:
            copies[alike[0].name] += 1
            continue
        if free:
            piece.original = piece.claim if piece.claim in free else free[0]
            piece.found = None if piece.claim is piece.original else "text"
            known.add(piece.original.name)
        kept.append(piece)
    for name, count in copies.items():
        notes.append(f"The cell {name} was there {count + 1} times; one was kept.")
    return kept


def _apart(found, chapter, notes):
    """Take given cells out of cells that they were merged with."""
    kept, known = [], taken(found)
    for piece in found:
        cuts = [] if piece.original else _cut(piece.source.split("\n"), chapter)
        texts = [text for text in pieces.parts(piece.source) if text.strip()]
        if not cuts and (piece.original or len(texts) < 2):
            kept.append(piece)
            continue
        for text, original in cuts or [(text, None) for text in texts]:
            if original is None:
                own = [piece.part(t) for t in pieces.parts(text) if any(map(str.isalnum, t))]
                kept += [p for p in own if _is_kept(p, cuts, chapter)]
                continue
            notes.append(f"The cell {original.name} had other text in it; they were taken apart.")
            if original.place not in known:
                known.add(original.place)
                kept.append(Piece(piece.part(text).cell, (original,), original))
    return kept


def _is_kept(piece, cuts, chapter):
    """Return whether a part is kept: what was added to an experiment may train for an hour."""
    added = piece.claim and EXPERIMENT in piece.claim.tags and cuts
    return not added or bool(chapter.asked_in(piece.source))


def _cut(rows, chapter):
    """Return the parts of a text, each with the given cell that it is or None, or no parts."""
    bare = [row.rstrip() for row in rows]
    candidates = {o.place: o for row in set(bare) for o in chapter.by_first.get(row, ())}
    spans = []
    for original in sorted(candidates.values(), key=lambda o: -len(o.visible)):
        place = pieces.find(original.visible, bare)
        if place is None or sum(map(len, original.visible)) < _TELLING:
            continue
        end = place + len(original.visible)
        if all(end <= start or place >= stop for start, stop, _ in spans):
            spans.append((place, end, original))
    parts, now = [], 0
    for start, end, original in sorted(spans, key=lambda span: span[0]):
        parts += [("\n".join(rows[now:start]).strip("\n"), None)]
        parts += [("\n".join(rows[start:end]), original)]
        now = end
    return [*parts, ("\n".join(rows[now:]).strip("\n"), None)] if spans else []


def _joined(found, notes):
    """Join what was split in the middle of a statement."""
    kept, halves, tries, last = [], {}, 0, None
    for piece in found:
        free = not piece.original and bool(piece.source.strip())
        options = [last] if last and not last.original else []
        name = piece.claim.name if piece.claim and not piece.original else None
        options += halves.get(name, [])[-_TRIES:]
        if free and tries < _MOST_TRIES:
            tries += len(options)
            if any(_is_joined(first, piece, notes) for first in options):
                continue
        if name:
            halves.setdefault(name, []).append(piece)
        last = piece if piece.original or free else last
        kept.append(piece)
    return kept


def _is_joined(first, second, notes):
    """Join two pieces, in this order or the other, if they are parts of one statement."""
    if first.cell.cell_type != "code" and not (first.claim and first.claim.is_code):
        return False
    whole = pieces.joined(first.source, second.source)
    if whole is None and first.claim and first.claim is second.claim:
        whole = pieces.joined(second.source, first.source)
    if whole is None:
        return False
    first.cell.source = whole
    name = f" {first.claim.name}" if first.claim else ""
    notes.append(f"The cell{name} had been split; its parts were joined.")
    return True


def _changed(found, chapter):
    """Name the given cells that were edited, and take answers that were written into them out."""
    kept, known = [], taken(found)
    for piece in found:
        if piece.original or piece.is_stub:
            kept.append(piece)
            continue
        original, share = _like(piece, chapter)
        if original is None or original.place in known:
            kept.append(piece)
            continue
        claims = tuple(claim for claim in piece.claims if claim.is_answer)
        if share < _FOREIGN and piece.is_filled and (piece.asked or claims):
            piece.claims = claims  # it is an answer, whatever else it says
            kept.append(piece)
            continue
        if piece.asked:
            kept.append(_own(piece, original, chapter))
        piece.found = None if piece.claim is original else "text"
        piece.original = original
        known.add(original.place)
        kept.append(piece)
    return kept


def _like(piece, chapter):
    """Return the given cell that a piece was made from, and the share of its lines left in it."""
    rows = set(pieces.lines(piece.source)) - {""}
    counts = Counter(o.place for row in rows for o in chapter.by_line.get(row, ()))
    shares = {
        place: count / max(len(set(chapter.originals[place].visible) - {""}), len(rows))
        for place, count in counts.items()
    }
    if piece.claim:
        said = not piece.claim.is_answer
        return (piece.claim if said else None), shares.get(piece.claim.place, 0.0)
    best = max(shares, key=shares.get, default=None)
    if best is None or shares[best] < _ALIKE:
        return None, 0.0
    return chapter.originals[best], shares[best]


def _own(piece, original, chapter):
    """Return the student's answer out of a given cell that it was written into."""
    names = [name for asked in piece.asked for name in asked.asked]
    text, _ = pieces.taken_out(piece.source, names)
    if not text:
        given = set(original.visible)
        rows = piece.source.split("\n")
        text = "\n".join(row for row in rows if not row.strip() or row.rstrip() not in given)
    own = Piece(make_cell("code", text))
    own.look(chapter)
    return own
