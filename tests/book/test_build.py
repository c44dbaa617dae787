"""The build command, on small books that are broken one way each."""

import json
import re

import pytest


def set_line(path, key, value):
    """Set a key of a YAML file that stands on a line of its own."""
    text, changed = re.subn(
        rf"^(\s*{key}:).*$", rf"\1 {value}", path.read_text("utf-8"), flags=re.MULTILINE
    )
    assert changed == 1
    path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_chapter_links_to_the_repository_and_reference_of_the_settings(mini_book):
    set_line(mini_book.root / "_config.yml", "layerwise_repository", "ada/course")
    set_line(mini_book.root / "_config.yml", "layerwise_ref", "v1.2")
    done = mini_book.build()
    assert done.returncode == 0, done.stderr
    page = (mini_book.site / "book" / "swimming.html").read_text("utf-8")
    address = (
        "https://colab.research.google.com/github/ada/course/blob/v1.2/"
        "release/swimming/swimming.ipynb"
    )
    assert page.count(f'href="{address}"') >= 2
    assert "https://kaggle.com/kernels/welcome?src=https://github.com/ada/course/blob/v1.2/" in page
    assert '"https://github.com/ada/course"' in page
    assert json.loads((mini_book.site / "notebooks" / "swimming.ipynb").read_text("utf-8"))


@pytest.mark.slow
def test_a_chapter_without_its_release_stops_the_build_and_leaves_the_last_site(mini_book):
    assert mini_book.build().returncode == 0
    before = (mini_book.site / "index.html").read_bytes()
    mini_book.notebook.unlink()
    done = mini_book.build()
    assert done.returncode == 1
    assert "release/swimming/swimming.ipynb, which does not exist" in done.stderr
    assert "nbgrader generate_assignment swimming" in done.stderr
    assert "last good site is still there" in done.stderr
    assert (mini_book.site / "index.html").read_bytes() == before
    assert not (mini_book.root / "_build" / "book" / "_build" / "html").exists()


@pytest.mark.slow
def test_a_page_taken_out_of_the_contents_is_out_of_the_site(mini_book):
    toc = mini_book.root / "_toc.yml"
    whole = toc.read_text("utf-8")
    toc.write_text(whole + "  - caption: More\n    chapters:\n      - file: book/diving\n", "utf-8")
    (mini_book.root / "book" / "diving.md").write_text("# Diving\n\nDeep.\n", encoding="utf-8")
    assert mini_book.build().returncode == 0
    assert (mini_book.site / "book" / "diving.html").is_file()
    toc.write_text(whole, encoding="utf-8")
    assert mini_book.build().returncode == 0
    assert not (mini_book.site / "book" / "diving.html").exists()
    assert "diving" not in (mini_book.site / "searchindex.js").read_text("utf-8").lower()


@pytest.mark.slow
def test_references_to_nothing_fail_the_build_and_are_named(mini_book):
    wrong = "See [that](nowhere.md), {eq}`eq-nowhere`, {numref}`fig-nowhere`, {cite:t}`nobody1999`."
    mini_book.page.write_text(f"# Swimming\n\n{wrong}\n", encoding="utf-8")
    done = mini_book.build()
    assert done.returncode == 1
    summary = done.stderr.split("The book was not built.")[1]
    for name in ("nowhere.md", "eq-nowhere", "fig-nowhere", "nobody1999"):
        assert name in summary
    assert not mini_book.site.exists()


CELL = """---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
---
# Swimming

```{{code-cell}} ipython3
{code}
```
"""


@pytest.mark.slow
def test_a_cell_that_fails_fails_the_build(mini_book):
    mini_book.page.write_text(CELL.format(code="print(1 / 0)"), encoding="utf-8")
    done = mini_book.build()
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr


@pytest.mark.slow
def test_a_change_in_what_a_cell_calls_is_seen_although_the_page_is_the_same(mini_book):
    figures = mini_book.root / "book" / "figures"
    figures.mkdir()
    mini_book.page.write_text(
        CELL.format(code="from figures import depth\ndepth.METRES"), encoding="utf-8"
    )
    for metres in ("1234", "5678"):
        (figures / "depth.py").write_text(f"METRES = {metres}\n", encoding="utf-8")
        assert mini_book.build().returncode == 0
        assert f">{metres}" in (mini_book.site / "book" / "swimming.html").read_text("utf-8")
    done = mini_book.build()
    assert "running the code" not in done.stdout
    assert ">5678" in (mini_book.site / "book" / "swimming.html").read_text("utf-8")
