"""Show what a link leads to, in a small card beside it.

The work is done in the reader's browser, by `book/_static/previews.js`. Its look comes as a file of
its own, so that the two can be left out together.
"""

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.add_js_file("previews.js", type="module")
    app.add_css_file("previews.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
