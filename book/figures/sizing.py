"""What grading a class takes: as measured for a submission, and on paper for many students."""

import math
import re
from dataclasses import dataclass
from pathlib import Path

from figures.table import table
from IPython.display import Markdown

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"
STUDENTS = (10_000, 100_000)
HOUR, MB = 3600, 1000  # seconds; kB


@dataclass(frozen=True)
class Cost:
    """What the benchmarks found.

    Attributes
    ----------
    ways : dict of str to list of float
        Notebooks a minute, processor seconds a notebook and peak memory in MB, by way of grading.
    writing : dict of str to float
        Processor seconds a notebook that the run itself takes, by database.
    disk : dict of str to float
        kB a submission, by what it is.
    """

    ways: dict
    writing: dict
    disk: dict

    @property
    def best(self) -> tuple[int, list[float]]:
        """The course's command with the most jobs: their number, and what was measured."""
        found = {
            int(match[1]): row
            for way, row in self.ways.items()
            if (match := re.search(r"autograder grade --jobs (\d+)", way))
        }
        return max(found.items())


def rows(name: str, header: str) -> dict[str, list[float]]:
    """Return the rows of a benchmark's table as numbers, by their first cell.

    Parameters
    ----------
    name : str
        The file in `benchmarks/results/`, which is also the benchmark's.
    header : str
        How the table's first line begins.
    """
    path = RESULTS / f"{name}.md"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    starts = [place for place, line in enumerate(lines) if line.startswith(f"| {header} |")]
    found = {}
    for line in lines[starts[0] + 2 :] if starts else ():
        if not line.startswith("|"):
            break
        first, *numbers = (cell.strip() for cell in line.strip("|").split("|"))
        found[first] = [float(number) for number in numbers]
    if not found:
        raise ValueError(
            f"{path} has no table that begins with {header!r}; put there what "
            f"python benchmarks/{name}.py prints."
        )
    return found


def measured() -> Cost:
    """Return what the benchmarks found."""
    writing = rows("sizing", "a run that only writes")
    return Cost(
        rows("grading", "way"),
        {name.removeprefix("gradebook in "): row[0] for name, row in writing.items()},
        {name: row[0] for name, row in rows("sizing", "on disk").items()},
    )


def costs() -> Markdown:
    """Return the table of the ways to grade, as measured."""
    cells = [
        [
            f"`{way}`" if "autograder" in way else way,
            f"{rate:.0f}",
            f"{used:.2f} s",
            f"{memory:,.0f} MB",
        ]
        for way, (rate, used, memory) in measured().ways.items()
    ]
    return table(
        "tab-cost",
        "What grading takes, measured on a machine of two cores. The scores are the same.",
        ["", "notebooks a minute", "processor time a notebook", "memory at the most"],
        cells,
    )


def keep_busy(cost: Cost, database: str) -> int:
    """Return how many cores of workers one run can keep busy."""
    _, (_, used, _) = cost.best
    return max(1, math.floor((used - cost.writing["SQLite"]) / cost.writing[database]))


def on_paper() -> Markdown:
    """Return the table of large classes."""
    cost = measured()
    jobs, (rate, used, memory) = cost.best
    lines = {
        "processor time in all": lambda n: hours(n * used / HOUR),
        f"one machine of {jobs} cores, as measured": lambda n: hours(n / rate / 60),
    }
    for database, writing in cost.writing.items():
        cores = keep_busy(cost, database)
        what = f"one run at its fastest, {database}, cores of workers: {cores}"
        lines[what] = lambda n, writing=writing: hours(n * writing / HOUR)
        lines[f"ten such runs, {database}"] = lambda n, writing=writing: hours(
            n * writing / HOUR / 10
        )
    files = sum(kb for name, kb in cost.disk.items() if name != "gradebook")
    lines |= {
        f"memory of each machine, {jobs} notebooks at a time": lambda n: f"{memory / 1000:.1f} GB",
        "gradebook": lambda n: size(n * cost.disk["gradebook"]),
        "disk, hand-ins and all that is made of them": lambda n: size(n * files),
    }
    return table(
        "tab-classes",
        "Large classes on paper: one notebook a student, what was measured times their number.",
        ["", *(f"{n:,} students" for n in STUDENTS)],
        [[what, *(function(n) for n in STUDENTS)] for what, function in lines.items()],
    )


def hours(number: float) -> str:
    """Return hours in words, or minutes where they are few."""
    return f"{number * 60:.0f} min" if number < 1 else f"{number:.1f} h"


def size(kb: float) -> str:
    """Return kilobytes in the unit that suits them."""
    gb = kb / MB / 1000
    return f"{kb / MB:.0f} MB" if gb < 1 else f"{gb:,.0f} GB"


def limit() -> Markdown:
    """Return in a sentence how far more machines help."""
    cost = measured()
    databases = [
        f"{60 / writing:.0f} notebooks a minute from as many as {keep_busy(cost, database)} "
        f"cores of workers with {database}"
        for database, writing in cost.writing.items()
    ]
    return Markdown(
        "Reading the hand-ins and writing scores and notebooks down is the work of the run itself, "
        f"and of one thread: on such cores it goes up to about {', '.join(databases)}. Beyond "
        "that, more machines do not make one run faster."
    )
