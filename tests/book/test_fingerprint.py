"""What the results of the pages' code depend on is all in the key that they are kept under."""

import ast
import json
import re
import subprocess
import sys
import textwrap
from importlib import metadata

import build
import pytest

CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = re.compile(r"\A(---\n.*?^---\n|(:[^\n]*\n)+)", re.MULTILINE | re.DOTALL)
#: They bring data sets here or show how far that is; what arrives is compared with a checksum.
CARRIERS = {"pooch", "requests", "tqdm", "urllib3"}


def code_of(page):
    """The code of a page's cells, without what only IPython understands."""
    cells = [OPTIONS.sub("", cell) for cell in CELL.findall(page.read_text("utf-8"))]
    return "\n".join(line for cell in cells for line in cell.splitlines() if line[:1] != "%")


def imported(source):
    """The names of all modules that a source may import, attributes among them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def reached(root):
    """What the pages' cells import, directly or not: the course's files, and other packages."""
    places = (root, root / "book", root / "layerwise" / "src")
    todo = [code_of(page) for page in sorted((root / "book").glob("*.md"))]
    todo += [path.read_text("utf-8") for path in (root / "book" / "figures").glob("*.py")]
    files, others = set(), set()
    while todo:
        for name in imported(todo.pop()):
            stems = [place.joinpath(*name.split(".")) for place in places]
            forms = [form for s in stems for form in (s.with_suffix(".py"), s / "__init__.py")]
            found = {form for form in forms if form.is_file()} - files
            files |= found
            todo += [path.read_text("utf-8") for path in found]
            others.add(name.split(".")[0])
    return files, others - {"autograder", "book", "figures", "layerwise"} - sys.stdlib_module_names


def test_every_file_that_a_page_imports_is_in_the_key(root, reached):
    files, _ = reached
    assert len(files) > 40
    assert files <= set(build.called(root))


def test_every_package_that_a_page_imports_is_in_the_key_by_its_version(reached):
    _, packages = reached
    assert {"numpy", "matplotlib", "torch"} <= packages
    owners = metadata.packages_distributions()
    needed = {owners[package][0].lower() for package in packages - CARRIERS}
    assert needed <= set(build.DISTRIBUTIONS)


WATCHED = """
import json, sys
sys.path.insert(0, {book!r})
opened = set()
sys.addaudithook(lambda event, told: event == "open" and opened.add(str(told[0])))
{code}
print(json.dumps(sorted(opened)), file=open({told!r}, "w"))
"""


def test_every_file_that_is_read_for_tables_and_the_bank_is_in_the_key(root, tmp_path):
    quick = ("instructors", "sizing", "conv_challenge_recipe")
    pages = [root / "book" / f"{name}.md" for name in quick]
    told = tmp_path / "opened.json"
    code = "\n".join(code_of(page) for page in pages)
    script = WATCHED.format(book=str(root / "book"), code=code, told=str(told))
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, cwd=tmp_path)
    opened = {root / name for name in json.loads(told.read_text())}
    ours = {path for path in opened if path.is_relative_to(root) and path.is_file()}
    ours = {path for path in ours if not {"__pycache__", ".venv"} & set(path.parts)}
    titles = set((root / "book").glob("*.md"))  # only their titles are in the key; see below
    assert {"attacks.md", "sizing.md"} <= {path.name for path in ours}
    assert ours - titles <= set(build.called(root))


@pytest.mark.parametrize(
    "name",
    [
        "_toc.yml",
        "autograder/examiner/a.py",
        "autograder/misconceptions/a/b.py",
        "autograder/solutions.py",
        "autograder/templates/a.html",
        "benchmarks/results/a.md",
        "book/figures/a.py",
        "book/figures/weights.npz",
        "layerwise/src/layerwise/a.py",
        "layerwise/src/layerwise/col2im.pyx",
        "layerwise/src/layerwise/data/outlines.json",
        "source_notebooks/a/a.ipynb",
        "source_notebooks/a/published_figures.json",
    ],
)
def test_the_key_changes_with_each_file_that_a_page_may_call_or_read(tmp_path, name):
    before = build.fingerprint(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a", encoding="utf-8")
    first = build.fingerprint(tmp_path)
    path.write_text("b", encoding="utf-8")
    second = build.fingerprint(tmp_path)
    path.rename(path.with_name("other" + path.suffix))
    assert len({before, first, second, build.fingerprint(tmp_path)}) == 4 - (name == "_toc.yml")


@pytest.mark.parametrize("name", build.DISTRIBUTIONS)
def test_the_key_changes_with_each_package(tmp_path, monkeypatch, name):
    before = build.fingerprint(tmp_path)
    monkeypatch.setattr(build, "version", lambda n: "0" if n == name else metadata.version(n))
    assert build.fingerprint(tmp_path) != before


def test_the_key_changes_with_a_title_and_not_with_the_prose(tmp_path):
    page = tmp_path / "book" / "index.md"
    page.parent.mkdir()
    page.write_text("# Words\n\nA few.", encoding="utf-8")
    before = build.fingerprint(tmp_path)
    page.write_text("# Words\n\nSome more.", encoding="utf-8")
    assert build.fingerprint(tmp_path) == before
    page.write_text("# Titles\n\nSome more.", encoding="utf-8")
    assert build.fingerprint(tmp_path) != before


@pytest.mark.parametrize("folder", ["__pycache__", ".ipynb_checkpoints", "layerwise.egg-info"])
def test_the_key_does_not_change_with_what_tools_leave_behind(tmp_path, folder):
    before = build.fingerprint(tmp_path)
    left = tmp_path / "layerwise" / "src" / folder / "left.py"
    left.parent.mkdir(parents=True)
    left.write_text("a", encoding="utf-8")
    assert build.fingerprint(tmp_path) == before
