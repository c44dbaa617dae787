"""nbgrader's own conversion of one submission, with the examination taken out of its middle."""

import contextlib
import logging
from pathlib import Path

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.utils import find_all_files, setenv

from autograder.preprocessors.examine import Examine


class Converter(Autograde):
    """Sanitizes a submission for the examiner; later grades it with what the examiner found.

    The preprocessors, the files and the rows of the gradebook are those of ``nbgrader autograde``.

    Attributes
    ----------
    notes : list of str
        What the preprocessors have warned of since `sanitize` was called.
    """

    def __init__(self, app):
        super().__init__(coursedir=app.coursedir, parent=app)
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.examine = Examine(parent=self.exporter)
        self.notes = []
        self._record = self._sanitized = None
        self._steps = self.coursedir.submitted_directory, self.coursedir.autograded_directory
        handler = _Notes(logging.WARNING)
        handler.notes = self.notes
        self.log.handlers = [handler]
        self.log.propagate = False

    def sanitize(self, submission):
        """Return a submission's notebook as the examiner is to see it, and keep it as a text.

        What of the course's own files belongs beside it is put there.
        """
        self.notes.clear()
        with self._at(submission):
            self._copy_master_files(submission)
            self._sanitizing = True
            self._init_preprocessors()
            path = str(submission.notebook)
            resources = self.init_single_notebook_resources(path)
            resources["nbgrader"]["handed_in"] = list(submission.notes)
            submission.sanitized, _ = self.exporter.from_filename(path, resources=resources)
        return nbformat.reads(submission.sanitized, as_version=4)

    def grade(self, submission, record):
        """Write the graded notebook, with its files, and the rows of the gradebook."""
        with self._at(submission):
            self._record, self._sanitized = record, submission.sanitized
            self.notebooks = [str(submission.notebook)]
            self.run_pre_convert_hook()
            self.init_assignment(submission.chapter, submission.student)
            for path in self.notebooks:
                self.convert_single_notebook(path)
            self.set_permissions(submission.chapter, submission.student)
            self.run_post_convert_hook()

    def convert_single_notebook(self, notebook_filename):
        """Grade a notebook, whose sanitized text is there already."""
        resources = self.init_single_notebook_resources(notebook_filename)
        resources["output_extension"] = self.exporter.file_extension
        self.write_single_notebook(self._sanitized, resources)
        sanitized = Path(self.writer.build_directory, Path(notebook_filename).name)
        self._sanitizing = False
        self._init_preprocessors()
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                # nbgrader's own method would sanitize it once more.
                super(Autograde, self).convert_single_notebook(str(sanitized))
        finally:
            self._sanitizing = True

    def init_single_notebook_resources(self, notebook_filename):
        """Return nbgrader's resources, with what the examiner found."""
        resources = super().init_single_notebook_resources(notebook_filename)
        resources["nbgrader"]["examined"] = self._record
        return resources

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
            self.coursedir.submitted_directory, self.coursedir.autograded_directory = self._steps
            self._record = self._sanitized = None

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
