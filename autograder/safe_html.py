"""Markdown as HTML without scripts: a student's text is read in the browser of whoever grades."""

import bleach
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

#: What Markdown and the course's own text are made of.
_TAGS = {
    *bleach.ALLOWED_TAGS,
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span", "div", "img", "del"),
    *("table", "thead", "tbody", "tr", "th", "td", "sub", "sup", "details", "summary", "kbd"),
}
_ATTRIBUTES = {
    **bleach.ALLOWED_ATTRIBUTES,
    "*": ["class", "id"],
    "img": ["src", "alt", "width", "height"],
    "td": ["align"],
    "th": ["align"],
}
_PROTOCOLS = {*bleach.ALLOWED_PROTOCOLS, "data"}


@pass_context
def markdown2html(context, source):
    """Return a text cell as HTML; what could run or load code in it is shown as text.

    It is a filter of nbconvert's templates, in place of the one of the same name, which keeps
    whatever HTML there is.
    """
    attachments = context.get("cell", {}).get("attachments", {})  # pictures in a written answer
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    html = MarkdownWithMath(renderer=renderer).render(source)
    return bleach.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, protocols=_PROTOCOLS)
