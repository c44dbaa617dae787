"""Have the gradebook know when a chapter is due before late penalties are assigned."""

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.term import Term


class Due(NbGraderPreprocessor):
    """Write the due date of the settings ``c.Term.due`` into the gradebook."""

    def preprocess(self, nb, resources):
        """Return the notebook as it came."""
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            Term(parent=self).set_due_date(gradebook, told["assignment"])
        return nb, resources
