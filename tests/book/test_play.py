"""The figures to play with, on the pages of the built site."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHERE = {
    "update_rules": ["valley_steps"],
    "batchnorm": ["running_averages", "norm_cells"],
    "dropout": ["dropout_scale"],
    "convolution": ["convolution_steps"],
    "pytorch": ["autograd_steps"],
}


def test_a_page_has_its_figures_numbered_and_with_captions_and_no_other_page_loads_them(pages):
    for name, page in pages.items():
        chapter = re.sub(r"book/|\.html", "", name)
        figures = page.select("figure .play")
        assert [figure["data-play"] for figure in figures] == WHERE.get(chapter, []), name
        modules = [script["src"] for script in page.select('script[type=module][src*="/figures/"]')]
        expected = [f"../_static/figures/{module}.js" for module in WHERE.get(chapter, [])]
        assert modules == expected, name
        for figure in figures:
            caption = figure.find_parent("figure").figcaption.get_text(" ", strip=True)
            assert re.match(r"Fig\. \d\.\d To play with: ", caption), name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_figures_come_to_life_without_an_error_in_either_theme(
    chromium, address, weakest_contrast, theme
):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=theme)
    for chapter, names in WHERE.items():
        page, errors, asked = context.new_page(), [], []
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{address}book/{chapter}.html", wait_until="load")
        expect(page.locator(".play[data-ready]")).to_have_count(len(names))
        for figure in page.locator(".play").all():
            words = figure.locator(".play-words")
            before = words.inner_text()
            figure.get_by_role("slider").last.press("ArrowLeft")
            expect(words).not_to_have_text(before)
            assert (weakest_contrast(figure) or 21) > 4.5, chapter
            panel = "figure => getComputedStyle(figure.closest('.output')).backgroundColor"
            assert figure.evaluate(panel) == "rgba(0, 0, 0, 0)"
        overhang = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (overhang, errors) == (0, []), chapter
        assert [url for url in asked if not url.startswith((address, "data:"))] == [], chapter
        page.close()
    context.close()
