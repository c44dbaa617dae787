"""Join the pages of the built site into one, as the PDF of the book is printed from.

Each page becomes a section; its ids get the page's name in front, so that the links between the
pages become links within the one, and nothing is there twice. What only makes sense on a screen is
left out: scripts, buttons, the small links beside headings.
"""

import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from sphinx_external_toc.parsing import parse_toc_yaml

from autograder import course

ON_SCREEN_ONLY = (
    "script, noscript, button, .headerlink, .notebook-links, .toctree-wrapper, .tableofcontents, "
    ".whole-book, .d-print-none"
)
ID_LISTS = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
HEADINGS = re.compile(r"h[1-6]")
REFERENCE = re.compile(r"url\((['\"]?)#")
STYLE = Path(__file__).with_suffix(".css")


@dataclass(frozen=True)
class Entry:
    """A page of the book: its name without suffix, its depth in the contents, its part's title."""

    page: str
    depth: int
    part: str | None

    @property
    def anchor(self) -> str:
        """The id of the page's section, and what all ids in it begin with."""
        return self.page.replace("/", "-")


def order(toc: Path) -> list[Entry]:
    """Return the pages in the order of the table of contents, the root first.

    Parameters
    ----------
    toc : Path
        The file `_toc.yml`.
    """
    sitemap = parse_toc_yaml(toc)

    def below(page: str, depth: int, part: str | None):
        for tree in sitemap[page].subtrees:
            for item in tree.items:
                name = str(item)
                caption = tree.caption if depth == 0 else part
                if name in sitemap:  # not a link to another site
                    yield Entry(name, depth, caption)
                    yield from below(name, depth + 1, caption)

    root = sitemap.root.docname
    return [Entry(root, 0, None), *below(root, 0, None)]


def book_settings(root: Path) -> dict:
    """Return the title, author and published address of the book from `_config.yml`."""
    settings = course.settings(root)
    names = {"title": settings["title"], "author": settings["author"]}
    return names | {"address": settings["sphinx"]["config"]["html_baseurl"]}


def words(element: Tag) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.get_text().split())


class Joiner:
    """Joins the pages of one site.

    Parameters
    ----------
    site : Path
        The built site.
    entries : list of Entry
        The pages, in order.
    address : str
        Where the site is published; links to what is not in the book lead there.
    """

    def __init__(self, site: Path, entries: list[Entry], address: str):
        self.site = site
        self.entries = entries
        self.address = address
        self.anchors = {f"{entry.page}.html": entry.anchor for entry in entries}
        self.sheets: dict[str, Tag] = {}
        self.titles: dict[str, str] = {}  # by anchor
        self.headings: list[str] = []

    def link(self, page: str, target: str) -> str:
        """Return where a link of a page leads in the book, or outside of it."""
        if urlsplit(target).scheme or target.startswith("//"):
            return target
        path, fragment = urldefrag(target)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path not in self.anchors:
            return urljoin(self.address, path) + (f"#{fragment}" if fragment else "")
        anchor = self.anchors[path]
        return f"#{anchor}--{fragment}" if fragment else f"#{anchor}"

    def section(self, entry: Entry) -> Tag:
        """Return a page as a section of the book."""
        page = f"{entry.page}.html"
        soup = BeautifulSoup((self.site / page).read_text(encoding="utf-8"), "html.parser")
        for sheet in soup.select('link[rel="stylesheet"]'):
            sheet["href"] = self.resource(page, urlsplit(sheet["href"]).path)
            self.sheets.setdefault(sheet["href"], sheet)
        article = soup.article
        for element in article.select(ON_SCREEN_ONLY):
            element.decompose()
        for heading in article.find_all(HEADINGS):
            if heading.parent.find_all(True, recursive=False) == [heading]:
                heading.parent.decompose()  # what it stood above was for the screen
        for details in article.find_all("details"):
            details["open"] = ""
        for element in article.find_all(True):
            self.rewrite(element, page, entry.anchor)
        self.titles[entry.anchor] = words(article.h1)
        self.headings += [words(heading) for heading in article.find_all(HEADINGS)]
        section = soup.new_tag("section", id=entry.anchor, attrs={"class": "whole-page"})
        section.extend(list(article.contents))
        return section

    def resource(self, page: str, path: str) -> str:
        """Return the address of a file of the site from its root."""
        return "/" + posixpath.normpath(posixpath.join(posixpath.dirname(page), path))

    def rewrite(self, element: Tag, page: str, anchor: str) -> None:
        """Set the ids and addresses of an element right for the one page."""
        for name, value in list(element.attrs.items()):
            if name in ID_LISTS:
                ids = value if isinstance(value, list) else value.split()
                element[name] = " ".join(f"{anchor}--{one}" for one in ids)
            elif name == "href" and element.name == "a":
                element[name] = self.link(page, value)
            elif name in ("href", "xlink:href") and value.startswith("#"):
                element[name] = f"#{anchor}--{value[1:]}"
            elif name == "src" and not urlsplit(value).scheme:
                element[name] = self.resource(page, value)
            elif isinstance(value, str) and "url(" in value:
                element[name] = REFERENCE.sub(rf"url(\1#{anchor}--", value)

    def contents(self, numbers: dict[str, int]) -> str:
        """Return the table of contents, with the page on which each section begins if known."""
        lines, part = [], None
        for entry in self.entries[1:]:
            if entry.part != part:
                part = entry.part
                lines.append(f'<p class="part">{html.escape(part or "")}</p>')
            title = html.escape(self.titles[entry.anchor])
            number = numbers.get(entry.anchor, "")
            lines.append(
                f'<p class="depth-{entry.depth}"><a href="#{entry.anchor}"><span>{title}</span>'
                f"<span>{number}</span></a></p>"
            )
        return "\n".join(lines)


def running_heads(titles: dict[str, str]) -> str:
    """Return the style that puts the title of each section at the head of its pages."""
    rules = []
    for place, (anchor, title) in enumerate(titles.items()):
        quoted = title.replace("\\", r"\\").replace('"', r"\"")
        rules.append(f"#{anchor} {{ page: section{place}; }}")
        rules.append(f'@page section{place} {{ @top-right {{ content: "{quoted}"; }} }}')
    return "\n".join(rules)


def join(site: Path, entries: list[Entry], settings: dict):
    """Return a function that gives the book as one HTML page, and the book's headings.

    The function takes the number of the page on which each section begins, by its anchor.

    Parameters
    ----------
    site : Path
        The built site.
    entries : list of Entry
        The pages, in order.
    settings : dict
        What `book_settings` returns.
    """
    joiner = Joiner(site, entries, settings["address"])
    body = "\n".join(str(joiner.section(entry)) for entry in entries)
    head = "\n".join(str(sheet) for sheet in joiner.sheets.values())
    title, author, address = (html.escape(settings[key]) for key in ("title", "author", "address"))

    def whole(numbers: dict[str, int]) -> str:
        return f"""<!DOCTYPE html>
<html lang="en" data-theme="light" data-mode="light">
<head><meta charset="utf-8"><title>{title}</title>
{head}
<style>{STYLE.read_text(encoding="utf-8")}
{running_heads(joiner.titles)}</style></head>
<body>
<div class="title-page"><img src="/_static/mark.svg" alt="">
<p class="book-title">{title}</p><p>{author}</p>
<p><a href="{address}">{address}</a></p>
<p class="licence">Text and figures: CC BY 4.0. Code: BSD-3-Clause.</p></div>
<nav class="book-contents" aria-label="Contents"><h1>Contents</h1>
{joiner.contents(numbers)}
</nav>
<main class="bd-main"><div class="bd-content"><div class="bd-article-container">
<article class="bd-article">{body}</article></div></div></main>
</body></html>"""

    return whole, ["Contents", *joiner.headings]
