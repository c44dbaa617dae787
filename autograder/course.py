"""Where the course's files are, and what its settings say."""

import re
from pathlib import Path

import yaml

#: The folder that holds `_config.yml`, the source notebooks and the release.
ROOT = Path(__file__).resolve().parents[1]


def chapters(root=ROOT):
    """Return the chapters that have a source notebook, in the order of the book's contents.

    Parameters
    ----------
    root : Path
        The course's folder.
    """
    found = {path.parent.name for path in root.glob("source_notebooks/*/*.ipynb")}
    order = {Path(page).name: place for place, page in enumerate(pages(root))}
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def pages(root=ROOT):
    """Return the site's pages in the order of its contents, as paths without their endings."""
    return list(_files(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))))


def source(chapter, root=ROOT):
    """Return the path of a chapter's source notebook.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter; the message lists those that there are.
    """
    path = root / "source_notebooks" / chapter / f"{chapter}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in root.glob("source_notebooks/*/*.ipynb")))
        raise FileNotFoundError(
            f"there is no chapter {chapter!r} (no file {path}); the chapters are: {known}."
        )
    return path


def release(chapter, root=ROOT):
    """Return the path of a chapter's release notebook, whether or not it has been made."""
    return root / "release" / chapter / f"{chapter}.ipynb"


def settings(root=ROOT):
    """Return what `_config.yml` says, as a dict."""
    return yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))


def version(root=ROOT):
    """Return the version of the students' library, which is the course's: "1.2.0".

    It is written once, as ``__version__`` in the library. The release is the tree at the tag of
    this version, "v1.2.0".

    Raises
    ------
    ValueError
        When the library does not say it.
    """
    path = root / "layerwise" / "src" / "layerwise" / "__init__.py"
    found = re.search(r'^__version__ = "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise ValueError(f'{path} has no line __version__ = "..." with the version of the course.')
    return found[1]


def _files(entry):
    """Yield the pages that a table of contents lists, in order."""
    if isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for value in entry.values():
            yield from _files(value)
    elif isinstance(entry, list):
        for item in entry:
            yield from _files(item)
