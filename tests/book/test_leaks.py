"""No solution, hidden test or marking scheme is anywhere in the built site."""

import html
import json

import nbformat
import pytest

from autograder.leaks import leaks, readings, secret_lines, squeeze


@pytest.fixture(scope="module")
def secrets(root):
    sources = []
    for path in sorted(root.glob("source_notebooks/*/*.ipynb")):
        sources += [cell.source for cell in nbformat.read(path, 4).cells]
    return secret_lines(sources)


def test_the_secrets_cover_every_kind_of_region(secrets):
    assert len(secrets) > 100
    for known in (
        "velocity=config[\"momentum\"]*velocity-config[\"learning_rate\"]*dw",  # a solution
        "optimiser=torch.optim.SGD([param],lr=1.0,momentum=momentum)",  # a hidden test
        "**Modelanswer.**",  # a marking scheme
    ):  # fmt: skip
        assert any(known in secret for secret in secrets), known


@pytest.mark.slow
def test_the_built_site_holds_none_of_them(site, secrets):
    assert leaks(site, secrets) == []


@pytest.mark.slow
def test_the_built_site_holds_no_file_that_should_not_be_there(site, root):
    names = {path.name for path in site.rglob("*")}
    assert "_sources" not in names
    assert not {name for name in names if name.endswith((".py", ".md", ".db"))}
    notebooks = {path.relative_to(site).as_posix() for path in site.rglob("*.ipynb")}
    chapters = [path.name for path in (root / "source_notebooks").iterdir()]
    assert notebooks == {f"notebooks/{chapter}.ipynb" for chapter in chapters}


@pytest.mark.slow
def test_the_built_site_names_no_wrong_version_and_gives_no_hint_away(site):
    from autograder import misconceptions

    versions = [one for one in misconceptions.load("update_rules") if one.is_wrong]
    assert len(versions) >= 12
    texts = [squeeze(text) for path in site.rglob("*.html") for text in readings(path)]
    for version in versions:
        for telling in (squeeze(version.hint), version.name):
            assert not [text for text in texts if telling in text], telling


SOLUTION = 'velocity = config["momentum"] * velocity'
SOURCES = [
    f'def rule():\n    """Visible words of the task."""\n    ### BEGIN SOLUTION\n    {SOLUTION}\n'
    '    """Visible words of the task."""\n    ### END SOLUTION\n'
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", f"<pre>{html.escape(SOLUTION)}</pre>"),
        ("highlighted.html", "<i>velocity</i> = config[&quot;momentum&quot;] <b>*</b> velocity"),
        ("searchindex.js", json.dumps({"titles": [SOLUTION]})),
        ("figure.svg", f"<svg><title>{html.escape(SOLUTION)}</title></svg>"),
        ("figure.png", b"\x89PNG\x00tEXt" + SOLUTION.encode()),
        ("page.md", SOLUTION.replace(" ", "\n")),
    ],
)  # fmt: skip
def test_a_leak_is_found_in_whatever_file_it_is(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert leaks(tmp_path, secret_lines(SOURCES)) == [(name, squeeze(SOLUTION))]


def test_a_leak_is_found_in_a_cell_of_a_notebook(tmp_path):
    cell = nbformat.v4.new_code_cell(SOLUTION)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "a.ipynb")
    assert leaks(tmp_path, secret_lines(SOURCES)) == [("a.ipynb", squeeze(SOLUTION))]


def test_a_line_that_students_may_see_anyway_is_no_leak(tmp_path):
    (tmp_path / "page.html").write_text("Visible words of the task.", encoding="utf-8")
    assert leaks(tmp_path, secret_lines(SOURCES)) == []
