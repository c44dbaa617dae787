"""The built site, and small books to break."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import filelock
import nbformat
import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# The pages' figures and the Sphinx extensions are modules of the book, not installed ones.
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "book" / "_ext")]

from host import serving  # noqa: E402 - found through the line above


def run_build(root, output, **more):
    """Build the book of a tree as the README says; returns the completed process."""
    command = [sys.executable, str(root / "book" / "build.py"), "--output", str(output)]
    environment = os.environ | more
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=900, env=environment
    )


# Python imports a module of this name when it starts, so this goes along with a whole build.
WATCH = """
import os, sys
root, told = os.environ["WATCHED"], os.environ["WATCH_LOG"]
opened = set()
def note(event, values):
    path = os.path.abspath(os.fsdecode(values[0])) if event == "open" and isinstance(
        values[0], (str, bytes, os.PathLike)) else ""
    if path.startswith(root + os.sep) and path not in opened:
        opened.add(path)
        with open(told, "a") as log:
            kernel = any("ipykernel" in part for part in sys.orig_argv)
            log.write(f"{'code' if kernel else 'site'} {path}\\n")
sys.addaudithook(note)
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The whole book, built once: ``site``, the folder, ``log``, and what the command did.

    ``opened`` are the files of the course that the build has opened, or the pages' code alone.
    """
    shared = tmp_path_factory.getbasetemp()
    if re.fullmatch(r"popen-gw\d+", shared.name):  # one build serves all workers of pytest-xdist
        shared = shared.parent
    output = shared / "whole-book"
    watch, opened, told = (output / name for name in ("watch", "opened.txt", "told.txt"))
    with filelock.FileLock(f"{output}.lock"):
        if not told.exists():
            watch.mkdir(parents=True)
            (watch / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
            done = run_build(
                ROOT, output, PYTHONPATH=str(watch), WATCHED=str(ROOT), WATCH_LOG=str(opened)
            )
            assert done.returncode == 0, done.stderr
            told.write_text(done.stdout, encoding="utf-8")
    return SimpleNamespace(
        site=output / "site",
        log=(output / "book" / "build.log").read_text(encoding="utf-8"),
        stdout=told.read_text(encoding="utf-8"),
        opened=[line.split(" ", 1) for line in opened.read_text("utf-8").splitlines()],
    )


@pytest.fixture(scope="session")
def site(built):
    """The folder of the built site."""
    return built.site


@pytest.fixture(scope="session")
def pages(site):
    """The parsed pages of the site, by their path from its root."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    }


CONTENTS = """format: jb-book
root: book/index
parts:
  - caption: Chapters
    chapters:
      - file: book/swimming
  - caption: More
    chapters:
      - file: book/diving
"""
INDEX = """# Mini

A small book. See {ref}`how to breathe <breath>` and [a place elsewhere](http://127.0.0.1:9/far).

<p class="whole-book" hidden></p>
"""
SWIMMING = """# Swimming

Water is wet.

```{notebook-links}
```

By {eq}`eq-drag` water resists; [back](index.md).

## Strokes

Arms turn & legs kick.

### Crawl

Quickest of all.

```{math}
:label: eq-drag
:caption: The drag of a swimmer

F = c v^2
```

:::{table} Depths of <small> ponds
:name: tab-depths

| creature | metres |
| --- | --- |
| newt | 3 |
:::

```{figure} _static/mark.svg
:name: fig-lane
:alt: Three lanes, one over the other.

A pool from above
```

```{exercise}
:label: exercise-float
:nonumber:

Why does a raft float?
```

:::{dropdown} A hint
Bubbles rise.
:::

```{math}
:label: eq-bare

x = 1
```

FILLER

(breath)=
## Breathing

Turn the head.
"""


@pytest.fixture(scope="session")
def small_book(tmp_path_factory):
    """The book's machinery with three short pages, built once; not to be changed."""
    root = tmp_path_factory.mktemp("small") / "book"
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, root / "book" / name)
    for name in ("build.py", "links.py", "pdf.py", "whole_book.py", "whole_book.css"):
        shutil.copy(ROOT / "book" / name, root / "book")
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    for key, value in (("repository", "ada/course"), ("ref", "v1.2")):
        line = rf"^(\s*layerwise_{key}:).*$"
        config, changed = re.subn(line, rf"\1 {value}", config, flags=re.MULTILINE)
        assert changed == 1
    files = {
        "_config.yml": config,
        "_toc.yml": CONTENTS,
        "book/index.md": INDEX,
        "book/swimming.md": SWIMMING.replace("FILLER", "A length.\n\n" * 80),
        "book/diving.md": "# Diving\n\nDeep.\n",
        "book/references.bib": "",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    notebook = root / "release" / "swimming" / "swimming.ipynb"
    notebook.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), notebook)
    book = book_in(root)
    done = book.build()
    assert done.returncode == 0, done.stderr
    return book


def book_in(root):
    """Return the small book in a folder, with what a test looks at and its build command."""
    return SimpleNamespace(
        root=root,
        notebook=root / "release" / "swimming" / "swimming.ipynb",
        page=root / "book" / "swimming.md",
        site=root / "_build" / "site",
        build=lambda: run_build(root, root / "_build"),
    )


@pytest.fixture
def mini_book(small_book, tmp_path):
    """A copy of the small book and of its site, which a test may change and build."""
    root = tmp_path / "mini"
    shutil.copytree(small_book.root, root)
    return book_in(root)


@pytest.fixture(scope="session")
def serve():
    """Serve a folder on loopback, as a context manager that gives the address."""
    return serving


@pytest.fixture(scope="module")  # while it runs, its thread can have no other event loop
def chromium():
    """A browser: the system's, or else the one that playwright has installed."""
    from playwright.sync_api import sync_playwright

    system = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=FLAGS)
        yield browser
        browser.close()


# What a cell's number is written in and on, as a canvas understands the colours.
WEAKEST_CONTRAST = """figure => {
  const brush = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = colour => {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].map(v => v / 255).map(
      v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const fill = element => light(getComputedStyle(element).fill);
  const boxes = [...figure.querySelectorAll('.cell, .node')];
  const ratios = boxes.flatMap(box => [...box.querySelectorAll('text')].map(text => {
    const [one, other] = [fill(text), fill(box.querySelector('rect'))];
    return Math.max(one, other) / Math.min(one, other);
  }));
  return ratios.length ? Math.min(...ratios) : null;
}"""


@pytest.fixture(scope="session")
def weakest_contrast():
    """The least contrast of a word in a box with the box, in a figure; None without boxes."""
    return lambda figure: figure.evaluate(WEAKEST_CONTRAST)


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """Where the site is served, below a folder, as on GitHub Pages."""
    folder = tmp_path_factory.mktemp("www")
    (folder / "layerwise").symlink_to(site, target_is_directory=True)
    with serving(folder) as base:
        yield base + "layerwise/"


@pytest.fixture(scope="session")
def node_modules():
    """The folder of what npm brings: axe-core and Lighthouse."""
    folder = ROOT / "tests" / "node" / "node_modules"
    assert folder.is_dir(), "axe-core and Lighthouse are not installed: run make node"
    return folder
