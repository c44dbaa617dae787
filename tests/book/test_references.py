"""Every reference is whole, has an address, and is cited."""

import re

import pytest
from pybtex.database import parse_file

VENUE = {
    "article": "journal",
    "inproceedings": "booktitle",
    "book": "publisher",
    "techreport": "institution",
    "misc": ("eprint", "howpublished"),
}


@pytest.fixture(scope="module")
def entries(root):
    return parse_file(str(root / "book" / "references.bib")).entries


@pytest.fixture(scope="module")
def cited(root):
    """The keys that the pages cite."""
    text = "".join(p.read_text(encoding="utf-8") for p in (root / "book").glob("*.md"))
    found = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text)
    return {key.strip() for keys in found for key in keys.split(",")}


def test_each_entry_names_authors_title_venue_and_year(entries):
    assert len(entries) > 30
    for key, entry in entries.items():
        venue = VENUE[entry.type]
        venue = (venue,) if isinstance(venue, str) else venue
        assert any(entry.fields.get(field) for field in venue), key
        assert entry.fields["title"], key
        assert re.fullmatch(r"(19|20)\d\d", entry.fields["year"]), key
        assert key.rstrip("abcdefghijklmnopqrstuvwxyz").endswith(entry.fields["year"]), key
        names = [str(person) for person in entry.persons["author"]]
        assert names, key
        assert not [name for name in names if name.lower() == "others"], key


def test_each_entry_has_one_address_in_the_form_of_its_kind(entries):
    for key, entry in entries.items():
        doi, url, eprint = (entry.fields.get(field) for field in ("doi", "url", "eprint"))
        assert bool(doi) != bool(url), f"{key}: a DOI, or else a URL"
        assert doi is None or re.fullmatch(r"10\.\d{4,5}/\S+", doi), key
        assert url is None or re.match(r"https://[^/\s]+/\S+$", url), key
        if eprint:
            assert re.fullmatch(r"\d{4}\.\d{4,5}", eprint), key
            assert url is None or url.endswith(eprint), key


def test_no_two_entries_are_the_same(entries):
    titles = [re.sub(r"\W", "", entry.fields["title"]).lower() for entry in entries.values()]
    assert len(set(titles)) == len(titles)
    addresses = [e.fields.get("doi") or e.fields.get("url") for e in entries.values()]
    assert len(set(addresses)) == len(addresses)


def test_each_entry_is_cited_and_each_citation_has_an_entry(entries, cited):
    assert set(entries) == cited


@pytest.mark.slow
def test_each_citation_leads_to_an_entry_with_a_link(pages, entries):
    listed = {
        entry["id"]: entry for entry in pages["book/references.html"].select("div.citation[id]")
    }
    assert len(listed) == len(entries)
    for entry in listed.values():
        assert entry.select('a[href^="https://"]'), entry.get_text()
    reached = set()
    for name, page in pages.items():
        for link in page.select('a[href*="references.html#id"]'):
            target = link["href"].split("#")[1]
            assert target in listed, f"{name}: {link['href']}"
            reached.add(target)
    assert reached == set(listed)
