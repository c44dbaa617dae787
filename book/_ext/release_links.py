"""Link each chapter page to the notebook that students open.

Jupyter Book's own launch buttons lead to a page's source, which Colab cannot open. A chapter page
needs its release instead: `release/<chapter>/<chapter>.ipynb` at the repository and reference that
`_config.yml` names. The pages under "Chapters" in `_toc.yml` are the chapters. Each gets

- buttons in the header that open the notebook in Colab and in Kaggle, and one that downloads it;
- the same three where the page says ``{notebook-links}``;
- a copy of the notebook in the site, under `notebooks/`.

A chapter without its release stops the build: a link to nothing is worse than none.
"""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, ExtensionError
from sphinx.util.docutils import SphinxDirective

from autograder.preprocessors.address import colab_address, kaggle_address

PART = "Chapters"
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


class Links(NamedTuple):
    """Where a chapter's notebook is: opened in Colab or Kaggle, and as a file of the site."""

    colab: str
    kaggle: str
    download: str


def chapters(config: Config) -> dict[str, str]:
    """Return the notebook of each chapter page: a path from the root, by the page's docname."""
    trees = [tree for tree in config.external_site_map.root.subtrees if tree.caption == PART]
    if not trees:
        raise ConfigError(
            f'_toc.yml has no part with the caption "{PART}", which says which pages have a '
            "notebook: add one."
        )
    pages = [re.sub(r"\.md$", "", str(page)) for tree in trees for page in tree.files()]
    return {page: "release/{0}/{0}.ipynb".format(page.rsplit("/", 1)[-1]) for page in pages}


def check_settings(app: Sphinx, config: Config) -> None:
    """Stop the build when the settings do not say where the notebooks are."""
    repository, reference = config.layerwise_repository, config.layerwise_ref
    if not REPOSITORY.fullmatch(repository or "") or not reference:
        raise ConfigError(
            f"_config.yml has layerwise_repository: {repository!r} and layerwise_ref: "
            f"{reference!r}, under sphinx: config:; give OWNER/NAME of the repository on GitHub "
            "and a branch, tag or commit."
        )


def check_releases(app: Sphinx) -> None:
    """Stop the build when a chapter's link would lead nowhere."""
    for page, notebook in chapters(app.config).items():
        if not Path(app.srcdir, notebook).is_file():
            chapter = page.rsplit("/", 1)[-1]
            raise ExtensionError(
                f"{page} links to {notebook}, which does not exist: make it with "
                f'"nbgrader generate_assignment {chapter}", or take the page out of the part '
                f'"{PART}" in _toc.yml.'
            )


def links(config: Config, docname: str) -> Links:
    """Return where a chapter's notebook is."""
    notebook = chapters(config)[docname]
    place = config.layerwise_repository, config.layerwise_ref, notebook
    download = "notebooks/" + notebook.rsplit("/", 1)[-1]
    return Links(colab_address(*place), kaggle_address(*place), download)


def add_header_buttons(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Put the links at the head of a chapter page."""
    if pagename not in chapters(app.config):
        return
    found = links(app.config, pagename)
    download = context["pathto"](found.download, resource=True)
    buttons = [
        # The theme brings Colab's sign as an image.
        button("Colab", found.colab, "Open {} in Colab", "_static/images/logo_colab.png"),
        button("Kaggle", found.kaggle, "Open {} in Kaggle", "fab fa-kaggle"),
        button("Download", download, "Download {}", "fas fa-download"),
    ]
    group = {
        "type": "group",
        "tooltip": "Open the notebook",
        "icon": "fas fa-rocket",
        "buttons": buttons,
        "label": "launch-buttons",
    }
    context["header_buttons"].insert(0, group)


def button(text: str, address: str, does: str, icon: str) -> dict[str, str]:
    """Return a button as the theme's template wants it."""
    tooltip = does.format("this chapter's notebook")
    return {"type": "link", "url": address, "text": text, "tooltip": tooltip, "icon": icon}


class NotebookLinks(SphinxDirective):
    """``{notebook-links}``: the links as buttons, where they stand in the page."""

    def run(self) -> list[nodes.Node]:
        """Return one paragraph with the links."""
        if self.env.docname not in chapters(self.config):
            raise self.error(f'{self.env.docname} is not in the part "{PART}" of _toc.yml.')
        found = links(self.config, self.env.docname)
        up = "../" * self.env.docname.count("/")
        html = (
            '<p class="notebook-links">\n'
            f'<a class="sd-btn sd-btn-primary" href="{found.colab}">Open in Colab</a>\n'
            f'<a class="sd-btn sd-btn-outline-primary" href="{found.kaggle}">Open in Kaggle</a>\n'
            f'<a class="sd-btn sd-btn-outline-primary" href="{up}{found.download}" download>'
            "Download the notebook</a>\n</p>"
        )
        return [nodes.raw("", html, format="html")]


def copy_notebooks(app: Sphinx, exception: Exception | None) -> None:
    """Put the notebooks that the download links lead to into a finished site."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, "notebooks")
    folder.mkdir(exist_ok=True)
    for notebook in chapters(app.config).values():
        shutil.copyfile(Path(app.srcdir, notebook), folder / Path(notebook).name)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.add_config_value("layerwise_repository", None, "env", types=(str,))
    app.add_config_value("layerwise_ref", None, "env", types=(str,))
    app.add_directive("notebook-links", NotebookLinks)
    app.connect("config-inited", check_settings)
    app.connect("builder-inited", check_releases)
    # After 501, where the theme fills the list of header buttons; these come first in it.
    app.connect("html-page-context", add_header_buttons, priority=503)
    app.connect("build-finished", copy_notebooks)
    return {"version": "3", "parallel_read_safe": True, "parallel_write_safe": True}
