"""What befalls notebooks between a release and a hand-in, as small functions.

Those of `CELLS` change a notebook as plain values, in place; those of `FILES`, in `mangled_files`,
return the bytes of its file in another way. Each takes a `random.Random`. None loses what the
student has written, but for `cut_anywhere`, which may.
"""

import copy
import re

from mangled_cells import (
    FORMS,
    LAST,
    kind,
    names_permuted,
    place,
    put,
    some,
    text,
    wrong_types,
)
from mangled_files import FILES, dumped

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
    *FORMS,
    *(check_copied, check_edited, check_emptied, deleted, all_checks_deleted, turned),
    *(answer_in_a_fence, answer_in_a_new_cell, answer_above_its_stub, answer_copied),
    *(answer_split, merged, answer_in_its_check),
    *(all_shuffled, some_moved, own_cells, no_cells_among_the_cells),
]


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
