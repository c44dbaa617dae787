"""A written answer is marked in nbgrader's formgrader: a real server, a real browser."""

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import expect, sync_playwright

from autograder import converter, gradebook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.usefixtures("quick_parents"),
]

QUESTION = """\
Why is $x^2$ never negative?

### BEGIN MARK SCHEME
**Model answer.** Two factors of the same sign.

**Marking (4 points).** 2 for the sign, 2 for the zero.
### END MARK SCHEME"""
STUBBED = "### BEGIN SOLUTION\n(See above.)\n### END SOLUTION"
ANSWER = """\
Both factors are $x$.
<script>document.title = "taken over"</script>
<img src="nothing" onerror="document.title = 'taken over'">"""


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def graded(request, released, cell, tmp_path_factory, without_torch):
    """A course with a written question, handed in by two students and graded."""
    course = released.copy(tmp_path_factory.mktemp("marking") / "course")
    if request.param == "PostgreSQL":
        course.use(request.getfixturevalue("postgresql")("marking"))
        (course.root / "gradebook.db").unlink()
    cells = [
        *course.cells(),
        cell("text", QUESTION, "question"),
        cell("written", STUBBED, "reason", points=4),
    ]
    course.write("p1", cells)
    course.release("p1")
    for student in ("ada", "ben"):
        course.hand_in(student, change=lambda nb: nb.cells[-1].update(source=ANSWER))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(without_torch), prepend=os.pathsep)
        assert course.grade("p1") == 0
    return course


@pytest.fixture(scope="module")
def formgrader(graded, tmp_path_factory):
    """A Jupyter server in the course's folder; yields the address of a page in the formgrader."""
    token = secrets.token_hex()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = tmp_path_factory.mktemp("jupyter")
    environment = os.environ | {
        f"JUPYTER_{name}": str(own) for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    }
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root"]
    command += [f"--port={port}", f"--IdentityProvider.token={token}", "--ip=127.0.0.1"]
    with (own / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=graded.root, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/formgrader"
    try:
        for _ in range(300):
            assert server.poll() is None, (own / "log").read_text()
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={token}")
                break
            time.sleep(0.1)
        yield lambda path="": f"{address}{path}?token={token}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def page(formgrader):
    """A page of a browser that reaches nothing but this machine."""
    system = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(30_000)
        page.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), lambda route: route.abort())
        yield page
        browser.close()


def book_of(course):
    return gradebook.connect(converter.course_directory(course.root))


def grade_of(course, student, name):
    with book_of(course) as book:
        grade = book.find_grade(name, "p1", "p1", student)
        comment = [c.comment for c in book.find_submission_notebook("p1", "p1", student).comments]
        total = book.find_submission("p1", student).score
        return grade.auto_score, grade.manual_score, grade.needs_manual_grade, comment, total


def test_from_the_list_of_chapters_to_the_points_in_the_gradebook(graded, page, formgrader):
    assert grade_of(graded, "ada", "reason")[:3] == (None, None, True)
    page.goto(formgrader("/gradebook"))
    page.get_by_role("link", name="p1").first.click()
    page.get_by_role("link", name="p1").last.click()
    page.get_by_role("link", name="Submission #1").click()
    expect(page.get_by_text("Model answer.")).to_be_visible()
    expect(page.get_by_text("2 for the sign, 2 for the zero.")).to_be_visible()
    answer = page.locator(".nbgrader_cell").filter(has=page.locator("#reason"))
    expect(answer).to_contain_text("Both factors are")
    points = page.locator("#t1")
    expect(points).to_have_attribute("placeholder", "2")
    with page.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT"):
        page.locator("#reason").fill("3.5")
        page.locator("#reason").press("Tab")
    with page.expect_response(lambda r: "/api/comment/" in r.url and r.request.method == "PUT"):
        page.locator("#reason-comment").fill("And what of zero?")
        page.locator("#reason-comment").press("Tab")
    assert page.title() == "p1"
    marked = [s for s in ("ada", "ben") if grade_of(graded, s, "reason")[1] == 3.5]
    assert len(marked) == 1
    _, _, waits, comments, total = grade_of(graded, marked[0], "reason")
    assert (waits, total) == (False, 7.5)
    assert "And what of zero?" in comments
    page.reload()
    expect(page.locator("#reason")).to_have_value("3.5")
    # Grading again, as after a late fix of a check, leaves what a person gave.
    assert graded.grade("p1", force=True) == 0
    assert grade_of(graded, marked[0], "reason")[1] == 3.5


def test_what_a_student_wrote_runs_nothing_in_the_formgrader(graded, page, formgrader):
    with book_of(graded) as book:
        number = book.find_submission_notebook("p1", "p1", "ben").id
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(formgrader(f"/submissions/{number}"), wait_until="networkidle")
    expect(page.get_by_text("Both factors are")).to_be_visible()
    assert page.title() == "p1"
    assert page.locator("#notebook script, #notebook [onerror]").count() == 0
    assert said == []
