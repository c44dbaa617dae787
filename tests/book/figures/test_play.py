"""The figures to play with in a real browser: the still picture, the keyboard, any screen."""

import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from figures import play
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBER = re.compile(r"-?\d+\.?\d*")


@pytest.fixture
def visit(chromium, stage):
    """Open a figure's page; a script error fails the test. More settings go to the browser."""
    contexts, errors = [], []

    def open_page(name, **settings):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(f"{stage}book/{name}.html")
        page.wait_for_selector(".play[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def opened(chromium, stage, playable, scripts):
    """Open a page for each figure, not to be changed by a test; with or without scripts."""
    with chromium.new_context(java_script_enabled=scripts) as context:
        pages = {}
        for name in playable:
            pages[name] = context.new_page()
            pages[name].goto(f"{stage}book/{name}.html")
            if scripts:
                pages[name].wait_for_selector(".play[data-ready]")
        yield pages


@pytest.fixture(scope="module")
def still_pages(chromium, stage, playable):
    """The pages by their figures' names, as they are without scripts."""
    yield from opened(chromium, stage, playable, scripts=False)


@pytest.fixture(scope="module")
def live_pages(chromium, stage, playable):
    """The pages by their figures' names, as they are with scripts."""
    yield from opened(chromium, stage, playable, scripts=True)


def drawn(page):
    """What a page's picture shows: its texts, and all numbers in the shapes that are not hidden."""
    picture = BeautifulSoup(page.content(), "html.parser").select_one(".play-picture")
    for hidden in picture.select("[hidden]"):
        hidden.decompose()
    texts = [text.get_text() for text in picture.find_all("text")]
    shapes = [shape["d"] for shape in picture.find_all("path")]
    shapes += [f"{dot['cx']} {dot['cy']}" for dot in picture.find_all("circle")]
    looks = [(cell.get_text(), tuple(sorted(cell["class"]))) for cell in picture.select("g.cell")]
    return sorted(texts), [float(x) for x in NUMBER.findall(" ".join(shapes))], sorted(looks)


def test_where_a_module_takes_over_the_picture_stays_the_same(still_pages, live_pages):
    assert len(live_pages) == 6
    for name, page in live_pages.items():
        still, live = drawn(still_pages[name]), drawn(page)
        assert live[0] == still[0], name
        assert live[2] == still[2], name
        np.testing.assert_allclose(live[1], still[1], atol=0.11, err_msg=name)  # tenths of a pixel


def test_without_scripts_there_is_a_picture_and_no_control_that_does_nothing(
    still_pages, weakest_contrast
):
    for name, page in still_pages.items():
        picture = page.locator(".play-picture")
        expect(picture).to_be_visible()
        assert picture.bounding_box()["height"] > 150
        assert len(picture.get_attribute("aria-label").split()) > 30, name
        assert (weakest_contrast(picture) or 21) > 4.5, name
        for control in ("input", "button"):
            expect(page.locator(f"{control}:visible")).to_have_count(0)


def test_every_control_has_a_name(live_pages):
    for name, page in live_pages.items():
        for role in ("slider", "button", "radio", "checkbox"):
            all_of_them = page.get_by_role(role)
            named = page.get_by_role(role, name=re.compile(r"\w"))
            assert named.count() == all_of_them.count(), f"{name}: {role}"


def test_a_figure_has_no_handler_in_its_markup_and_asks_no_other_host(live_pages, stage):
    for name, page in live_pages.items():
        inline = "all => all.flatMap(e => e.getAttributeNames().filter(n => n.startsWith('on')))"
        assert page.locator(".play, .play *").evaluate_all(inline) == []
        loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        assert f"{stage}_static/figures/{name}.js" in loaded
        assert [url for url in loaded if not url.startswith(stage)] == []


def test_every_slider_can_be_moved_by_key_and_says_in_words_what_it_did(visit, playable):
    for name in playable:
        page = visit(name)
        words = page.locator(".play-words")
        sliders = page.get_by_role("slider")
        for place in range(sliders.count()):
            slider = sliders.nth(place)
            before = words.inner_text(), slider.get_attribute("aria-valuetext")
            slider.focus()
            key = "ArrowLeft" if int(slider.input_value()) > 0 else "ArrowRight"
            page.keyboard.press(key)
            after = words.inner_text(), slider.get_attribute("aria-valuetext")
            assert after[1] != before[1], f"{name}, slider {place}"
            assert after[0] != before[0], f"{name}, slider {place}"
            assert page.locator(".play-picture").get_attribute("aria-label") == after[0]


def test_the_tab_key_reaches_every_control_and_the_focus_can_be_seen(visit, playable):
    for name in playable:
        page = visit(name)
        controls = page.locator(
            ".play-controls input[type=range]:visible, .play-controls input[type=checkbox]:visible,"
            ".play-controls button:visible, .play-controls input[type=radio]:checked, .play-scroll"
        )
        outlines = []
        for _ in range(controls.count()):
            page.keyboard.press("Tab")
            outlines.append(
                page.evaluate(
                    "() => { const at = document.activeElement;"
                    "const seen = at.type === 'radio' ? at.nextElementSibling : at;"
                    "return at.closest('.play') && getComputedStyle(seen).outlineStyle; }"
                )
            )
        assert outlines == ["solid"] * controls.count(), name


def test_steps_go_on_and_back_and_no_further_than_the_ends(visit):
    page = visit("autograd_steps")
    words = page.locator(".play-words")
    on, back = (page.get_by_role("button", name=name, exact=True) for name in ("Step", "Back"))
    page.get_by_role("button", name="Start again").click()
    expect(back).to_have_attribute("aria-disabled", "true")
    expect(words).to_contain_text("Only the leaves")
    told = []
    for _ in range(12):
        on.press("Enter")
        told.append(words.inner_text())
    assert len(set(told)) == 12
    assert "a = w · x = 2 · 3 = 6" in told[0]
    assert "dL/dr · 2w = 1 · 2 · 2 = 4" in told[-1]
    assert told[-1].endswith("dL/dw = 10.")
    expect(on).to_have_attribute("aria-disabled", "true")
    on.press("Enter")
    expect(words).to_have_text(told[-1])
    back.press("Enter")
    expect(words).to_have_text(told[-2])


def test_a_run_is_quiet_can_be_paused_and_ends_by_itself(visit):
    page = visit("convolution_steps")
    words, run = page.locator(".play-words"), page.get_by_role("button", name="Run")
    run.click()
    expect(words).to_have_attribute("aria-live", "off")
    page.get_by_role("button", name="Pause").click()
    expect(words).to_have_attribute("aria-live", "polite")
    told = words.inner_text()
    page.wait_for_timeout(900)
    assert words.inner_text() == told
    run.click()
    expect(words).to_contain_text("number 6 of", timeout=10_000)
    expect(run).to_have_text("Run")


def test_whoever_wants_no_motion_is_taken_to_the_end_at_once(visit):
    page = visit("autograd_steps", reduced_motion="reduce")
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="Run").click()
    assert "Step 12" in page.locator(".play-words").inner_text()


def test_a_cell_that_is_pointed_at_is_told_and_marked_in_both_tensors(visit):
    page = visit("norm_cells")
    page.get_by_label("Layer", exact=True).check()
    page.locator('.before [data-at="2,1,0,1"]').hover()
    expect(page.locator(".play-words")).to_contain_text("the 2 in sample 2, channel 1, row 0")
    for side in ("before", "after"):
        expect(page.locator(f".{side} .picked")).to_have_attribute("data-at", "2,1,0,1")
        expect(page.locator(f".{side} .shared")).to_have_count(12)


def test_a_rule_can_be_taken_out_of_the_valley_and_has_rates_of_its_own(visit):
    page = visit("valley_steps")
    path = page.locator('[data-rule="Momentum"]')
    page.get_by_role("checkbox", name="Momentum").uncheck()
    expect(path).to_be_hidden()
    page.get_by_role("checkbox", name="Momentum").check()
    before = path.locator(".track").get_attribute("d")
    other = page.locator('[data-rule="SGD"] .track').get_attribute("d")
    page.get_by_role("radio", name="Momentum").check()
    page.get_by_role("slider", name="Decay").press("ArrowLeft")
    assert path.locator(".track").get_attribute("d") != before
    assert page.locator('[data-rule="SGD"] .track').get_attribute("d") == other


def test_many_masks_average_to_the_mean_without_dropout_only_with_the_factor(visit):
    page = visit("dropout_scale")
    for _ in range(4):
        page.get_by_role("button", name="100 masks").click()
    words = page.locator(".play-words").inner_text()
    whole, scaled, bare = (
        float(re.search(pattern, words)[1])
        for pattern in (
            r"without dropout (\d\.\d+)",
            r"on average (\d\.\d+) divided",
            r", (\d\.\d+) not",
        )
    )
    # Four standard errors of 400 masks; the spread of one is below 0.1 at p = 0.5.
    assert abs(scaled - whole) < 0.02
    assert abs(bare - whole / 2) < 0.02


def test_no_figure_is_wider_than_a_phone_whatever_is_set(visit, playable):
    for name in playable:
        page = visit(name, viewport={"width": 340, "height": 844})
        overhang = "document.documentElement.scrollWidth - window.innerWidth"
        for role, key in (("slider", "End"), ("slider", "Home")):
            for control in page.get_by_role(role).all():
                control.press(key)
                assert page.evaluate(overhang) <= 0, name
        for option in page.get_by_role("radio").all():
            option.check()
            assert page.evaluate(overhang) <= 0, name


def test_no_text_of_the_data_can_end_its_script():
    figure = play.Play("a", "A picture.", {"words": "</script><b>"}, "<i></i>")
    page = BeautifulSoup(figure._repr_html_(), "html.parser")
    assert page.find("b") is None
    assert '{"words":"\\u003c/script>\\u003cb>"}' in page.find("script", type="application/json")
