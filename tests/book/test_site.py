"""What every page of the built site must have."""

import itertools
import re
from urllib.parse import urlsplit

import pytest

from autograder import course

pytestmark = pytest.mark.slow

CHAPTERS = course.chapters()
OTHERS = (
    "index", "students", "instructors", "sizing", "references", "conv_challenge_recipe",
    "glossary", "data", "api", "api_nets", "api_training", "api_data", "api_checks", "cite",
    "changelog",
)  # fmt: skip
READ = ("index.html", *(f"book/{page}.html" for page in (*CHAPTERS, *OTHERS)))


def test_the_build_is_clean_and_ends_with_the_path_of_the_site(built):
    assert built.stdout.splitlines()[-1] == f"The site: {built.site / 'index.html'}"
    assert "build succeeded" in built.log
    warnings = [line for line in built.log.splitlines() if re.search(r"(WARNING|ERROR): ", line)]
    assert warnings == []


def test_the_code_of_all_pages_is_run_side_by_side_before_the_first_page_is_read(built):
    lines = built.log.splitlines()
    run = [place for place, line in enumerate(lines) if "Executing notebook" in line]
    read = [place for place, line in enumerate(lines) if line.startswith("reading sources... [")]
    assert len(run) > 8
    assert max(run) < min(read)


def test_the_site_has_the_pages_of_the_contents_and_a_page_for_wrong_addresses(pages):
    assert set(READ) | {"404.html", "search.html"} <= set(pages)


def test_every_page_has_a_title_and_a_language(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "en", name
        assert len(page.title.get_text(strip=True)) > 5, name


@pytest.mark.parametrize("name", READ)
def test_a_page_describes_itself_in_a_sentence_of_its_own(pages, name):
    [description] = pages[name].find_all("meta", attrs={"name": "description"})
    assert 50 < len(description["content"]) < 300
    others = [
        other.find("meta", attrs={"name": "description"})["content"]
        for path, other in pages.items()
        if path in READ and path.split("/")[-1] != name.split("/")[-1]
    ]
    assert description["content"] not in others
    assert pages[name].find("meta", property="og:title")
    assert len(pages[name].find_all("h1")) == 1 + len(pages[name].select("#jb-print-docs-body h1"))


def test_every_image_has_an_alternative_text_in_words(pages):
    figures = 0
    for name, page in pages.items():
        for image in page.find_all("img"):
            alt, link = image["alt"], image.find_parent("a")
            if alt == "" and link and link.get_text(strip=True):
                continue  # the mark beside the course's name, which says it already
            assert alt.strip(), f"{name}: {image}"
            assert not re.search(r"[0-9a-f]{12,}|\.(svg|png|jpe?g)|/", alt), f"{name}: {alt}"
            if image.find_parent("figure"):
                figures += 1
                assert len(alt.split()) > 15, f"{name}: a figure's text says too little: {alt}"
    assert figures >= 3


def test_figures_and_tables_of_the_chapter_are_numbered_and_have_captions(pages):
    page = pages["book/update_rules.html"]
    for name in ("fig-straight", "fig-bent", "fig-net"):
        caption = page.find(id=name).figcaption.get_text(" ", strip=True)
        assert re.match(r"Fig\. 1\.\d .{20}", caption)
    for name in ("tab-epsilon", "tab-bias", "tab-arrivals", "tab-accuracies"):
        assert re.match(r"Table 1\.\d .{20}", page.find(id=name).caption.get_text(" ", strip=True))
    assert "shapes10" in page.find(id="fig-net").figcaption.get_text()


def test_what_the_page_says_about_the_net_is_so(pages):
    table = pages["book/update_rules.html"].find(id="tab-accuracies")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in table.find_all("tr")[1:]]
    accuracy = {row[0]: [float(x) for x in re.findall(r"\d+\.\d", row[-1])] for row in rows}
    means = {rule: mean for rule, (mean, _) in accuracy.items()}
    assert sorted(means, key=means.get) == ["SGD", "RMSProp", "Momentum", "Adam"]
    assert 10 < means["SGD"] < 22
    assert means["Momentum"] > 27
    ordered = sorted(accuracy.values())
    for (low, low_spread), (high, high_spread) in itertools.pairwise(ordered):
        assert high - low > 2 * max(low_spread, high_spread)


def test_the_equations_of_the_rules_are_numbered_and_linked_to(pages):
    page = pages["book/update_rules.html"]
    for label in ("eq-sgd", "eq-momentum", "eq-adagrad", "eq-rmsprop", "eq-adam"):
        equation = page.find(id=f"equation-{label}")
        assert re.search(r"\(1\.\d\)", equation.get_text())
    linked = {a["href"] for a in page.select('a.reference.internal[href^="#equation-"]')}
    assert {"#equation-eq-sgd", "#equation-eq-momentum", "#equation-eq-adam"} <= linked


def test_the_chapter_page_shows_no_code_and_no_stray_output(pages):
    page = pages["book/update_rules.html"]
    assert page.select(".cell_output figure, .cell_output table")
    assert page.select(".cell_input") == []
    assert page.select(".output.stream, .output.stderr, .output.traceback") == []
    assert "Ready." not in page.get_text()


def test_citations_lead_to_the_bibliography(pages):
    cited = pages["book/update_rules.html"].select('a[href*="references.html#"]')
    names = {a["href"].split("#")[1] for a in cited}
    listed = {entry["id"] for entry in pages["book/references.html"].select("[id^=id]")}
    assert len(names) >= 7
    assert names <= listed


def test_nothing_from_other_hosts_is_needed_to_read(pages):
    for name, page in pages.items():
        scripts = [urlsplit(s["src"]) for s in page.find_all("script", src=True)]
        outside = {url.netloc + url.path for url in scripts if url.netloc}
        assert not outside, f"{name}: {outside}"
        sheets = page.find_all("link", rel="stylesheet")
        assert not [sheet for sheet in sheets if urlsplit(sheet["href"]).netloc], name


def test_the_address_of_the_site_shows_the_landing_page_itself(pages):
    front, landing = pages["index.html"], pages["book/index.html"]
    assert front.find("meta", attrs={"http-equiv": "Refresh"}) is None
    assert front.article.get_text() == landing.article.get_text()
    canonical = [page.find("link", rel="canonical")["href"] for page in (front, landing)]
    assert canonical[0] == canonical[1]


def test_the_landing_page_has_three_doors(pages):
    for name, prefix in (("index.html", "book/"), ("book/index.html", "")):
        doors = pages[name].select(".doors .sd-card a")
        assert [door["href"] for door in doors] == [
            f"{prefix}students.html", f"{prefix}instructors.html", f"{prefix}update_rules.html"
        ]  # fmt: skip


def test_the_notebook_that_a_page_offers_is_the_release(site, pages, root):
    for chapter in CHAPTERS:
        downloads = pages[f"book/{chapter}.html"].select("a[download]")
        assert {link["href"] for link in downloads} == {f"../notebooks/{chapter}.ipynb"}
        offered = (site / "notebooks" / f"{chapter}.ipynb").read_bytes()
        assert offered == (root / "release" / chapter / f"{chapter}.ipynb").read_bytes()


def test_other_pages_have_no_launch_button(pages):
    for name in ("index.html", *(f"book/{page}.html" for page in OTHERS)):
        assert pages[name].select('a[href^="https://colab."], a[href^="https://kaggle."]') == []


def test_the_site_is_ready_for_github_pages(site):
    assert (site / ".nojekyll").is_file()
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "https://layerwise-course.github.io/layerwise/book/update_rules.html" in sitemap
