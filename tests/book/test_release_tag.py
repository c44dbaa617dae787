"""The release is the tree at the tag of the library's version, and all that leads there is so."""

import re
import subprocess
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from setuptools.config.pyprojecttoml import read_configuration

from autograder import course, leaks
from autograder.preprocessors.address import address

VERSION = re.compile(r"\d+\.\d+\.\d+")


def files_at(root, tag):
    """The files of a repository at a tag, or None while there is no such tag."""
    git = ["git", "-C", str(root)]
    known = subprocess.run([*git, "tag", "--list", tag], capture_output=True, text=True)
    if known.stdout.strip() != tag:  # or no repository at all, in an unpacked archive
        return None
    listed = [*git, "ls-tree", "-r", "-z", "--name-only", tag]
    return set(
        subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")
    )


@pytest.fixture(scope="module")
def tag():
    return f"v{course.version()}"


def test_the_reference_in_the_settings_is_the_tag_of_the_version(tag):
    assert VERSION.fullmatch(course.version())
    assert course.settings()["sphinx"]["config"]["layerwise_ref"] == tag


@pytest.mark.filterwarnings("ignore")  # setuptools says that its reader may change
@pytest.mark.parametrize("folder", ["", "layerwise"])
def test_both_distributions_take_the_version_from_the_library(root, folder):
    found = read_configuration(str(root / folder / "pyproject.toml"))
    assert found["project"]["version"] == course.version()


def test_a_library_without_a_version_is_an_error_that_says_what_is_missing(tmp_path):
    package = tmp_path / "layerwise" / "src" / "layerwise" / "__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text("version = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r'has no line __version__ = "\.\.\."'):
        course.version(tmp_path)


@pytest.mark.parametrize("chapter", course.chapters())
def test_the_first_cell_of_a_release_installs_the_library_from_the_tag(chapter, tag):
    cells = leaks.cells(course.release(chapter).read_text(encoding="utf-8"))
    [library] = re.findall(r'^LIBRARY = "(.*)"$', "\n".join(cells), re.MULTILINE)
    assert library == address(course.settings())
    assert f"/archive/{tag}.zip#" in library


def targets(page, repository):
    """The files of the repository that a page's buttons lead to, as pairs of reference and path."""
    for link in page.select("a[href]"):
        url = urlsplit(link["href"])
        if url.netloc == "kaggle.com":
            url = urlsplit(parse_qs(url.query)["src"][0])
        path = url.path.removeprefix("/github") if url.netloc.startswith("colab.") else url.path
        found = re.fullmatch(rf"/{repository}/(?:blob|edit|raw|tree)/([^/]+)/(.+)", path)
        if found:
            yield unquote(found[1]), unquote(found[2])


@pytest.mark.slow
def test_each_button_leads_to_a_file_that_is_in_the_tree_at_its_reference(pages, root, tag):
    config = course.settings()["sphinx"]["config"]
    tagged = files_at(root, tag)
    for name in (f"{page}.html" for page in course.pages()):
        led = set(targets(pages[name], config["layerwise_repository"]))
        assert led
        for reference, path in led:
            assert reference in (tag, config["layerwise_branch"])
            # The tag will be made from what is there now, and the branch goes on from it.
            is_old = reference == tag and tagged is not None
            assert path in tagged if is_old else (root / path).is_file(), f"{name}: {path}"


@pytest.mark.slow
@pytest.mark.parametrize("chapter", course.chapters())
def test_a_chapter_has_buttons_for_colab_kaggle_and_the_file_in_the_page_and_in_its_header(
    site, pages, tag, chapter
):
    page = pages[f"book/{chapter}.html"]
    notebook = f"blob/{tag}/release/{chapter}/{chapter}.ipynb"
    for host in ("https://colab.research.google.com/", "https://kaggle.com/"):
        links = page.select(f'a[href^="{host}"]')
        assert {link["href"].endswith(notebook) for link in links} == {True}
        assert [bool(link.find_parent("article")) for link in links] == [False, True, True]
    links = page.select(f'a[href="../notebooks/{chapter}.ipynb"]')
    assert [bool(link.find_parent("article")) for link in links] == [False, True, True]
    assert (site / "notebooks" / f"{chapter}.ipynb").is_file()


def test_the_files_at_a_tag_are_those_that_were_committed(tmp_path):
    def git(*arguments):
        who = ["-c", "user.name=ada", "-c", "user.email=ada@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True)

    (tmp_path / "a.ipynb").write_text("{}")
    assert files_at(tmp_path, "v1") is None
    git("init", "-q")
    git("add", "a.ipynb")
    git("commit", "-q", "-m", "one")
    git("tag", "v1")
    (tmp_path / "b.ipynb").write_text("{}")
    assert files_at(tmp_path, "v1") == {"a.ipynb", ""}
    assert files_at(tmp_path, "v2") is None
