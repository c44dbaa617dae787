"""What holds for every page in a real browser, on a wide screen in light and on a phone in dark.

Each page is opened once, and looked at for all of these tests.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
LOOKS = {"wide and light": (WIDE, "light"), "a phone and dark": (PHONE, "dark")}
# An equation's boxes have the color of the text around them, are hidden from screen readers, who
# get MathML instead, and are by far the most of a page's elements.
EXAMINE = """rules => axe.run({exclude: ['.katex-html']}, {
  runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']
}).then(found => found.violations.flatMap(
  fault => fault.nodes.map(node => `${fault.id}: ${node.target}: ${node.html.slice(0, 150)}`)
))"""
# A page that has just changed its theme fades from one to the other.
SETTLED = """() => Promise.all(document.getAnimations().filter(
  one => one instanceof CSSTransition).map(one => one.finished.catch(() => null))
).then(() => true)"""
OVERHANG = "document.documentElement.scrollWidth - window.innerWidth"


class Visit:
    """A page that is open: what it asked for, and what went wrong."""

    def __init__(self, context, base):
        """Open an empty tab and listen."""
        self.page, self.outside, self.faults = context.new_page(), [], []
        self.base = base
        self.page.on("request", self.note_request)
        self.page.on("response", self.note_answer)
        self.page.on("console", self.note_words)
        self.page.on("requestfailed", lambda asked: self.faults.append(asked.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def note_request(self, asked):
        if not asked.url.startswith((self.base, "data:")):
            self.outside.append(asked.url)

    def note_answer(self, answer):
        if answer.status >= 400:
            self.faults.append((answer.status, answer.url))

    def note_words(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def open(self, address):
        """Open a page with all its pictures, also those that wait for the reader."""
        self.page.goto(address, wait_until="load")
        self.page.evaluate("for (const image of document.images) image.loading = 'eager'")
        self.page.wait_for_function(
            "() => [...document.images].every(image => image.complete || !image.offsetParent)"
        )
        self.page.wait_for_load_state("networkidle")

    def look(self, screen, theme, axe):
        """Return what axe-core has against the page, and how far it overhangs the screen."""
        self.page.set_viewport_size(screen)
        self.page.emulate_media(color_scheme=theme)
        expect(self.page.locator("html")).to_have_attribute("data-theme", theme)
        self.page.evaluate(SETTLED)
        if not self.page.evaluate("'axe' in window"):
            self.page.add_script_tag(path=axe)
        return SimpleNamespace(
            violations=self.page.evaluate(EXAMINE, RULES), overhang=self.page.evaluate(OVERHANG)
        )


@pytest.fixture(scope="module")
def axe(node_modules):
    """The file of axe-core."""
    return node_modules / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def visits(chromium, address, pages, axe):
    """What was found on each page, by its name."""
    found = {}
    with chromium.new_context(reduced_motion="reduce", viewport=WIDE) as context:
        for name in pages:
            visit = Visit(context, address)
            visit.open(address + name)
            outside, faults = list(visit.outside), list(visit.faults)
            looks = {}
            if name != "index.html":  # book/index.html is the same page
                looks = {look: visit.look(*how, axe) for look, how in LOOKS.items()}
            visit.page.close()
            found[name] = SimpleNamespace(outside=outside, faults=faults, looks=looks)
    assert len(found) > 20
    return found


def test_no_page_asks_another_host_or_fails_or_complains(visits):
    assert {name: one.outside for name, one in visits.items() if one.outside} == {}
    assert {name: one.faults for name, one in visits.items() if one.faults} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(visits, look):
    seen = {name: one.looks[look].violations for name, one in visits.items() if one.looks}
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_scrolls_sideways(visits, look):
    seen = {name: one.looks[look].overhang for name, one in visits.items() if one.looks}
    assert {name: overhang for name, overhang in seen.items() if overhang > 0} == {}


def test_axe_finds_nothing_on_a_chapter_in_the_other_theme(chromium, address, axe):
    with chromium.new_context(reduced_motion="reduce") as context:
        visit = Visit(context, address)
        visit.open(f"{address}book/update_rules.html")
        assert visit.look(WIDE, "dark", axe).violations == []
        assert visit.look(PHONE, "light", axe).violations == []


BAD = """<!DOCTYPE html><html lang="en" data-theme="light"><title>Gray</title>
<body style="background: white"><p style="color: #aaa; width: 1500px">Gray words</p>
<img src="http://127.0.0.1:9/pixel.png"><script>console.error("no")</script></html>"""


def test_each_of_these_faults_would_be_noticed(chromium, serve, tmp_path, axe):
    (tmp_path / "index.html").write_text(BAD, "utf-8")
    with serve(tmp_path) as base, chromium.new_context() as context:
        visit = Visit(context, base)
        visit.open(base)
        seen = visit.look(WIDE, "light", axe)
    assert visit.outside == ["http://127.0.0.1:9/pixel.png"]
    assert {"http://127.0.0.1:9/pixel.png", "no"} <= set(visit.faults)
    assert {fault.split(":")[0] for fault in seen.violations} == {"color-contrast", "image-alt"}
    assert seen.overhang >= 100
