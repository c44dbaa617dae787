"""Readers who use a keyboard or a small screen."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}

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
