"""What `nbgrader autograde` does to a submission, with the examination taken out of its middle."""

import contextlib
import logging
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.utils import find_all_files

from autograder.preprocessors.examine import Examine, begin
from autograder.repair import exporter
from layerwise.receipt import receipt


class Converter(Autograde):
    """Sanitizes a submission for the examiner; later grades it with what the examiner found.

    The preprocessors, the files and the rows of the gradebook are those of ``nbgrader autograde``.
    What it copies, validates, writes and reads again between two preprocessors is left out.

    Attributes
    ----------
    notes : list of str
        What the preprocessors have warned of since `sanitize` was called.
    """

    def __init__(self, app):
        super().__init__(coursedir=app.coursedir, parent=app)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.examine = Examine(parent=self.exporter)
        self._sanitizers = self._steps(self.sanitize_preprocessors)
        self._graders = self._steps(self.autograde_preprocessors)
        self.notes = []
        if self.pre_convert_hook is begin:  # whoever has notebooks examined warms up by himself
            self.pre_convert_hook = None
        self._folders = self.coursedir.submitted_directory, self.coursedir.autograded_directory
        handler = _Notes(logging.WARNING)
        handler.notes = self.notes
        self.log.handlers = [handler]
        self.log.propagate = False

    def _steps(self, kinds):
        made = [kind(parent=self.exporter) for kind in kinds]
        return [step for step in made if step.enabled]

    def sanitize(self, submission):
        """Return a submission's notebook as the examiner is to see it.

        What of the course's own files belongs beside it is put there.
        """
        self.notes.clear()
        with self._at(submission):
            self._copy_master_files(submission)
            data = submission.notebook.read_bytes()
            repairs = []
            nb = exporter.read(data, repairs)
            resources = self._resources(submission)
            resources["layerwise"] = {"repairs": repairs, "receipt": receipt(data)}
            resources["nbgrader"]["handed_in"] = list(submission.notes)
            return self._through(self._sanitizers, nb, resources)

    def grade(self, submission, nb, record):
        """Write the graded notebook, with its files, and the rows of the gradebook.

        Parameters
        ----------
        submission : Submission
        nb : NotebookNode
            What `sanitize` has returned of it.
        record : dict
            What the examiner found.
        """
        with self._at(submission):
            self.notebooks = [str(submission.notebook)]
            self.run_pre_convert_hook()
            self.init_assignment(submission.chapter, submission.student)
            resources = self._resources(submission)
            resources["nbgrader"]["examined"] = record
            nb = self._through(self._graders, nb, resources)
            submission.graded.mkdir(parents=True, exist_ok=True)
            nbformat.write(nb, submission.graded / submission.notebook.name)
            self.set_permissions(submission.chapter, submission.student)
            self.run_post_convert_hook()

    def _resources(self, submission):
        """Return what nbgrader and nbconvert tell their preprocessors of a notebook."""
        resources = ResourcesDict()
        resources.update(self.init_single_notebook_resources(str(submission.notebook)))
        resources["metadata"] = ResourcesDict()
        resources["metadata"].update(name=submission.chapter, path=str(submission.files))
        return resources

    def _through(self, steps, nb, resources):
        for step in steps:
            nb, resources = step.preprocess(nb, resources)
        return nb

    @contextlib.contextmanager
    def _at(self, submission):
        """Have nbgrader look for a submission where its private copy is."""
        work = submission.folder.relative_to(self.coursedir.root)
        self.coursedir.submitted_directory = str(work / "submitted")
        self.coursedir.autograded_directory = str(work / "autograded")
        self.coursedir.assignment_id = submission.chapter
        self.coursedir.student_id = submission.student
        try:
            yield
        finally:
            self.coursedir.submitted_directory, self.coursedir.autograded_directory = self._folders

    def _copy_master_files(self, submission):
        """Put the course's own files of a chapter into a submission, as nbgrader does later."""
        step = self.coursedir.source_directory
        source = Path(self.coursedir.format_path(step, ".", submission.chapter))
        kept = self.exclude_overwriting.get(submission.chapter, [])
        for path in map(Path, find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"])):
            name = path.relative_to(source)
            if str(name) not in kept:
                target = submission.files / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                target.write_bytes(path.read_bytes())


class _Notes(logging.Handler):
    """Collects what the preprocessors warn of."""

    def emit(self, record):
        if record.levelno < logging.ERROR:  # an error comes as an exception as well
            self.notes.append(record.getMessage())


def course_directory(root):
    """Return what nbgrader's settings say of a course: its folders and its gradebook."""
    with contextlib.chdir(root):
        return application().coursedir


def application():
    """Return nbgrader's application for the course in the working folder, with its settings."""
    app = AutogradeApp()
    app.initialize([])
    return app
