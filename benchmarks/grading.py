"""What it takes to grade a class: stock nbgrader, and `python -m autograder grade`.

Makes a class of honest submissions, in turn of each chapter: the reference's answers, right and
wrong versions of the bank, notebooks half filled in. Grades the same files with nbgrader's own
preprocessors and with the course's command, each way in turn in a fresh copy of the course, and
prints a table in Markdown: notebooks a minute, seconds of processor time a notebook, the most
memory that all processes took together, and whether every score is the same. It also says what the
notebooks' own cells, checks and all, take by themselves in forks of a warm process.

    python benchmarks/grading.py [--students 40] [--jobs 2 1]

With `--soak N` it grades N submissions of a chapter of two checks instead, and prints the memory of
the run and of its warm parent as it goes on.
"""

import argparse
import builtins
import itertools
import multiprocessing
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib import metadata
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder import course, gradebook, grading, notebook, samples
from autograder.results import FOLDER

#: nbgrader as it comes, but for what the course's notebooks ask of any grader.
STOCK = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.source_directory = "source_notebooks"
c.Execute.timeout = 600
c.Execute.skip_cells_with_tag = "experiment"
"""
SMALL = """\
def sq(x):
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION"""


def write_class(root, students, chapters, trained):
    """Write a course with a class into a folder; each student hands in one notebook."""
    for name in ("_config.yml", "_toc.yml", "nbgrader_config.py"):
        shutil.copy(course.ROOT / name, root / name)
    for chapter in chapters:
        shutil.copytree(course.source(chapter).parent, root / "source_notebooks" / chapter)
        nbgrader(root, "generate_assignment", chapter)
    kinds = {chapter: itertools.cycle(honest(chapter)) for chapter in chapters}
    for number, chapter in zip(range(students), itertools.cycle(chapters), strict=False):
        folder = root / "submitted" / f"student-{number:04}" / chapter
        if trained:
            shutil.copytree(samples.trained_files(chapter), folder)
        folder.mkdir(parents=True, exist_ok=True)
        nb = samples.compose(chapter, next(kinds[chapter]), root=root)
        nbformat.write(nb, folder / f"{chapter}.ipynb")


def honest(chapter):
    """Return the answers of a chapter's large sample class that do not end the process."""
    class_ = samples.sample_class(chapter, students=36)
    return [answers for what, answers in class_ if not what.startswith("ends the process")]


def nbgrader(root, *arguments):
    """Run an nbgrader command in a course's folder."""
    command = [sys.executable, "-m", "nbgrader", *arguments, "--log-level=ERROR"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")


def stock(root, chapters):
    """Grade with nbgrader's own preprocessors."""
    config = root / "nbgrader_config.py"
    config.write_text(STOCK.format(root=str(root)), encoding="utf-8")
    for chapter in chapters:
        if any(root.glob(f"submitted/*/{chapter}")):
            nbgrader(root, "autograde", chapter)


def ours(root, chapters, jobs):
    """Grade with the course's command."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom autograder import run\n"
        f"sys.exit(run.main(chapters={list(chapters)!r}, jobs={jobs}, root=Path({str(root)!r})))"
    )
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)


def alone(root, chapters):
    """Return the processor seconds of the graded notebooks' own cells, in forks of a warm process.

    Nothing is copied, confined, examined or written down: the least that grading could take. Images
    that models are tested on are drawn once.
    """
    from autograder.examiner import eager, held_out, imports, parent, process
    from layerwise import parts

    wanted = [imports.of(notebook.read(course.source(c, root))) for c in chapters]
    shell, used = parent.prepare({name for found in wanted for name in sum(found, ())}), 0.0
    eager.install()
    os.environ["LAYERWISE_SEED"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        parts.shared_draw = held_out.HeldOut(folder, 1)
        for path in sorted(root.glob("autograded/*/*/*.ipynb")):
            source = notebook.read(course.source(path.stem, root))
            cells = [told["source"] for _, told in grading.cells(notebook.read(path), source)]

            def run(path=path, cells=cells):
                os.chdir(path.parent)
                builtins.input = None
                for cell in cells:
                    shell.run(cell)

            _, status, took = os.wait4(process.fork(run), 0)
            if status:
                raise RuntimeError(f"the cells of {path} ended their process with {status}.")
            used += took.ru_utime + took.ru_stime
    return used


def in_another_process(function, *arguments):
    """Return what a function returns, from a fresh process: what it imports is left behind."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def scores(root, chapters):
    """Return the autograder's score of every check of every student."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        return {chapter: gradebook.scores(book, chapter) for chapter in chapters}


def processor_seconds():
    """Return the processor time of all ended descendants."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Memory:
    """Looks at the memory of this process's descendants, several times a second."""

    def __init__(self, every=0.3):
        self.peak = 0.0
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.wait(self._every):
            self.peak = max(self.peak, sum(megabytes(pid) for pid in below(os.getpid())))


def below(pid):
    """Yield the processes below a process."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text(encoding="ascii").split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield child
            yield from below(child)


def megabytes(pid):
    """Return a process's share of the memory, what it has in common with others divided up."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def compare(options):
    """Print the table of the ways to grade."""
    ways = {"stock nbgrader": stock} | {
        f"autograder grade --jobs {jobs}": lambda root, chapters, jobs=jobs: ours(
            root, chapters, jobs
        )
        for jobs in options.jobs
    }
    found, rows = {}, []
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "class")
        made.mkdir()
        write_class(made, options.students, options.chapters, options.trained)
        for name, way in ways.items():
            root = Path(shutil.copytree(made, Path(folder, f"way{len(rows)}")))
            start, used = time.perf_counter(), processor_seconds()
            with Memory() as memory:
                way(root, options.chapters)
            seconds, used = time.perf_counter() - start, processor_seconds() - used
            found[name] = scores(root, options.chapters)
            rows.append((name, seconds, used, memory.peak))
        least = in_another_process(alone, root, options.chapters) / options.students
    print(f"# Grading {options.students} submissions of {', '.join(options.chapters)}\n")
    print(where())
    print("| way | notebooks a minute | processor seconds a notebook | peak memory in MB |")
    print("| --- | ---: | ---: | ---: |")
    for name, seconds, used, peak in rows:
        each = used / options.students
        print(f"| {name} | {60 * options.students / seconds:.1f} | {each:.2f} | {peak:.0f} |")
    print(f"\nThe notebooks' own cells take {least:.2f} processor seconds each.")
    differing = list(differences(found))
    for line in differing:
        print(line)
    print(f"\nScores that differ between the ways: {len(differing)}.")
    return 1 if differing else 0


def where():
    """Return a paragraph on the day, the machine and the versions."""
    names = ("nbgrader", "numpy", "torch", "cython")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"{date.today()}; {machine}; Python {platform.python_version()}, {versions}.\n"


def differences(found):
    """Yield a line for each check that one way scores otherwise than the first."""
    first, *others = found
    for other in others:
        for chapter, students in found[first].items():
            for student, (_, checks) in students.items():
                theirs = found[other][chapter][student][1]
                for check, score in checks.items():
                    if abs(theirs.get(check, -1.0) - score) > 1e-9:
                        what = f"{score:g} by {first}, {theirs.get(check)} by {other}"
                        print_as = f"{student} {chapter} {check}"
                        yield f"- {print_as}: {what}"


def soak(number):
    """Print the memory of a run that grades very many submissions, as it goes on."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_small_class(root, number)
        statuses = root / FOLDER / "statuses" / "p1"
        thread = threading.Thread(target=ours, args=(root, ["p1"], os.cpu_count()))
        start = time.perf_counter()
        thread.start()
        print(f"# Grading {number} submissions of a small chapter in one run\n")
        print("| graded | seconds | run in MB | warm parent in MB | all processes in MB |")
        print("| ---: | ---: | ---: | ---: | ---: |")
        marks = iter([number * part // 10 for part in range(1, 10)])
        mark = next(marks)
        while thread.is_alive():
            time.sleep(0.2)
            done = len(list(statuses.glob("*.json"))) if statuses.is_dir() else 0
            if mark and done >= mark:
                processes = list(below(os.getpid()))
                run, warm = (megabytes(pid) for pid in processes[:2])
                total = sum(map(megabytes, processes))
                seconds = time.perf_counter() - start
                print(
                    f"| {done} | {seconds:.0f} | {run:.0f} | {warm:.0f} | {total:.0f} |", flush=True
                )
                mark = next((m for m in marks if m > done), None)
        thread.join()
        seconds = time.perf_counter() - start
        graded = sum(None not in s[1].values() for s in scores(root, ["p1"])["p1"].values())
        print(f"\n{graded} graded in {seconds:.0f} s, {60 * graded / seconds:.0f} a minute.")
        start = time.perf_counter()
        ours(root, ["p1"], os.cpu_count())
        print(f"The same command again: {time.perf_counter() - start:.1f} s.")
    return 0 if graded == number else 1


def write_small_class(root, number):
    """Write a course of one small chapter with a class that hands in right and wrong answers."""
    for name in ("_toc.yml", "nbgrader_config.py"):
        shutil.copy(course.ROOT / name, root / name)
    cells = [
        nbformat.v4.new_code_cell("import numpy as np"),
        nbformat.v4.new_code_cell(SMALL),
        nbformat.v4.new_code_cell("assert sq(2) == 4"),
        nbformat.v4.new_code_cell("assert (sq(np.arange(3)) == np.arange(3) ** 2).all()"),
    ]
    kinds = ("setup", False, False), ("sq", True, False), ("t1", False, True), ("t2", False, True)
    for cell, (name, solution, graded) in zip(cells, kinds, strict=True):
        told = {"grade_id": name, "solution": solution, "grade": graded, "locked": not solution}
        cell.metadata["nbgrader"] = {**told, "task": False, "schema_version": 3}
        if graded:
            cell.metadata["nbgrader"]["points"] = 2
    source = root / "source_notebooks" / "p1"
    source.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), source / "p1.ipynb")
    nbgrader(root, "generate_assignment", "p1")
    nb = nbformat.read(root / "release" / "p1" / "p1.ipynb", as_version=4)
    for student in range(number):
        nb.cells[1].source = f"def sq(x):\n    return x * {'x' if student % 3 else '2'}"
        folder = root / "submitted" / f"student-{student:05}" / "p1"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / "p1.ipynb")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=40, help="each hands in one notebook")
    parser.add_argument("--jobs", type=int, nargs="+", default=[2, 1])
    parser.add_argument("--chapters", nargs="+", default=["update_rules", "dropout", "pytorch"])
    parser.add_argument(
        "--untrained",
        dest="trained",
        action="store_false",
        help="hand in no trained models, where the reference's would have to be trained first",
    )
    parser.add_argument("--soak", type=int, metavar="N", help="watch the memory of a long run")
    options = parser.parse_args()
    return soak(options.soak) if options.soak else compare(options)


if __name__ == "__main__":
    sys.exit(main())
