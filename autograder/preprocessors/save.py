"""Write the scores of a graded notebook into the gradebook, all of them at once."""

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, MissingEntry
from nbgrader.preprocessors import SaveAutoGrades


class Save(SaveAutoGrades):
    """nbgrader's own, which asks the database for each cell and commits each score.

    What a score and a comment are, nbgrader's methods decide.
    """

    def preprocess(self, nb, resources):
        """Return the notebook as it came."""
        told = resources["nbgrader"]
        place = told["notebook"], told["assignment"], told["student"]
        self.notebook_id, self.assignment_id, self.student_id = place
        with Gradebook(told["db_url"]) as gradebook:
            self.gradebook = _Rows(gradebook, gradebook.find_submission_notebook(*place))
            for number, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, number)
            gradebook.db.commit()
        return nb, resources


class _Rows:
    """Stands for the gradebook where nbgrader looks for the rows of one notebook's cells."""

    def __init__(self, gradebook, submitted):
        self.db = self  # what is found here is committed once, by whoever made this
        self._grades, self._comments = (
            dict(
                gradebook.db.query(BaseCell.name, row)
                .join(row, row.cell_id == BaseCell.id)
                .filter(row.notebook_id == submitted.id)
                .all()
            )
            for row in (Grade, Comment)
        )

    def commit(self):
        """Do nothing."""

    def find_grade(self, name, *_):
        """Return the row of a check's score."""
        return _found(self._grades, name)

    def find_comment(self, name, *_):
        """Return the row of an answer's comment."""
        return _found(self._comments, name)


def _found(rows, name):
    if name not in rows:
        raise MissingEntry(f"the gradebook has no row for the cell {name}")
    return rows[name]
