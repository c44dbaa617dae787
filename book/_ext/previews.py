"""Show what a link leads to, in a small card beside it.

The work is done in the reader's browser, by `book/_static/previews.js`; a page whose text has no
link to a place of its own or to another page's is spared it.
"""

import re

from sphinx.application import Sphinx

LINK = re.compile(r'<a class="[^"]*\breference internal\b[^"]*" href="[^"]*#[^"]')


def add_files(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Add the script and its look to a page that has links to show."""
    if LINK.search(context.get("body") or ""):
        app.add_js_file("previews.js", type="module")
        app.add_css_file("previews.css")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("html-page-context", add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
