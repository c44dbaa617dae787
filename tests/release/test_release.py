"""The release is what the sources produce, gives nothing away, and scores zero without a crash."""

import re
import shutil

import nbformat
import pytest
from nbgrader.apps import GenerateAssignmentApp

from autograder import course, grading, notebook, samples
from autograder.preprocessors.address import address
from layerwise import submission

CHAPTERS = course.chapters()


@pytest.fixture(params=CHAPTERS)
def chapter(request):
    return request.param


@pytest.fixture
def released(chapter):
    return notebook.read(course.release(chapter))


def test_generating_it_again_changes_nothing(shared_course, nbgrader, root, monkeypatch):
    """The first chapter by nbgrader's command, the others by the same without starting again."""
    shutil.rmtree(shared_course / "release")
    first, *others = CHAPTERS
    nbgrader(shared_course, "generate_assignment", first)
    monkeypatch.chdir(shared_course)
    app = GenerateAssignmentApp()
    app.initialize(["--log-level=ERROR"])
    for chapter in others:
        app.coursedir.assignment_id = chapter
        app.start()
    made = {p.relative_to(shared_course): p.read_bytes() for p in files(shared_course)}
    committed = {p.relative_to(root): p.read_bytes() for p in files(root)}
    assert made.keys() == committed.keys()
    for name, content in made.items():
        assert content == committed[name], f"{name} is stale: run make release and commit it"


def files(folder):
    return [
        path
        for path in (folder / "release").rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    ]


def test_it_has_no_marker_no_output_and_no_line_of_a_hidden_region(chapter, released):
    text = "\n".join(cell.source for cell in released.cells)
    assert not re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text)
    assert not any(cell.get("outputs") for cell in released.cells)
    source = "\n".join(cell.source for cell in notebook.read(course.source(chapter)).cells)
    regions = re.findall(r"### BEGIN [A-Z ]+\n([\s\S]*?)### END", source)
    assert regions
    visible = re.sub(r"### BEGIN [\s\S]*?### END.*", "", source)
    for line in "\n".join(regions).splitlines():
        if len(line.strip()) > 12 and line.strip() not in visible:
            assert line.strip() not in text


def test_every_answer_is_a_stub_that_says_what_to_do(released):
    answers = [cell for cell in released.cells if notebook.kind(cell) == "answer"]
    assert answers
    for cell in answers:
        assert "Write your answer here" in cell.source
        assert submission._STUB in cell.source
    for cell in released.cells:
        if notebook.kind(cell) == "written":
            assert cell.source.strip() == submission._WRITTEN_STUB


def test_the_first_code_cell_installs_the_library_from_the_configured_address(released):
    first = next(cell for cell in released.cells if cell.cell_type == "code")
    assert f'LIBRARY = "{address(course.settings())}"' in first.source
    assert '"--no-deps"' in first.source


def test_every_cell_carries_its_name_in_a_tag(released):
    for cell in released.cells:
        assert f"grade_id:{notebook.grade_id(cell)}" in cell.metadata["tags"]


def test_untouched_it_scores_zero_and_nothing_crashes(chapter, warm, tmp_path):
    nb = notebook.read(course.source(chapter))
    stubs = {
        notebook.grade_id(c): c.source
        for c in notebook.read(course.release(chapter)).cells
        if notebook.kind(c) == "answer"
    }
    for cell in nb.cells:
        cell.source = stubs.get(notebook.grade_id(cell), cell.source)
    result = grading.grade(nb, chapter, tmp_path, warm)
    assert result["status"] == "graded"
    assert {check["score"] for check in result["checks"].values()} == {0.0}
    for check in result["checks"].values():
        assert "this answer is still empty" in check["report"]


def test_filled_in_with_the_reference_it_is_ready_to_hand_in(chapter, tmp_path):
    answers = samples.reference_answers(chapter)
    nb = samples.compose(chapter, answers, written="Because the sum only grows.")
    for path in samples.trained_files(chapter, small=True).iterdir():
        shutil.copy(path, tmp_path)
    path = tmp_path / f"{chapter}.ipynb"
    nbformat.write(nb, path)
    assert submission.inspect(path) == []


def test_untouched_the_student_is_told_that_every_answer_is_empty(chapter, released):
    problems = submission.inspect(course.release(chapter))
    empty = [p for p in problems if "is still empty" in p]
    kinds = [notebook.kind(cell) for cell in released.cells]
    assert len(empty) == kinds.count("answer") + kinds.count("written")
