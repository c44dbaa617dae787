"""A page of the site on paper, in a real browser."""

import io

import pytest
from pypdf import PdfReader

from autograder import course

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAPER = {"width": 657, "height": 971}  # what A4 leaves between the margins, in CSS pixels
CHAPTERS = course.chapters()

# What reaches beyond the right edge of the paper, as far as it is seen.
CUT_OFF = """width => [...document.querySelectorAll('article *')].filter(element => {
  // A root's sign is longer than its box, which cuts it to size.
  const unseen = element.closest('.katex-mathml, mjx-assistive-mml, .katex svg');
  if (unseen || !element.checkVisibility()) return false;
  return element.getBoundingClientRect().right > width + 1;
}).map(element => element.outerHTML.slice(0, 120))"""

SHOWN = """() => [
  '#pst-primary-sidebar', '#pst-secondary-sidebar', '.bd-header-article', '.prev-next-footer',
  '#jb-print-docs-body', '.headerlink', '.notebook-links', 'article button', 'article input',
].filter(one => [...document.querySelectorAll(one)].some(element => element.checkVisibility()))"""


@pytest.fixture
def tab(chromium, address):
    """A tab on the site, of a reader who likes it dark."""
    context = chromium.new_context(viewport=PAPER, color_scheme="dark")
    context.add_init_script("localStorage.mode = localStorage.theme = 'dark'")
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("name", [*CHAPTERS, "instructors"])
def test_nothing_is_cut_off_and_only_the_page_s_content_is_printed(tab, address, name):
    tab.goto(f"{address}book/{name}.html")
    tab.emulate_media(media="print")
    assert tab.evaluate(CUT_OFF, PAPER["width"]) == []
    assert tab.evaluate(SHOWN) == []
    assert tab.locator("article h1").is_visible()
    whole = "all => all.every(one => getComputedStyle(one).breakInside === 'avoid')"
    assert tab.locator("article :is(figure, div.math, tr)").evaluate_all(whole)


def test_a_dark_page_is_printed_light_with_its_hints_open_and_stays_as_it_was(tab, address):
    tab.goto(f"{address}book/dropout.html")
    tab.evaluate(
        """() => addEventListener('beforeprint', () => {
          const style = getComputedStyle(document.querySelector('article p'));
          window.told = [document.documentElement.dataset.theme, style.color];
        })"""
    )
    hint = tab.locator("article details p").first.inner_text()
    dark = tab.locator("article p").first.evaluate("one => getComputedStyle(one).color")
    pdf = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
    theme, colour = tab.evaluate("window.told")
    assert theme == "light" and colour != dark
    text = "".join(page.extract_text() for page in pdf.pages)
    assert hint.split(".")[0][:30] in " ".join(text.split())
    assert tab.locator("html").get_attribute("data-theme") == "dark"
    assert tab.locator("article details[open]").count() == 0
    assert len(pdf.pages) < 9
    for number, page in enumerate(pdf.pages, 1):
        assert str(number) in page.extract_text().splitlines()


def test_a_link_out_of_the_site_says_on_paper_where_it_leads(tab, address):
    tab.goto(f"{address}book/instructors.html")
    tab.emulate_media(media="print")
    link = tab.locator("article p a.external").first
    told = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert link.get_attribute("href") in told or "attr(href)" in told
    inside = tab.locator("article p a.internal").first
    assert inside.evaluate("one => getComputedStyle(one, '::after').content") == "none"
