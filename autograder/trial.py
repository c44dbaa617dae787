"""Try a chapter's checks on answers: its own, and the versions of the bank."""

import copy

from autograder import course, grading, notebook, samples
from autograder.examiner.limits import Limits
from layerwise.cython_cell import is_cython

#: Run on both sides between two versions: gives them the names, and torch the state, that were
#: there when it was run first.
_FRESH = """\
def _as_before(kept={}):
    import sys
    space, torch = globals(), sys.modules.get("torch")
    if not kept:
        kept.update(space)
    space.clear()
    space.update(kept)
    if torch:
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)
"""


class Trial:
    """Grades answers to a chapter with the examiner, without nbgrader around it.

    Parameters
    ----------
    chapter : str
    warm : Warm
        The warm parent to fork from; threads may share a trial.
    root : Path
        The course's folder.

    Attributes
    ----------
    source : NotebookNode
        The chapter's source notebook.
    """

    def __init__(self, chapter, warm, root=course.ROOT):
        self.chapter = chapter
        self.root = root
        self.source = notebook.read(course.source(chapter, root))
        self._warm = warm
        self._checks = {}

    def points(self):
        """Return what each check gives at most, by its name."""
        checks = [cell for cell in self.source.cells if notebook.kind(cell) == "check"]
        return {notebook.grade_id(c): float(c.metadata.nbgrader["points"]) for c in checks}

    def check_of(self, function):
        """Name the check of a graded function: the first one below the answer that defines it."""
        if function not in self._checks:
            answer = samples.cell_of(self.chapter, function, self.root)
            names = [notebook.grade_id(cell) for cell in self.source.cells]
            below = self.source.cells[names.index(answer) :]
            checks = (notebook.grade_id(c) for c in below if notebook.kind(c) == "check")
            self._checks[function] = next(checks)
        return self._checks[function]

    def composed(self, answers, checks=None):
        """Return the source notebook with these answers, and all checks or only those named."""
        nb = copy.deepcopy(self.source)
        kept = []
        for cell in nb.cells:
            name, kind = notebook.grade_id(cell), notebook.kind(cell)
            if kind == "answer":
                cell.source = answers.get(name, "")
                # Compiling takes ten times as long as all the rest; its own check wants it alone.
                if checks is not None and is_cython(cell.source) and f"check_{name}" not in checks:
                    cell.source = ""
            if kind != "check" or checks is None or name in checks:
                kept.append(cell)
        nb.cells = kept
        return nb

    def grade(self, answers, seed=None, checks=None):
        """Grade answers by the names of their cells; return what `grading.grade` does."""
        return grading.grade(
            self.composed(answers, checks),
            self.chapter,
            samples.trained_files(self.chapter, root=self.root),
            self._warm,
            seed=seed,
            root=self.root,
        )

    def grade_version(self, version, seed=None):
        """Grade a version of the bank by its own check; return what came of it.

        Returns
        -------
        dict
            ``score``, ``report``, ``misconception``, ``seconds`` of the check, and ``status``.
        """
        check = self.check_of(version.of)
        answers = samples.with_version(self.chapter, version, self.root)
        result = self.grade(answers, seed, {check})
        told = {"seconds": result["seconds"][check], "status": result["status"]}
        return result["checks"][check] | told

    def grade_together(self, versions, seed):
        """Grade versions of one function by its check, one after another in one pair of processes.

        What comes before the function's answer is run once; then each version, and what is between
        it and the check, with the same names as the first.

        Parameters
        ----------
        versions : list of Version
        seed : int

        Returns
        -------
        list of (dict or None)
            As `grade_version` returns them; None for a version that is not found to be what the
            bank says, and is to be graded alone: what others left behind may be to blame.
        """
        try:
            found = self._together(versions, seed)
        except grading.ExaminerFault:  # alone it comes again, or does not
            return [None] * len(versions)
        return [
            result if self.is_as_expected(version, result) else None
            for version, result in zip(versions, found, strict=True)
        ]

    def is_as_expected(self, version, found):
        """Return whether a version was found to be what the bank says it is."""
        if found["status"] != "graded":
            return False
        full = self.points()[self.check_of(version.of)]
        if version.is_wrong:
            name = f"{version.of}.{version.name}"
            return found["score"] < full and found["misconception"] == name
        return found["score"] == full and found["misconception"] is None

    def _together(self, versions, seed):
        """Grade versions of one function in one pair of processes."""
        (function,) = {version.of for version in versions}
        check = self.check_of(function)
        answer = samples.cell_of(self.chapter, function, self.root)
        nb = self.composed(samples.reference_answers(self.chapter, self.root), {check})
        cells = [described for _, described in grading.cells(nb, self.source)]
        names = [cell["name"] for cell in cells]
        first, last = names.index(answer), names.index(check)
        given = {"kind": "given", "place": 0, "name": None, "uses": [], "rehearsals": []}
        run = [*cells[:first], given | {"source": _FRESH}]
        for version in versions:
            own = cells[first] | {"source": version.source()}
            run += [given | {"source": "_as_before()"}, own, *cells[first + 1 : last + 1]]
        job = {
            "chapter": self.chapter,
            "names": notebook.answer_names(self.source),
            "seed": seed,
            "images": seed,
            "limit": 30.0,
            "cells": run,
        }
        files = samples.trained_files(self.chapter, root=self.root)
        most = 600.0 * len(versions)  # seconds
        limits = Limits(cpu=most)
        result = grading.examined(
            job, files, self._warm, notebook_limit=most, limits=limits, root=self.root
        )
        outcomes = [
            outcome
            for cell, outcome in zip(run, result["cells"], strict=True)
            if cell["kind"] == "check"
        ]
        status = result["status"]
        return [
            grading.came_of(o) | {"seconds": o.get("seconds", 0.0), "status": status}
            for o in outcomes
        ]
