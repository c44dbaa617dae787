"""Print the built site as one PDF: ``python book/pdf.py``, which `make pdf` runs.

Chromium prints it: the site's equations and figures are HTML and SVG, which LaTeX would not take.
The PDF goes into the site as `layerwise.pdf`, and the landing page then offers it.
"""

import argparse
import io
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import build
import whole_book
from playwright.sync_api import Error, Route, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

NAME = "layerwise.pdf"
HOST = "http://book.invalid"  # never asked: every request is answered from the site's folder
FLAGS = ["--no-sandbox", "--disable-gpu"]
OFFER = re.compile(r'<p class="whole-book"[^>]*>.*?</p>', re.DOTALL)


# Chromium's trailer counts fewer objects than there are, of which pypdf warns and which it mends.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def printed(site: Path, page: Callable[[dict[str, int]], str]) -> bytes:
    """Return the PDF of a page that links to files of the site.

    Parameters
    ----------
    site : Path
        The built site.
    page : callable
        Gives the page from the numbers of the pages on which its sections begin. It is printed
        twice: the first time tells the numbers.

    Raises
    ------
    OSError
        When there is no browser, or a file that the page asks for is not in the site.
    """
    missing, content = [], {"html": page({})}

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path).lstrip("/")
        if not path:
            route.fulfill(body=content["html"], content_type="text/html; charset=utf-8")
        elif (site / path).is_file():
            route.fulfill(path=site / path)
        else:
            missing.append(path)
            route.abort()

    with sync_playwright() as playwright:
        system = os.environ.get("CHROMIUM") or shutil.which("chromium")
        try:
            browser = playwright.chromium.launch(executable_path=system, args=FLAGS)
        except Error as error:
            raise OSError(
                "Chromium could not be started: install Debian's package chromium, or name the "
                f"program in the variable CHROMIUM. {str(error).splitlines()[0]}"
            ) from error
        # Without scripts every figure is the still picture that it starts from.
        context = browser.new_context(java_script_enabled=False, color_scheme="light")
        context.route("**/*", answer)
        tab = context.new_page()
        for _ in range(2):
            tab.goto(f"{HOST}/", wait_until="load")
            pdf = tab.pdf(prefer_css_page_size=True, outline=True, tagged=True)
            content["html"] = page(beginnings(pdf))
        browser.close()
    if missing:
        raise OSError(f"The site has no {', '.join(sorted(set(missing)))}: build it again.")
    return pdf


def beginnings(pdf: bytes) -> dict[str, int]:
    """Return the page, counted from 1, on which each place that links lead to stands, by its id."""
    reader = PdfReader(io.BytesIO(pdf))
    places = reader.named_destinations.items()
    return {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1 for name, place in places
    }


def titled(pdf: bytes, headings: list[str], settings: dict) -> bytes:
    """Return the PDF with its headings as bookmarks, and its author.

    Chromium doubles the words of a heading that has moved to another page while it was set.

    Parameters
    ----------
    pdf : bytes
        As Chromium printed it, with a bookmark for each heading.
    headings : list of str
        The headings in their order.
    settings : dict
        What `whole_book.book_settings` returns.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf))

    def bookmarks(parent):
        bookmark = parent.get("/First")
        while bookmark is not None:
            bookmark = bookmark.get_object()
            yield bookmark
            yield from bookmarks(bookmark)
            bookmark = bookmark.get("/Next")

    found = list(bookmarks(writer.root_object["/Outlines"]))
    if len(found) == len(headings):
        for bookmark, heading in zip(found, headings, strict=True):
            bookmark[NameObject("/Title")] = TextStringObject(heading)
    writer.metadata = {"/Title": settings["title"], "/Author": settings["author"]}
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def offer(site: Path, root_page: str, pages: int, size: int) -> None:
    """Say on the landing page that there is a PDF, and how long and large it is."""
    for name in ("index.html", f"{root_page}.html"):
        path = site / name
        up = "../" * name.count("/")
        told = (
            f'<p class="whole-book"><a href="{up}{NAME}">The whole book as a PDF</a> '
            f"({pages} pages, {size / 1e6:.1f} MB)</p>"
        )
        part = path.with_name(path.name + ".part")
        part.write_text(OFFER.sub(told, path.read_text(encoding="utf-8")), encoding="utf-8")
        os.replace(part, path)


def make(root: Path, output: Path) -> int:
    """Print the site in `output/site`, built of the tree at `root`, and return an exit status."""
    site = output / "site"
    entries = whole_book.order(root / "_toc.yml")
    absent = [e.page for e in entries if not (site / f"{e.page}.html").is_file()]
    if absent:
        print(f"{site} has no page {absent[0]}: build the site first.", file=sys.stderr)
        return 1
    settings = whole_book.book_settings(root)
    print("Printing the book", flush=True)
    try:
        page, headings = whole_book.join(site, entries, settings)
        pdf = titled(printed(site, page), headings, settings)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    part = site / f"{NAME}.part"
    part.write_bytes(pdf)
    os.replace(part, site / NAME)
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    offer(site, entries[0].page, pages, len(pdf))
    print(f"The book: {site / NAME} ({pages} pages, {len(pdf) / 1e6:.1f} MB)")
    return 0


def main() -> int:
    """Read the command line and print the book."""
    parser = argparse.ArgumentParser(description="Print the built site as one PDF.")
    default = build.ROOT / "_build"
    parser.add_argument("--output", type=Path, default=default, help="as for book/build.py")
    return make(build.ROOT, parser.parse_args().output.resolve())


if __name__ == "__main__":
    sys.exit(main())
