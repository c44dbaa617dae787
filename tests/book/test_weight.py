"""What a reader's browser has to fetch."""

import pytest
from first_view import first_view

from autograder import course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST = 350_000  # bytes for the first view of a chapter


@pytest.mark.parametrize("chapter", course.chapters())
def test_the_first_view_of_a_chapter_is_light(chromium, address, chapter):
    fetched = first_view(chromium, f"{address}book/{chapter}.html")
    assert len(fetched) > 8  # the page, its stylesheet, its scripts, its fonts
    assert sum(one.bytes for one in fetched) < MOST, fetched


def test_a_page_without_equations_fetches_no_font_for_them(chromium, address):
    for name, expected in (("students", False), ("batchnorm", True)):
        fetched = first_view(chromium, f"{address}book/{name}.html")
        assert any("KaTeX" in one.address for one in fetched) == expected, name


def test_pictures_far_below_wait_until_the_reader_comes_near(chromium, address):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}book/convolution.html", wait_until="networkidle")
    last = page.locator("article figure img").last
    source = last.evaluate("image => image.src")
    assert source not in asked
    # It has its size before it comes, so that nothing moves when it does.
    before = last.bounding_box()
    last.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth", arg=last.element_handle()
    )
    assert source in asked
    after = last.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    page.close()
