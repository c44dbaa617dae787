"""Try a chapter's checks on answers: its own, and the versions of the bank."""

import copy

from autograder import course, grading, notebook, samples
from layerwise.cython_cell import is_cython


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

    def points(self):
        """Return what each check gives at most, by its name."""
        checks = [cell for cell in self.source.cells if notebook.kind(cell) == "check"]
        return {notebook.grade_id(c): float(c.metadata.nbgrader["points"]) for c in checks}

    def check_of(self, function):
        """Name the check of a graded function: the first one below the answer that defines it."""
        answer = samples.cell_of(self.chapter, function, self.root)
        names = [notebook.grade_id(cell) for cell in self.source.cells]
        below = self.source.cells[names.index(answer) :]
        return next(notebook.grade_id(cell) for cell in below if notebook.kind(cell) == "check")

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
        """Grade a version of the bank by its own check; return the status and what came of it."""
        check = self.check_of(version.of)
        answers = samples.with_version(self.chapter, version, self.root)
        result = self.grade(answers, seed, {check})
        return result["status"], result["checks"][check]
