"""How to cite the course, and its change log, are as the repository has them."""

import datetime
import re
import tomllib

import pytest
import yaml
from figures import citation

import layerwise

# Of version 1.2.0 of the Citation File Format: what must be there, and what may.
REQUIRED = {"cff-version", "message", "title", "authors"}
OPTIONAL = {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license",
    "license-url", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "type", "url", "version",
}  # fmt: skip
ENTITY = {"name", "address", "alias", "city", "country", "email", "orcid", "website"}


@pytest.fixture(scope="module")
def told(root):
    return yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def log(root):
    return (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_citation_file_has_the_keys_of_its_format(told):
    assert told["cff-version"] == "1.2.0"
    assert told.keys() >= REQUIRED
    assert told.keys() <= REQUIRED | OPTIONAL
    assert told["type"] in ("software", "dataset")
    for key in ("message", "title", "abstract", "version", "license", "url", "repository-code"):
        assert isinstance(told[key], str), key
        assert told[key], key
    assert isinstance(told["date-released"], datetime.date)
    assert len(set(told["keywords"])) == len(told["keywords"])
    for author in told["authors"]:
        assert author.keys() <= ENTITY, "an entity, not a person"


def test_the_citation_names_the_version_the_licence_and_the_addresses_of_the_course(told, root):
    assert told["version"] == layerwise.__version__
    project = tomllib.loads((root / "layerwise" / "pyproject.toml").read_text("utf-8"))["project"]
    assert told["license"] == project["license"]
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    settings = config["sphinx"]["config"]
    assert told["url"] == settings["html_baseurl"]
    assert told["repository-code"] == f"https://github.com/{settings['layerwise_repository']}"
    assert [author["name"] for author in told["authors"]] == [config["author"]]


def test_the_change_log_begins_with_the_version_that_is_cited_and_its_date(told, log):
    versions = re.findall(r"^## (\S+) - (\d{4}-\d\d-\d\d)$", log, re.MULTILINE)
    assert versions[0] == (told["version"], str(told["date-released"]))
    assert [date for _, date in versions] == sorted((date for _, date in versions), reverse=True)


def test_each_version_says_what_it_gives_to_whom(log):
    for text in re.split(r"^## .*$", log, flags=re.MULTILINE)[1:]:
        headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
        kinds = (
            r"(Added|Changed|Deprecated|Removed|Fixed|Security) for (student|instructor|reader)s"
        )
        assert headings
        assert all(re.fullmatch(kinds, heading) for heading in headings)


def test_a_person_s_name_is_cited_with_the_given_name_first():
    people = [{"given-names": "Ada", "family-names": "Lovelace"}, {"name": "A group"}]
    assert citation.authors({"authors": people}) == "Ada Lovelace, A group"


@pytest.mark.slow
def test_the_page_shows_the_citation_as_text_and_as_bibtex(pages, told):
    article = pages["book/cite.html"].article
    line = " ".join(article.select_one("blockquote").get_text().split())
    for part in (told["authors"][0]["name"], told["title"], told["version"], told["url"]):
        assert part in line
    block = article.select_one("div[class*=highlight-bib] pre").get_text()
    fields = dict(re.findall(r"^\s*(\w+)\s*= \{+(.*?)\}+,$", block, re.MULTILINE))
    assert block.startswith("@software{")
    assert block.count("{") == block.count("}")
    assert fields["author"] == told["authors"][0]["name"]
    assert fields["title"] == told["title"]
    assert fields["version"] == told["version"]
    assert fields["year"] == str(told["date-released"].year)
    assert fields["url"] == told["url"]


@pytest.mark.slow
def test_the_change_log_is_a_page(pages):
    article = pages["book/changelog.html"].article
    assert article.h1.get_text().startswith("Change log")
    versions = [h2.get_text().rstrip("#") for h2 in article.find_all("h2")]
    newest = next(version for version in versions if version != "Unreleased")
    assert newest.startswith(layerwise.__version__)
