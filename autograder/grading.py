"""Grade one notebook: hand its cells to the examiner and take back outputs and scores."""

import functools
import secrets
import tempfile
from pathlib import Path

from nbformat import from_dict

from autograder import course, notebook
from autograder.examiner import handed_in
from autograder.examiner.limits import Limits
from autograder.examiner.outcome import label, lost


class ExaminerFault(RuntimeError):
    """Something is wrong on the course's own side, so nothing can be said of a submission."""


def grade(
    nb,
    chapter,
    folder,
    warm,
    *,
    seed=None,
    images=None,
    limit=30.0,
    notebook_limit=600.0,
    limits=None,
    root=course.ROOT,
):
    """Fill in the outputs of a notebook's cells and return what came of its checks.

    What the examiner runs for itself, given cells and checks, it takes from the course's source
    notebook, by the cells' names: whatever a submission says of its cells, its own code runs only
    in the student's process.

    Parameters
    ----------
    nb : NotebookNode
        The submission. The outputs of the cells that are run are replaced.
    chapter : str
    folder : Path
        Where the files are that were handed in with it. The student's code sees a copy, without
        notebooks.
    warm : Warm
        The warm parent to fork from.
    seed : int, optional
        Seed of the checks' inputs; a fresh one when not given.
    images : int, optional
        Seed of the images that models are tested on; all notebooks of a run with the same one share
        what is drawn from it. When not given, `seed`.
    limit, notebook_limit : float
        Seconds that a cell or call, and the whole notebook, may take.
    limits : Limits, optional
        What else the student's processes may take.
    root : Path
        The course's folder.

    Returns
    -------
    dict
        ``seed`` and ``images``; ``status``, "graded" or the reason why the examination ended early;
        and ``checks``, by grade_id: ``score``, ``report`` and ``misconception`` (None or its name);
        ``refused``, a sentence for each handed-in file that was too large; and ``seconds``, what
        each cell took, by grade_id, with all cells that have none under an empty name.

    Raises
    ------
    ExaminerFault
        When a cell that the course gives fails by itself.
    WarmParentEnded
        When the processes that grade cannot be kept running.
    """
    source, names = _chapter(chapter, root)
    run = list(cells(nb, source))
    # Too many to try all: a student's process knows a number that is derived from the seed, and
    # could draw the held-out images again, with their labels, if it found the seed from that.
    seed = secrets.randbelow(2**63) if seed is None else seed
    images = seed if images is None else images
    job = {
        "chapter": chapter,
        "names": names,
        "seed": seed,
        "images": images,
        "limit": limit,
        "cells": [described for _, described in run],
    }
    result = examined(job, folder, warm, notebook_limit=notebook_limit, limits=limits, root=root)
    checks, seconds = {}, {}
    for (cell, described), outcome in zip(run, result["cells"], strict=True):
        name = described["name"] or ""
        seconds[name] = seconds.get(name, 0.0) + outcome.get("seconds", 0.0)
        cell.outputs = [from_dict(output) for output in outcome["outputs"]]
        if described["kind"] == "check":
            if outcome["score"] < described["points"]:
                cell.outputs[0].text = "\n".join([*result["refused"], cell.outputs[0].text])
            checks[described["name"]] = came_of(outcome) | {"report": cell.outputs[0].text}
    told = {key: result[key] for key in ("status", "refused")}
    return {"seed": seed, "images": images, **told, "checks": checks, "seconds": seconds}


def cells(nb, source):
    """Yield the notebook's cells that are run, each with its description for the examiner."""
    own = {notebook.grade_id(cell): cell for cell in source.cells if notebook.grade_id(cell)}
    seen = set()
    for place, cell in enumerate(nb.cells, 1):
        name = notebook.grade_id(cell)
        name = name if name in own else None
        original = own.get(name)
        if cell.cell_type != "code" or (original and notebook.is_experiment(original)):
            continue
        described = {"place": place, "name": name, "points": 0.0}
        kind = notebook.kind(original) if original else "extra"
        if kind in ("given", "check") and name not in seen:
            points = original.metadata.nbgrader.get("points", 0)
            described |= {"kind": kind, "source": original.source, "points": float(points)}
            described["rehearsals"] = notebook.rehearsals(original)
            described["uses"] = notebook.used_names(original.source)
        else:  # a second copy of a given cell or check is the student's own code
            described |= {"kind": "answer", "source": cell.source}
        seen.add(name)
        yield cell, described


def prepare(chapter, root=course.ROOT):
    """Read and parse a chapter's source notebook, once for all notebooks of a run."""
    source, _ = _chapter(chapter, root)
    list(cells(source, source))


def _chapter(chapter, root):
    path = course.source(chapter, root)
    return _read(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _read(path, changed):
    """Return a chapter's source notebook, and the names that its answers define."""
    source = notebook.read(path)
    return source, notebook.answer_names(source)


def came_of(outcome):
    """Return what came of a check: ``score``, ``report`` and ``misconception``."""
    return {
        "score": outcome["score"],
        "report": outcome["outputs"][0]["text"],
        "misconception": outcome.get("misconception"),
    }


def examined(job, folder, warm, *, notebook_limit=600.0, limits=None, root=course.ROOT):
    """Have a job examined in a private copy of the folder; return what came of all its cells.

    Parameters
    ----------
    job : dict
        As `autograder.examiner.examine.main` describes it, but for its folder.

    Returns
    -------
    dict
        As `examine.main` describes it, with ``refused`` as in `grade`. Of a cell that was not
        reached, the outcome says why.

    The other parameters, and what is raised, are as in `grade`.
    """
    hidden = [Path(root).resolve()]
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as private:
        room = (limits or Limits()).disk // 2
        refused = handed_in.copy(Path(folder), Path(private, handed_in.STUDENT), most=room)
        result = warm.grade({**job, "folder": private}, notebook_limit, limits, hidden)
    if result["fault"]:
        # No score is better than a wrong one.
        raise ExaminerFault(f"{job['chapter']} cannot be graded here: {result['fault']}")
    result["refused"] = refused
    missing = job["cells"][len(result["cells"]) :]
    if missing:
        result["status"] += f" in {label(missing[0])}"
        result["cells"] += [lost(cell, result["status"]) for cell in missing]
    return result
