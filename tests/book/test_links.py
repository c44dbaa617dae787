"""Links that lead out of the site are followed: here to a server on this machine."""

import json
import subprocess
import sys

import links
import pytest


@pytest.fixture
def checked(mini_book, serve, tmp_path):
    """Follow the links of a book that has a good one and perhaps another; returns the process."""
    (tmp_path / "www").mkdir()
    (mini_book.root / "book" / "index.md").write_text("# Mini\n", encoding="utf-8")

    def run(other=""):
        with serve(tmp_path / "www") as address:
            text = f"# Swimming\n\nA [good]({address}) and {other.format(address=address)}.\n"
            mini_book.page.write_text(text, encoding="utf-8")
            command = [sys.executable, str(mini_book.root / "book" / "links.py")]
            return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)

    return run


@pytest.mark.slow
def test_a_link_to_nothing_is_named_with_its_place_and_the_rest_is_well(checked):
    done = checked("[another]({address}nothing)")
    assert done.returncode == 1
    [line, summary] = done.stderr.splitlines()
    assert line.startswith("book/swimming.md:3: http://127.0.0.1:") and "nothing" in line
    assert summary.startswith("Links that lead nowhere: 1.")
    done = checked("no other")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_robots_may_not_read_is_there(tmp_path):
    told = {"filename": "a.md", "lineno": 1, "uri": "https://example.org"}
    statuses = [
        ("working", ""),
        ("broken", "403 Client Error: Forbidden"),
        ("broken", "404 Client Error: Not Found"),
        ("timeout", "it took too long"),
    ]
    lines = [json.dumps(told | {"status": s, "info": info}) for s, info in statuses]
    (tmp_path / "output.json").write_text("\n".join(lines), encoding="utf-8")
    assert [fault[-20:] for fault in links.broken(tmp_path / "output.json")] == [
        "nt Error: Not Found)", "r (it took too long)"
    ]  # fmt: skip
