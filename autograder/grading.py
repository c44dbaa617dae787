"""Grade one notebook: hand its cells to the examiner and take back outputs and scores."""

import secrets
import shutil
import tempfile
from pathlib import Path

from nbformat import from_dict

from autograder import course, notebook
from autograder.examiner.wire import WireError


class ExaminerFault(RuntimeError):
    """Something is wrong on the course's own side, so nothing can be said of a submission."""


def grade(
    nb, chapter, folder, warm, *, seed=None, limit=30.0, notebook_limit=600.0, root=course.ROOT
):
    """Fill in the outputs of a notebook's cells and return what came of its checks.

    Parameters
    ----------
    nb : NotebookNode
        The notebook with its checks whole, hidden tests included. Its cells' outputs are replaced.
    chapter : str
    folder : Path
        Where the files are that were handed in with it. The student's code sees a copy.
    warm : Warm
        The warm parent to fork from.
    seed : int, optional
        Seed of the checks' inputs; a fresh one when not given.
    limit, notebook_limit : float
        Seconds that a cell or call, and the whole notebook, may take.

    Returns
    -------
    dict
        ``seed``; ``status``, "graded" or the reason why the student's process ended early; and
        ``checks``, by grade_id: ``score``, ``report`` and ``misconception`` (None or its name).

    Raises
    ------
    ExaminerFault
        When a cell that the course gives fails by itself.
    """
    source = notebook.read(course.source(chapter, root))
    skipped = {notebook.grade_id(cell) for cell in source.cells if notebook.is_experiment(cell)}
    cells = [
        cell
        for cell in nb.cells
        if cell.cell_type == "code"
        and not (skipped - {None}).intersection([notebook.grade_id(cell)])
    ]
    seed = secrets.randbelow(2**32) if seed is None else seed
    job = {
        "chapter": chapter,
        "names": notebook.answer_names(source),
        "seed": seed,
        "limit": limit,
        "cells": [_described(cell) for cell in cells],
    }
    result = _examine(job, Path(folder), warm, notebook_limit)
    if result["fault"]:
        # No score is better than a wrong one.
        raise ExaminerFault(f"{chapter} cannot be graded here: {result['fault']}")
    checks = {}
    for cell, outcome in zip(cells, result["cells"], strict=True):
        cell.outputs = [from_dict(output) for output in outcome["outputs"]]
        if notebook.kind(cell) == "check":
            checks[notebook.grade_id(cell)] = {
                "score": outcome["score"],
                "report": cell.outputs[0].text,
                "misconception": outcome.get("misconception"),
            }
    return {"seed": seed, "status": result["status"], "checks": checks}


def _described(cell):
    points = cell.metadata.get("nbgrader", {}).get("points", 0)
    return {"kind": notebook.kind(cell), "source": cell.source, "points": float(points or 0)}


def _examine(job, folder, warm, notebook_limit):
    with tempfile.TemporaryDirectory(prefix="submission-") as private:
        _copy_files(folder, Path(private))
        job["folder"] = private
        try:
            return warm.grade(job, notebook_limit)
        except (TimeoutError, WireError) as error:
            return _lost(job, f"the notebook could not be examined: {error}")


def _copy_files(folder, private):
    """Copy what was handed in beside the notebook; links are left behind."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            target = private / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _lost(job, reason):
    """Return the result of a notebook of which nothing is known: no points, with the reason."""
    from autograder.examiner.examine import scored

    nothing = {"outputs": [], "score": None}
    cells = [scored(0.0, reason) if cell["kind"] == "check" else nothing for cell in job["cells"]]
    return {"cells": cells, "status": reason, "fault": None}
