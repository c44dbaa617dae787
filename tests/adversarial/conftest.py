"""A table at the end of the run: what each attack gained and harmed."""

import sys
from pathlib import Path

# The table of the guide is read as the page reads it.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "book"))

#: What the test of one attack records of it, see `test_attacks`.
RECORD = "attack"


def pytest_terminal_summary(terminalreporter):
    """Print a row for each attack that was graded."""
    rows = [
        dict(report.user_properties)[RECORD]
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call" and RECORD in dict(report.user_properties)
    ]
    if not rows:
        return
    line = "{:28} {:>14} {:>12}  {:32} {}".format
    terminalreporter.section("attacks on the grader (stock as last measured)")
    header = ("attack", "stock: points", "here: points", "stock: harm", "here: harm")
    for row in (header, *sorted(rows)):
        terminalreporter.write_line(line(*row))
