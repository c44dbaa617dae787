"""The measured tables: what the reference reaches, and what each of its ingredients bought."""

import re
from pathlib import Path
from typing import NamedTuple

from figures.table import table
from IPython.display import Markdown

from layerwise.data import fashion_mnist, shapes10

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "conv_challenge.md"


class Measured(NamedTuple):
    """What the benchmark printed."""

    machine: str
    reference_seeds: int
    seeds: int
    references: list[dict[str, str]]
    ingredients: list[dict[str, str]]


def measured() -> Measured:
    """Return the benchmark's two tables, a dict for each row, and how they came about."""
    text = RESULTS.read_text(encoding="utf-8")
    blocks = [_rows(block) for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)]
    found = {next(iter(block[0])): block for block in blocks}
    machine = re.search(r"^Python .*? cores", text, re.MULTILINE)[0]
    seeds = int(re.search(r"validation, (\d+) seeds", text)[1])
    of_references = int(re.search(r"Seeds 0 to (\d+)", text)[1]) + 1
    tables = found["data set"], found["shapes10, without"]
    return Measured(machine, of_references, seeds, *tables)


def _rows(block: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in block.splitlines()]
    header, _, *rows = lines
    return [dict(zip(header, row, strict=True)) for row in rows]


def mean(cell: str) -> float:
    """Return the mean of a cell such as ``70.0 ± 1.0 %``."""
    return float(cell.partition(" ± ")[0])


def references() -> Markdown:
    """Return a table: what the whole recipe reaches on each set of images."""
    found = measured()
    return table(
        "tab-references",
        f"The reference: mean and standard deviation over {found.reference_seeds} seeds, on "
        f"{shapes10.SIZES[1]:,} validation images and on {shapes10.SIZES[2]:,} test images of "
        f"`shapes10` and {fashion_mnist.SIZES[2]:,} of `fashion_mnist`. {found.machine}.",
        list(found.references[0]),
        [list(row.values()) for row in found.references],
    )


def ingredients() -> Markdown:
    """Return a table: the recipe with one ingredient left out, and the change that this made."""
    found = measured()
    validation = next(title for title in found.ingredients[0] if title.startswith("validation"))
    whole, *others = found.ingredients
    rows = [["nothing: the whole recipe", whole[validation], "", whole["test"]]]
    for row in others:
        change = mean(row[validation]) - mean(whole[validation])
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        cells = [row[validation], f"{sign}{abs(change):.1f}", row["test"]]
        rows.append([row["shapes10, without"], *cells])
    return table(
        "tab-ingredients",
        "`shapes10`, with one ingredient left out at a time: accuracy, mean and standard deviation "
        f"over {found.seeds} seeds, and the change of the validation accuracy in points.",
        ["without", "validation", "change", "test"],
        rows,
    )
