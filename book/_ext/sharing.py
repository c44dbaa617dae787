"""Say what a page is to those who link to it, and to search engines.

sphinxext-opengraph writes a page's tags. This gives it better words than it would find: the title
without its number, the sentence by which the page describes itself, and a card drawn for the page.
The landing page is known by the address of the site. Pages that are no content (the search, the
page for wrong addresses) ask not to be listed.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

from card_image import HEIGHT, WIDTH, card
from docutils import nodes
from sphinx.application import Sphinx

FOLDER = "cards"
UNLISTED = {"search", "genindex", "404"}
NUMBER = re.compile(r"^(\d+(?:\.\d+)*)\.\s+")
SUMMARY_CARD = '<meta name="twitter:card" content="summary_large_image" />\n'
NOT_LISTED = '<meta name="robots" content="noindex" />\n'


def description_of(page: nodes.document) -> str:
    """Return the sentence by which a page describes itself, in `myst: html_meta:`, or nothing."""
    told = (meta for meta in page.findall(nodes.meta) if meta.get("name") == "description")
    return next((meta["content"] for meta in told), "")


def heading_of(title: str) -> tuple[str, str]:
    """Return what the page is, by its number, and its title without tags and number.

    Examples
    --------
    >>> heading_of("2. Normalisation")
    ('Chapter 2', 'Normalisation')
    >>> heading_of("6.1. A <em>recipe</em>")
    ('Section 6.1', 'A recipe')
    >>> heading_of("References")
    ('', 'References')
    """
    words = re.sub(r"<[^>]+>", "", title)
    match = NUMBER.match(words)
    if not match:
        return "", words
    kind = "Section" if "." in match.group(1) else "Chapter"
    return f"{kind} {match.group(1)}", words[match.end() :]


def write_card(app: Sphinx, name: str, content: bytes) -> str:
    """Put a card into the site and return its path there."""
    path = Path(app.outdir, FOLDER, f"{name}.png")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path.relative_to(app.outdir).as_posix()


def describe(app: Sphinx, pagename: str, templatename, context: dict, doctree) -> None:
    """Set what the tags of a page are made from."""
    if app.builder.name != "html":
        return
    if doctree is None:
        if pagename in UNLISTED:
            context["metatags"] = context.get("metatags", "") + NOT_LISTED
            context["pageurl"] = None
        return
    part, title = heading_of(context["title"])
    description = description_of(doctree)
    if pagename == app.config.root_doc:
        context["pageurl"] = app.config.html_baseurl
    picture = write_card(app, pagename, card(title, part, description))
    tags = {
        "og:title": title,
        "og:url": context["pageurl"],
        "og:image": urljoin(app.config.html_baseurl, picture),
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": f'A card with the title "{title}" and the mark of the course, three '
        "layers one over the other.",
    }
    if description:
        tags["og:description"] = description
    context["meta"] = {**(context["meta"] or {}), **tags}  # a copy: Sphinx keeps the original
    context["metatags"] += SUMMARY_CARD


def name_front_page(app: Sphinx, exception: Exception | None) -> None:
    """Have the sitemap name the landing page by the address of the site."""
    sitemap = Path(app.outdir, "sitemap.xml")
    if exception is not None or not sitemap.is_file():
        return
    landing = urljoin(app.config.html_baseurl, f"{app.config.root_doc}.html")
    text = sitemap.read_text("utf-8")
    text = text.replace(f"<loc>{landing}</loc>", f"<loc>{app.config.html_baseurl}</loc>")
    sitemap.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("html-page-context", describe, priority=400)  # before sphinxext-opengraph
    app.connect("build-finished", name_front_page, priority=600)  # after sphinx-sitemap
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
