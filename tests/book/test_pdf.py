"""The PDF of the whole book, printed from a small one."""

import shutil
import subprocess
import sys
from types import SimpleNamespace

import pdf
import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def book(mini_book):
    """A small book that has been printed."""
    command = [sys.executable, str(mini_book.root / "book" / "pdf.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    reader = PdfReader(mini_book.site / "layerwise.pdf")
    return SimpleNamespace(
        site=mini_book.site,
        stdout=done.stdout,
        reader=reader,
        texts=[page.extract_text() for page in reader.pages],
    )


def page_with(book, words):
    [found] = [number for number, text in enumerate(book.texts) if words in text]
    return found


def links_of(page):
    """Return the destinations within the book and the addresses outside, of a page's links."""
    links = [one.get_object() for one in page.get("/Annots", ())]
    inside = [str(one["/Dest"]).lstrip("/") for one in links if "/Dest" in one]
    return inside, [one["/A"]["/URI"] for one in links if "/URI" in one.get("/A", {})]


def test_the_pages_of_the_book_are_one_pdf(book):
    reader, swimming = book.reader, page_with(book, "water resists")
    assert "Layerwise" in book.texts[0] and "https://" in book.texts[0]
    assert swimming > page_with(book, "a place elsewhere") > 1
    breath = page_with(book, "Turn the head")
    assert breath > swimming + 1

    # The contents tell the number of each page, and that page has it in its margin.
    [line] = [line for line in book.texts[1].splitlines() if "Swimming" in line]
    assert line.split()[-1] == str(swimming + 1)
    assert "Swimming" in book.texts[breath].splitlines()[0]  # the running head
    assert str(swimming + 1) in book.texts[swimming].splitlines()
    assert "1" not in book.texts[0].splitlines()

    # Links between the pages stay in the book, others leave it.
    inside, outside = links_of(reader.pages[page_with(book, "a place elsewhere")])
    target = reader.named_destinations["/" + inside[0]]
    assert reader.get_destination_page_number(target) == breath
    assert [address for address in outside if "127" in address] == ["http://127.0.0.1:9/far"]
    inside, outside = links_of(reader.pages[swimming])
    assert len(inside) == 2 and outside == []

    # Bookmarks lead to the headings.
    flat = [reader.outline[0], *(one for one in reader.outline if not isinstance(one, list))]
    assert [one.title for one in flat[1:]] == ["Contents", "Mini", "Swimming", "Diving"]
    below = [one for group in reader.outline if isinstance(group, list) for one in group]
    below = [one for one in below if not isinstance(one, list)]
    assert [one.title for one in below] == ["Strokes", "Breathing"]
    assert reader.get_destination_page_number(below[1]) == breath

    # What is folded is open, and what is there to press is not in it.
    assert "Bubbles rise" in "".join(book.texts)
    assert "Colab" not in "".join(book.texts)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]

    # The landing page offers it, under both of its addresses.
    pages = len(reader.pages)
    for name, address in (("index.html", "layerwise.pdf"), ("book/index.html", "../layerwise.pdf")):
        html = (book.site / name).read_text("utf-8")
        assert f'<p class="whole-book"><a href="{address}">' in html
        assert f"({pages} pages, 0." in html
    assert f"layerwise.pdf ({pages} pages" in book.stdout


def test_a_picture_that_is_missing_is_named_and_the_last_pdf_stays(mini_book, capsys):
    shutil.rmtree(mini_book.site)
    page = mini_book.site / "book" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<article><h1>Mini</h1><img src="../_images/lost.svg"></article>', "utf-8")
    (mini_book.site / "_static").mkdir()
    (mini_book.site / "_static" / "mark.svg").write_text("<svg/>", encoding="utf-8")
    toc = mini_book.root / "_toc.yml"
    toc.write_text("format: jb-book\nroot: book/index\n", encoding="utf-8")
    (mini_book.site / "layerwise.pdf").write_bytes(b"the last one")
    assert pdf.make(mini_book.root, mini_book.root / "_build") == 1
    assert capsys.readouterr().err == "The site has no _images/lost.svg: build it again.\n"
    assert (mini_book.site / "layerwise.pdf").read_bytes() == b"the last one"


def test_without_a_site_nothing_is_printed_and_the_user_is_told(mini_book):
    shutil.rmtree(mini_book.site)
    command = [sys.executable, str(mini_book.root / "book" / "pdf.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "build the site first" in done.stderr
