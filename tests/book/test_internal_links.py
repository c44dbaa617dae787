"""Whatever a page or a style sheet of the site names is there."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

ATTRIBUTES = ("href", "src", "srcset", "poster", "data", "action", "xlink:href")
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?["'](\.{1,2}/[^"']+)["']""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: Where the theme jumps to by a script.
MADE_LATER = {"main-content"}


def addresses(page):
    """Every address that a page names, with what names it."""
    for element in page.find_all(True):
        for attribute in ATTRIBUTES:
            value = element.get(attribute)
            if value is None:
                continue
            parts = value.split(",") if attribute == "srcset" else [value]
            yield from ((element, part.split()[0] if part.strip() else "") for part in parts)
        yield from (
            (element, one or two) for one, two in IN_STYLE.findall(element.get("style", ""))
        )
    for style in page.find_all("style"):
        yield from ((style, one or two) for one, two in IN_STYLE.findall(style.get_text()))


def broken(files, ids, name, address):
    """Whether an address that stands in a file of the site leads nowhere in it."""
    url = urlsplit(address)
    if url.scheme or url.netloc:
        return False
    # The page for wrong addresses is shown anywhere, so its links are absolute.
    path = unquote(url.path).removeprefix("/layerwise/")
    folder = "" if url.path.startswith("/") else posixpath.dirname(name)
    target = posixpath.normpath(posixpath.join(folder, path)) if path else name
    if target not in files and f"{target}/index.html".removeprefix("./") not in files:
        return True
    known = ids.get(target)
    return known is not None and unquote(url.fragment) not in known | {""} | MADE_LATER


def wrong_links(folder):
    """The addresses in a site's pages, style sheets, pictures and scripts that lead nowhere."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    pages, ids, found = {}, {}, []
    for name, path in files.items():
        # The theme leaves a template beside its scripts.
        if path.suffix == ".svg" or (path.suffix == ".html" and "_static" not in name):
            pages[name] = BeautifulSoup(path.read_text("utf-8"), "html.parser")
            ids[name] = {tag["id"] for tag in pages[name].find_all(id=True)}
    for name, page in pages.items():
        found += [(name, a) for _, a in addresses(page) if broken(files, ids, name, a)]
    for name, path in files.items():
        if path.suffix in (".css", ".js"):
            pattern = IN_STYLE if path.suffix == ".css" else IMPORT
            text = COMMENT.sub("", path.read_text("utf-8"))
            named = ("".join(match.groups("")) for match in pattern.finditer(text))
            found += [(name, a) for a in named if broken(files, ids, name, a)]
    return sorted(set(found))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
def test_everything_that_the_site_names_is_in_it(site):
    assert wrong_links(site) == []


GOOD = """<html lang="en"><head><link rel="stylesheet" href="a.css"></head><body>
<p id="here"><a href="#here">here</a> <a href="b.html#there">there</a> <a href="">top</a></p>
<div class="math" id="equation-x"></div><a href="#equation-x">(1)</a>
<img src="a%20b.svg" srcset="a%20b.svg 1x, a%20b.svg 2x"></body></html>"""


@pytest.fixture
def small(tmp_path):
    """A site without a fault."""
    (tmp_path / "a.html").write_text(GOOD)
    (tmp_path / "b.html").write_text('<p id="there"></p>')
    (tmp_path / "a.css").write_text('/* url(gone.png) */ p {background: url("a b.svg#x")}')
    (tmp_path / "a b.svg").write_text('<svg><path id="x"/><use xlink:href="#x"/></svg>')
    (tmp_path / "a.js").write_text('import { play } from "./b.js";\n')
    (tmp_path / "b.js").write_text("export const play = 1;\n")
    return tmp_path


def test_a_site_without_a_fault_has_none(small):
    assert wrong_links(small) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a.html", "b.html#there", "c.html"),
        ("a.html", "b.html#there", "b.html#nowhere"),
        ("a.html", 'id="equation-x"', 'id="equation-y"'),
        ("a.html", "a%20b.svg 2x", "gone.svg 2x"),
        ("a.html", 'img src="a%20b.svg"', 'img src="gone.svg"'),
        ("a.html", "a.css", "gone.css"),
        ("a.html", "<p ", '<p style="background: url(gone.png)" '),
        ("a.css", "a b.svg#x", "gone.woff2"),
        ("a.css", "/* ", '@import "gone.css"; /* '),
        ("a b.svg", 'href="#x"', 'href="#y"'),
        ("a.js", "./b.js", "./gone.js"),
    ],
)
def test_a_broken_address_is_found_wherever_it_stands(small, name, old, new):
    path = small / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    [(where, _)] = wrong_links(small)
    assert where == name
