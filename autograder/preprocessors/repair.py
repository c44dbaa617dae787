"""Undo what editors and students did to a submission, and say what it was."""

import json
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import course
from autograder.repair import arrange, identity, original


class Repair(NbGraderPreprocessor):
    """Give a submission the chapter's cells, in its order, with the student's answers in them.

    Given cells and checks are put back as the source has them, deleted ones too; the student's own
    cells stay. What was done is logged, and kept in the notebook's metadata under ``layerwise`` as
    ``repairs``, a list of sentences for the student; beside it is the file's receipt.
    """

    def preprocess(self, nb, resources):
        """Repair a notebook."""
        told = resources.get("layerwise", {})
        notes = list(told.get("repairs", ()))
        chapter, kernel = self._chapter(resources)
        found = identity.identify(nb.cells, chapter, notes)
        nb.cells = arrange.arrange(found, chapter, notes)
        notes = list(dict.fromkeys(notes))
        for note in notes:
            self.log.warning("%s", note)
        if kernel:
            nb.metadata["kernelspec"] = kernel
        # What was odd about the files is logged by whoever looked at them.
        notes = [*resources["nbgrader"].get("handed_in", ()), *notes]
        nb.metadata["layerwise"] = {"repairs": notes, "receipt": told.get("receipt")}
        return nb, resources

    def __init__(self, **settings):
        super().__init__(**settings)
        self._known = {}

    def _chapter(self, resources):
        """Return the chapter's cells and its kernel, as the gradebook has them.

        It is asked once: what is in a chapter does not change while a class is graded.
        """
        told = resources["nbgrader"]
        place = told["assignment"], told["notebook"]
        if place not in self._known:
            self._known[place] = self._asked(told)
        return self._known[place]

    def _asked(self, told):
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir:
            folder = coursedir.format_path(coursedir.source_directory, ".", told["assignment"])
        else:
            folder = course.ROOT / "source_notebooks" / told["assignment"]
        with Gradebook(told["db_url"]) as gradebook:
            book = gradebook.find_notebook(told["notebook"], told["assignment"])
            chapter = original.load(book, Path(folder, f"{told['notebook']}.ipynb"))
            return chapter, json.loads(book.kernelspec or "{}")
