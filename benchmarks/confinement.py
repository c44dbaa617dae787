"""What it costs to confine the students' code: seconds a notebook, by level of confinement.

Prints a table in Markdown: the median over repeats, taken in turn, of the time to grade a notebook,
and its ratio to that without confinement. The first notebook has one cell and no check. The others
are the reference's answers; where a chapter wants a trained model, none is handed in.

    python benchmarks/confinement.py [--repeats 9] [--chapters update_rules convolution]
"""

import argparse
import contextlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

from autograder import grading, samples
from autograder.examiner import handed_in
from autograder.examiner.confinement import LEVELS, NOTHING
from autograder.examiner.warm import Warm

CELL = {"kind": "answer", "source": "1", "points": 0.0, "place": 1, "name": None}
ONE_CELL = {"chapter": "p1", "names": [], "seed": 0, "limit": 60.0, "cells": [CELL]}


def one_cell(warm):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, handed_in.STUDENT).mkdir()
        start = time.perf_counter()
        result = warm.grade({**ONE_CELL, "folder": folder}, 60)
        return time.perf_counter() - start, result["status"]


def grader(chapter):
    """Return a function that grades the reference of a chapter once."""
    nb = samples.compose(chapter, samples.reference_answers(chapter))

    def grade(warm):
        start = time.perf_counter()
        result = grading.grade(nb, chapter, Path("nothing handed in"), warm, seed=0)
        seconds = time.perf_counter() - start
        return seconds, {name: check["score"] for name, check in result["checks"].items()}

    return grade


def measure(grade, running, repeats):
    """Return the median seconds of each level, after a run that does not count."""
    seconds = {level: [] for level in running}
    for _ in range(repeats + 1):
        outcomes = []
        for level, warm in running.items():
            taken, outcome = grade(warm)
            seconds[level].append(taken)
            outcomes.append(json.dumps(outcome, sort_keys=True))
        if len(set(outcomes)) > 1:
            raise RuntimeError(f"the levels differ in what comes out: {outcomes}")
    return {level: statistics.median(taken[1:]) for level, taken in seconds.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--chapters", nargs="*", default=["update_rules", "convolution"])
    options = parser.parse_args()
    notebooks = {"one cell": one_cell} | {name: grader(name) for name in options.chapters}
    with contextlib.ExitStack() as stack:
        running = {}
        for level in LEVELS:
            warm = stack.enter_context(Warm(levels=[level]))
            try:
                running[level] = warm if warm.confinement else None
            except RuntimeError as error:
                print(f"no {level}: {error}", file=sys.stderr)
        print("# confinement: what it costs\n")
        print(
            f"Python {platform.python_version()}, Linux {platform.release().partition('-')[0]}, "
            f"{platform.machine()} with {os.cpu_count()} cores, as "
            f"{'root' if os.geteuid() == 0 else 'an ordinary user'}. Median of {options.repeats} "
            "repeats, taken in turn; in brackets the ratio to no confinement. On all levels the "
            "scores were the same.\n"
        )
        print("| notebook | " + " | ".join(f"{level}, s" for level in running) + " |")
        print("| --- " * (1 + len(running)) + "|")
        for name, grade in notebooks.items():
            medians = measure(grade, running, options.repeats)
            base = medians[NOTHING]
            cells = [f"{value:.2f} ({value / base:.2f})" for value in medians.values()]
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
