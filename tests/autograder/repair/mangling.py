"""What befalls notebooks between a release and a hand-in, as small functions.

Those of `CELLS` change a notebook as plain values, in place; those of `FILES`, in `mangled_files`,
return the bytes of its file in another way. Each takes a `random.Random`. None loses what the
student has written, but for `cut_anywhere`, which may.
"""

import copy
import re

from mangled_files import FILES, dumped


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


# Checks and what is given


def check_copied(nb, rng):
    cell = some(nb, rng, "check", "given", "text")
    if cell:
        new = copy.deepcopy(cell)
        if rng.random() < 0.3 and kind(cell) == "check":
            new["metadata"]["nbgrader"]["grade_id"] = "mine"
        nb["cells"].insert(rng.randrange(len(nb["cells"]) + 1), new)


def check_edited(nb, rng):
    cell = some(nb, rng, "check", "given")
    if cell:
        lines = text(cell).splitlines(keepends=True)
        for _ in range(rng.randint(1, 3)):
            lines[rng.randrange(len(lines))] = rng.choice(["\n", "    pass\n", "print(1)\n"])
        put(cell, "".join(lines))


def check_emptied(nb, rng):
    cell = some(nb, rng, "check", "given")
    if cell:
        put(cell, rng.choice(["", "1.0", "parts = None\n7.0"]))


def deleted(nb, rng):
    for _ in range(rng.randint(1, 4)):
        cell = some(nb, rng, "check", "given", "text")
        if cell:
            nb["cells"].pop(place(nb, cell))


def all_checks_deleted(nb, rng):
    nb["cells"] = [cell for cell in nb["cells"] if kind(cell) != "check"]


def turned(nb, rng):
    cell = some(nb, rng, "check", "given", "answer", "written", "text")
    if cell:
        types = ["code", "markdown", "raw"]
        cell["cell_type"] = rng.choice([t for t in types if t != cell.get("cell_type")])
        if cell["cell_type"] != "code":
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


def answer_in_a_fence(nb, rng):
    cell = some(nb, rng, "answer")
    if cell:
        put(cell, f"```python\n{text(cell)}\n```")
        cell["cell_type"] = "markdown"


# Answers


def answer_in_a_new_cell(nb, rng):
    """Cut an answer out of its cell into one that nbgrader does not know, nearby."""
    cell = some(nb, rng, "answer")
    if cell:
        new = {"cell_type": "code", "metadata": {}, "source": cell["source"], "outputs": []}
        here = place(nb, cell)
        if rng.random() < 0.5:
            put(cell, "")
        else:
            nb["cells"].pop(here)
        nb["cells"].insert(max(here + rng.choice([-1, 0, 1, 2]), 0), new)


def answer_above_its_stub(nb, rng):
    cell = some(nb, rng, "answer")
    stub = cell and stub_of(text(cell))
    if stub:
        new = {"cell_type": "code", "metadata": {}, "source": cell["source"], "outputs": []}
        put(cell, stub)
        nb["cells"].insert(place(nb, cell) + rng.randint(0, 1), new)


#: The stubs of the release, by the first line of their definition; a test fills it in.
STUBS = {}


def stub_of(source):
    """Return the stub that an answer's cell had in the release, or None."""
    lines = source.splitlines()
    first = next((line for line in lines if re.match(r"(def|class) ", line)), None)
    return STUBS.get(first)


def answer_copied(nb, rng):
    cell = some(nb, rng, "answer", "written")
    if cell:
        nb["cells"].insert(place(nb, cell) + rng.randint(0, 1), copy.deepcopy(cell))


def answer_split(nb, rng):
    """Split an answer's cell at a line, as editors do: both halves have its metadata."""
    cell = some(nb, rng, "answer")
    lines = text(cell).splitlines(keepends=True) if cell else []
    if len(lines) > 2:
        at = rng.randint(1, len(lines) - 1)
        second = copy.deepcopy(cell)
        second["id"] = f"{rng.getrandbits(32):08x}"
        if rng.random() < 0.3:
            second["metadata"] = {}
        put(cell, "".join(lines[:at]).rstrip("\n"))
        put(second, "".join(lines[at:]).strip("\n"))
        nb["cells"].insert(place(nb, cell) + 1, second)


def merged(nb, rng):
    """Merge a cell with the next one; the first one's metadata and type stay."""
    here = rng.randrange(len(nb["cells"]) - 1)
    first, second = nb["cells"][here], nb["cells"][here + 1]
    if (
        {kind(first), kind(second)} & {"answer", "written"}
        and kind(first) != "own"
        and (first.get("cell_type") == second.get("cell_type"))
    ):
        put(first, f"{text(first)}\n\n{text(second)}")
        first["metadata"]["held"] = True
        nb["cells"].pop(here + 1)


def answer_in_its_check(nb, rng):
    """Write an answer at the top of the check after it, and delete its cell."""
    cell = some(nb, rng, "answer")
    if cell:
        here = place(nb, cell)
        check = next((c for c in nb["cells"][here:] if kind(c) == "check"), None)
        if check and not text(cell).startswith("%%"):
            put(check, f"{text(cell)}\n\n{text(check)}")
            check["metadata"]["held"] = True
            nb["cells"].pop(here)


# Order


def all_shuffled(nb, rng):
    rng.shuffle(nb["cells"])


def some_moved(nb, rng):
    for _ in range(rng.randint(1, 4)):
        cell = nb["cells"].pop(rng.randrange(len(nb["cells"])))
        nb["cells"].insert(rng.randrange(len(nb["cells"]) + 1), cell)


def own_cells(nb, rng):
    for _ in range(rng.randint(1, 5)):
        source = rng.choice(
            ["", "print(1)", "x_ = [1,\n2]", "# a thought", "def my_try(x):\n    x"]
        )
        made = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
        note = {"cell_type": "markdown", "metadata": {}, "source": "A note of mine."}
        nb["cells"].insert(rng.randrange(len(nb["cells"]) + 1), rng.choice([made, note]))


def no_cells_among_the_cells(nb, rng):
    nb["cells"].insert(rng.randrange(len(nb["cells"])), rng.choice([None, 3, "x", []]))


CELLS = [
    *(without_ids, one_id_for_all, older_minor, as_colab_saves, as_vs_code_saves),
    *(without_nbgrader, without_any_name, some_without_any_name, names_permuted, wrong_types),
    *(notebook_metadata, missing_keys, forged_repairs),
    *(sources_as_text, sources_without_line_ends, windows_line_ends, odd_characters),
    *(source_is_no_text, bad_outputs, blanks_at_line_ends),
    *(check_copied, check_edited, check_emptied, deleted, all_checks_deleted, turned),
    *(answer_in_a_fence, answer_in_a_new_cell, answer_above_its_stub, answer_copied),
    *(answer_split, merged, answer_in_its_check),
    *(all_shuffled, some_moved, own_cells, no_cells_among_the_cells),
]
#: Those that leave a notebook in which the others find no cells; so they come last.
LAST = [format_three, as_a_server_sends]


def mangle(nb, rng):
    """Return the bytes of a mangled notebook, and the names of what was done to it.

    One to four changes of cells are followed, half the time, by one of the file.
    """
    nb = copy.deepcopy(nb)
    done = rng.sample(CELLS, rng.randint(1, 4))
    # These hide from the others which cell is which.
    done.sort(key=lambda change: change in (names_permuted, wrong_types))
    done.sort(key=lambda change: change is no_cells_among_the_cells)
    done += [rng.choice(LAST)] if rng.random() < 0.15 else []
    for change in done:
        change(nb, rng)
    data = dumped(nb)
    if rng.random() < 0.5:
        done.append(rng.choice(FILES))
        data = done[-1](data, rng)
    return data, [change.__name__ for change in done]
