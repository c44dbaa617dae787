"""Readers who use a keyboard, a screen reader, or another contrast."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
# An equation's boxes have the colour of the text around them, are hidden from screen readers, who
# get MathML instead, and are by far the most of a page's elements.
EXAMINE = """rules => axe.run({exclude: ['.katex-html']}, {
  runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']
}).then(found => found.violations.flatMap(
  fault => fault.nodes.map(node => `${fault.id}: ${node.target}: ${node.html.slice(0, 150)}`)
))"""


@pytest.fixture
def examine(chromium, node_modules):
    """Return what axe-core has against a page, as a function of address, screen and theme."""
    axe = node_modules / "axe-core" / "axe.min.js"

    def examine(address, screen, theme):
        context = chromium.new_context(viewport=screen, color_scheme=theme, reduced_motion="reduce")
        page = context.new_page()
        page.goto(address, wait_until="load")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        page.add_script_tag(path=axe)
        found = page.evaluate(EXAMINE, RULES)
        context.close()
        return found

    return examine


@pytest.mark.parametrize(("screen", "theme"), [(WIDE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_on_any_page(examine, address, pages, screen, theme):
    names = [name for name in pages if name != "index.html"]  # book/index.html is the same page
    assert {
        name: found for name in names if (found := examine(address + name, screen, theme))
    } == {}


@pytest.mark.parametrize(("screen", "theme"), [(WIDE, "dark"), (PHONE, "light")])
def test_axe_finds_nothing_on_a_chapter_in_the_other_theme(examine, address, screen, theme):
    assert examine(f"{address}book/update_rules.html", screen, theme) == []


def test_axe_would_find_grey_words_and_a_picture_without_words(examine, serve, tmp_path):
    page = """<!DOCTYPE html><html lang="en" data-theme="light"><title>Grey</title>
    <body style="background: white"><p style="color: #aaa">Grey words</p><img src="x.png"></html>"""
    (tmp_path / "index.html").write_text(page, "utf-8")
    with serve(tmp_path) as base:
        found = examine(base, WIDE, "light")
    assert {fault.split(":")[0] for fault in found} == {"color-contrast", "image-alt"}


FOCUS = """() => {
  const one = document.activeElement;
  // The arrows in the contents show it on what is drawn within them.
  const parts = [one, ...(one.matches('summary') ? one.children : [])];
  const styles = parts.map(part => getComputedStyle(part));
  return {
    what: one.outerHTML.slice(0, 120),
    seen: styles.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
    shown: parts.some(part => part.offsetWidth > 0 || part.getBoundingClientRect().width > 0),
    place: [...document.querySelectorAll('*')].indexOf(one),
  };
}"""


@pytest.mark.parametrize(
    ("screen", "theme", "name"), [(WIDE, "light", "batchnorm"), (PHONE, "dark", "update_rules")]
)
def test_each_stop_of_the_keyboard_is_shown_and_the_first_skips_to_the_text(
    chromium, address, screen, theme, name
):
    page = chromium.new_page(viewport=screen, color_scheme=theme)
    page.goto(f"{address}book/{name}.html", wait_until="load")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    stops = {}
    while (stop := page.evaluate(FOCUS))["place"] not in stops:
        stops[stop["place"]] = stop
        page.keyboard.press("Tab")
    assert len(stops) > 25
    body = [stop for stop in stops.values() if not stop["what"].startswith("<body")]
    assert [stop["what"] for stop in body if not (stop["seen"] and stop["shown"])] == []
    page.close()


def test_the_phone_menu_opens_and_closes_by_keyboard(chromium, address):
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{address}book/batchnorm.html", wait_until="load")
    button = page.locator("button.primary-toggle")
    button.focus()
    page.keyboard.press("Enter")
    entry = page.get_by_role("link", name="3. Dropout", exact=True)
    expect(entry).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(entry).not_to_be_in_viewport()
    page.close()


def test_what_is_wider_than_a_phone_can_be_moved_by_keyboard_and_fits_a_wide_screen(
    chromium, address
):
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{address}book/batchnorm.html", wait_until="load")
    equation = page.locator("#equation-eq-bn-running .katex-display")
    expect(equation).to_have_attribute("tabindex", "0")
    equation.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=equation.element_handle())
    page.set_viewport_size(WIDE)
    expect(equation).not_to_have_attribute("tabindex", "0")
    page.close()
