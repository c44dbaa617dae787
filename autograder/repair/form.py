"""From plain values to a valid notebook: nothing missing, nothing of a wrong type."""

import re

from nbformat.v4 import new_notebook

from autograder.repair.piece import make_cell
from autograder.repair.text import UnreadableNotebook

#: What only a code cell has; `input` and `prompt_number` in files of nbformat 3.
_OF_CODE = {"outputs", "execution_count", "input", "prompt_number"}
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_LONE = re.compile("[\ud800-\udfff]")


def build(raw, notes):
    """Return a valid notebook of the current format with what a submission says in its cells.

    Outputs, foreign metadata and cell ids that are not unique are left behind without a note: they
    are no fault, and nothing is graded by them.

    Parameters
    ----------
    raw : object
        What a file's JSON holds.
    notes : list of str
        A sentence for each thing that had to be repaired is added.

    Raises
    ------
    UnreadableNotebook
        When it is not a notebook.
    """
    found = _cells(raw)
    if raw.get("nbformat") == 3 or "worksheets" in raw:
        notes.append("The notebook was in the format 3 of long ago; it was converted.")
    cells, faults, ids = [], {}, set()
    for one in found:
        if not isinstance(one, dict):
            _count(faults, "no cell at all, and was left out")
            continue
        cell = _cell(one, faults)
        if cell.get("id") in ids or not cell.get("id"):
            cell["id"] = _fresh(len(cells), ids)
        ids.add(cell["id"])
        cells.append(cell)
    for fault, count in faults.items():
        notes.append(f"{count} cell{'s' if count > 1 else ''} of the file: {fault}.")
    nb = new_notebook()
    nb.cells = cells
    nb.metadata["language_info"] = {"name": "python"}
    return nb


def _cells(raw):
    """Return the list of cells, wherever the format has it."""
    if isinstance(raw, dict) and isinstance(raw.get("content"), dict):
        raw.update(raw["content"])  # as Jupyter's server hands it out
    if not isinstance(raw, dict):
        raise UnreadableNotebook(f"it holds a {type(raw).__name__}, expected a notebook")
    found = raw.get("cells")
    if found is None and isinstance(raw.get("worksheets"), list):
        sheets = [sheet for sheet in raw["worksheets"] if isinstance(sheet, dict)]
        lists = [sheet.get("cells") for sheet in sheets]
        found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list) or not any(isinstance(cell, dict) for cell in found):
        raise UnreadableNotebook("it has no cells, so it is not a notebook")
    return found


def _cell(one, faults):
    meta = one.get("metadata")
    if not isinstance(meta, dict):
        _count(faults, "the metadata was missing or of a wrong type")
        meta = {}
    source = _source(one, faults)
    kind = _kind(one, meta, faults)
    if one.get("cell_type") == "heading":
        level = one.get("level")
        source = "#" * (level if level in range(1, 7) else 1) + " " + source.replace("\n", " ")
    cell = make_cell(kind, source)
    if isinstance(one.get("id"), str) and _ID.fullmatch(one["id"]):
        cell["id"] = one["id"]
    cell.metadata.update(_metadata(meta, faults))
    pictures = one.get("attachments")
    if kind != "code" and isinstance(pictures, dict) and all(map(_is_picture, pictures.values())):
        cell["attachments"] = pictures
    return cell


def _kind(one, meta, faults):
    told = one.get("cell_type")
    if told == "heading":
        return "markdown"
    if told in ("code", "markdown", "raw"):
        return told
    _count(faults, "the type was missing or unknown")
    if _OF_CODE & one.keys():
        return "code"
    grader = meta.get("nbgrader")
    told = grader.get("cell_type") if isinstance(grader, dict) else None
    return told if told in ("code", "markdown") else "markdown"


def _source(one, faults):
    """Return a cell's text, as one string with the line ends of Unix."""
    source = one.get("source", one.get("input"))
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        if len(lines) < len(source):
            _count(faults, "the text held what is no text, which was left out")
        # Some tools write lines without their ends.
        bare = len(lines) > 1 and not any("\n" in line for line in lines)
        source = ("\n" if bare else "").join(lines)
    elif source is None or isinstance(source, int | float):
        _count(faults, "the text was missing or of a wrong type")
        source = "" if source is None else str(source)
    elif not isinstance(source, str):
        _count(faults, "the text was missing or of a wrong type")
        source = ""
    if "\0" in source or _LONE.search(source):
        _count(faults, "the text held characters that no text has, which were left out")
        source = _LONE.sub("\ufffd", source.replace("\0", ""))
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _metadata(meta, faults):
    """Return what a cell may keep: the name that nbgrader knows it by, and its tags."""
    kept = {}
    grader, tags = meta.get("nbgrader"), meta.get("tags")
    if isinstance(grader, dict):
        if isinstance(grader.get("grade_id"), str):
            kept["nbgrader"] = {"grade_id": grader["grade_id"]}
    elif grader is not None:
        _count(faults, "nbgrader's metadata was of a wrong type")
    if isinstance(tags, list):
        texts = [tag for tag in tags if isinstance(tag, str) and tag and "," not in tag]
        kept["tags"] = list(dict.fromkeys(_LONE.sub("\ufffd", tag) for tag in texts))
    elif tags is not None:
        _count(faults, "the tags were of a wrong type")
    return kept


def _is_picture(value):
    return isinstance(value, dict) and all(
        isinstance(content, str) or (isinstance(content, list) and all(map(_is_text, content)))
        for content in value.values()
    )


def _is_text(value):
    return isinstance(value, str)


def _fresh(number, taken):
    while f"cell-{number}" in taken:
        number += 1
    return f"cell-{number}"


def _count(faults, fault):
    faults[fault] = faults.get(fault, 0) + 1
