"""A table at the end of the run: how much of the bank was caught, and how much passed."""

from collections import defaultdict

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
    header = ("function", "wrong, caught", "right, passed", "seconds a notebook")
    terminalreporter.write_line(line(*header))
    for function, row in rows.items():
        mean = sum(row["seconds"]) / max(len(row["seconds"]), 1)
        counts = [f"{sum(row[kind])} of {len(row[kind])}" for kind in ("wrong", "right")]
        terminalreporter.write_line(line(function, *counts, f"{mean:.2f}"))
