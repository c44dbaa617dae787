"""Whose work the site carries along, and under which licences."""

from pathlib import Path

from IPython.display import Markdown

STATIC = Path(__file__).resolve().parents[1] / "_static"

#: What is served from a folder of its own under `_static`: its name, what for, and its licence.
VENDORED = {
    "katex": ("KaTeX and its fonts", "equations", "MIT; fonts OFL-1.1"),
}
#: What the packages bring that build the site: theirs, what for, and the licence that each states.
PACKAGES = (
    (("Sphinx",), "search, the pages' frame", "BSD-2-Clause"),
    (("sphinx-book-theme", "pydata-sphinx-theme"), "look", "BSD-3-Clause"),
    (("myst-nb",), "output of code", "BSD-3-Clause"),
    (
        ("sphinx-design", "sphinx-copybutton", "sphinx-togglebutton", "sphinx-exercise"),
        "cards, buttons, folds, exercises",
        "MIT",
    ),
    (("Pygments",), "colours of code", "BSD-2-Clause"),
)
#: What the theme brings along from others.
WITHIN = (
    ("Bootstrap, within the theme", "look", "MIT"),
    (
        "Font Awesome Free, within the theme",
        "icons",
        "icons CC BY 4.0, fonts OFL-1.1, code MIT",
    ),
)


def shipped() -> Markdown:
    """Return a table of what the site carries along, from what is in its folder of files."""
    rows = [row for folder, row in VENDORED.items() if (STATIC / folder).is_dir()]
    rows += [(", ".join(names), use, licence) for names, use, licence in PACKAGES]
    lines = ["| part | what for | licence |", "| --- | --- | --- |"]
    return Markdown("\n".join([*lines, *(f"| {' | '.join(row)} |" for row in (*rows, *WITHIN))]))
