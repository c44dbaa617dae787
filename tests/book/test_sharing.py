"""How the site is found and shared: addresses, cards, and the page for wrong addresses."""

import copy
import io
import re
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
import yaml
from card_image import card
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base(root):
    """The address that the site is published at, as the configuration says."""
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    return config["sphinx"]["config"]["html_baseurl"]


@pytest.fixture(scope="module")
def contents(root):
    """The pages of the table of contents, by their path in the site."""
    listed = re.findall(r"(?:root|file): (\S+)", (root / "_toc.yml").read_text("utf-8"))
    return {f"{page}.html" for page in listed}


def tag(page, name):
    """Return the content of a page's one tag of a name."""
    [found] = page.find_all("meta", attrs={"property": name}) or page.find_all(
        "meta", attrs={"name": name}
    )
    return found["content"]


def test_the_sitemap_has_each_page_at_its_canonical_address_and_no_other(
    site, pages, contents, base
):
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [entry.text for entry in root.iter(f"{space}loc")]
    canonical = {pages[name].find("link", rel="canonical")["href"] for name in contents}
    assert sorted(listed) == sorted(canonical)
    expected = {urljoin(base, name) for name in contents if name != "book/index.html"}
    assert set(listed) == expected | {base}


def test_pages_that_are_no_content_ask_not_to_be_listed(pages, contents):
    for name, page in pages.items():
        hidden = bool(page.find("meta", attrs={"name": "robots", "content": "noindex"}))
        assert hidden == (name not in contents | {"index.html"}), name
        assert len(page.find_all("link", rel="canonical")) == (0 if hidden else 1), name


def test_a_page_describes_itself_alike_to_search_engines_and_to_readers(pages, contents):
    for name in contents:
        page = pages[name]
        assert tag(page, "og:description") == tag(page, "description"), name
        assert tag(page, "og:url") == page.find("link", rel="canonical")["href"], name
        heading = copy.copy(page.article.h1)  # the pages are shared by all tests
        for part in heading.select(".section-number, .headerlink"):
            part.extract()
        assert tag(page, "og:title") == heading.get_text(" ", strip=True), name


def test_each_page_has_a_card_of_its_own_that_a_network_can_show(site, pages, contents, base):
    cards = {}
    for name in contents:
        page = pages[name]
        address = tag(page, "og:image")
        assert address.startswith(base), name
        file = site / address.removeprefix(base)
        with Image.open(file) as image:
            assert image.format == "PNG"
            assert image.size == (1200, 630)
        size = (int(tag(page, "og:image:width")), int(tag(page, "og:image:height")))
        assert size == (1200, 630)
        assert file.stat().st_size < 60_000, name
        assert tag(page, "twitter:card") == "summary_large_image"
        assert tag(page, "og:title") in tag(page, "og:image:alt")
        cards[name] = file.read_bytes()
    assert len(set(cards.values())) == len(contents)


@pytest.mark.parametrize("title", ["Dropout", "A title that is so long that it takes three lines"])
def test_the_words_of_a_card_stay_within_it_and_off_the_mark(title):
    content = card(title, "Chapter 9", "A sentence that goes on and on and does not end. " * 9)
    image = Image.open(io.BytesIO(content)).convert("RGB")
    ground = image.getpixel((0, 0))
    border = [(x, y) for x in range(1200) for y in (*range(40), *range(590, 630))]
    border += [(x, y) for x in (*range(60), *range(1160, 1200)) for y in range(630)]
    assert {image.getpixel(place) for place in border} == {ground}
    beside_the_mark = [(x, y) for x in range(900, 920) for y in range(100, 320)]
    assert {image.getpixel(place) for place in beside_the_mark} == {ground}
    assert image.getpixel((1020, 190)) != ground  # the mark


def test_a_card_is_drawn_alike_each_time():
    assert card("Dropout", "Chapter 3", "Why?") == card("Dropout", "Chapter 3", "Why?")


@pytest.mark.browser
@pytest.mark.parametrize("wrong", ["nothing.html", "book/nothing.html", "book/a/b/nothing/"])
def test_a_wrong_address_at_any_depth_shows_a_page_that_works(chromium, site, address, wrong):
    page = chromium.new_page()
    failed = []

    def look_at(response):
        if response.status >= 400 and wrong not in response.url:
            failed.append(response.url)

    page.on("response", look_at)
    page.on("pageerror", lambda error: failed.append(str(error)))
    body = (site / "404.html").read_text("utf-8")
    # As GitHub Pages answers.
    answer = {"status": 404, "content_type": "text/html", "body": body}
    page.route(address + wrong, lambda route: route.fulfill(**answer))
    page.goto(address + wrong)
    expect(page.locator("article h1")).to_have_text("Page not found")
    assert page.evaluate("getComputedStyle(document.querySelector('.bd-article')).paddingTop") != ""
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    page.locator(".bd-sidebar-primary a", has_text="Update rules").first.evaluate("a => a.click()")
    expect(page).to_have_url(address + "book/update_rules.html")
    page.goto(address + wrong)
    form = page.locator("form.bd-search").first
    form.evaluate("form => { form.querySelector('input').value = 'dropout'; form.submit(); }")
    expect(page.locator(".search-summary")).to_contain_text("found")
    assert failed == []
    page.close()
