"""Give equations captions: ``:caption:`` below ``:label:`` in a page's ``{math}`` directive.

An equation says what it is to those who read its letters. The caption says it in words: to a
screen reader, to a pointer that rests on it, and to the search, in whose index an equation would
otherwise be nothing but TeX. What a caption does on a page is in `equations`, what it does in the
search in `search_places`.
"""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.directives.patches import MathDirective


class CaptionedMath(MathDirective):
    """Sphinx's directive for an equation on lines of its own, with a caption."""

    option_spec: ClassVar = {**MathDirective.option_spec, "caption": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the equation, with its caption as an attribute."""
        result = super().run()
        if "caption" in self.options:
            [equation] = [node for node in result if isinstance(node, nodes.math_block)]
            equation["caption"] = " ".join(self.options["caption"].split())
        return result


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.add_directive("math", CaptionedMath, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
