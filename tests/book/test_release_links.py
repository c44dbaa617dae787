"""Where a chapter page's links lead, and settings that cannot be used."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from release_links import chapters, check_settings, links
from sphinx.errors import ConfigError

from autograder.preprocessors.address import colab_address, kaggle_address


def make_config(repository="ada/course", reference="main", caption="Chapters"):
    """The settings of a course with the pages "swimming" and "diving"."""
    trees = [
        SimpleNamespace(caption=caption, files=lambda: ["book/swimming", "book/diving.md"]),
        SimpleNamespace(caption="Guides", files=lambda: ["book/students"]),
    ]
    return SimpleNamespace(
        layerwise_repository=repository,
        layerwise_ref=reference,
        external_site_map=SimpleNamespace(root=SimpleNamespace(subtrees=trees)),
        html_theme_options={},
    )


def test_the_address_is_the_one_that_colab_documents():
    address = colab_address("ada/course", "main", "release/a/a.ipynb")
    assert address == (
        "https://colab.research.google.com/github/ada/course/blob/main/release/a/a.ipynb"
    )


def test_a_reference_with_a_slash_or_a_space_makes_a_whole_address():
    address = colab_address("ada/course", "autumn/2026 b", "release/a/a.ipynb")
    assert "/blob/autumn/2026%20b/release/" in address


def test_kaggle_gets_the_address_of_the_file_on_github_as_one_whole_parameter():
    address = urlsplit(kaggle_address("ada/course", "autumn/2026 b&c", "release/a/a.ipynb"))
    assert (address.netloc, address.path) == ("kaggle.com", "/kernels/welcome")
    assert parse_qs(address.query) == {
        "src": ["https://github.com/ada/course/blob/autumn/2026%20b%26c/release/a/a.ipynb"]
    }


def test_the_pages_under_chapters_are_the_chapters_and_no_others():
    assert chapters(make_config()) == {
        "book/swimming": "release/swimming/swimming.ipynb",
        "book/diving": "release/diving/diving.ipynb",
    }


def test_a_chapter_has_its_notebook_in_colab_in_kaggle_and_in_the_site():
    found = links(make_config(), "book/diving")
    assert found.colab.endswith("/github/ada/course/blob/main/release/diving/diving.ipynb")
    assert found.kaggle.endswith("/ada/course/blob/main/release/diving/diving.ipynb")
    assert found.download == "notebooks/diving.ipynb"


def test_contents_without_chapters_are_an_error_that_says_what_to_add():
    with pytest.raises(ConfigError, match='no part with the caption "Chapters"'):
        chapters(make_config(caption="Pages"))


@pytest.mark.parametrize(
    ("repository", "reference"),
    [
        ("course", "main"),
        ("https://github.com/ada/course", "main"),
        ("", "main"),
        (None, "main"),
        ("ada/course", ""),
        ("ada/course", None),
    ],
)
def test_a_repository_that_cannot_be_used_is_an_error_that_says_what_to_give(repository, reference):
    with pytest.raises(ConfigError, match="give OWNER/NAME of the repository on GitHub"):
        check_settings(None, make_config(repository, reference))
