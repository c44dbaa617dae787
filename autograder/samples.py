"""Sample submissions: a release filled in as students might fill it in."""

import ast
import copy
import functools
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import filelock

from autograder import course, misconceptions, notebook

#: The student of the sample class whose model is not good enough for all points.
TOO_SHORT = "the reference's answers, with a model trained for too short a time"

#: How many students a sample class has, unless more are asked for: one of each kind, or so.
STUDENTS = 10

#: Python 3.11 may fail when two threads parse at a time.
_PARSING = threading.Lock()
_MARKER = re.compile(r"^\s*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def reference_answers(chapter, root=course.ROOT):
    """Return the source notebook's own answers, by the names of their cells."""
    cells = notebook.read(course.source(chapter, root)).cells
    return {
        notebook.grade_id(cell): _MARKER.sub("", cell.source)
        for cell in cells
        if notebook.kind(cell) == "answer"
    }


def compose(chapter, answers, *, written=None, root=course.ROOT):
    """Return the chapter's release with answers filled in.

    Parameters
    ----------
    chapter : str
    answers : dict of str to str
        Sources by the names of the answer cells; a cell without one stays a stub.
    written : str, optional
        Text for every written answer.

    Raises
    ------
    KeyError
        When an answer belongs to no cell of the release.
    """
    nb = copy.deepcopy(notebook.read(course.release(chapter, root)))
    left = dict(answers)
    for cell in nb.cells:
        name = notebook.grade_id(cell)
        if notebook.kind(cell) == "answer" and name in left:
            cell.source = left.pop(name)
        elif notebook.kind(cell) == "written" and written:
            cell.source = written
    if left:
        raise KeyError(f"the release of {chapter} has no answer cells {', '.join(left)}.")
    return nb


def with_version(chapter, version, root=course.ROOT):
    """Return the reference answers with one of them written as a version of the bank has it."""
    answers = reference_answers(chapter, root)
    cell = cell_of(chapter, version.of, root)
    answers[cell] = version.source()
    return answers


def cell_of(chapter, function, root=course.ROOT):
    """Return the name of the answer cell that defines a function.

    Raises
    ------
    KeyError
        When no answer cell does.
    """
    for name, source in reference_answers(chapter, root).items():
        if function in notebook.bound_names(source):
            return name
    raise KeyError(f"no answer cell of {chapter} defines {function}.")


def trains(chapter, root=course.ROOT):
    """Return whether a chapter's students train a model and hand it in."""
    cells = notebook.read(course.source(chapter, root)).cells
    return any(notebook.kind(c) == "answer" and notebook.is_experiment(c) for c in cells)


def trained_files(chapter, *, small=False, root=course.ROOT):
    """Return the folder of the files that the reference's training cells write, such as weights.

    Training happens once; the folder is kept in the course's cache under a hash of the code.

    Parameters
    ----------
    chapter : str
    small : bool
        Train in small mode, in seconds, to no great accuracy.

    Returns
    -------
    Path
        A folder, empty for a chapter that trains nothing.
    """
    cells = notebook.read(course.source(chapter, root)).cells
    code = [
        cell.source
        for cell in cells
        if notebook.kind(cell) == "answer"
        or (notebook.kind(cell) == "given" and not notebook.is_experiment(cell))
    ]
    if not trains(chapter, root):
        code = []
    script = "\n\n".join(code)
    with _PARSING:
        digest = _digest(script, root / "layerwise" / "src")
    name = f"{chapter}-{'small' if small else 'full'}-{digest[:16]}"
    folder = root / ".cache" / "trained" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(f"{folder}.lock"):  # whoever asks meanwhile waits for the one training
        if not folder.is_dir():
            _train(script, folder, small)
    return folder


@functools.cache
def _digest(script, source):
    """Return the hash of a script and of the files of the library that it works with."""
    library = sorted(_library(script, source))
    code = script.encode() + b"".join(path.read_bytes() for path in library)
    return hashlib.sha256(code).hexdigest()


def _library(script, source):
    """Return the files of the library that a script works with, and what these import.

    What a script imports and never mentions again, such as the checks, is none of them.
    """
    tree = notebook.tree(script)
    mentioned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found, left = set(), [path for name, path in _imports(tree, source) if name in mentioned]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += [path for _, path in _imports(ast.parse(path.read_bytes()), source)]
    return found


def _imports(tree, source):
    """Yield the names that a module imports from the library, each with files that it is from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [(a.asname or a.name, f"{node.module}.{a.name}") for a in node.names]
        elif isinstance(node, ast.Import):
            names = [(a.asname or a.name.split(".")[0], a.name) for a in node.names]
        else:
            continue
        for name, dotted in names:
            path = source.joinpath(*dotted.split("."))
            for module in (path, *path.relative_to(source).parents[:-1]):
                for file in ((source / module).with_suffix(".py"), source / module / "__init__.py"):
                    if file.is_file():
                        yield name, file


def _train(script, folder, small):
    """Run the training cells and keep what they write as `folder`, all of it or nothing."""
    environment = {
        **os.environ,
        "MPLBACKEND": "Agg",
        "LAYERWISE_SMALL": "1" if small else "0",
        # Threads that wait for each other cost more than they bring with matrices this small.
        "OMP_NUM_THREADS": "1",
    }
    environment.pop("LAYERWISE_DATASET", None)
    with tempfile.TemporaryDirectory(dir=folder.parent) as parent:
        work = Path(parent, "files")
        work.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"the reference's training failed:\n{done.stderr[-2000:]}")
        work.rename(folder)


def sample_class(chapter, root=course.ROOT, students=STUDENTS):
    """Yield a class's submissions: what each student wrote, in words, and the answers.

    There is the reference, a choice of the bank's right and wrong versions, and what goes wrong
    otherwise: a model trained too short, an empty notebook, a half-finished one, a syntax error, a
    process that ends.

    Parameters
    ----------
    chapter : str
    root : Path
        The course's folder.
    students : int
        How many there are, with one who hands in nothing and is not among those yielded. More of
        them bring more versions of the bank, as long as it has some.

    Raises
    ------
    ValueError
        When there are too few students for one of each kind.
    """
    reference = reference_answers(chapter, root)
    names = list(reference)
    before = [("the reference", reference)]
    if trains(chapter, root):
        before.append((TOO_SHORT, reference))
    after = [("nothing filled in", {})]
    if names[1:]:
        after.append(("the first answer only", {names[0]: reference[names[0]]}))
    broken = reference | {names[0]: "def " + reference[names[0]]}
    after.append(("a syntax error in the first answer", broken))
    second = names[:2][-1]
    ended = reference | {second: f"{reference[second]}\n\nimport os\nos._exit(0)"}
    after.append((f"ends the process in the {'second' if names[1:] else 'only'} answer", ended))
    left = students - len(before) - len(after) - 1
    chosen = list(_choice(misconceptions.load(chapter)))
    if left < min(2, len(chosen)):
        raise ValueError(
            f"a class of {students} is too small for one of each kind of submission; {chapter} "
            f"wants {students - left + min(2, len(chosen))} students or more."
        )
    yield from before
    for version in sorted(chosen[:left], key=lambda version: version.is_wrong):
        kind = "wrong" if version.is_wrong else "right"
        yield f"{kind}: {version.of} as {version.name}", with_version(chapter, version, root)
    yield from after


def _choice(bank):
    """Yield a bank's versions in the order in which a class takes them in.

    The first is a right one, then there are wrong ones of one function after another, right ones
    of the others, and so on. A version that brings other answers along does not stand for one
    answer, so it is left out.
    """
    right, wrong = {}, {}
    for version in bank:
        if not version.beside:
            (wrong if version.is_wrong else right).setdefault(version.of, []).append(version)
    if right:
        yield next(iter(right.values())).pop(0)
    rest = {True: wrong, False: right}
    while any(versions for kind in rest.values() for versions in kind.values()):
        for is_wrong in (True, False):
            for versions in rest[is_wrong].values():
                if versions:
                    yield versions.pop(0)
