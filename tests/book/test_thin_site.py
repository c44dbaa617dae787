"""The extensions that thin out the site: nothing that a reader uses may go."""

import re
from pathlib import Path

import pydata_sphinx_theme
import pytest
import thin_pages
from fontTools.ttLib import TTFont
from one_stylesheet import matches, merged

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static/styles"
# Which of a stylesheet's rules style something in the page, as the browser itself sees it.
STYLING = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const found = [];
  const visit = rules => [...rules].forEach(rule => {
    if (rule.cssRules && rule.cssRules.length) visit(rule.cssRules);
    for (const selector of (rule.selectorText || '').split(/, *(?![^(]*\\))/).filter(Boolean)) {
      const plain = selector.replace(/::?(before|after|hover|focus[a-z-]*|active)/g, '');
      try {
        const words = `${selector} { ${rule.style.cssText} }`.replace(/\\s+/g, ' ');
        if (document.querySelector(plain)) found.push(words);
      } catch {}
    }
  });
  visit(sheet.cssRules);
  return found;
}"""


@pytest.mark.parametrize("name", ["book/update_rules.html", "book/students.html", "search.html"])
def test_no_rule_of_the_theme_that_styles_a_page_is_missing(chromium, address, site, name):
    page = chromium.new_page()
    page.goto(address + name, wait_until="load")
    whole = (THEME / "pydata-sphinx-theme.css").read_text("utf-8")
    [kept] = site.glob("_static/site.*.css")
    needed = page.evaluate(STYLING, whole)
    there = page.evaluate(STYLING, kept.read_text("utf-8"))
    page.close()
    assert len(needed) > 150

    assert set(needed) - set(there) == set()


def test_every_icon_of_a_page_is_in_the_small_fonts(chromium, address, site):
    drawn = set()
    for path in site.glob("_static/fa-*.woff"):
        with TTFont(path) as font:
            drawn |= set(font.getBestCmap())
    page = chromium.new_page()
    page.goto(f"{address}book/update_rules.html", wait_until="load")
    shown = page.locator("[class*='fa-']").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::before').content)"
    )
    page.close()
    icons = {ord(text.strip('"')) for text in shown if text not in ("none", "normal")}
    assert len(icons) > 10
    assert icons <= drawn
    assert sum(path.stat().st_size for path in site.glob("_static/fa-*.woff")) < 10_000


def test_the_scripts_of_a_page_are_those_that_it_uses(pages):
    def scripts(name):
        found = pages[name].find_all("script", src=True)
        return {re.sub(r".*/|\?.*", "", script["src"]) for script in found}

    assert {"searchtools.js", "language_data.js", "searchindex.js"} <= scripts("search.html")
    assert "searchindex.js" not in scripts("book/update_rules.html")
    assert {"copybutton.js", "clipboard.min.js"} <= scripts("book/instructors.html")
    assert "copybutton.js" not in scripts("book/references.html")
    assert "design-tabs.js" in scripts("book/students.html")


def test_code_can_be_copied(chromium, address):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}book/instructors.html", wait_until="load")
    block = page.locator("div.highlight").first
    block.hover()
    block.locator("button.copybtn").click()
    page.wait_for_function("() => navigator.clipboard.readText()")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split() == block.locator("pre").inner_text().split()
    context.close()


def test_a_drawing_keeps_its_points_to_hundredths():
    svg = '<svg><path d="M 56.483293 169.1 L 7.999 -0.0001" style="stroke-width: 0.12345"/></svg>'
    short = thin_pages.shortened(svg)
    assert 'd="M 56.48 169.1 L 8 -0"' in short
    assert "0.12345" in short


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        ("p", True),
        (".used", True),
        (".unused", False),
        (".used .unused", False),
        (".used:not(.unused)", True),
        (":is(.unused, p) > .used", True),
        (r".md\:used", True),
        ("#unused[data-x='.used']", False),
    ],
)
def test_a_rule_is_kept_if_all_that_it_demands_is_in_use(selector, kept):
    assert matches(selector, {"used", "md:used"}) is kept


def test_each_page_s_order_of_stylesheets_holds_in_the_one():
    orders = [["theme", "own"], ["theme", "tabs", "own"], ["theme", "equations", "own"]]
    result = merged(orders)
    assert sorted(result) == ["equations", "own", "tabs", "theme"]
    for order in orders:
        assert sorted(order, key=result.index) == order
