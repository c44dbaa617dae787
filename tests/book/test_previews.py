"""The card that shows what a link leads to, in a real browser: mouse, keyboard, finger, themes."""

import functools
import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = ".preview"
PAUSE = 500  # milliseconds, more than it takes to open or close
IDS = "[...document.querySelectorAll('[id]')].map(element => element.id)"
STOPS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])"


@pytest.fixture(scope="module")
def visit(chromium, address):
    """Open a page with a browser's settings; only loopback is reached, and script errors fail."""
    contexts, errors = [], []

    def open_page(name, **settings):
        context = chromium.new_context(**({"viewport": {"width": 1400, "height": 900}} | settings))
        context.set_default_timeout(15_000)
        context.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}book/{name}.html", wait_until="load")
        page.locator("article div.math .katex").last.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="module")
def opened(visit):
    """The pages that these tests have open, by their names."""
    return functools.cache(visit)


@pytest.fixture
def show(opened):
    """Give an open page back as if it had just been opened."""
    pages = []

    def get(name="batchnorm"):
        page = opened(name)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.mouse.move(2, 2)
        page.keyboard.press("Escape")
        expect(page.locator(CARD)).to_have_count(0)
        pages.append(page)
        return page

    yield get
    for page in pages:
        page.unroute_all()


def link_to(page, end):
    """The first link in the text whose address ends so."""
    return page.locator(f'article p a.reference.internal[href$="{end}"]').first


KINDS = {
    "an equation": ("batchnorm", "#equation-eq-bn-output", r"\(2\.2\)", ".katex"),
    "a figure": ("batchnorm", "#fig-bn-graph", "Fig. 2.2 Batch normalisation as a", "img.wide"),
    "a figure to play with": ("batchnorm", "#fig-play-running", "Fig. 2.1 To play", "svg .track"),
    "a table": ("dropout", "#tab-dropout-noise", "Table 3.1", "td"),
    "an equation of another page": (
        "conv_challenge_recipe", "conv_challenge.html#equation-eq-standard-error", r"\(6\.8\)",
        ".katex",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_shows_what_it_leads_to(show, kind):
    name, end, words, piece = KINDS[kind]
    page = show(name)
    before = page.evaluate(IDS)
    assert len(before) == len(set(before))
    link_to(page, end).hover()
    card = page.locator(CARD)
    expect(card).to_contain_text(re.compile(words))
    expect(card.locator(piece).first).to_be_visible()
    assert card.evaluate(
        "card => [...card.querySelectorAll('img')].every(i => i.naturalWidth > 99)"
    )
    box = card.bounding_box()
    assert box["width"] > 100
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 1400
    assert box["y"] + box["height"] <= 900
    # The original keeps its names, and the copy is no stop for the keyboard and says nothing.
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids))
    assert card.get_attribute("aria-hidden") == "true"
    assert card.locator(STOPS).count() == 0
    assert "#" not in card.inner_text()


def test_a_citation_shows_its_reference_and_no_second_tip_and_the_list_is_fetched_once(show):
    page = show()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    links = page.locator('article p a[href*="references.html#"]')
    tip = links.nth(0).get_attribute("title")
    assert tip
    links.nth(0).hover()
    expect(page.locator(CARD)).to_contain_text("Sergey Ioffe and Christian Szegedy")
    assert links.nth(0).get_attribute("title") is None
    links.nth(1).hover()
    expect(page.locator(CARD)).to_contain_text("PyTorch: an imperative style")
    expect(page.locator(CARD)).to_have_count(1)
    assert links.nth(0).get_attribute("title") == tip
    assert len([url for url in fetched if url.endswith("/book/references.html")]) == 1


def test_a_term_shows_what_the_glossary_says_of_it_and_of_no_other(show, pages):
    page = show()
    link_to(page, "glossary.html#term-ReLU").hover()
    card = page.locator(CARD)
    expect(card.locator("dt")).to_have_text("ReLU")
    [said] = [dt.find_next_sibling("dd") for dt in pages["book/glossary.html"].select("#term-ReLU")]
    expect(card.locator("dd")).to_have_text(" ".join(said.get_text().split()))


def test_the_mouse_can_go_to_the_card_and_closes_it_by_going_away(show):
    page = show()
    link_to(page, "#fig-bn-graph").hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(PAUSE)
    expect(card).to_be_visible()
    page.locator("article h1").hover()
    expect(card).to_have_count(0)


def test_a_mouse_that_only_passes_opens_nothing(show):
    page = show()
    link_to(page, "#fig-bn-graph").hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)


def test_the_keyboard_opens_the_card_and_closes_it_and_is_not_held_by_it(show):
    page = show()
    link, card = link_to(page, "#equation-eq-bn-output"), page.locator(CARD)
    following = link.evaluate(
        "link => { const all = [...document.querySelectorAll('article p a[href]')];"
        " return all[all.indexOf(link) + 1].getAttribute('href'); }"
    )
    link.evaluate("link => link.focus({focusVisible: true})")
    expect(card).to_be_visible()
    page.wait_for_timeout(PAUSE)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.matches('.katex-display, .headerlink')"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == following
    expect(card.locator(".eqno")).to_have_count(0)


def test_escape_closes_what_the_mouse_has_opened_although_it_stays_on_the_link(show):
    page = show()
    link_to(page, "#fig-bn-graph").hover()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    box = link_to(page, "#fig-bn-graph").bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2)
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)


def test_a_finger_follows_the_link_and_opens_nothing(visit):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit("batchnorm", **phone)
    link = link_to(page, "#fig-bn-graph")
    # A finger that rests on the link, and goes away without following it.
    link.dispatch_event("pointerover", {"pointerType": "touch", "bubbles": True})
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)
    link.tap()
    page.wait_for_url("**#fig-bn-graph")
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)
    expect(page.locator("#fig-bn-graph")).to_be_in_viewport()


def test_the_card_fits_on_a_narrow_screen_with_a_keyboard(visit):
    page = visit("batchnorm", viewport={"width": 390, "height": 844})
    link_to(page, "#fig-bn-graph").evaluate("link => link.focus({focusVisible: true})")
    expect(page.locator(CARD)).to_be_visible()
    box = page.locator(CARD).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_that_does_not_arrive_shows_nothing_and_is_asked_for_again(visit):
    page = visit("batchnorm")
    page.route("**/book/references.html", lambda route: route.abort())
    links = page.locator('article p a[href*="references.html#"]')
    links.nth(0).hover()
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)
    page.unroute("**/book/references.html")
    links.nth(1).hover()
    expect(page.locator(CARD)).to_be_visible()


def test_a_link_to_a_section_shows_nothing(show):
    page = show("update_rules")
    link_to(page, "#adagrad-question").hover()
    page.wait_for_timeout(PAUSE)
    expect(page.locator(CARD)).to_have_count(0)


@pytest.mark.parametrize(
    ("wish", "name"), [("reduce", "none"), ("no-preference", "preview-appears")]
)
def test_the_card_moves_only_for_those_who_do_not_mind(show, wish, name):
    page = show()
    page.emulate_media(reduced_motion=wish)
    link_to(page, "#fig-bn-graph").hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    assert card.evaluate("card => getComputedStyle(card).animationName") == name


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_card_has_the_colours_of_the_page(show, theme):
    page = show()
    page.emulate_media(color_scheme=theme)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    link_to(page, "#fig-bn-graph").hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    colours = "one => (look => [look.backgroundColor, look.color])(getComputedStyle(one))"
    caption, words = card.locator(".caption-text"), card.evaluate(colours)
    assert words == page.locator("body").evaluate(colours)
    assert caption.evaluate(colours)[1] == words[1]
    assert caption.evaluate("caption => getComputedStyle(caption).fontWeight") == "400"


def test_an_equation_a_table_and_a_figure_show_the_sign_of_their_address_to_the_mouse(show):
    page = show("dropout")
    for place in ("#equation-eq-dropout-mask", "#tab-dropout-noise", "#fig-dropout-masks"):
        sign = page.locator(f"{place} a.headerlink")
        expect(sign).to_be_hidden()
        page.locator(place).hover()
        expect(sign).to_be_visible()
        sign.click()
        assert page.url.endswith(place)


def test_only_a_page_with_something_to_show_has_the_script(pages):
    found = {}
    for name, page in pages.items():
        links = page.article.select('a.reference.internal[href*="#"]') if page.article else []
        scripts = page.select('script[type=module][src*="previews.js"]')
        assert len(scripts) == bool(links), name
        found[len(scripts)] = name
    assert found.keys() == {0, 1}
