"""The build command, on a small book that is broken one way each."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_a_chapter_links_to_the_repository_and_reference_of_the_settings(small_book):
    page = (small_book.site / "book" / "swimming.html").read_text("utf-8")
    address = (
        "https://colab.research.google.com/github/ada/course/blob/v1.2/"
        "release/swimming/swimming.ipynb"
    )
    assert page.count(f'href="{address}"') >= 2
    assert "https://kaggle.com/kernels/welcome?src=https://github.com/ada/course/blob/v1.2/" in page
    assert '"https://github.com/ada/course"' in page
    assert json.loads((small_book.site / "notebooks" / "swimming.ipynb").read_text("utf-8"))


def test_a_chapter_without_its_release_stops_the_build_and_leaves_the_last_site(mini_book):
    before = (mini_book.site / "index.html").read_bytes()
    mini_book.notebook.unlink()
    done = mini_book.build()
    assert done.returncode == 1
    assert "release/swimming/swimming.ipynb, which does not exist" in done.stderr
    assert "nbgrader generate_assignment swimming" in done.stderr
    assert "last good site is still there" in done.stderr
    assert (mini_book.site / "index.html").read_bytes() == before
    assert not (mini_book.root / "_build" / "book" / "_build" / "html").exists()
    assert not (mini_book.root / "_build" / "book" / "site.sha256").exists()


def test_a_book_in_which_nothing_has_changed_is_not_built_again(mini_book):
    before = {path: path.stat().st_mtime_ns for path in mini_book.site.rglob("*")}
    done = mini_book.build()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The site is up to date: {mini_book.site / 'index.html'}\n"
    assert {path: path.stat().st_mtime_ns for path in mini_book.site.rglob("*")} == before


def test_a_page_taken_out_of_the_contents_is_out_of_the_site(mini_book):
    assert (mini_book.site / "book" / "diving.html").is_file()
    toc = mini_book.root / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").partition("  - caption: More")[0], encoding="utf-8")
    assert mini_book.build().returncode == 0
    assert not (mini_book.site / "book" / "diving.html").exists()
    assert "diving" not in (mini_book.site / "searchindex.js").read_text("utf-8").lower()


def test_references_to_nothing_and_tex_that_cannot_be_read_fail_the_build_and_are_named(mini_book):
    before = (mini_book.site / "book" / "swimming.html").read_bytes()
    wrong = "See [that](nowhere.md), {eq}`eq-nowhere`, {numref}`fig-nowhere`, {cite:t}`nobody1999`."
    text = mini_book.page.read_text("utf-8")
    mini_book.page.write_text(f"{text}\n{wrong}\n\nThe loss is $\\frac{{1}}{{N$ here.\n", "utf-8")
    done = mini_book.build()
    assert done.returncode == 1
    summary = done.stderr.split("The book was not built.")[1]
    for name in ("nowhere.md", "eq-nowhere", "fig-nowhere", "nobody1999"):
        assert name in summary
    fault = next(line for line in summary.splitlines() if "KaTeX cannot typeset" in line)
    assert "swimming.md" in fault
    assert r"\frac{1}{N" in fault
    assert (mini_book.site / "book" / "swimming.html").read_bytes() == before


CELL = """---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
---
# Diving

```{{code-cell}} ipython3
{code}
```
"""


def test_a_cell_that_fails_fails_the_build(mini_book):
    page = mini_book.root / "book" / "diving.md"
    page.write_text(CELL.format(code="print(1 / 0)"), encoding="utf-8")
    done = mini_book.build()
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr


def test_a_change_in_what_a_cell_calls_is_seen_although_the_page_is_the_same(mini_book):
    figures = mini_book.root / "book" / "figures"
    figures.mkdir()
    page, made = (mini_book.root / "book" / "diving.md"), mini_book.site / "book" / "diving.html"
    page.write_text(CELL.format(code="from figures import depth\ndepth.METRES"), encoding="utf-8")
    for metres in ("1234", "5678"):
        (figures / "depth.py").write_text(f"METRES = {metres}\n", encoding="utf-8")
        done = mini_book.build()
        assert done.returncode == 0, done.stderr
        assert "running the code of diving" in done.stdout
        assert f">{metres}" in made.read_text("utf-8")
    page.write_text(page.read_text("utf-8") + "\nVery deep.\n", encoding="utf-8")
    done = mini_book.build()
    assert "running the code" not in done.stdout
    assert ">5678" in made.read_text("utf-8")
    assert "Very deep" in made.read_text("utf-8")
