"""The report on a class: the numbers, worked by hand, and the page that shows them."""

import json
import os
import shutil

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from autograder import class_numbers, misconceptions, report, results, status
from autograder.__main__ import main
from autograder.check_report import Report
from autograder.marks import Mark, Work

SCRIPT = "<script>alert(1)</script>"
HINT = "The hint of it."


@pytest.fixture
def bank(monkeypatch):
    """A bank of one wrong version, of the check t2."""
    version = misconceptions.Version("sq", "doubled", HINT, lambda: None)
    monkeypatch.setattr(misconceptions, "load", lambda chapter: [version])


def work(student, points, *, written=None, notes=(), seconds=None, penalty=0.0, **second):
    """Return a work of two checks of 2 points and a written answer of 4."""
    marks = [
        Mark("t1", "Squares", 2.0, points[0]),
        Mark("t2", "Squares", 2.0, points[1], **second),
        Mark("reason", "Why", 4.0, written or 0.0, is_written=True, waits=written is None),
    ]
    return Work(
        student,
        "p1",
        "Squares",
        "graded",
        status.REPAIRED if notes else status.GRADED,
        True,
        sum(mark.points for mark in marks),
        8.0,
        penalty,
        list(notes),
        marks,
        seconds=seconds or {},
    )


def gone(student):
    return Work(student, "p1", "Squares", "missing", status.MISSING, False, maximum=8.0)


CLASS = (
    work("ada", (2, 2), written=4.0, seconds={"sq": 0.2, "t2": 1.0, "": 5.0}),
    work("ben", (2, 0), misconception="sq.doubled", seconds={"sq": 0.4, "t2": 3.0}),
    work("cleo", (2, 1), written=1.0, penalty=1.0, notes=[SCRIPT], seconds={"sq": 0.3, "t2": 1.5}),
    # As an earlier version of the grader left it: no seconds, and the hint alone.
    work("dan", (2, 0), written=0.0, report=Report("sq", hint=HINT, of="sq"), notes=[SCRIPT]),
    gone("zoe"),
)


def test_the_numbers_are_those_that_a_person_counts(bank):
    told = class_numbers.numbers("p1", list(CLASS), 0.5)
    # ada 8 of 8; ben 2 of the 4 that are given; cleo 4 - 1 of 8; dan 2 of 8.
    assert told["shares"] == [2 / 8, 3 / 8, 2 / 4, 8 / 8]
    assert told["pass_rate"] == 2 / 4
    assert told["mean"] == pytest.approx((0.25 + 0.375 + 0.5 + 1) / 4)
    assert told["quartiles"][1] == pytest.approx((0.375 + 0.5) / 2)
    assert (told["students"], told["graded"], told["waiting"]) == (5, 4, 1)
    assert told["statuses"] == {"graded": 2, "repaired": 2, "missing": 1}
    first, second = told["checks"]
    assert (first["name"], first["full"], first["discrimination"]) == ("t1", 1.0, None)
    assert (second["name"], second["difficulty"]) == ("t2", 3 / 8)
    (met,) = told["misconceptions"]
    expected = {"name": "sq.doubled", "check": "t2", "hint": HINT, "students": 2, "failed": 3}
    assert met == expected
    assert [(c["name"], c["median"], c["longest"], c["notebooks"]) for c in told["cells"]] == [
        ("cells of the students' own", 5.0, 5.0, 1),
        ("t2", 1.5, 3.0, 3),
        ("sq", 0.3, 0.4, 3),
    ]
    assert told["repairs"] == [{"note": SCRIPT, "students": 2}]
    json.dumps(told)


def test_a_class_without_a_score_and_an_empty_one_have_a_report_too(tmp_path, monkeypatch):
    for works in ([gone("zoe")], []):
        told = class_numbers.numbers("p1", works, 0.5)
        assert (told["pass_rate"], told["shares"], told["checks"]) == (None, [], [])
        page = written(tmp_path, works, monkeypatch)
        assert "Nobody has a score yet." in page.get_text()


def written(folder, works, monkeypatch):
    """Write the report of some works, and return its page, parsed."""
    monkeypatch.setattr(report.marks, "load", lambda chapter, root: iter(works))
    monkeypatch.setattr(report.course, "source", lambda chapter, root: None)
    out = folder / "page.html"
    report.main(chapters=["p1"], out=out, root=folder)
    return BeautifulSoup(out.read_text(encoding="utf-8"), "html.parser")


def test_the_page_shows_them_with_figures_that_have_a_text(bank, tmp_path, monkeypatch):
    page = written(tmp_path, CLASS, monkeypatch)
    sums = " ".join(page.find(class_="sums").get_text(" ").split())
    assert sums == "5 students 4 graded 50 % pass at 50 % 44 % median score 53 % mean score"
    rows = [[c.get_text(" ").split() for c in r.find_all("td")] for r in page.find_all("tr")]
    assert [["Squares", "t1"], ["2"], ["1.00"], ["100", "%"], ["0", "%"], ["–"]] in [
        row[:6] for row in rows
    ]
    assert "Checks that never fail: t1 ." in " ".join(page.get_text(" ").split())
    assert "Henrysson" in page.get_text()
    figures = page.find_all("svg")
    texts = [figure["aria-label"] for figure in figures]
    assert [figure["role"] for figure in figures] == ["img"] * 5
    assert texts[0].startswith("Histogram of 4 scores as shares of the points: 1 at 20 to 30 %")
    assert "t2 0.38 and" in texts[1]
    assert "sq.doubled 2" in texts[2]
    assert "graded 2, repaired 2, missing 1" in texts[4]


def test_the_page_is_one_file_in_which_nothing_runs(bank, tmp_path, monkeypatch):
    page = written(tmp_path, CLASS, monkeypatch)
    assert page.find_all(["script", "img", "link", "iframe", "image"]) == []
    assert SCRIPT in page.get_text()
    for tag in page.find_all(True):
        for name in ("src", "href", "xlink:href"):
            assert tag.get(name, "#").startswith("#")
    ids = [tag["id"] for tag in page.find_all("clippath")]
    assert len(set(ids)) == len(ids)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_phone_the_page_does_not_scroll_sideways_and_dark_figures_are_light(
    bank, tmp_path, monkeypatch
):
    written(tmp_path, CLASS, monkeypatch)
    system = os.environ.get("CHROMIUM") or shutil.which("chromium")
    colours = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
            page.goto((tmp_path / "page.html").as_uri())
            width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert width <= 0
            text = page.locator("svg text").first
            colours[scheme] = text.evaluate("text => getComputedStyle(text).fill")
            ink = page.evaluate("getComputedStyle(document.body).color")
            assert colours[scheme] == ink
        browser.close()
    assert colours["light"] != colours["dark"]


@pytest.mark.usefixtures("quick_parents")
def test_a_class_that_was_graded_is_reported_with_what_its_cells_took(small_course, capsys):
    small_course.hand_in("ada", "import time\ntime.sleep(0.3)\ndef sq(x):\n    return x * x")
    small_course.hand_in("ben", "def sq(x):\n    return 2 * x")
    small_course.hand_in("cleo", change=lambda nb: nb.cells.pop(2))
    assert small_course.grade(tables=False) == 0
    capsys.readouterr()
    report.main(as_json=True, root=small_course.root)
    told = json.loads(capsys.readouterr().out)["chapters"]["p1"]
    cells = {cell["name"]: cell for cell in told["cells"]}
    assert cells.keys() == {"setup", "sq", "t1", "t2"}
    assert cells["sq"]["longest"] > 0.3 > cells["sq"]["median"] > 0
    assert told["shares"] == [0.0, 1.0, 1.0]
    (repair,) = told["repairs"]
    assert repair["students"] == 1
    assert "cell t1 was missing" in repair["note"]
    assert not (small_course.root / "_build").exists()
    report.main(root=small_course.root)
    assert (small_course.root / "_build" / "report.html").is_file()


def test_a_status_that_was_kept_before_there_were_notes_can_be_read(tmp_path):
    old = {"name": "graded", "reason": "", "key": "k", "scores": {"t1": 2.0}, "seed": 4}
    results.write(tmp_path / "grading/statuses/p1/ada.json", old)
    kept = status.read("p1", "ada", tmp_path)
    assert (kept.seed, kept.notes) == (4, [])


def test_errors_are_a_sentence(small_course, capsys, monkeypatch):
    monkeypatch.setitem(report.main.__kwdefaults__, "root", small_course.root)
    assert main(["report"]) == 1
    assert "nothing has been graded yet" in capsys.readouterr().err
    assert main(["report", "p9"]) == 1
    assert "there is no chapter 'p9'" in capsys.readouterr().err
    assert main(["report", "--pass-mark", "120"]) == 1
    assert "--pass-mark is 120, expected a percentage" in capsys.readouterr().err
