"""What a run writes of a submission: the gradebook, the graded notebook, the status."""

import shutil

from autograder import gradebook, status
from autograder.status import Status


class Writer:
    """Writes down what came of submissions, one after the other.

    A run that is killed on the way leaves no status, or an older one, so that the next run writes
    all of it again.

    Parameters
    ----------
    root : Path
        The course's folder.
    converter : Converter
    """

    def __init__(self, root, converter):
        self.root = root
        self.converter = converter

    def record(self, taken, nb, key, result):
        """Write a result into the gradebook, then into autograded/, then its status."""
        try:
            with gradebook.one_transaction(self.converter.coursedir):
                self.converter.grade(taken, nb, result)
        except Exception as error:  # nbgrader can raise almost any
            return self.refuse(taken, Status(status.CRASHED, sentence(error)))
        self._replace(taken)
        found = status.of_result(result, taken.notes, key)
        return self.keep(found, taken.chapter, taken.student)

    def refuse(self, taken, found):
        """Write down that a submission has no score, and take back those of an earlier one."""
        with self.gradebook() as book:
            gradebook.clear(book, taken.chapter, taken.student)
        shutil.rmtree(taken.graded, ignore_errors=True)
        self._replace(taken)
        return self.keep(found, taken.chapter, taken.student)

    def keep(self, found, chapter, student):
        """Write a status, and return it."""
        status.write(found, chapter, student, self.root)
        return found

    def target(self, taken):
        """Return where a submission's graded notebook and files belong."""
        step = self.converter.coursedir.autograded_directory
        return self.root / step / taken.student / taken.chapter

    def gradebook(self):
        """Return nbgrader's gradebook, to be opened by `with`."""
        return gradebook.connect(self.converter.coursedir)

    def _replace(self, taken):
        """Put what nbgrader has made in its place, all of it at once."""
        target = self.target(taken)
        if target.exists():
            target.rename(taken.folder / "old")
        if taken.graded.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            taken.graded.rename(target)
        shutil.rmtree(taken.folder, ignore_errors=True)


def sentence(error):
    """Return the first line of what an error says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
