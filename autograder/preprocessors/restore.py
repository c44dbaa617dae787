"""Put the cells that a student may not change back to what they were."""

import hashlib
import re

from nbgrader.api import Gradebook
from nbgrader.preprocessors import OverwriteCells
from traitlets import default

from autograder import notebook

_REGION = re.compile(
    r"^.*### BEGIN (HIDDEN TESTS|MARK SCHEME)[\s\S]*?### END \1.*\n?", re.MULTILINE
)


class Restore(OverwriteCells):
    """nbgrader's OverwriteCells, with a warning only where a student really changed something.

    The stock class warns of every check that has hidden tests, since these are put back too.
    """

    @default("add_missing_cells")
    def _add_missing_cells(self):
        return True

    def preprocess(self, nb, resources):
        """Restore a notebook."""
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as book:
            source = book.find_notebook(told["notebook"], told["assignment"])
            self._kinds = _kinds(source)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        """Restore one cell, and say so when what a student saw of it had been edited."""
        before = cell.source
        self._restore_kind(cell)
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if notebook.grade_id(cell) is None:  # a copy, or a cell of the student's own making
            cell.metadata.pop("nbgrader", None)
        elif cell.source != before and _visible(cell.source).strip() != before.strip():
            name = cell.metadata["nbgrader"]["grade_id"]
            self.log.warning("The cell %s had been changed; it was put back.", name)
        return cell, resources

    def _restore_kind(self, cell):
        """Make a cell a check, an answer or neither, as the source has it.

        The stock method trusts the submission in this, and then fails for the whole of it.
        """
        name, told = notebook.grade_id(cell), cell.metadata.get("nbgrader")
        if name not in self._kinds:
            return
        kind, points = self._kinds[name]
        for attribute, value in kind.items():
            if told.get(attribute, False) is not value:
                self.report_change(name, attribute, value, told.get(attribute))
                told[attribute] = value
        if points is None:
            told.pop("points", None)
        elif not isinstance(told.get("points"), int | float):
            self.report_change(name, "points", points, told.get("points"))
            told["points"] = points

    def add_missing_grade_cells(self, nb, resources):
        """Put deleted checks and questions back, each after the cell that the source has before it.

        The stock method fails where that one is read-only or was deleted too.
        """
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        graded = {cell.name: cell.max_score for cell in source.grade_cells}
        answered = {cell.name for cell in source.solution_cells}
        place = 0
        for cell in source.source_cells:
            names = [notebook.grade_id(cell) for cell in nb.cells]
            if cell.name in names:
                place = names.index(cell.name) + 1
            elif cell.name in graded:
                self.log.warning("The cell %s was missing; it was put back.", cell.name)
                points, is_answer = graded[cell.name], cell.name in answered
                made = self.missing_cell_transform(cell, points, is_answer)
                if (nb.nbformat, nb.nbformat_minor) >= (4, 5):
                    made["id"] = hashlib.sha256(cell.name.encode()).hexdigest()[:8]
                nb.cells.insert(place, made)
                place += 1
        return nb, resources

    def report_change(self, name, attr, old, new):
        """Report a changed cell type, lock or number of points; not a changed checksum."""
        if attr != "checksum":
            super().report_change(name, attr, old, new)


def _kinds(source):
    """Return what the gradebook says of each cell of a notebook: its kind, and its points."""
    points = {cell.name: cell.max_score for cell in (*source.grade_cells, *source.task_cells)}
    names = {
        "grade": {cell.name for cell in source.grade_cells},
        "solution": {cell.name for cell in source.solution_cells},
        "task": {cell.name for cell in source.task_cells},
    }
    return {
        cell.name: ({kind: cell.name in of for kind, of in names.items()}, points.get(cell.name))
        for cell in source.source_cells
    }


def _visible(source):
    """Return what a release shows of a check's or question's source."""
    return _REGION.sub("", source)
