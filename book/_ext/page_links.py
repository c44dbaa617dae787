"""Let readers propose a change to a page, or say what is wrong with it.

Each page gets three links in its header, to the repository, to the page's source for editing and to
a new issue that names the page; the last two stand at its end, too, where they need no script. A
page without a source of its own, such as the search, has no link for editing.
"""

import posixpath
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape
from sphinx.application import Sphinx

GITHUB = "https://github.com"


def edit_address(repository: str, branch: str, source: str) -> str:
    """Return where GitHub edits a file of a branch.

    Examples
    --------
    >>> edit_address("ada/course", "main", "book/swimming.md")
    'https://github.com/ada/course/edit/main/book/swimming.md'
    """
    return f"{GITHUB}/{repository}/edit/{quote(branch)}/{quote(source)}"


def issue_address(repository: str, title: str, page: str) -> str:
    """Return where GitHub takes a new issue on a page.

    Parameters
    ----------
    repository : str
        The repository, as OWNER/NAME.
    title : str
        The page's heading, with its number if it has one.
    page : str
        The page's address.

    Examples
    --------
    >>> issue_address("ada/course", "Diving & more", "https://example.org/diving.html")
    'https://github.com/ada/course/issues/new?title=Page+%22Diving+%26+more%22%3A+&body=%0A%0Ahttps%3A%2F%2Fexample.org%2Fdiving.html'
    """
    asked = {"title": f'Page "{title}": ', "body": f"\n\n{page}"}
    return f"{GITHUB}/{repository}/issues/new?{urlencode(asked)}"


def find_links(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Put a page's links where the templates find them."""
    config = app.config
    repository = config.layerwise_repository
    title = Markup(context.get("title") or config.project).striptags()
    page = posixpath.join(config.html_baseurl, f"{pagename}.html")
    links = {"edit": None, "issue": issue_address(repository, title, page)}
    if doctree is not None:
        source = str(app.env.doc2path(pagename, base=False))
        links["edit"] = edit_address(repository, config.layerwise_branch, source)
    context["page_links"] = links


def add_header_buttons(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Put a page's links into its header."""
    links = context["page_links"]
    repository = f"{GITHUB}/{app.config.layerwise_repository}"
    wanted = (
        (repository, "Repository", "The course's repository", "fab fa-github"),
        (links["edit"], "Edit this page", "Propose a change to this page", "fas fa-pencil-alt"),
        (links["issue"], "Open an issue", "Say what is wrong on this page", "fas fa-lightbulb"),
    )
    buttons = [
        {"type": "link", "url": escape(url), "text": text, "tooltip": tooltip, "icon": icon}
        for url, text, tooltip, icon in wanted
        if url
    ]
    group = {
        "type": "group",
        "tooltip": "The page's source",
        "icon": "fab fa-github",
        "buttons": buttons,
        "label": "source-buttons",
    }
    context["header_buttons"].insert(0, group)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.add_config_value("layerwise_branch", "main", "html", types=(str,))
    # Before 500, where the theme leaves out templates that have nothing to show.
    app.connect("html-page-context", find_links, priority=400)
    # After 501, where it makes the list of header buttons.
    app.connect("html-page-context", add_header_buttons, priority=502)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
