"""Give the text of each exercise an id of its own.

sphinx-exercise calls the text of every exercise ``exercise-content``. A page with two exercises
would have two elements of one name, which no link and no script could tell apart.
"""

from docutils import nodes
from sphinx.application import Sphinx

SHARED = "exercise-content"


def rename(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Name the text of an exercise after the exercise."""
    for section in doctree.findall(nodes.section):
        if SHARED in section["ids"]:
            section["ids"] = [f"{name}-content" for name in section.parent["ids"][:1]]


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("doctree-resolved", rename, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
