"""What each attack of tests/adversarial gains and harms, under stock nbgrader and here.

Grades every notebook twice: with nbgrader's own preprocessors, each in a course of its own, and
with this project's, the whole class in one run. Prints a table in Markdown. With --only, only some.

    python benchmarks/attacks.py [--only NAME ...] > benchmarks/results/attacks.md

WITH STOCK NBGRADER THE ATTACKS REALLY RUN, as the user who starts this. They are bounded, and write
only below a folder for temporary files, which holds the course too.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from autograder.attacks import aim, lay_beside, names, read

ROOT = Path(__file__).resolve().parents[1]
ADVERSARIAL = ROOT / "tests" / "adversarial"
SOURCE = ADVERSARIAL / "course" / "source_notebooks"
POINTS = 4.0
#: Graded before all others, and after them.
FIRST, LAST = "a-honest", "z-honest"
#: The attack on whoever looks at the feedback.
SCRIPT = "script_for_the_instructor"
HONEST = "def sq(x):\n    return x * x"
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.source_directory = "source_notebooks"
c.Execute.timeout = 6
c.Execute.interrupt_on_timeout = True
"""
HERE_CONFIG = "\nc.Examine.limit = 6\n"
NONE, NOTHING = "none", "nothing"


class Course:
    """A course of the one chapter p1 in a folder that the attacks may harm.

    Parameters
    ----------
    scratch : Path
        An empty folder; the course is its subfolder `course`.
    stock : bool
        Whether nbgrader grades with its own preprocessors.
    like : Course, optional
        One to begin with a copy of.
    """

    def __init__(self, scratch, stock, like=None):
        self.scratch, self.folder, self.like = scratch, scratch / "course", like
        for name in ("tmp", "home", "marks"):
            (scratch / name).mkdir(parents=True)
        if like:
            shutil.copytree(like.folder, self.folder)
        else:
            shutil.copytree(SOURCE, self.folder / "source_notebooks")
        ours = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8") + HERE_CONFIG
        config = STOCK_CONFIG if stock else ours
        (self.folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0.1)
        self.status = 0

    def __enter__(self):
        if not self.like:
            self.nbgrader("generate_assignment", "p1")
            self.honest(FIRST)
        self.source_hash = self._hash()
        return self

    def __exit__(self, *_):
        self.listener.close()
        for pid in self.left():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def nbgrader(self, *arguments):
        """Run a bare nbgrader command in the course's folder; return its exit status."""
        environment = os.environ | {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(self.scratch / "home"),
            "TMPDIR": str(self.scratch / "tmp"),
            "LAYERWISE_SCRATCH": str(self.scratch),
            "LAYERWISE_PORT": str(self.listener.getsockname()[1]),
        }
        with (self.scratch / "log").open("a", encoding="utf-8") as log:
            self.status = subprocess.run(
                [sys.executable, "-m", "nbgrader", *arguments],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
                timeout=900,
            ).returncode
        return self.status

    def submit(self, student, nb, beside=None):
        """Hand in a notebook, and what lies beside it."""
        folder = self.folder / "submitted" / student / "p1"
        folder.mkdir(parents=True)
        port = str(self.listener.getsockname()[1])
        nb = aim(nb, SCRATCH=str(self.scratch), PORT=port)
        nbformat.write(nb, folder / "p1.ipynb")
        lay_beside(folder, beside)

    def attack(self, name):
        """Hand in an attack, as a student of its name."""
        nb, _, attack = read(name)
        self.submit(f"m-{name}", nb, attack.get("beside"))

    def honest(self, student):
        """Hand in the right answer."""
        nb = nbformat.read(self.folder / "release" / "p1" / "p1.ipynb", as_version=4)
        for cell in nb.cells:
            if cell.metadata.nbgrader.grade_id == "sq":
                cell.source = HONEST
        self.submit(student, nb)

    def score(self, student):
        """Return a student's score, None where there is none."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            try:
                return book.find_submission("p1", student).score
            except MissingEntry:
                return None

    def gained(self, name):
        """Return the points beyond what the honest part of an attack deserves."""
        deserved = POINTS if read(name)[2]["honest"] else 0.0
        return (self.score(f"m-{name}") or 0.0) - deserved

    def harmed(self):
        """Return what has been harmed, in words, beside the attack's own score."""
        found = [path.name for path in (self.scratch / "marks").iterdir()]
        if self.status < 0:
            found.append("ended the run")
        if self.score(FIRST) != POINTS:
            found.append("changed another's score")
        if self.score(LAST) != POINTS:
            found.append("cost the next student points")
        if self._hash() != self.source_hash:
            found.append("changed the source notebook")
        if any((self.scratch / "home").rglob("startup/00.py")):
            found.append("ran code in the next student's kernel")
        if any((self.scratch / "tmp" / left).exists() for left in ("numpy.py", "large")):
            found.append("left files for the next student")
        if self.left():
            found.append("left processes")
        for page in (self.folder / "feedback").glob("m-*/p1/*.html"):
            text = page.read_text(encoding="utf-8")
            if "<script>document.title = " in text or 'onerror="alert' in text:
                found.append("ran scripts in the instructor's browser")
        with contextlib.suppress(TimeoutError):
            self.listener.accept()[0].close()
            found.append("sent data over the network")
        return sorted(set(found))

    def left(self):
        """Return the processes that the run has left behind."""
        mark, found = f"{self.scratch}/".encode(), []
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                told = (path / "environ").read_bytes() + (path / "cmdline").read_bytes()
                if mark in told and int(path.name) != os.getpid():
                    found.append(int(path.name))
        return found

    def _hash(self):
        path = self.folder / "source_notebooks" / "p1" / "p1.ipynb"
        return hashlib.sha256(path.read_bytes()).digest()


def graded_here(scratch, attacks):
    """Grade attacks and two honest students in one run; return the course."""
    with Course(scratch, stock=False) as course:
        for name in attacks:
            course.attack(name)
        course.honest(LAST)
        course.nbgrader("autograde", "p1")
        status = course.status
        if SCRIPT in attacks:
            course.nbgrader("generate_feedback", "p1", f"--student=m-{SCRIPT}")
        course.status = status
        course.found = course.harmed()
    return course


def graded_by_stock(scratch, name, like):
    """Grade one attack between two honest students; return the points and what was harmed."""
    with Course(scratch, stock=True, like=like) as course:
        course.attack(name)
        course.honest(LAST)
        course.nbgrader("autograde", "p1")
        if ended := course.status < 0:
            course.nbgrader("autograde", "p1")
        if name == SCRIPT:
            course.nbgrader("generate_feedback", "p1", f"--student=m-{name}")
        course.status = -ended
        return course.gained(name), course.harmed()


def points(gained):
    """Return points as the table says them."""
    return NONE if gained == 0 else f"{gained:+g}".replace("-", "−")


def row(name, stock, here):
    """Return a row: the attack, then for each of two gradings points and harm."""
    cells = [f"`{name}`: {read(name)[1]}"]
    for gained, harmed in (stock, here):
        cells += [points(gained), ", ".join(harmed) or NOTHING]
    return cells


HEADER = ["attack", "stock: points gained", "stock: harm", "here: points gained", "here: harm"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", default=names(), metavar="NAME")
    attacks = parser.parse_args().only
    with (
        tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as folder,
        Course(Path(folder, "stock"), stock=True) as like,
        ThreadPoolExecutor(2) as pool,
    ):
        course = graded_here(Path(folder, "here"), attacks)
        like.nbgrader("autograde", "p1")
        print("# attacks: points gained and harm done\n")
        print(
            f"Python {sys.version.split()[0]}, nbgrader {version('nbgrader')}, Linux "
            f"{os.uname().release.split('-')[0]}. Each answer is worth {POINTS:g} points.\n"
        )
        for line in (HEADER, ["---"] * len(HEADER)):
            print("| " + " | ".join(line) + " |")
        stock = pool.map(lambda name: graded_by_stock(Path(folder, name), name, like), attacks)
        for name, found in zip(attacks, stock, strict=True):
            here = course.gained(name), course.found
            print("| " + " | ".join(row(name, found, here)) + " |", flush=True)


if __name__ == "__main__":
    main()
