"""Every page leads on, back, to its source and to a new issue."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from page_links import edit_address, issue_address

from autograder import course

ADDRESS = "https://layerwise-course.github.io/layerwise/"


def test_a_name_with_a_space_or_a_quote_makes_a_whole_address():
    edit = edit_address("ada/course", "my branch", "book/a b.md")
    assert edit.endswith("/my%20branch/book/a%20b.md")
    asked = parse_qs(urlsplit(issue_address("ada/course", 'A "b" & c', "x.html")).query)
    assert asked["title"] == ['Page "A "b" & c": ']


def sources(page):
    """The links of a page to GitHub that are not to a notebook, by their words."""
    found = page.select('a[href^="https://github.com/"]')
    links = {}
    for link in found:
        links.setdefault(" ".join(link.get_text().split()), set()).add(link["href"])
    return links


@pytest.mark.slow
def test_each_page_leads_to_its_own_source_on_the_branch_main(pages, root):
    for name in course.pages(root):
        links = sources(pages[f"{name}.html"])
        [edit] = links["Edit this page"]
        place, path = edit.split("/edit/main/")
        assert place == "https://github.com/layerwise-course/layerwise"
        assert path == f"{name}.md"
        assert (root / unquote(path)).is_file()
        assert len(pages[f"{name}.html"].select(f'a[href="{edit}"]')) == 2  # header and end


@pytest.mark.slow
def test_each_page_leads_to_an_issue_that_names_it(pages, root):
    titles = set()
    for name in course.pages(root):
        page = pages[f"{name}.html"]
        [issue] = sources(page)["Open an issue"]
        assert issue.startswith("https://github.com/layerwise-course/layerwise/issues/new?")
        asked = parse_qs(urlsplit(issue).query)
        heading = page.article.h1.get_text().rstrip("#")
        assert asked["title"] == [f'Page "{heading}": ']
        assert asked["body"][0].strip() == f"{ADDRESS}{name}.html"
        titles.add(asked["title"][0])
    assert len(titles) == len(course.pages(root))


@pytest.mark.slow
def test_a_page_without_a_source_has_no_link_to_one(pages):
    links = sources(pages["search.html"])
    assert "Edit this page" not in links
    assert links["Open an issue"]


@pytest.mark.slow
def test_each_page_leads_to_the_one_before_it_and_the_one_after_it(pages, root):
    names = course.pages(root)
    for place, name in enumerate(names):
        page, folder = pages[f"{name}.html"], name.rsplit("/", 1)[0]
        for kind, other in (("left-prev", place - 1), ("right-next", place + 1)):
            led = [f"{folder}/{link['href']}" for link in page.select(f"a.{kind}")]
            is_there = 0 <= other < len(names)
            assert led == ([f"{names[other]}.html"] if is_there else []), (name, kind)
