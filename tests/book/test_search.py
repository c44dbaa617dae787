"""The search finds what a reader types, in text and captions, and leads to the place."""

import json

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect


@pytest.fixture
def places(small_book):
    """The index of the small book: the places found by a stem, and all places by name."""
    text = (small_book.site / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))

    def found(stem):
        files = [words.get(stem, []) for words in (index["terms"], index["titleterms"])]
        flat = [n for some in files for n in (some if isinstance(some, list) else [some])]
        return {index["docnames"][n] for n in flat if "#" in index["docnames"][n]}

    return found, dict(zip(index["docnames"], index["titles"], strict=True)), index


@pytest.mark.slow
def test_each_word_is_indexed_with_the_place_where_it_stands(places, small_book):
    found, titles, index = places
    for stem, place in {
        "wet": "",
        "kick": "strokes",
        "quickest": "crawl",
        "drag": "equation-eq-drag",
        "newt": "tab-depths",
        "pond": "tab-depths",
        "pool": "fig-lane",
        "lane": "fig-lane",
        "raft": "crawl",
    }.items():
        assert found(stem) == {f"book/swimming#{place}"}, stem
    page = BeautifulSoup(
        (small_book.site / "book" / "swimming.html").read_text("utf-8"), "html.parser"
    )
    for name in titles:
        file, _, anchor = name.partition("#")
        assert file != "book/swimming" or not anchor or page.find(id=anchor), name
    assert titles["book/swimming#tab-depths"].endswith("> Table 1\nDepths of &lt;small&gt; ponds")
    assert titles["book/swimming#equation-eq-drag"].endswith(
        "> Equation (1)\nThe drag of a swimmer"
    )
    assert "book/swimming#equation-eq-bare" not in titles
    headings = {"Mini", "Swimming", "Strokes", "Crawl", "Breathing", "Diving"}
    assert set(index["alltitles"]) == headings
    equation = page.find(id="equation-eq-drag")
    assert (equation["role"], equation["title"]) == ("group", "The drag of a swimmer")
    assert not page.find(id="equation-eq-bare").has_attr("role")


@pytest.mark.slow
def test_every_numbered_equation_has_a_caption_of_its_own(pages):
    captions = {}
    for name, page in pages.items():
        for equation in page.select("div.math:has(.eqno)"):
            caption = equation.get("title", "")
            assert len(caption.split()) >= 3, f"{name}#{equation['id']}: add a :caption:"
            other = captions.setdefault(caption, equation["id"])
            assert other == equation["id"], f"{equation['id']} and {other}: {caption}"
    assert len(captions) > 40


@pytest.fixture
def search(chromium, address):
    """Search the site; gives the page with its results."""
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def look_for(words):
        page.goto(address + "book/dropout.html")
        page.goto(address + "search.html?q=" + words.replace(" ", "+"))
        expect(page.locator(".search-summary")).to_contain_text("found")
        return page

    yield look_for
    page.close()
    assert errors == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("momentum", "update_rules.html#equation-eq-momentum"),
        ("batch variance", "batchnorm.html#equation-eq-bn-statistics"),
        ("bias correction equation", "update_rules.html#equation-eq-adam"),
        ("kaiming initialisation", "pytorch.html#equation-eq-kaiming"),
        ("heavy ball", "update_rules.html#momentum-remembers-the-direction"),
        ("paths straight valley", "update_rules.html#fig-straight"),  # drawn by the page's code
        (
            "standard deviation seeds epochs",
            "update_rules.html#tab-accuracies",
        ),  # a table made by it
        ("im2col columns", "convolution.html#equation-eq-im2col"),
    ],
)
def test_a_result_leads_to_the_place_of_the_page(search, words, target):
    page = search(words)
    link = page.locator(f'#search-results a[href$="{target}"]').first
    expect(link).to_be_visible()
    link.click()
    page.wait_for_load_state()
    place = page.locator("#" + target.split("#")[1])
    expect(place).to_be_in_viewport()
    assert page.evaluate("window.scrollY") > 0


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("words", ["batch variance", "kaiming initialisation", "max-pooling"])
def test_a_caption_with_all_words_comes_among_the_first(search, words):
    page = search(words)
    results = page.locator("#search-results li")
    captions = [text.lower() for text in results.all_inner_texts()[:3]]
    wanted = words.replace("-", " ").split()
    assert any(all(w in c for w in wanted) and "equation (" in c for c in captions), captions


@pytest.mark.browser
@pytest.mark.slow
def test_no_place_is_listed_twice_and_no_page_beside_its_places(search):
    page = search("learning rate")
    links = page.locator("#search-results li > a").evaluate_all("all => all.map(a => a.href)")
    assert len(links) > 5
    assert len(links) == len(set(links))


@pytest.mark.browser
@pytest.mark.slow
def test_a_word_of_no_page_is_said_to_be_nowhere(search, chromium, address):
    page = chromium.new_page()
    page.goto(address + "search.html?q=xylophone")
    expect(page.locator(".search-summary")).to_contain_text("did not match any documents")
    page.close()


@pytest.mark.browser
@pytest.mark.slow
def test_the_words_below_a_result_are_free_of_tex(search):
    page = search("heavy ball velocity")
    context = page.locator("#search-results p.context").first
    expect(context).to_be_visible()
    assert "\\" not in context.inner_text()


@pytest.mark.browser
def test_the_magnifying_glass_is_not_on_the_words(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}search.html")
    form = page.locator(".bd-search-container form.bd-search")
    glass, words = (form.locator(one).bounding_box() for one in ("i", "input"))
    page.close()
    assert glass["x"] + glass["width"] <= words["x"]
