"""What befalls the form of a notebook's cells: ids, metadata, sources, outputs.

Each function of `FORMS` and `LAST` changes a notebook as plain values, in place.
"""

import re


def text(cell):
    """Return a cell's text."""
    source = cell.get("source", "")
    if not isinstance(source, list):
        return str(source)
    ends = any("\n" in str(line) for line in source)
    return ("" if ends else "\n").join(map(str, source))


def put(cell, source):
    """Set a cell's text, as a list of lines."""
    cell["source"] = source.splitlines(keepends=True)


def kind(cell):
    """Return answer, written, check, given or text, by nbgrader's metadata; own, or held.

    A cell that an answer was moved into is `held`: what is done to checks would lose the answer.
    """
    meta = cell.get("metadata")
    if isinstance(meta, dict) and "held" in meta:
        return "held"
    told = meta.get("nbgrader") if isinstance(meta, dict) else None
    if not isinstance(told, dict) or "grade_id" not in told:
        return "own"
    if told.get("solution"):
        return "written" if told.get("grade") else "answer"
    if told.get("grade"):
        return "check"
    return "given" if told.get("cell_type") == "code" else "text"


def some(nb, rng, *kinds):
    """Return a cell of some kinds, or None."""
    found = [cell for cell in nb["cells"] if kind(cell) in kinds]
    return rng.choice(found) if found else None


def place(nb, cell):
    """Return where a cell stands."""
    return next(n for n, other in enumerate(nb["cells"]) if other is cell)


def each(nb, rng, share):
    """Yield a share of the cells, at random."""
    yield from (cell for cell in nb["cells"] if rng.random() < share)


# Editors


def without_ids(nb, rng):
    for cell in nb["cells"]:
        cell.pop("id", None)
    nb["nbformat_minor"] = 4


def one_id_for_all(nb, rng):
    for cell in nb["cells"]:
        cell["id"] = "same"


def older_minor(nb, rng):
    nb["nbformat_minor"] = rng.choice([0, 1, 2, 4])


def as_colab_saves(nb, rng):
    nb["nbformat_minor"] = 0
    nb["metadata"] = {**(nb["metadata"] or {}), "colab": {"toc_visible": True}}
    for cell in nb["cells"]:
        cell.pop("id", None)
        cell.setdefault("metadata", {})
        if isinstance(cell["metadata"], dict):
            cell["metadata"].update(id=f"{rng.getrandbits(48):012x}", outputId="x", colab={"a": 1})
            if rng.random() < 0.5:
                cell["metadata"].pop("deletable", None)


def as_vs_code_saves(nb, rng):
    nb["metadata"] = {**(nb["metadata"] or {}), "vscode": {"interpreter": {"hash": "0"}}}
    for cell in each(nb, rng, 0.5):
        if isinstance(cell.get("metadata"), dict):
            cell["metadata"]["vscode"] = {"languageId": "python"}


def format_three(nb, rng):
    if "cells" not in nb or nb.get("nbformat") == 3:
        return
    cells = nb.pop("cells")
    for cell in [cell for cell in cells if isinstance(cell, dict)]:
        cell.pop("id", None)
        if cell.get("cell_type") == "code":
            cell["input"] = cell.pop("source", [])
            cell.update(prompt_number=1, language="python", collapsed=False, outputs=[])
            cell.pop("execution_count", None)
    nb.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}])


def as_a_server_sends(nb, rng):
    whole = dict(nb)
    nb.clear()
    nb.update(name="x.ipynb", path="x.ipynb", type="notebook", format="json", content=whole)


# Metadata


def without_nbgrader(nb, rng):
    for cell in nb["cells"]:
        if isinstance(cell.get("metadata"), dict):
            cell["metadata"].pop("nbgrader", None)


def without_any_name(nb, rng):
    for cell in nb["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


def some_without_any_name(nb, rng):
    for cell in each(nb, rng, 0.3):
        cell["metadata"] = {}
        cell.pop("id", None)


def names_permuted(nb, rng):
    metas = [c["metadata"] for c in nb["cells"] if isinstance(c.get("metadata"), dict)]
    told = [meta.get("nbgrader") for meta in metas]
    rng.shuffle(told)
    for meta, other in zip(metas, told, strict=True):
        meta["nbgrader"] = other


def wrong_types(nb, rng):
    for cell in each(nb, rng, 0.4):
        meta = cell.get("metadata")
        if not isinstance(meta, dict):
            continue
        what = rng.randrange(7)
        if what == 0:
            meta["nbgrader"] = rng.choice(["x", None, 3, []])
        elif what == 1:
            meta["tags"] = rng.choice([3, "grade_id:x", None, {"a": 1}, [1, None]])
        elif what == 2:
            cell["metadata"] = rng.choice([None, "x", []])
        elif isinstance(meta.get("nbgrader"), dict):
            key, value = rng.choice(
                [
                    ("points", None),
                    ("schema_version", 99),
                    ("schema_version", "1"),
                    ("grade", "yes"),
                    ("locked", None),
                    ("solution", True),
                    ("points", "all"),
                ]
            )
            meta["nbgrader"][key] = value


def notebook_metadata(nb, rng):
    nb["metadata"] = rng.choice([{}, None, [], {"kernelspec": 3, "language_info": "R"}])


def missing_keys(nb, rng):
    for cell in each(nb, rng, 0.4):
        for key in rng.sample(["metadata", "outputs", "execution_count", "cell_type", "id"], 2):
            cell.pop(key, None)


def forged_repairs(nb, rng):
    nb["metadata"] = {"layerwise": {"repairs": 3, "receipt": ["x"]}}


# Texts and outputs


def sources_as_text(nb, rng):
    for cell in each(nb, rng, 0.5):
        cell["source"] = text(cell)


def sources_without_line_ends(nb, rng):
    for cell in each(nb, rng, 0.5):
        cell["source"] = text(cell).split("\n")


def windows_line_ends(nb, rng):
    for cell in each(nb, rng, 0.7):
        cell["source"] = text(cell).replace("\n", "\r\n")


def odd_characters(nb, rng):
    for cell in each(nb, rng, 0.3):
        if cell.get("cell_type") == "markdown":
            cell["source"] = text(cell) + rng.choice(["\0", "\ud800", "\x0b", "\x1b[0m"])
        else:
            cell["source"] = "\ufeff" + text(cell)


def source_is_no_text(nb, rng):
    cell = some(nb, rng, "text", "given", "check")
    if cell:
        cell["source"] = rng.choice([3, None, {"a": 1}, [1, 2], 2.5, True])


def bad_outputs(nb, rng):
    for cell in each(nb, rng, 0.5):
        if cell.get("cell_type") == "code":
            cell["outputs"] = rng.choice(
                [
                    None,
                    "x",
                    [3],
                    [{}],
                    [{"output_type": "stream"}],
                    [{"output_type": "pyout"}],
                    [{"output_type": "display_data", "data": {"text/plain": 3}, "metadata": None}],
                ]
            )
            cell["execution_count"] = rng.choice([None, "7", -1, 2.5, []])


def blanks_at_line_ends(nb, rng):
    for cell in each(nb, rng, 0.3):
        if kind(cell) in ("check", "given", "text"):
            put(cell, re.sub(r"(?m)$", "  ", text(cell)) + "\n\n")


FORMS = [
    *(without_ids, one_id_for_all, older_minor, as_colab_saves, as_vs_code_saves),
    *(without_nbgrader, without_any_name, some_without_any_name, names_permuted, wrong_types),
    *(notebook_metadata, missing_keys, forged_repairs),
    *(sources_as_text, sources_without_line_ends, windows_line_ends, odd_characters),
    *(source_is_no_text, bad_outputs, blanks_at_line_ends),
]
#: Those that leave a notebook in which the others find no cells; so they come last.
LAST = [format_three, as_a_server_sends]
