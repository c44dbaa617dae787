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


def run_build(root, output):
    """Build the book of a tree as the README says; returns the completed process."""
    command = [sys.executable, str(root / "book" / "build.py"), "--output", str(output)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=900)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The whole book, built once: ``site``, the folder, ``log``, and what the command did."""
    shared = tmp_path_factory.getbasetemp()
    if re.fullmatch(r"popen-gw\d+", shared.name):  # one build serves all workers of pytest-xdist
        shared = shared.parent
    output = shared / "whole-book"
    with filelock.FileLock(f"{output}.lock"):
        told = output / "told.txt"
        if not told.exists():
            done = run_build(ROOT, output)
            assert done.returncode == 0, done.stderr
            told.write_text(done.stdout, encoding="utf-8")
    return SimpleNamespace(
        site=output / "site",
        log=(output / "book" / "build.log").read_text(encoding="utf-8"),
        stdout=told.read_text(encoding="utf-8"),
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


@pytest.fixture
def mini_book(tmp_path):
    """A copy of the book's machinery with two short pages, which a test may change and build."""
    root = tmp_path / "mini"
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, root / "book" / name)
    for name in ("build.py", "links.py", "pdf.py", "whole_book.py", "whole_book.css"):
        shutil.copy(ROOT / "book" / name, root / "book")
    shutil.copy(ROOT / "_config.yml", root)
    toc = (
        "format: jb-book\nroot: book/index\nparts:\n"
        "  - caption: Chapters\n    chapters:\n      - file: book/swimming\n"
    )
    files = {
        "_toc.yml": toc,
        "book/index.md": "# Mini\n\nA small book.\n\n[Swimming](swimming.md)\n",
        "book/swimming.md": "# Swimming\n\nHow to swim.\n\n```{notebook-links}\n```\n",
        "book/references.bib": "",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    notebook = root / "release" / "swimming" / "swimming.ipynb"
    notebook.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), notebook)
    return SimpleNamespace(
        root=root,
        notebook=notebook,
        page=root / "book" / "swimming.md",
        site=root / "_build" / "site",
        build=lambda: run_build(root, root / "_build"),
    )


@pytest.fixture(scope="session")
def serve():
    """Serve a folder on loopback, as a context manager that gives the address."""
    return serving


@pytest.fixture(scope="module")
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
