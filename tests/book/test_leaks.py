"""No solution, hidden test, marking scheme or version of the bank's is anywhere in the site."""

import base64
import html
import json
import re
import shutil
import zlib

import nbformat
import pytest

from autograder import leaks, misconceptions
from autograder.code_forms import forms, statements
from autograder.leaks import Secrets, secret_lines, squeeze


@pytest.fixture(scope="module")
def secrets():
    return leaks.of_course()


def test_the_secrets_cover_every_kind_of_region_and_the_bank(secrets):
    assert len(secrets.lines) > 2000
    for known in (
        "velocity=config[\"momentum\"]*velocity-config[\"learning_rate\"]*dw",  # a solution
        "optimiser=torch.optim.SGD([param],lr=1.0,momentum=momentum)",  # a hidden test
        "**Modelanswer.**",  # a marking scheme
    ):  # fmt: skip
        assert any(known in secret for secret in secrets.lines), known
    assert any("from the bank" in what for what in secrets.functions.values())
    assert any("a solution" in what for what in secrets.functions.values())


def test_a_short_line_of_the_library_is_no_secret_and_a_long_one_is(course_copy, secrets):
    for folder in (course_copy / "source_notebooks").iterdir():
        if folder.name != "dropout":
            shutil.rmtree(folder)
    short = "dtype=np.float32,"  # of a signature in the library, and of a hidden test
    assert short not in secrets.lines
    without = leaks.of_course(course_copy).lines  # this course has no library
    assert short in without
    long = next(line for line in without if len(line) > leaks.SHORTEST_OF_A_MODULE)
    library = course_copy / "layerwise" / "src" / "a.py"
    library.parent.mkdir(parents=True)
    library.write_text(f"def f({short}): ...\n{long}\n", encoding="utf-8")
    found = leaks.of_course(course_copy).lines
    assert short not in found and long in found


@pytest.mark.slow
def test_no_file_of_the_built_site_holds_any_of_them_as_text_or_as_code(site, secrets):
    files = sorted(path for path in site.rglob("*") if path.is_file())
    assert {".html", ".js", ".inv", ".ipynb", ".svg", ".css"} <= {path.suffix for path in files}
    found = {path.relative_to(site).as_posix(): [*leaks.of_file(path, secrets)] for path in files}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_the_built_site_holds_no_file_that_should_not_be_there(site, root):
    names = {path.name for path in site.rglob("*")}
    assert "_sources" not in names
    assert not {name for name in names if name.endswith((".py", ".md", ".db"))}
    notebooks = {path.relative_to(site).as_posix() for path in site.rglob("*.ipynb")}
    chapters = [path.name for path in (root / "source_notebooks").iterdir()]
    assert notebooks == {f"notebooks/{chapter}.ipynb" for chapter in chapters}


@pytest.mark.slow
def test_the_built_site_names_no_wrong_version(site):
    names = {one.name for one in misconceptions.load("update_rules") if one.is_wrong}
    names = {name for name in names if "_" in name}  # "nesterov" is a word that pages may use
    assert len(names) >= 12
    paths = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".ipynb", ".inv")]
    texts = [squeeze(text) for path in paths for text in leaks.readings(path)]
    for name in names:
        assert not [text for text in texts if name in text], name


SOLUTION = 'velocity = config["momentum"] * velocity'
CODE = f"""def rule(w, dw, config):
    velocity = config.get("velocity", 0)
    {SOLUTION}
    velocity -= config["learning_rate"] * dw
    return w + velocity, dict(config, velocity=velocity)
"""
SOURCES = [
    f'def rule():\n    """Visible words of the task."""\n    ### BEGIN SOLUTION\n    {SOLUTION}\n'
    '    """Visible words of the task."""\n    ### END SOLUTION\n'
]
SMALL = Secrets(
    lines=dict.fromkeys(secret_lines(SOURCES), "a solution"),
    statements=dict.fromkeys(filter(lambda text: len(text) > 24, statements(CODE)), "a solution"),
    functions=dict.fromkeys(forms(CODE), "a solution"),
)
INVENTORY = b"# Sphinx inventory version 2\n# Project: A\n# Version: 1\n# packed with zlib\n"
PACKED = base64.b64encode(f"<svg><text>{html.escape(SOLUTION)}</text></svg>".encode()).decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", f"<pre>{html.escape(SOLUTION)}</pre>"),
        ("highlighted.html", "<i>velocity</i> = config[&quot;momentum&quot;] <b>*</b> velocity"),
        ("packed.html", f'<img src="data:image/svg+xml;base64,{PACKED}">'),
        ("searchindex.js", json.dumps({"titles": [SOLUTION]})),
        ("figure.svg", f"<svg><title>{html.escape(SOLUTION)}</title></svg>"),
        ("figure.png", b"\x89PNG\x00tEXt" + SOLUTION.encode()),
        ("objects.inv", INVENTORY + zlib.compress(f"a std:label -1 a.html {SOLUTION}".encode())),
        ("page.md", SOLUTION.replace(" ", "\n")),
    ],
)  # fmt: skip
def test_a_leak_is_found_in_whatever_file_it_is(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [*faults] = leaks.of_file(path, SMALL)
    assert f"a solution: {squeeze(SOLUTION)}" in faults


def test_a_leak_is_found_in_a_cell_of_a_notebook(tmp_path):
    cell = nbformat.v4.new_code_cell(SOLUTION)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "a.ipynb")
    assert [*leaks.of_file(tmp_path / "a.ipynb", SMALL)]


def test_a_solution_with_other_names_and_in_another_layout_is_found(tmp_path):
    other = re.sub(r'(?<!")\bvelocity\b(?!=v)(?!")', "v", CODE).replace('"', "'")
    other = other.replace("return", "# done\n    return")
    assert squeeze(SOLUTION) not in squeeze(other)
    marked = re.sub(r"\b(def|return)\b", r'<span class="k">\1</span>', html.escape(other))
    page, book = tmp_path / "page.html", tmp_path / "a.ipynb"
    page.write_text(f'<div class="highlight"><pre><span></span>{marked}</pre></div>', "utf-8")
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(other)]), book)
    for path in (page, book):
        assert "a function as in a solution" in [*leaks.of_file(path, SMALL)]


def test_a_line_that_students_may_see_anyway_is_no_leak(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("Visible words of the task.", encoding="utf-8")
    assert [*leaks.of_file(page, SMALL)] == []
