"""The symbols and terms of the glossary are those of the chapters."""

import re

import pytest

from autograder import course

PAGES = (*course.chapters(), "conv_challenge_recipe")
# A letter with its accent, a Greek letter, or a Latin one.
ACCENTED = r"\\(?:hat|tilde|bar|mathcal)\s*\{?\\?[A-Za-z]+"
TOKEN = re.compile(rf"{ACCENTED}|\\[A-Za-z]+|[A-Za-z]")
NO_SYMBOLS = r"\\(?:text|operatorname|mathsf|mathbb|begin|end|label)\s*\{[^}]*\}|\\mathsf T"
LETTERS = {
    r"\beta", r"\gamma", r"\epsilon", r"\varepsilon", r"\eta", r"\lambda", r"\mu", r"\rho",
    r"\sigma",
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}  # fmt: skip
# The letter is used in a sense that everybody knows.
KNOWN = {"e"}
# The word means something else there: a sample of images, what PyTorch calls momentum in a running
# average, an array of NumPy's, a method of optimisation.
ELSE = {
    ("conv_challenge", "sample"),
    ("batchnorm", "momentum"),
    ("batchnorm", "tensor"),
    ("update_rules", "optimiser"),
}
SKIPPED = (
    "h1, h2, h3, h4, figure, caption, table, pre, code, dt, .math, .exercise > .admonition-title"
)


def tokens(tex):
    """Return the symbols in a formula: letters, each with its accent."""
    tex = re.sub(NO_SYMBOLS, " ", tex)
    tex = re.sub(r"_\\mathrm\s*\{[^}]*\}", " ", tex)
    found = set()
    for token in TOKEN.findall(tex):
        token = re.sub(r"[\s{]", "", token)
        if token in LETTERS or re.match(r"\\(hat|tilde|bar|mathcal)", token):
            found.add(token)
    return found


def formulas(text):
    """Return a page's formulas, those in lines of text too."""
    text = re.sub(r"```python.*?```", "", text, flags=re.S)
    blocks = re.findall(r"```\{math\}\n(?::\w+: [^\n]*\n)*(.*?)```", text, re.S)
    return blocks, re.findall(r"(?<!\$)\$([^$]+)\$", text)


@pytest.fixture(scope="module")
def sources(root):
    return {page: (root / "book" / f"{page}.md").read_text(encoding="utf-8") for page in PAGES}


@pytest.fixture(scope="module")
def rows(root):
    """The rows of the tables of symbols and indices: symbols, and the pages that they name."""
    text = (root / "book" / "glossary.md").read_text(encoding="utf-8").split("## Terms")[0]
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| $"):
            symbols = re.findall(r"\$([^$]+)\$", cells[0])
            rows.append((symbols, re.findall(r"\]\((\w+)\.md\)", cells[-1]), cells))
    return rows


def test_the_table_of_symbols_says_all_of_each(rows):
    assert len(rows) > 60
    for _, pages, cells in rows:
        assert all(cells), cells
        assert pages, cells
        assert set(pages) <= set(PAGES), cells


def test_each_symbol_occurs_on_the_pages_that_its_row_names(rows, sources):
    for symbols, pages, cells in rows:
        for page in pages:
            blocks, inline = formulas(sources[page])
            used = [re.sub(r"[\s{}]", "", formula) for formula in blocks + inline]
            for symbol in symbols:
                wanted = re.sub(r"[\s{}]", "", symbol)
                if wanted in LETTERS or re.fullmatch(ACCENTED, wanted):
                    found = any(wanted in tokens(formula) for formula in blocks + inline)
                else:  # with an index or a prime of its own
                    found = any(wanted in formula for formula in used)
                assert found, f"{symbol} is not on {page}: {cells}"


@pytest.mark.parametrize("page", PAGES)
def test_each_symbol_in_a_page_s_equations_has_a_row_that_names_the_page(rows, sources, page):
    listed = {
        token for symbols, pages, _ in rows if page in pages for s in symbols for token in tokens(s)
    }
    blocks, _ = formulas(sources[page])
    assert blocks
    used = {token for block in blocks for token in tokens(re.sub(r"\\mathrm\{d\}", "", block))}
    assert used - KNOWN <= listed


def test_a_letter_with_two_meanings_on_one_page_is_told_apart_by_its_index_or_shape(rows):
    told = {}
    for symbols, pages, cells in rows:
        for symbol in symbols:
            for page in pages:
                told.setdefault((symbol, page), []).append(cells[1])
    for (symbol, page), meanings in told.items():
        assert len(meanings) == len(set(meanings)), (symbol, page)


def terms(pages):
    """Return the glossary's terms and their anchors, as they stand on the built page."""
    listed = pages["book/glossary.html"].select("dl.glossary dt[id^=term-]")
    return {term.get_text().rstrip("#").strip(): term["id"] for term in listed}


@pytest.mark.slow
def test_every_term_is_linked_from_a_page(pages):
    known = terms(pages)
    assert len(known) > 50
    linked = {
        link["href"].split("#")[1]
        for page in PAGES
        for link in pages[f"book/{page}.html"].article.select('a[href^="glossary.html#term-"]')
    }
    assert set(known.values()) == linked


def prose(article):
    """Yield the pieces of a page's prose, each with the anchor that it is a link to, or None."""
    skipped = {id(tag) for tag in article.select(SKIPPED)}
    for text in article.find_all(string=True):
        parents = list(text.parents)
        if any(id(parent) in skipped for parent in parents):
            continue
        link = next((parent for parent in parents if parent.name == "a"), None)
        yield " ".join(text.split()), link["href"].split("#")[-1] if link else None


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_first_use_of_a_term_on_a_page_is_a_link(pages, page):
    known = terms(pages)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(?:s|es)?\b", re.I)
    linked = set()
    for text, target in prose(pages[f"book/{page}.html"].article):
        if target:
            linked.add(target)
            continue
        for match in pattern.finditer(text.replace("’", "'")):
            term = next(t for t in known if t.lower() == match[1].lower())
            if (page, term) not in ELSE:
                assert known[term] in linked, f"{term}: {text}"
