"""What a student gets back, on a page and as text, from a class that was really graded."""

import os
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from nbgrader import api
from playwright.sync_api import sync_playwright

from autograder import feedback
from autograder.__main__ import main

SCRIPT = '<script>document.title = "taken over"</script><img src="http://127.0.0.1:9/x">'
QUESTION = "## A question\n\nWhy?\n\n### BEGIN MARK SCHEME\nModel answer.\n### END MARK SCHEME"
STUBBED = "### BEGIN SOLUTION\n(See above.)\n### END SOLUTION"
#: Wrong for arrays, which a hidden part alone tries; says so in a message with a script.
HALF = f"""\
# {SCRIPT}
def sq(x):
    if isinstance(x, int):
        return x * x
    raise ValueError('{SCRIPT}')"""
#: What stands in hidden tests and nowhere else.
HIDDEN = ("HIDDEN TESTS", "sq(-3) == 9", "parts.rng.normal", "x**2", "Model answer")


@pytest.fixture(scope="module")
def graded(released, cell, tmp_path_factory, without_torch):
    """A class with a written question: right, half right, repaired, unreadable, empty, missing."""
    course = released.copy(tmp_path_factory.mktemp("feedback") / "course")
    title = cell("text", "# Squares\n\n## The square", "title")
    written = [cell("text", QUESTION, "question"), cell("written", STUBBED, "reason", points=4)]
    course.write("p1", [*course.cells()[:1], title, *course.cells()[1:], *written])
    course.release("p1")

    def answered(answer, drop=()):
        def change(nb):
            nb.cells[2].source, nb.cells[-1].source = answer, f"Because. {SCRIPT}"
            nb.cells = [c for c in nb.cells if c.metadata.nbgrader.grade_id not in drop]

        return change

    right = "def sq(x):\n    return x * x"
    course.hand_in("ada", None, change=answered(right))
    course.hand_in("ben", None, change=answered(HALF))
    course.hand_in("cleo", None, change=answered(right, drop=["t1"]))
    course.hand_in("dan", text="{")
    course.hand_in("eve", None)
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        book.add_student("zoe")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)
        assert course.grade("p1", tables=False) == 1  # dan's
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        grade = book.find_grade("reason", "p1", "p1", "ben")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.find_comment("reason", "p1", "p1", "ben").manual_comment = f"And zero? {SCRIPT}"
        book.find_submission_notebook("p1", "p1", "ben").late_submission_penalty = 0.5
        book.db.commit()
    feedback.main(root=course.root)
    return course


def pages_of(course, student):
    folder = course.root / "feedback" / student / "p1"
    html = (folder / "p1.html").read_text(encoding="utf-8")
    return html, (folder / "p1.txt").read_text(encoding="utf-8")


def words(html):
    soup = BeautifulSoup(html, "html.parser")
    soup.style.decompose()
    return " ".join(soup.get_text(" ").split())


def both(course, student):
    """Return the words of the page and of the text."""
    html, text = pages_of(course, student)
    return words(html), " ".join(text.split())


def test_each_student_has_a_page_and_a_text(graded):
    for form in ("html", "txt"):
        found = {p.parent.parent.name for p in graded.root.glob(f"feedback/*/p1/p1.{form}")}
        assert found == {"ada", "ben", "cleo", "dan", "eve", "zoe"}


def test_what_passed_and_failed_with_got_and_expected_part_by_part(graded):
    html, text = both(graded, "ben")
    # By hand: t1 tries whole numbers alone, half of t2 is an array, 2.5 of 4 were given, 0.5 late.
    for said in (html, text):
        assert "5 of 8 points" in said
        assert "5.5 points, less 0.5 for handing in late." in said
        assert re.search(r"passed whole numbers \(1\)", said)
        assert re.search(r"failed arrays \(1\) ValueError: ", said)
        assert re.search(r"The square \(?\s?sq\s?\)?:? 1 of 2 points", said)
        assert re.search(r"A question:? 2\.5 of 4 points", said)
        assert "And zero?" in said
    html, text = both(graded, "ada")
    for said in (html, text):
        assert "4 of 8 points" in said
        assert "Not marked yet: 4 of the points" in said
        assert "failed" not in said
        assert re.search(r"A question:? not marked yet", said)


def test_repairs_and_statuses_are_told(graded):
    for said in both(graded, "cleo"):
        assert "What was repaired in your notebook" in said
        assert "The cell t1 was missing; it was put back." in said
    for said in both(graded, "dan"):
        assert "No score" in said
        assert "Status: unreadable: p1.ipynb cannot be read" in said
    for said in both(graded, "zoe"):
        assert "Status: missing." in said
    for said in both(graded, "eve"):
        assert "0 of 8 points" in said
        assert "still empty" in said


def test_no_hidden_test_and_no_marking_scheme_is_shown(graded):
    source = (graded.root / "source_notebooks/p1/p1.ipynb").read_text(encoding="utf-8")
    for secret in HIDDEN:
        assert secret in source
        for student in ("ada", "ben", "cleo", "dan", "eve", "zoe"):
            assert not any(secret in page for page in pages_of(graded, student)), secret


def test_a_page_holds_no_script_and_asks_for_nothing(graded):
    for student in ("ada", "ben", "eve"):
        soup = BeautifulSoup(pages_of(graded, student)[0], "html.parser")
        assert soup.find_all(["script", "img", "link", "iframe", "object", "form"]) == []
        for tag in soup.find_all(True):
            assert not {"src", "href", "style", "srcset"}.intersection(tag.attrs)
            assert not [name for name in tag.attrs if name.startswith("on")]
        assert "url(" not in soup.style.text
        assert "default-src 'none'" in str(soup.meta.find_next("meta", {"http-equiv": True}))
    assert "document.title" in words(pages_of(graded, "ben")[0])  # as text


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_phone_nothing_runs_nothing_is_fetched_and_nothing_scrolls_sideways(graded):
    asked, system = [], os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        grounds = set()
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
            page.on("request", lambda request: asked.append(request.url))
            page.goto((graded.root / "feedback/ben/p1/p1.html").as_uri())
            page.get_by_text("What you wrote").click()
            assert page.get_by_text("Because.").is_visible()
            assert page.title() == "Squares: ben"
            width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert width <= 0
            small = "getComputedStyle(document.body).fontSize"
            assert page.evaluate(small) == "16px"
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        browser.close()
    assert len(grounds) == 2
    assert {url.partition(":")[0] for url in asked} == {"file"}


def test_a_second_run_follows_the_gradebook_and_nbgrader_s_own_command_still_works(
    graded, tmp_path, nbgrader, capsys
):
    course = graded.copy(tmp_path / "course")
    before = pages_of(course, "ben")
    with api.Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        grade = book.find_grade("reason", "p1", "p1", "ada")
        grade.manual_score, grade.needs_manual_grade = 4, False
        book.db.commit()
    feedback.main(chapters=["p1"], students=["ada"], root=course.root)
    assert capsys.readouterr().out == "p1: pages in feedback/STUDENT/p1/: 1.\n"
    assert "8 of 8 points" in both(course, "ada")[0]
    assert pages_of(course, "ben") == before
    nbgrader(course.root, "generate_feedback", "p1", "--force", "--student=ada")
    assert "def sq" in pages_of_nbgrader(course)
    assert not list((course.root / "feedback").rglob("*.part"))


def pages_of_nbgrader(course):
    html = (course.root / "feedback/ada/p1/p1.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser").get_text()


def test_errors_are_a_sentence(small_course, graded, capsys, monkeypatch):
    monkeypatch.setitem(feedback.main.__kwdefaults__, "root", small_course.root)
    assert main(["feedback"]) == 1
    assert "nothing has been graded yet" in capsys.readouterr().err
    assert main(["feedback", "p9"]) == 1
    assert "there is no chapter 'p9'" in capsys.readouterr().err
    monkeypatch.setitem(feedback.main.__kwdefaults__, "root", graded.root)
    assert main(["feedback", "p1", "--student", "nobody"]) == 1
    assert "the gradebook knows no student nobody" in capsys.readouterr().err
