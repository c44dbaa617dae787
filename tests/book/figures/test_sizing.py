"""The sizes of large classes are what was measured times the students, in readable units."""

import pytest
from figures import sizing

GRADING = """\
# Grading 40 submissions

| way | notebooks a minute | processor seconds a notebook | peak memory in MB |
| --- | ---: | ---: | ---: |
| stock nbgrader | 10.0 | 5.00 | 900 |
| autograder grade --jobs 2 | 50.0 | 1.80 | 1500 |
| autograder grade --jobs 1 | 40.0 | 2.00 | 1400 |

The notebooks' own cells take 0.50 processor seconds each.
"""
SIZING = """\
| a run that only writes | processor seconds a notebook |
| --- | ---: |
| gradebook in SQLite | 0.36 |
| gradebook in PostgreSQL | 0.72 |

| on disk | kB a submission |
| --- | ---: |
| handed in | 1000 |
| autograded | 500 |
| gradebook | 3 |
"""


@pytest.fixture
def results(tmp_path, monkeypatch):
    """Results with round numbers."""
    (tmp_path / "grading.md").write_text(GRADING, encoding="utf-8")
    (tmp_path / "sizing.md").write_text(SIZING, encoding="utf-8")
    monkeypatch.setattr(sizing, "RESULTS", tmp_path)
    return tmp_path


def cells(markdown):
    """Return the rows of a table's body, by their first cell."""
    text = markdown.data.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return {first.strip(): [cell.strip() for cell in rest] for first, *rest in lines[2:]}


@pytest.mark.usefixtures("results")
def test_a_large_class_takes_what_was_measured_times_its_students():
    found = cells(sizing.on_paper())
    assert found["processor time in all"] == ["5.0 h", "50.0 h"]
    assert found["one machine of 2 cores, as measured"] == ["3.3 h", "33.3 h"]
    assert found["one run at its fastest, SQLite, cores of workers: 4"] == [
        "1.0 h", "10.0 h"
    ]  # fmt: skip
    assert found["ten such runs, PostgreSQL"] == ["12 min", "2.0 h"]
    assert found["gradebook"] == ["30 MB", "300 MB"]
    assert found["disk, hand-ins and all that is made of them"] == ["15 GB", "150 GB"]
    assert found["memory of each machine, 2 notebooks at a time"] == ["1.5 GB", "1.5 GB"]
    assert (
        "167 notebooks a minute from as many as 4 cores of workers with SQLite"
        in sizing.limit().data
    )


@pytest.mark.usefixtures("results")
def test_the_measured_table_shows_every_way():
    assert cells(sizing.costs()) == {
        "stock nbgrader": ["10", "5.00 s", "900 MB"],
        "`autograder grade --jobs 2`": ["50", "1.80 s", "1,500 MB"],
        "`autograder grade --jobs 1`": ["40", "2.00 s", "1,400 MB"],
    }


def test_results_that_are_missing_or_of_another_form_stop_the_page(results):
    (results / "grading.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match=r"put there what python benchmarks/grading.py prints"):
        sizing.costs()


def test_the_committed_results_can_be_read():
    cost = sizing.measured()
    assert cost.best[1][1] > max(cost.writing.values())
    assert {"handed in", "gradebook"} <= cost.disk.keys()
