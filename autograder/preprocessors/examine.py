"""Grade a submission with the examiner, in place of nbgrader's own Execute."""

import atexit
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from autograder import course, grading
from autograder.examiner.warm import Warm


class Examine(NbGraderPreprocessor):
    """Run the student's cells in one process and the checks in another, and write the scores down.

    The outputs of a check are its report and its score, from the examiner's own record; nothing
    the student's code prints gets into them.
    """

    limit = Float(
        30.0, help="Seconds that one cell, or one call of a student's function, may take."
    ).tag(config=True)
    notebook_limit = Float(600.0, help="Seconds that a whole notebook may take.").tag(config=True)
    seed = Integer(
        None,
        allow_none=True,
        help="Seed of the checks' inputs. Drawn afresh for each submission when not given, and "
        "recorded in the graded notebook either way.",
    ).tag(config=True)

    _warm = None

    def preprocess(self, nb, resources):
        """Fill in the outputs of every code cell that is run while grading."""
        result = grading.grade(
            nb,
            resources["nbgrader"]["assignment"],
            Path(resources["metadata"]["path"]),
            self.warm(),
            seed=self.seed,
            limit=self.limit,
            notebook_limit=self.notebook_limit,
            root=self._root(),
        )
        nb.metadata["layerwise"] = {key: result[key] for key in ("seed", "status", "refused")}
        for sentence in result["refused"]:
            self.log.warning("%s", sentence)
        return nb, resources

    @classmethod
    def warm(cls):
        """Return the warm parent of this run, started when first asked for."""
        if Examine._warm is None:
            Examine._warm = Warm()
            atexit.register(Examine._warm.close)
        return Examine._warm

    def _root(self):
        converter = getattr(self.parent, "parent", None)
        coursedir = getattr(converter, "coursedir", None)
        return Path(coursedir.root) if coursedir else course.ROOT
