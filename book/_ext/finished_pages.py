"""The pages of a finished site, for extensions that change them as a whole.

They may write into its folder as they like: `book/build.py` puts it in the place of the last site
only when all of them are done.
"""

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx


def finished(app: Sphinx, exception: Exception | None) -> bool:
    """Tell whether a build that ends has made a site."""
    return exception is None and app.builder.name == "html"


def pages(app: Sphinx) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each page, in the order of their names."""
    static = Path(app.outdir, "_static")
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if static not in path.parents:
            yield path, path.read_text("utf-8")
