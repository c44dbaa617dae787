"""What attacks on the grader gain and harm, with stock nbgrader and here."""

import re
from pathlib import Path

from IPython.display import Markdown

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "attacks.md"
NONE, NOTHING = "none", "nothing"


def measured() -> list[list[str]]:
    """Return the benchmark's rows: the attack, then points and harm under stock and here."""
    text = RESULTS.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    if not rows or any(len(row) != 5 for row in rows):
        raise ValueError(f"{RESULTS} holds no table of five columns; run benchmarks/attacks.py.")
    return rows


def sentence(row: list[str]) -> str:
    """Return what an attack does, without its name."""
    return re.sub(r"^`\w+`: ", "", row[0])


def counts() -> Markdown:
    """Return a sentence: how many attacks there are, and how many of them succeed."""
    rows = measured()
    gain, harm = (
        [
            sum(
                row[column].startswith("+") if column % 2 else row[column] != NOTHING
                for row in rows
            )
            for column in columns
        ]
        for columns in ((1, 3), (2, 4))
    )
    return Markdown(
        f"Of {len(rows)} attacks, {gain[0]} gain points with stock nbgrader and {harm[0]} harm "
        f"something else; here {gain[1]} gain points and {harm[1]} harm something."
    )


def outcomes() -> Markdown:
    """Return the whole table, folded."""
    header = ["attack", "stock: points", "stock: harm", "here: points", "here: harm"]
    rows = [header, [":---"] * len(header), *([sentence(row), *row[1:]] for row in measured())]
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    caption = (
        "Each attack was graded by stock nbgrader and by this course's plug-in. The answer is "
        "worth 4 points; counted is what came out beyond, or short of, what its honest part "
        "deserves."
    )
    table = "\n".join([f":::{{table}} {caption}", ":name: tab-attacks", *lines, ":::"])
    return Markdown(f"::::{{dropdown}} Every attack, and what came of it\n{table}\n::::")
