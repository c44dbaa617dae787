"""Leave out of each page what it does not use, and let the rest wait for its words.

The theme loads every script of every extension on every page, before the page's first word. Here a
page keeps those that find something to do in it, deferred until it is read; pictures are fetched as
a reader comes near them, into a place of the right size; and drawings carry two decimals.
"""

import re
from pathlib import Path
from urllib.parse import unquote

from finished_pages import finished, pages
from sphinx.application import Sphinx

# A script is of use to a page in which its pattern is found.
USED_BY = {
    "fontawesome.js": None,  # the icons are a font
    "clipboard.min.js": r'<div class="highlight"',
    "copybutton.js": r'<div class="highlight"',
    "togglebutton.js": r'class="(?:[^"]*\s)?(?:toggle|admonition\s(?:[^"]*\s)?dropdown)[\s"]',
    "design-tabs.js": r'class="(?:[^"]*\s)?sd-tab-set[\s"]',
    "searchtools.js": r'id="search-results"',
    "language_data.js": r'id="search-results"',
    "searchindex.js": r'id="search-results"',
}
SCRIPT = re.compile(r'[ \t]*<script\b[^>]*\bsrc="(?:[^"?]*/)?([^"?/]+)[^"]*"[^>]*></script>\n?')
OPTIONS = "documentation_options.js"  # small, and the scripts within the page need it at once
PICTURE = re.compile(
    r'<img\b(?![^>]*\bloading=)[^>]*\bsrc="([^"]*(?:_images|_static/images)/[^"]+)"'
)
SIZE = re.compile(r'<svg\b[^>]*\bwidth="([\d.]+)pt" height="([\d.]+)pt"')
POINTS = re.compile(r'\b(d|x|y|points)="[^"]*"')
LONG = re.compile(r"-?\d+\.\d{3,}")
METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def with_fewer_scripts(html: str, options: str) -> str:
    """Return a page without the scripts that have nothing to do in it, and the others deferred.

    Parameters
    ----------
    html : str
        The page.
    options : str
        Sphinx's documentation_options.js, which is written into the page.
    """

    def treated(tag: re.Match) -> str:
        name, script = tag.group(1), tag.group()
        if name == OPTIONS:
            return f"<script>{options}</script>\n"
        pattern = USED_BY.get(name, "")
        if pattern is None or not re.search(pattern, html):
            return ""
        if re.search(r"\s(defer|async|type=\"module\")", script):
            return script
        return script.replace("<script ", "<script defer ", 1)

    return SCRIPT.sub(treated, html)


def shortened(svg: str) -> str:
    """Return a drawing with its coordinates in hundredths of a point, and without its metadata.

    Examples
    --------
    >>> shortened('<path d="M 56.483293 169.1 L 7.999 0.0001"/>')
    '<path d="M 56.48 169.1 L 8 0"/>'
    """

    def rounded(number: re.Match) -> str:
        return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")

    def points(attribute: re.Match) -> str:
        return LONG.sub(rounded, attribute.group())

    return POINTS.sub(points, METADATA.sub("", svg))


def with_waiting_pictures(html: str, folder: Path) -> str:
    """Return a page whose pictures are fetched when they come near, and have their size until then.

    Parameters
    ----------
    html : str
        The page.
    folder : Path
        The page's folder, from which the addresses of its pictures count.
    """

    def waiting(tag: re.Match) -> str:
        text = tag.group() + ' loading="lazy"'
        picture = folder / unquote(tag.group(1))
        if picture.suffix == ".svg" and " width=" not in text and picture.is_file():
            size = SIZE.search(picture.read_text("utf-8")[:2000])
            if size:  # points, in a browser's pixels
                width, height = (round(float(value) * 4 / 3) for value in size.groups())
                text += f' width="{width}" height="{height}"'
        return text

    return PICTURE.sub(waiting, html)


def thin(app: Sphinx, exception: Exception | None) -> None:
    """Thin out the pages and the drawings of a finished site."""
    if not finished(app, exception):
        return
    site = Path(app.outdir)
    options = (site / "_static" / OPTIONS).read_text("utf-8").strip()
    for path, html in pages(app):
        html = with_fewer_scripts(html, options)
        path.write_text(with_waiting_pictures(html, path.parent), encoding="utf-8")
    for path in sorted((site / "_images").glob("*.svg")):
        path.write_text(shortened(path.read_text("utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    # Before the landing page is copied to the site's root.
    app.connect("build-finished", thin, priority=850)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
