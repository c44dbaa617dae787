"""The site in a real browser, without the internet."""

import re

import pytest
from playwright.sync_api import expect

from autograder import course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = {"wide": (1400, 900), "phone": (390, 844)}


@pytest.fixture(params=sorted(SIZES))
def visit(request, chromium, address):
    """Open pages of the site; anything beyond loopback is cut off, and any script error fails."""
    width, height = SIZES[request.param]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light"
    )
    context.set_default_timeout(30_000)
    context.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), lambda route: route.abort())
    errors = []

    def open_page(name):
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + name, wait_until="load")
        return page

    yield open_page
    context.close()
    assert errors == []


@pytest.mark.parametrize(
    ("door", "title"),
    [
        ("I want to learn", "How to work and hand in"),
        ("I teach", "How to teach with it"),
        ("I like to read", "Update rules"),
    ],
)
def test_a_door_on_the_landing_page_leads_where_it_says(visit, door, title):
    page = visit("")
    expect(page.get_by_role("heading", name="Layerwise")).to_be_visible()
    card = page.locator(".doors .sd-card").filter(has_text=door)
    expect(card).to_be_visible()
    card.click()
    expect(page.locator("article h1")).to_contain_text(title)


def test_the_colab_button_is_in_sight_and_leads_to_the_release(visit):
    page = visit("book/update_rules.html")
    button = page.get_by_role("link", name="Open in Colab").first
    expect(button).to_be_in_viewport()
    expect(button).to_have_attribute(
        "href",
        "https://colab.research.google.com/github/layerwise-course/layerwise/blob/"
        f"v{course.version()}/release/update_rules/update_rules.ipynb",
    )


def test_the_notebook_can_be_downloaded_under_its_name(visit):
    page = visit("book/update_rules.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the notebook").first.click()
    assert download.value.suggested_filename == "update_rules.ipynb"


def test_the_figures_are_shown_within_the_screen(visit):
    page = visit("book/update_rules.html")
    figures = page.locator("article figure:has(img)")
    assert figures.count() == 3
    for place in range(3):
        figure = figures.nth(place)
        figure.scroll_into_view_if_needed()
        image = figure.locator("img")
        expect(image).to_be_visible()
        arrived(image)
        assert image.bounding_box()["width"] > 250
        box = figure.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]


def arrived(image):
    """Wait until a picture is there, which is fetched as a reader comes near it."""
    there = "image => image.complete && image.naturalWidth > 100"
    image.page.wait_for_function(there, arg=image.element_handle())


def test_convolution_is_readable_on_any_screen(visit):
    page = visit("book/convolution.html")
    images = page.locator("article figure img")
    assert images.count() == 3
    for image in images.all():
        image.scroll_into_view_if_needed()
        arrived(image)
    shrunk = "image => image.clientWidth / image.naturalWidth"
    assert min(image.evaluate(shrunk) for image in images.all()) > 0.7  # 9 pt become 8 px or more
    equations = page.locator("article div.math > .katex-display")
    expect(equations).to_have_count(6)
    assert all(equations.evaluate_all("all => all.map(e => e.scrollWidth <= e.clientWidth)"))


def test_the_hint_is_folded_and_opens(visit):
    page = visit("book/update_rules.html")
    hint = page.locator("article details")
    text = hint.get_by_text("Suppose that all gradients")
    expect(text).to_be_hidden()
    hint.locator("summary").click()
    expect(text).to_be_visible()


def test_the_theme_button_makes_the_page_dark_and_figures_stay_on_its_ground(visit):
    page = visit("book/update_rules.html")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    for _ in range(3):  # the button goes round light, dark and what the system prefers
        page.locator("button.theme-switch-button:visible").first.click()
        if page.locator("html").get_attribute("data-theme") == "dark":
            break
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(background) != light
    figure = page.locator("article figure img").first
    ground = figure.evaluate("image => getComputedStyle(image).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)"


def test_the_search_finds_the_chapter(visit):
    page = visit("search.html?q=bias+correction")
    result = page.locator("#search-results a").filter(has_text="Update rules").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("article h1")).to_contain_text("Update rules")


def test_the_text_can_be_read_without_scripts(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "book/update_rules.html")
    expect(page.get_by_role("heading", name="Momentum remembers the direction")).to_be_visible()
    context.close()
