"""Say to a screen reader what the theme's controls are.

The theme leaves the arrows that unfold the contents without a name and gives its search field a
name other than what it shows; references have a role that browsers no longer know, and the
parameters of a long signature stand in a list of definitions that defines nothing.
"""

import re

from finished_pages import finished, pages
from sphinx.application import Sphinx

BRANCH = re.compile(
    r"(<a\b[^>]*>)((?:(?!</a>|<li\b).)*)(</a>\s*<details[^>]*>\s*<summary)>", re.DOTALL
)
SEARCH = re.compile(r'(<button class="[^"]*\bsearch-button-field\b[^>]*?)\s+aria-label="[^"]*"')
ROLES = re.compile(
    r'(<div\b[^>]*?) role="(?:doc-biblioentry|list)"(?=[^>]*\bclass="citation)'
    r'|(<div\b[^>]*\bclass="citation[^>]*?) role="(?:doc-biblioentry|list)"'
)
SIGNATURE = re.compile(r'<dl>(?=\s*<dd><em class="sig-param">)')


def named(html: str) -> str:
    """Return a page whose controls have names.

    Examples
    --------
    >>> named('<a href="#">Six</a><details><summary><i></i></summary></details>')
    '<a href="#">Six</a><details><summary aria-label="Pages of Six"><i></i></summary></details>'
    >>> named('<div class="citation" id="id1" role="doc-biblioentry">')
    '<div class="citation" id="id1">'
    """

    def arrow(match: re.Match) -> str:
        opening, content, summary = match.groups()
        words = " ".join(re.sub(r"<[^>]*>", "", content).split()).replace('"', "&quot;")
        return f'{opening}{content}{summary} aria-label="Pages of {words}">'

    html = BRANCH.sub(arrow, html)
    html = SEARCH.sub(r"\1", html)
    html = SIGNATURE.sub('<dl role="presentation">', html)
    return ROLES.sub(lambda match: match.group(1) or match.group(2), html)


def name_controls(app: Sphinx, exception: Exception | None) -> None:
    """Name the controls of every page of a finished site."""
    if finished(app, exception):
        for path, html in pages(app):
            path.write_text(named(html), encoding="utf-8")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    # Before the landing page is copied to the site's root.
    app.connect("build-finished", name_controls, priority=840)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
