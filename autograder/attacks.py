"""Notebooks that try to gain points or to do harm, and what each becomes in another chapter.

They are written against the chapter p1 of `tests/adversarial`, whose one answer is ``sq``, and each
says in the metadata of its first cell whether its answer is `honest`, and what is handed in beside
it. In another chapter an attack keeps all that is its own: its code runs there, what it does to a
given cell or a check it does to all of them, and the function that it hands in as ``sq`` stands
for each of the chapter's answers, unless the attack is honest: then these are the reference's.
"""

import base64
import copy
import os
import re
import zipfile

import nbformat

from autograder import course, notebook

_FOLDER = ("tests", "adversarial")
_CHAPTER = "p1"
#: Submissions that are turned away as a whole, which the run says.
REFUSED = ("notebook_is_a_link",)
_HIDDEN = re.compile(r"^.*### BEGIN HIDDEN TESTS[\s\S]*?### END HIDDEN TESTS.*\n?", re.MULTILINE)
#: What an attack reads from its environment, where it is not confined, and its default.
_AIMS = {"SCRATCH": "/nowhere", "PORT": "9"}


def names(root=course.ROOT):
    """Return the attacks' names."""
    return sorted(path.stem for path in root.joinpath(*_FOLDER, "notebooks").glob("*.ipynb"))


def read(name, root=course.ROOT):
    """Return an attack's notebook, its sentence and what its first cell says of it."""
    path = root.joinpath(*_FOLDER, "notebooks", f"{name}.ipynb")
    nb = nbformat.read(path, as_version=4)
    return nb, nb.cells[0].source, nb.cells[0].metadata["attack"]


def aim(nb, **aims):
    """Write into an attack's cells where to aim: a confined process would not be told."""
    for cell in nb.cells:
        for name, value in aims.items():
            start = f'os.environ.get("LAYERWISE_{name}", "'
            cell.source = cell.source.replace(f'{start}{_AIMS[name]}")', repr(value))
    return nb


def lay_beside(folder, beside, chapter=_CHAPTER):
    """Put into a submission's folder what an attack hands in beside its notebook."""
    beside = beside or {}
    for name, text in beside.get("files", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in beside.get("base64", {}).items():
        (folder / name).write_bytes(base64.b64decode(text))
    for name, target in beside.get("links", {}).items():
        path = folder / name.replace(f"{_CHAPTER}.ipynb", f"{chapter}.ipynb")
        path.unlink(missing_ok=True)
        path.symlink_to(target)
    for name in beside.get("pipes", ()):
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
    for name, size in beside.get("zeros", {}).items():
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("w.npy", bytes(size))


def transplanted(name, released, reference, root=course.ROOT):
    """Return an attack as a submission to another chapter.

    Parameters
    ----------
    name : str
    released : NotebookNode
        The chapter's release.
    reference : dict of str to str
        The reference's answers, by the names of their cells.
    root : Path
        The course's folder, which holds the attacks.
    """
    attack, _, told = read(name, root)
    base = _base(root)
    by_name = {notebook.grade_id(cell): cell for cell in attack.cells}
    names = [notebook.grade_id(cell) for cell in attack.cells]
    first = names.index("setup")
    own = [cell for cell in attack.cells if _is_own(cell, base)]
    before = [cell for cell in own if cell in attack.cells[1:first]]
    after = [cell for cell in own if cell in attack.cells[first:]]
    nb, cells, laid = copy.deepcopy(released), [], False
    for cell in nb.cells:
        kind, is_long = notebook.kind(cell), notebook.is_experiment(cell)
        if kind == "answer" and not is_long:
            if not laid:
                cells.append(nbformat.v4.new_code_cell(by_name["sq"].source))
                laid = True
            answer = reference[notebook.grade_id(cell)]
            cell.source = answer if told["honest"] else _aliases(answer)
        elif kind in ("given", "check") and not is_long:
            model = {"check": "t1"}.get(kind) or (
                "rehearsal" if notebook.rehearsals(cell) else "setup"
            )
            if model not in by_name:
                continue  # deleted
            _change(cell, by_name[model], base[model])
        cells.append(cell)
    nb.cells = [*map(_plain, before), *cells, *map(_plain, after)]
    return nb


def _base(root):
    """Return the cells of the chapter that the attacks are written against, as released."""
    path = root.joinpath(*_FOLDER, "course", "source_notebooks", _CHAPTER, f"{_CHAPTER}.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    for cell in cells:
        cell.source = _HIDDEN.sub("", cell.source).strip()
    return {notebook.grade_id(cell): cell for cell in cells}


def _is_own(cell, base):
    """Return whether a cell is the attack's own and none that the chapter has."""
    return "attack" not in cell.metadata and notebook.grade_id(cell) not in base


def _plain(cell):
    """Return a copy of a cell with an id of its own."""
    made = copy.deepcopy(cell)
    made["id"] = nbformat.v4.new_code_cell().id
    return made


def _aliases(answer):
    """Return an answer cell that hands in the attack's function under each of its names."""
    return "\n".join(f"{name} = sq" for name in notebook.bound_names(answer))


def _change(cell, attacked, original):
    """Do to a cell what an attack did to the like of it."""
    if attacked.source.strip() != original.source:
        cell.source = attacked.source
    for key, value in attacked.metadata.nbgrader.items():
        if value != original.metadata.nbgrader.get(key) and key not in ("checksum", "grade_id"):
            cell.metadata.nbgrader[key] = value
