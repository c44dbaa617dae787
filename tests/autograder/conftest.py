"""The tiny chapter p1 with a class, and a table of how much of the bank was caught, and passed."""

import copy
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
from nbgrader import api

from autograder import run

SETUP = "import numpy as np\n\nfrom layerwise import checks"
SQ = "def sq(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
T1 = """\
assert sq(2) == 4, "sq(2) should be 4"
### BEGIN HIDDEN TESTS
assert sq(-3) == 9
### END HIDDEN TESTS"""
T2 = """\
parts = checks.Parts("sq", points=2)
with parts("whole numbers", points=1):
    checks.equal(sq(5), 25, "sq(5)")
### BEGIN HIDDEN TESTS
with parts("arrays", points=1):
    x = parts.rng.normal(size=(2, 3))
    checks.close(sq(x), x**2, "sq(x)")
### END HIDDEN TESTS
parts.total()"""
RIGHT = "def sq(x):\n    return x * x"

#: What a test of one version records of it, see `test_misconceptions`.
RECORD = "version of the bank"


def pytest_terminal_summary(terminalreporter):
    """Print how many wrong versions were caught and how many right ones passed."""
    rows = defaultdict(lambda: {"wrong": [], "right": [], "seconds": []})
    for reports in terminalreporter.stats.values():
        for report in reports:
            record = dict(getattr(report, "user_properties", ())).get(RECORD)
            if record and report.when == "call":
                row = rows[record["function"]]
                row[record["kind"]].append(report.passed)
                row["seconds"] += record["seconds"]
    if not rows:
        return
    terminalreporter.section("the bank of wrong and right versions")
    line = "{:32} {:>14} {:>14} {:>20}".format
    header = ("function", "wrong, caught", "right, passed", "seconds a check")
    terminalreporter.write_line(line(*header))
    for function, row in rows.items():
        mean = sum(row["seconds"]) / max(len(row["seconds"]), 1)
        counts = [f"{sum(row[kind])} of {len(row[kind])}" for kind in ("wrong", "right")]
        terminalreporter.write_line(line(function, *counts, f"{mean:.2f}"))


@pytest.fixture
def p1_cells(cell):
    """A chapter of an answer sq(x), a check t1 and a check t2, 2 points each."""
    return make_p1(cell)


def make_p1(cell):
    """Return new cells of the chapter p1."""
    return [
        cell("given", SETUP, "setup"),
        cell("answer", SQ, "sq"),
        cell("check", T1, "t1", points=2),
        cell("check", T2, "t2", points=2),
    ]


class Course:
    """A course folder whose chapters are p1, or others with the same cells.

    Parameters
    ----------
    root : Path
    cells : callable
        Returns new cells of a chapter.
    """

    def __init__(self, root, cells):
        self.root = root
        self.cells = cells

    def add(self, chapter="p1"):
        """Write a chapter's source notebook and release it."""
        self.write(chapter, self.cells())
        self.release(chapter)

    def write(self, chapter, cells):
        """Write a chapter's source notebook."""
        path = self.root / "source_notebooks" / chapter / f"{chapter}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)

    def release(self, chapter):
        """Make a chapter's release with nbgrader."""
        command = ["generate_assignment", chapter, "--force", "--log-level=WARN"]
        subprocess.run([sys.executable, "-m", "nbgrader", *command], cwd=self.root, check=True)

    def hand_in(self, student, answer=RIGHT, chapter="p1", *, change=None, name=None, text=None):
        """Hand in an answer, in a notebook that may be changed; or a text in its place.

        Returns
        -------
        Path
            The folder that was handed in.
        """
        folder = self.root / "submitted" / student / chapter
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        path = folder / (name or f"{chapter}.ipynb")
        if text is not None:
            path.write_text(text, encoding="utf-8")
            return folder
        release = self.root / "release" / chapter / f"{chapter}.ipynb"
        nb = copy.deepcopy(nbformat.read(release, as_version=4))
        if answer is not None:
            nb.cells[1].source = answer
        if change:
            change(nb)
        nbformat.write(nb, path)
        return folder

    def grade(self, *chapters, **settings):
        """Grade what was handed in with the course's command; return its status."""
        return run.main(chapters=chapters, root=self.root, **{"jobs": 2, **settings})

    def scores(self, chapter="p1"):
        """Return each student's scores of the checks, in order."""
        with api.Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as book:
            return {
                s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades}
                for s in book.assignment_submissions(chapter)
            }

    def graded(self):
        """Return the graded notebooks by path, without what differs from run to run.

        That is the seconds that cells took, and the seed of the images that models are tested on.
        """
        found, folder = {}, self.root / "autograded"
        for path in sorted(folder.rglob("*.ipynb")):
            nb = nbformat.read(path, as_version=4)
            for name in ("seconds", "images"):
                nb.metadata.layerwise.pop(name, None)
            found[str(path.relative_to(folder))] = nb
        return found

    def use(self, url):
        """Keep the gradebook in another database from now on."""
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"c.CourseDirectory.db_url = {url!r}\n")

    def copy(self, root):
        """Return a copy of the course, with what was handed in."""
        shutil.copytree(self.root, root)
        return Course(root, self.cells)


@pytest.fixture(scope="session")
def released(tmp_path_factory, cell):
    """A `Course` with the chapter p1, released; not to be changed."""
    root = tmp_path_factory.mktemp("p1") / "course"
    root.mkdir()
    here = next(p for p in Path(__file__).parents if (p / "nbgrader_config.py").is_file())
    config = (here / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + "c.Examine.limit = 2.0\n", encoding="utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    course = Course(root, lambda: make_p1(cell))
    course.add()
    return course


@pytest.fixture
def small_course(released, tmp_path):
    """A `Course` with the chapter p1, released, and nothing handed in."""
    return released.copy(tmp_path / "course")


@pytest.fixture(scope="session")
def postgresql():
    """A running PostgreSQL: a function that makes an empty database and returns its address."""
    # Not below pytest's own folder, which each new run of pytest closes to other users.
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        yield from _serve(Path(folder))


@pytest.fixture(scope="session")
def without_torch(tmp_path_factory):
    """A folder that keeps a warm parent from importing torch, so that it starts sooner."""
    folder = tmp_path_factory.mktemp("without_torch")
    for name in ("torch", "torchvision"):
        (folder / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    return folder


@pytest.fixture
def quick_parents(without_torch, monkeypatch):
    """Have the warm parents of a test find no torch, and so start sooner."""
    monkeypatch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)


def _as_postgres(*command, **settings):
    """Run a command as a user whom the server accepts: it refuses to run as root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, **settings)


def _serve(folder):
    """Run a server in a folder, and end it; yields what makes an empty database."""
    (initdb,) = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1:]
    folder.chmod(0o755)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, ctl = folder / "data", initdb.with_name("pg_ctl")
    # Locale C, and a socket alone: nothing listens on the network.
    _as_postgres(initdb, "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    _as_postgres(ctl, "-D", data, "-w", "-l", folder / "log", "-o", options, "start", cwd=folder)

    def database(name):
        connection = ["-h", folder, "-U", "course", name]
        _as_postgres(initdb.with_name("createdb"), *connection, cwd=folder)
        return f"postgresql://course@/{name}?host={folder}"

    yield database
    _as_postgres(ctl, "-D", data, "-w", "-m", "immediate", "stop", cwd=folder)
