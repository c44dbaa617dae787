"""The pages of a finished site, for extensions that change them as a whole."""

import os
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


def write(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
