"""Which cell of the chapter each cell of a submission is.

What is given is known by its text, by what its metadata say, or by most of its lines; an answer by
what its metadata say and the functions it defines, or by its place.
"""

from collections import Counter

from autograder.notebook import EXPERIMENT
from autograder.repair import pieces
from autograder.repair.piece import Piece, make_cell, piece_of

#: The share of its lines by which a given cell is known.
_ALIKE = 0.6
#: The share below which a cell that says it is a given one holds something else.
_FOREIGN = 0.2
#: Characters from which on a given cell's text is looked for within other cells.
_TELLING = 20


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
    found = _trainings_apart(found, chapter, notes)
    _answers(found, chapter)
    _by_text(found, chapter)
    _by_place(found, chapter)
    _by_claim(found)
    return _without_stubs(found, notes)


def _look(found, chapter):
    for piece in found:
        if piece.original is None:
            piece.look(chapter)


def taken(found):
    """Return the places of the chapter's cells that pieces are found to be."""
    return {piece.original.place for piece in found if piece.original}


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
    kept = []
    for piece in found:
        free = not piece.original and piece.source.strip()
        same = [p for p in kept if not p.original and p.claim and p.claim is piece.claim]
        last = next((p for p in reversed(kept) if p.original or p.source.strip()), None)
        options = [last, *same] if last and not last.original else same
        if not (free and any(_is_joined(first, piece, notes) for first in options)):
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


def _trainings_apart(found, chapter, notes):
    """Take answers out of trainings, which are not run, and are not to be run, while grading."""
    kept = []
    for piece in found:
        kept.append(piece)
        claim = piece.claim
        if piece.original or not (piece.asked and claim and claim.is_code) or claim.asked:
            continue
        names = [name for original in piece.asked for name in original.asked]
        own, rest = pieces.taken_out(piece.source, names)
        if claim.is_answer and own and rest:
            piece.cell.source, piece.asked = rest, []
            kept.append(Piece(make_cell("code", own)))
            kept[-1].look(chapter)
            notes.append(f"The cell {claim.name} had other text in it; they were taken apart.")
    return kept


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
        answers = tuple(claim for claim in piece.claims if claim.is_answer)
        if share < _FOREIGN and piece.is_filled and (piece.asked or answers):
            piece.claims = answers  # it is an answer, whatever else it says
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
    """Return the given cell that a piece was made from, and the share of its lines that are left."""
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


def _answers(found, chapter):
    """Name the pieces that are answers: filled in first, then by the functions, then by claim."""
    wanted = {}
    for number, piece in enumerate(found):
        if piece.original:
            continue
        claim = piece.claim
        begun = claim and (piece.is_filled or claim.asked)
        if begun and claim.is_answer and (claim in piece.asked or not piece.asked):
            score = (piece.is_filled, claim in piece.asked, True, -number)
            wanted.setdefault(claim.name, []).append((score, piece))
        for original in piece.asked:
            if original is not claim:
                score = (piece.is_filled, True, False, -number)
                wanted.setdefault(original.name, []).append((score, piece))
    for original in chapter.originals:
        options = sorted(wanted.get(original.name, ()), key=lambda option: option[0], reverse=True)
        first = next((piece for _, piece in options if piece.original is None), None)
        if first is None:
            continue
        first.original = original
        first.found = None if first.claim is original else "functions"
        if original.is_code and not original.asked:  # a training that was split is one again
            for _, piece in options:
                if piece is not first and piece.is_filled:
                    first.add(piece)


def _by_text(found, chapter):
    """Name code that defines no function it was asked for by what is left of its stub."""
    known = taken(found)
    for piece in found:
        if piece.original is None and piece.is_filled and not piece.asked and _is_python(piece):
            rows = pieces.lines(piece.source)
            original = next((chapter.by_stub[row] for row in rows if row in chapter.by_stub), None)
            if original and original.is_code and original.place not in known:
                known.add(original.place)
                piece.original, piece.found = original, "text"


def _by_place(found, chapter):
    """Name answers that define no function, such as text, by what stands before them."""
    for original in _nameless(found, chapter):
        before = [p.original.place for p in found if p.original and p.original.place < original.place]
        start = 0
        if before:
            start = next(
                n for n, p in enumerate(found, 1) if p.original and p.original.place == max(before)
            )
        for piece in found[start:]:
            if piece.original:
                break
            if _may_be(piece, original):
                piece.original = original
                piece.found = None if piece.claim is original else "place"
                break
    # What is left may have been moved; as many texts as answers are taken for these.
    left = [original for original in _nameless(found, chapter) if not original.is_code]
    texts = [piece for piece in found if left and _may_be(piece, left[0])]
    for original, piece in zip(left, texts, strict=False) if len(left) == len(texts) else ():
        piece.original, piece.found = original, "place"


def _by_claim(found):
    """Name answers that were never begun by what they say they are."""
    known = taken(found)
    for piece in found:
        for claim in piece.claims if piece.original is None and not piece.is_filled else ():
            if claim.is_answer and claim.place not in known:
                known.add(claim.place)
                piece.original = claim
                break


def _without_stubs(found, notes):
    """Drop answers that were never begun where the same answer stands in another cell."""
    held = {o.name: p for p in found if p.is_filled for o in p.asked}
    held |= {p.original.name: p for p in found if p.original and p.is_filled}
    kept = []
    for piece in found:
        about = piece.original or piece.claim or (piece.asked[0] if piece.asked else None)
        other = held.get(about.name) if about and about.is_answer else None
        if other is None or other is piece or piece.is_filled:
            kept.append(piece)
        else:
            notes.append(f"The answer {about.name} stood in another cell; it was found there.")
    return kept


def _nameless(found, chapter):
    """Return the answers that define no function and are not found yet."""
    known = taken(found)
    return [
        o for o in chapter.originals if o.is_answer and not o.asked and o.place not in known
    ]


def _may_be(piece, original):
    """Return whether a piece that is nothing yet may be an answer that defines no function."""
    free = piece.original is None and piece.is_filled and not piece.asked
    return free and _is_python(piece) is original.is_code


def _is_python(piece):
    return piece.cell.cell_type == "code" and pieces.parses(piece.source)
