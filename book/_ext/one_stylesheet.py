"""Give all pages one stylesheet with the rules that they use.

The theme and its extensions bring a dozen sheets, most of whose rules style nothing here:
Bootstrap's classes, 1,900 icons, tabs, cards. A page would wait for all of them before its first
word is shown. After the pages are written this joins the sheets in their order, leaves out each
rule that asks for a class or an id which no page and no script mentions, and cuts the icons' fonts
down to the icons in use. What the one sheet replaces is taken out of the site.
"""

import hashlib
import posixpath
import re
import shutil
from pathlib import Path

import icon_fonts
import tinycss2
from finished_pages import finished, pages
from sphinx.application import Sphinx

SHEET = re.compile(r'[ \t]*<link\b(?=[^>]*\brel="stylesheet")(?![^>]*\bmedia=)[^>]*>\n?')
ADDRESS = re.compile(r'\bhref="([^"]*?)(_static/[^"?]+)[^"]*"')
NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
# What a selector demands, outside the pseudo-classes whose lists are alternatives or negations.
LISTS = re.compile(r":[a-z-]+\([^()]*(?:\([^()]*\)[^()]*)*\)")
DEMAND = re.compile(r"[.#]((?:[\w-]|\\.|[^\x00-\x7f])+)")
NESTED = {"media", "supports", "layer", "container"}


def sheets_of(html: str) -> list[str]:
    """Return the addresses of a page's own stylesheets, from the root of the site, in order."""
    found = (ADDRESS.search(link) for link in SHEET.findall(html))
    return [match.group(2) for match in found if match]


def merged(orders: list[list[str]]) -> list[str]:
    """Return one order of all sheets in which each page's own order holds.

    Examples
    --------
    >>> merged([["a", "c"], ["a", "b", "c"], ["a", "c", "d"]])
    ['a', 'b', 'c', 'd']
    """
    result = []
    for order in orders:
        place = 0
        for sheet in order:
            if sheet in result:
                place = result.index(sheet) + 1
            else:
                result.insert(place, sheet)
                place += 1
    return result


def names_in_use(pages: list[str], scripts: list[str]) -> set[str]:
    """Return the classes and ids of the pages, and all words of scripts, which may add more."""
    used = {name for page in pages for value in NAMES.findall(page) for name in value.split()}
    inline = (
        code for page in pages for code in re.findall(r"(?s)<script[^>]*>(.*?)</script>", page)
    )
    return used.union(*(WORD.findall(script) for script in (*scripts, *inline)))


def matches(selector: str, used: set[str]) -> bool:
    """Tell whether a selector can match: whether all classes and ids that it demands are in use."""
    demanded = DEMAND.findall(LISTS.sub("", selector))
    return all(re.sub(r"\\(.)", r"\1", name) in used for name in demanded)


def selectors(prelude: list) -> list[str]:
    """Return the selectors of a rule, which commas part outside of brackets."""
    parts = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def thinned(rules: list, used: set[str], folder: str) -> str:
    """Return the rules that can match, as text; addresses are set right for `_static`."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            wanted = [one for one in selectors(rule.prelude) if matches(one, used)]
            if wanted:
                kept.append(f"{','.join(wanted)}{{{moved(rule.content, folder)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content:
            inner = tinycss2.parse_blocks_contents(rule.content, True, True)
            text = thinned(inner, used, folder)
            if text:
                prelude = tinycss2.serialize(rule.prelude).strip()
                kept.append(f"@{rule.at_keyword} {prelude}{{{text}}}")
        elif rule.type == "at-rule" and rule.content is not None:
            prelude = tinycss2.serialize(rule.prelude).strip()
            kept.append(f"@{rule.at_keyword} {prelude}{{{moved(rule.content, folder)}}}")
        elif rule.type == "error":
            raise ValueError(
                f"a stylesheet of {folder or '_static'} cannot be read: {rule.message}"
            )
    return "\n".join(kept)


def moved(declarations: list, folder: str) -> str:
    """Return a rule's declarations as text, with relative addresses counted from `_static`."""

    def rebased(match: re.Match) -> str:
        address = match.group(1).strip("\"'")
        if re.match(r"[a-z]+:|/|#", address):
            return match.group(0)
        return f'url("{posixpath.normpath(posixpath.join(folder, address))}")'

    text = re.sub(r"/\*.*?\*/", "", tinycss2.serialize(declarations), flags=re.DOTALL)
    return re.sub(r"\burl\(([^()]*)\)", rebased, re.sub(r"\s+", " ", text).strip())


def read(static: Path, name: str, used: set[str]) -> str:
    """Return the rules of a sheet in use, after those of the sheets that it imports."""
    rules = tinycss2.parse_stylesheet((static / name).read_text("utf-8"), True, True)
    folder, texts, own = posixpath.dirname(name), [], []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            [target] = [token.value for token in rule.prelude if token.type in ("string", "url")]
            texts.append(read(static, posixpath.normpath(posixpath.join(folder, target)), used))
        elif not (rule.type == "at-rule" and rule.lower_at_keyword == "charset"):
            own.append(rule)
    return "\n".join([*texts, thinned(own, used, folder)])


def linked(html: str, name: str) -> str:
    """Return a page with one stylesheet in the place of its own."""
    first = SHEET.search(html)
    if not first:
        return html
    up = ADDRESS.search(first.group()).group(1)
    link = f'<link rel="stylesheet" href="{up}_static/{name}">\n'
    return html[: first.start()] + link + SHEET.sub("", html[first.start() :])


def replace_stylesheets(app: Sphinx, exception: Exception | None) -> None:
    """Write the one stylesheet of a finished site and link every page to it."""
    if not finished(app, exception):
        return
    static = Path(app.outdir, "_static")
    whole = dict(pages(app))
    (static / "scripts/fontawesome.js").unlink()  # which names all icons; no page loads it
    scripts = [path.read_text("utf-8") for path in static.rglob("*.js")]
    used = names_in_use(list(whole.values()), scripts)
    order = merged([sheets_of(html) for html in whole.values()])
    text = "\n".join(read(static, name.removeprefix("_static/"), used) for name in order)
    text = icon_fonts.cut(text, static)
    name = f"site.{hashlib.sha256(text.encode()).hexdigest()[:10]}.css"
    (static / name).write_text(text, encoding="utf-8")
    for path, html in whole.items():
        path.write_text(linked(html, name), encoding="utf-8")
    for sheet in order:
        (static.parent / sheet).unlink()
    shutil.rmtree(static / "vendor" / "fontawesome")


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("build-finished", replace_stylesheets, priority=950)  # after all pages are written
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
