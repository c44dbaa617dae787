"""What a person waits for at the grader, from typing a command to its end.

Makes a course with a class for each chapter in an empty folder, and times commands on it in turn:
those that only print, `grade` for a whole class, the same again, and a bare `nbgrader autograde` of
one student with nothing warm. Prints a table in Markdown, in seconds. Run it on an idle machine.

    python benchmarks/waiting.py [--students 36] [--chapters update_rules ...]
"""

import argparse
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

import grading
from autograder import course, samples

TABLE = """\
from pathlib import Path
from autograder import table
table.main(chapter={!r}, root=Path.cwd())
"""


def write_class(root, chapter, students):
    """Have every student of a class hand in a notebook for a chapter."""
    shutil.copytree(course.source(chapter).parent, root / "source_notebooks" / chapter)
    grading.nbgrader(root, "generate_assignment", chapter)
    class_ = list(samples.sample_class(chapter, root, students + 1))
    for number, (_, answers) in enumerate(class_, 1):
        folder = root / "submitted" / f"student-{number:02}" / chapter
        shutil.copytree(samples.trained_files(chapter), folder)
        nb = samples.compose(chapter, answers, root=root)
        nbformat.write(nb, folder / f"{chapter}.ipynb")
    return len(class_)


def timed(what, run):
    """Print a row of the table: the wall time of what a function does."""
    start = time.perf_counter()
    run()
    print(f"| {what} | {time.perf_counter() - start:.1f} |", flush=True)


def command(root, *words):
    """Return what runs Python on some words in a course's folder."""
    return lambda: subprocess.run(
        [sys.executable, *words], cwd=root, check=True, capture_output=True
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=36, help="each hands in one notebook")
    parser.add_argument("--chapters", nargs="+", default=course.chapters())
    options = parser.parse_args()
    print(f"# What a person waits for\n\n{grading.where()}")
    print("| command | seconds |\n| --- | ---: |")
    timed("`python -m autograder --help`", command(course.ROOT, "-m", "autograder", "--help"))
    peak = 0.0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("_config.yml", "_toc.yml", "nbgrader_config.py"):
            shutil.copy(course.ROOT / name, root / name)
        for chapter in options.chapters:
            number = write_class(root, chapter, options.students)
            grade = functools.partial(grading.ours, root, [chapter], os.cpu_count())
            with grading.Memory() as memory:
                timed(f"`grade {chapter}`, {number} notebooks", grade)
            peak = max(peak, memory.peak)
            timed(f"`grade {chapter}`, nothing to do", grade)
        chapter = options.chapters[0]
        timed(f"`table {chapter}`", command(root, "-c", TABLE.format(chapter)))
        for chapter in options.chapters:
            student = ["--student=student-01", "--force", "--log-level=ERROR"]
            words = "-m", "nbgrader", "autograde", chapter, *student
            timed(f"`nbgrader autograde {chapter} --student`, from cold", command(root, *words))
    print(f"\nAt most, all processes of a run took {peak:.0f} MB together.")


if __name__ == "__main__":
    main()
