"""A copy of one chapter in a folder of its own, to hand in and grade what nobody handed in."""

import contextlib
import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat

from autograder import converter, course, gradebook, marks, notebook, results, run, status

_FILES = ("_config.yml", "_toc.yml", "nbgrader_config.py")
_OWN = """
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = "sqlite:///" + {root!r} + "/gradebook.db"
"""


class ScratchCourse:
    """One chapter, released anew from its source, with a class and a gradebook of its own.

    Parameters
    ----------
    folder : Path
        Where to put it; it must not be there yet.
    chapter : str
    root : Path
        The course's folder.
    settings : str
        Lines to add to its ``nbgrader_config.py``.

    Raises
    ------
    RuntimeError
        When the chapter cannot be released.
    """

    def __init__(self, folder, chapter, root=course.ROOT, settings=""):
        self.root = Path(folder)
        self.chapter = chapter
        self.root.mkdir()
        for name in _FILES:
            if (root / name).is_file():
                shutil.copyfile(root / name, self.root / name)
        # Whatever the course's settings say, nothing of this goes into its own gradebook.
        settings = f"{_OWN.format(root=str(self.root))}{settings}\n"
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(settings)
        source = course.source(chapter, root).parent
        shutil.copytree(source, self.root / "source_notebooks" / chapter)
        command = ["generate_assignment", chapter, "--log-level=ERROR"]
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=self.root,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{chapter} cannot be released: {done.stderr.strip()[-2000:]}")
        self._hash = self._digest()

    @property
    def released(self):
        """The chapter's release, a fresh copy of it."""
        return nbformat.read(course.release(self.chapter, self.root), as_version=4)

    def hand_in(self, student, nb, files=None):
        """Hand in a notebook, with the files of a folder; return the submission's folder."""
        folder = self.root / "submitted" / student / self.chapter
        if files:
            shutil.copytree(files, folder)
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, folder / f"{self.chapter}.ipynb")
        return folder

    def grade(self, jobs):
        """Grade all that is new, as the course's command does; return the seconds it took."""
        start = time.perf_counter()
        with contextlib.redirect_stdout(sys.stderr):
            run.main(chapters=[self.chapter], jobs=jobs, tables=False, root=self.root)
        return time.perf_counter() - start

    def done(self):
        """Return when each submission was done, in seconds, in order."""
        paths = (self.root / results.FOLDER / "statuses").rglob("*.json")
        return sorted(path.stat().st_mtime for path in paths)

    def scores(self):
        """Return the points in each check, by student; empty for one who has no score."""
        with gradebook.connect(converter.course_directory(self.root)) as book:
            return {s: checks for s, (_, checks) in gradebook.scores(book, self.chapter).items()}

    def status(self, student):
        """Return what became of a student's submission, in words."""
        return str(status.read(self.chapter, student, self.root))

    def works(self):
        """Return each student's `autograder.marks.Work`."""
        return {work.student: work for work in marks.load(self.chapter, self.root)}

    def reports(self, student):
        """Return what the checks said of a student's notebook; nothing where it has no score."""
        path = self.root / "autograded" / student / self.chapter / f"{self.chapter}.ipynb"
        if not path.is_file():
            return ""
        cells = [c for c in notebook.read(path).cells if notebook.kind(c) == "check"]
        return "\n".join(output.get("text", "") for cell in cells for output in cell.outputs)

    def is_unharmed(self):
        """Return whether the source notebook is as it was."""
        return self._digest() == self._hash

    def _digest(self):
        return hashlib.sha256(course.source(self.chapter, self.root).read_bytes()).digest()
