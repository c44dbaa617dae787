"""Which of a submission's cells are the answers to which questions.

An answer is known by the functions it defines and by what its metadata say; one that defines none
of those it was asked for by what is left of its stub, or by its place.
"""

from autograder.repair import pieces
from autograder.repair.piece import Piece, make_cell


def named(found, chapter, notes):
    """Name the pieces that are answers; return them all but what was never begun and is elsewhere.

    Parameters
    ----------
    found : list of Piece
        In which what is given has its names.
    chapter : Chapter
    notes : list of str
        A sentence for each thing that had to be repaired is added.
    """
    found = _trainings_apart(found, chapter, notes)
    _by_functions(found, chapter)
    _by_text(found, chapter)
    _by_place(found, chapter)
    _by_claim(found)
    return _without_stubs(found, notes)


def taken(found):
    """Return the places of the chapter's cells that pieces are found to be."""
    return {piece.original.place for piece in found if piece.original}


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


def _by_functions(found, chapter):
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
        before = [
            p.original.place for p in found if p.original and p.original.place < original.place
        ]
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
    return [o for o in chapter.originals if o.is_answer and not o.asked and o.place not in known]


def _may_be(piece, original):
    """Return whether a piece that is nothing yet may be an answer that defines no function."""
    free = piece.original is None and piece.is_filled and not piece.asked
    return free and _is_python(piece) is original.is_code


def _is_python(piece):
    return piece.cell.cell_type == "code" and pieces.parses(piece.source)
