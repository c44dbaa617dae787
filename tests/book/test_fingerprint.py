"""Everything that goes into the site, or into the results of its pages' code, is in a key."""

import importlib.util
import re
from importlib import metadata
from pathlib import Path

import build
import pytest


@pytest.fixture(scope="module")
def opened(built, root):
    """The course's files that the whole build has opened, and those that the pages' code has."""

    def file(path):
        # Of a module, Python opens what it has compiled before.
        path = re.sub(r"\.pyc\.\d+$", ".pyc", path)  # while it is written
        source = importlib.util.source_from_cache(path) if "/__pycache__/" in path else path
        return Path(source.removesuffix(".part"))

    found = {"site": set(), "code": set()}
    for who, path in built.opened:
        if not path.startswith(str(root / ".venv")) and file(path).is_file():
            found[who].add(file(path))
    return found


@pytest.mark.slow
def test_every_file_that_a_build_opens_is_in_the_key_of_the_site(opened, root):
    assert len(opened["site"]) > 60
    assert {*opened["site"], *opened["code"]} <= set(build.files(root, build.CALLED + build.SHOWN))


@pytest.mark.slow
def test_every_file_that_the_pages_code_opens_is_in_the_key_of_its_results(opened, root):
    names = {path.name for path in opened["code"]}
    assert {"attacks.md", "rules.json", "solver.py", "batchnorm.ipynb", "valley.py"} <= names
    titles = set((root / "book").glob("*.md"))  # only their titles are in the key; see below
    assert opened["code"] - titles <= set(build.files(root, build.CALLED))


@pytest.mark.parametrize(
    "name",
    [
        "CITATION.cff",
        "_toc.yml",
        "autograder/examiner/a.py",
        "autograder/misconceptions/a/b.py",
        "autograder/templates/a.html",
        "benchmarks/results/a.md",
        "book/experiments/a/b.py",
        "book/figures/a.py",
        "book/figures/weights.npz",
        "book/results/a/b.json",
        "layerwise/src/layerwise/col2im.pyx",
        "layerwise/src/layerwise/data/outlines.json",
        "source_notebooks/a/a.ipynb",
    ],
)
def test_both_keys_change_with_each_file_that_a_page_may_call_or_read(tmp_path, name):
    for key in (build.fingerprint, build.called_fingerprint):
        path = tmp_path / key.__name__ / name
        path.parent.mkdir(parents=True)
        found = {key(tmp_path / key.__name__)}
        for text in ("a", "b"):
            path.write_text(text, encoding="utf-8")
            found.add(key(tmp_path / key.__name__))
        path.rename(path.with_name("other" + path.suffix))
        found.add(key(tmp_path / key.__name__))
        assert len(found) == 4 - ("/" not in name)


@pytest.mark.parametrize(
    "name",
    [
        "CHANGELOG.md",
        "_config.yml",
        "book/_ext/a.py",
        "book/_static/a.css",
        "book/_templates/a.html",
        "book/references.bib",
        "book/build.py",
        "release/a/a.ipynb",
    ],
)
def test_the_key_of_the_site_changes_with_what_is_only_shown(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    found, called = {build.fingerprint(tmp_path)}, {build.called_fingerprint(tmp_path)}
    for text in ("a", "b"):
        path.write_text(text, encoding="utf-8")
        found.add(build.fingerprint(tmp_path))
        called.add(build.called_fingerprint(tmp_path))
    assert (len(found), len(called)) == (3, 1)


def test_the_keys_change_with_each_package_and_its_version(tmp_path, monkeypatch):
    installed = build.installed()
    for name in ("matplotlib", "numpy", "sphinx", "torch"):
        assert any(
            info.lower().startswith(f"{name}-{metadata.version(name)}") for info in installed
        )
    before = build.fingerprint(tmp_path), build.called_fingerprint(tmp_path)
    monkeypatch.setattr(build, "installed", lambda: [*installed[:-1], "other-1.0.dist-info"])
    after = build.fingerprint(tmp_path), build.called_fingerprint(tmp_path)
    assert not {*before} & {*after}


def test_the_key_of_the_results_changes_with_a_title_and_not_with_the_prose(tmp_path):
    page = tmp_path / "book" / "index.md"
    page.parent.mkdir()
    page.write_text("# Words\n\nA few.", encoding="utf-8")
    site, results = build.fingerprint(tmp_path), build.called_fingerprint(tmp_path)
    page.write_text("# Words\n\nSome more.", encoding="utf-8")
    assert build.called_fingerprint(tmp_path) == results
    assert build.fingerprint(tmp_path) != site
    page.write_text("# Titles\n\nSome more.", encoding="utf-8")
    assert build.called_fingerprint(tmp_path) != results


@pytest.mark.parametrize("folder", ["__pycache__", ".ipynb_checkpoints", "layerwise.egg-info"])
def test_the_key_does_not_change_with_what_tools_leave_behind(tmp_path, folder):
    before = build.fingerprint(tmp_path)
    left = tmp_path / "layerwise" / "src" / folder / "left.py"
    left.parent.mkdir(parents=True)
    left.write_text("a", encoding="utf-8")
    assert build.fingerprint(tmp_path) == before
