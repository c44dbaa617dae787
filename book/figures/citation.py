"""How to cite the course, from the file CITATION.cff at the root of the repository."""

from pathlib import Path

import yaml
from IPython.display import Markdown

FILE = Path(__file__).resolve().parents[2] / "CITATION.cff"


def entry() -> dict:
    """Return what the file says."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def authors(told: dict) -> str:
    """Return the authors' names, of persons and of groups."""
    return ", ".join(
        one["name"] if "name" in one else f"{one['given-names']} {one['family-names']}"
        for one in told["authors"]
    )


def text() -> Markdown:
    """Return the citation as a line of text."""
    told = entry()
    return Markdown(
        f"> {authors(told)} ({told['date-released'].year}). *{told['title']}*, version "
        f"{told['version']}. <{told['url']}>"
    )


def bibtex() -> Markdown:
    """Return the citation as a block of BibTeX."""
    told = entry()
    fields = {
        "author": f"{{{authors(told)}}}",  # braces keep a group's name from being taken apart
        "title": f"{{{told['title']}}}",
        "version": told["version"],
        "year": told["date-released"].year,
        "url": told["url"],
        "note": f"Code at {told['repository-code']}",
    }
    lines = [f"  {name:<8}= {{{value}}}," for name, value in fields.items()]
    return Markdown("\n".join(["```bibtex", "@software{layerwise,", *lines, "}", "```"]))
