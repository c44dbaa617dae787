"""Show the landing page itself at the site's address.

The pages live in a folder, so the address of the site would hold nothing but a redirect. This
writes the root page there, with its relative links set right for the place; the canonical link in
its head still names one address for the two copies.
"""

import posixpath
import re
from pathlib import Path

from finished_pages import finished
from sphinx.application import Sphinx

LINK = re.compile(r'\b(href|src|action|data-content_root)="([^"]*)"')
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|$", re.IGNORECASE)


def moved_up(html: str, folder: str) -> str:
    """Return a page of `folder` as it must read one level up, at the site's root.

    Parameters
    ----------
    html : str
        The page as Sphinx wrote it into `folder`.
    folder : str
        The folder, relative to the root of the site.

    Returns
    -------
    str
        The same page with every relative address rewritten.

    Examples
    --------
    >>> moved_up('<a href="students.html#colab"></a><img src="../_static/mark.svg">', "book")
    '<a href="book/students.html#colab"></a><img src="_static/mark.svg">'
    """

    def rewrite(match: re.Match) -> str:
        attribute, address = match.groups()
        if ELSEWHERE.match(address):
            return match.group(0)
        moved = posixpath.normpath(posixpath.join(folder, address))
        if address.endswith("/"):
            moved += "/"
        return f'{attribute}="{moved}"'

    return LINK.sub(rewrite, html)


def write_front_page(app: Sphinx, exception: Exception | None) -> None:
    """Write index.html at the root of a finished HTML build."""
    root_page = app.config.root_doc
    if not finished(app, exception) or "/" not in root_page:
        return
    html = Path(app.outdir, f"{root_page}.html").read_text(encoding="utf-8")
    front = Path(app.outdir, "index.html")
    front.write_text(moved_up(html, posixpath.dirname(root_page)), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("build-finished", write_front_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
