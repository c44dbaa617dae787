"""What every chapter page has: what it is for, things with numbers and addresses, folded hints."""

import re

import pytest

from autograder import course, notebook

pytestmark = pytest.mark.slow

CHAPTERS = course.chapters()
#: A section of a chapter, with a page to itself and no notebook.
SECTIONS = ("conv_challenge_recipe",)
GUIDES = ("students", "instructors", "sizing")


def words(element):
    """The words of an element, on one line."""
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize("name", (*CHAPTERS, *SECTIONS))
def test_a_page_says_what_is_learnt_what_is_needed_and_how_long_it_takes(pages, name):
    article = pages[f"book/{name}.html"].article
    [told] = [box for box in article.select(".admonition") if words(box.p) == "Before you start"]
    assert [words(term) for term in told.select("dt")] == ["You will learn", "You need", "It takes"]
    learnt, needed, time = told.select("dd")
    assert 3 <= len(learnt.select("li")) <= 5
    assert len(words(needed).split()) > 8
    assert re.match(r"about .* minutes to read this page", words(time))
    assert ("notebook" in words(time)) or name == "conv_challenge"
    # Nothing but the opening paragraph and the buttons come first.
    assert article.h2 in told.find_all_next("h2")


def everything(page):
    """What has a number in a page, by kind: what it is, its number's element, and its sign."""
    for equation in page.article.select("div.math"):
        yield "equation", equation, equation.select_one(".eqno")
    for figure in page.article.select("figure"):
        yield "figure", figure, figure.select_one("figcaption .caption-number")
    for table in page.article.select("table"):
        yield "table", table, table.select_one("caption .caption-number")


FORMS = {
    "equation": r"\((\d+\.)?\d+\)#?$",
    "figure": r"Fig\. (\d+\.)?\d+ $",
    "table": r"Table (\d+\.)?\d+ $",
}


def test_every_equation_figure_and_table_has_a_number_of_its_own_and_an_address(pages):
    found = dict.fromkeys(FORMS, 0)
    for name in (*CHAPTERS, *SECTIONS, *GUIDES):
        page, numbers = pages[f"book/{name}.html"], []
        for kind, thing, number in everything(page):
            assert number, f"{name}: a {kind} has no number: {words(thing)[:60]}"
            assert re.match(FORMS[kind], number.get_text()), f"{name}: {number}"
            [sign] = thing.select("a.headerlink")
            assert thing["id"]
            assert sign["href"] == f"#{thing['id']}"
            assert sign["title"] == f"Link to this {'image' if kind == 'figure' else kind}"
            numbers.append(number.get_text())
            found[kind] += 1
        assert len(numbers) == len(set(numbers)), name
    assert min(found.values()) > 20


def test_every_figure_and_table_of_a_chapter_is_spoken_of(pages):
    for name in (*CHAPTERS, *SECTIONS):
        page = pages[f"book/{name}.html"]
        linked = {link["href"] for link in page.select('article p a.reference.internal[href^="#"]')}
        things = {f"#{thing['id']}" for kind, thing, _ in everything(page) if kind != "equation"}
        assert things <= linked, name


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_written_question_of_the_notebook_is_on_the_page_with_a_folded_hint(pages, name):
    article = pages[f"book/{name}.html"].article
    nb = notebook.read(course.source(name))
    written = [cell for cell in nb.cells if notebook.kind(cell) == "written"]
    questions = article.select(".exercise.admonition")
    assert len(questions) == len(written) > 0
    for question in questions:
        assert question.find_parent("details") is None
        hint = question.find_next_sibling()
        assert hint.name == "details"
        assert not hint.has_attr("open")
        assert words(hint.summary) == "A hint"
        assert 15 <= len(words(hint).split()) <= 90
    assert len(article.find_all("details")) == len(questions)
