"""Let the search lead to the place of a page where something is.

Sphinx's index knows pages: who finds "batch variance" in one is sent to its top. This feeds the
index with the places within pages, too: each section without those below it, and each captioned
figure, table and equation, by its number and caption. A place is fed as if it were a page, under
the name `PAGE#ID`; `search_places.js` turns such a name into a link. Sphinx writes that script
where it writes the one for scoring results, beside the stop words.
"""

import functools
import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from docutils.utils import new_document
from sphinx import search
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

SCRIPT = Path(__file__).with_suffix(".js")
# What has a caption, with Sphinx's name for its kind, by which it is numbered.
KINDS = {nodes.figure: "figure", nodes.table: "table", nodes.math_block: "displaymath"}
CAPTIONS = {nodes.figure: nodes.caption, nodes.table: nodes.title}


def caption_of(node: nodes.Element) -> str:
    """Return the caption of a figure, table or equation, or nothing.

    Examples
    --------
    >>> caption_of(nodes.figure("", nodes.caption("", "Four  paths")))
    'Four paths'
    >>> caption_of(nodes.math_block("", "x = 1", caption="One"))
    'One'
    """
    if isinstance(node, nodes.math_block):
        return node.get("caption", "")
    wanted = CAPTIONS.get(type(node), ())
    found = [child.astext() for child in node.children if isinstance(child, wanted)]
    return " ".join(" ".join(found).split())


def name_of(env: BuildEnvironment, docname: str, node: nodes.Element) -> str:
    """Return what a page calls a captioned node of it: Fig. 1.2, or Equation (1.4)."""
    kind = KINDS[type(node)]
    number = env.toc_fignumbers.get(docname, {}).get(kind, {}).get(node["ids"][0])
    if not number:
        return "Equation" if kind == "displaymath" else kind.capitalize()
    numbered = env.config.numfig_format.get(kind, "Equation (%s)")
    return numbered % ".".join(map(str, number))


def headed(page: nodes.Element) -> list[nodes.section]:
    """Return the sections of a page that have a heading, the page's own first.

    An exercise's text is a section to Sphinx, too, but has none.
    """
    sections = page.findall(nodes.section)
    return [section for section in sections if isinstance(next(iter(section), None), nodes.title)]


def own_content(section: nodes.Element) -> nodes.Element:
    """Return a copy of a section without what is found in a place of its own."""
    copy = section.deepcopy()
    captions = copy.findall(lambda node: type(node) in KINDS and caption_of(node))
    for node in [*captions, *headed(copy)]:
        if node is not copy:
            node.parent.remove(node)
    return copy


def captioned(node: nodes.Element) -> nodes.document:
    """Return the words that a captioned node is found by, as a page: its caption is the title."""
    document = new_document("")
    words = {"displaymath": "equation formula"}.get(KINDS[type(node)], KINDS[type(node)])
    told = [image.get("alt", "") for image in node.findall(nodes.image)]
    content = [] if isinstance(node, nodes.math_block) else [node.deepcopy()]
    document += nodes.section("", nodes.title("", caption_of(node)), *content)
    document += nodes.paragraph("", " ".join([words, *told]))
    return document


def places(
    env: BuildEnvironment, docname: str, page: nodes.document
) -> Iterator[tuple[str, str, nodes.document]]:
    """Yield each place of a page: its id, what it is called there, and the words it is found by.

    The name of a captioned place has a second line, the caption. The page's beginning has neither
    id nor name.
    """
    sections = headed(page)
    for section in sections:
        document = new_document("")
        document += own_content(section)
        top = section is sections[0]
        yield ("", "", document) if top else (section["ids"][0], section[0].astext(), document)
    for node in page.findall(lambda node: type(node) in KINDS):
        if node["ids"] and caption_of(node):
            name = f"{name_of(env, docname, node)}\n{caption_of(node)}"
            yield node["ids"][0], name, captioned(node)


class PlaceIndex(search.IndexBuilder):
    """Sphinx's index, with the places of each page beside the page."""

    def __init__(self, *arguments) -> None:
        """Begin an empty index; most words come many times, and are stemmed once."""
        super().__init__(*arguments)
        self.lang.stem = functools.cache(self.lang.stem)

    def feed(self, docname: str, filename: str, title: str, doctree: nodes.document) -> None:
        """Take in a page, and the places in it."""
        super().feed(docname, filename, title, doctree)
        headings = {section["ids"][0] for section in headed(doctree)}
        titles = self._all_titles[docname]
        # A table's caption is a title to Sphinx; here it is a place.
        self._all_titles[docname] = [item for item in titles if item[1] in {None, *headings}]
        for anchor, name, document in places(self.env, docname, doctree):
            place = f"{docname}#{anchor}"
            # As Sphinx's script calls a heading that it finds, so that the two are one result.
            line = f"{title} > {html.escape(name, quote=False)}" if name else title
            super().feed(place, filename, line, document)
            # The page itself has these already, with the ids of the titles in it.
            self._all_titles[place], self._index_entries[place] = [], []

    def prune(self, docnames: Iterable[str]) -> None:
        """Forget all pages but the named ones, and the places in them."""
        kept = set(docnames)
        super().prune({place for place in self._titles if place.split("#")[0] in kept})


def set_script(app: Sphinx, config: Config) -> None:
    """Have the script written into the site."""
    config.html_search_scorer = str(SCRIPT)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    search.IndexBuilder = PlaceIndex  # where Sphinx's builder of pages takes it from
    app.connect("config-inited", set_script)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
