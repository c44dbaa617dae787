"""The chain that an instructor runs, with a bare nbgrader: class, grades, feedback, table."""

import re

import pytest
from nbgrader.api import Gradebook

from autograder import (
    course,
    grading,
    misconceptions,
    notebook,
    releases,
    sample_class,
    samples,
    table,
)
from autograder.__main__ import main

CHAPTER = "update_rules"


@pytest.fixture(scope="module")
def graded(tmp_path_factory, nbgrader, root):
    """Grade the sample class in a copy of the course."""
    from shutil import copy, copytree

    folder = tmp_path_factory.mktemp("term")
    for name in ("_config.yml", "_toc.yml", "nbgrader_config.py"):
        copy(root / name, folder / name)
    copytree(root / "source_notebooks" / CHAPTER, folder / "source_notebooks" / CHAPTER)
    copytree(root / "layerwise" / "src", folder / "layerwise" / "src")
    trained = root / ".cache" / "trained"
    if trained.is_dir():
        copytree(trained, folder / ".cache" / "trained")
    releases.main(root=folder)
    students = sample_class.main(chapters=[CHAPTER], root=folder)
    nbgrader(folder, "autograde", CHAPTER)
    nbgrader(folder, "generate_feedback", CHAPTER)
    return folder, students


@pytest.mark.slow
class TestTheSampleClass:
    def test_the_release_is_the_course_s_own(self, graded, root):
        folder, _ = graded
        made, own = (course.release(CHAPTER, place).read_bytes() for place in (folder, root))
        assert made == own

    def test_has_one_submission_of_each_kind(self, graded, capsys):
        folder, students = graded
        kinds = self.kinds(folder, capsys)
        handed_in = list((folder / "submitted").glob(f"*/{CHAPTER}/{CHAPTER}.ipynb"))
        assert students == list(kinds)
        assert len(handed_in) == len(students) - 1
        words = ("the reference", samples.TOO_SHORT, "right", "wrong", "nothing filled in")
        words += ("the first answer only", "a syntax error", "ends the process", "hands in nothing")
        for word in words:
            assert any(what.startswith(word) for what in kinds.values()), word

    def test_scores_are_those_that_each_kind_deserves(self, graded, capsys):
        folder, _ = graded
        kinds = self.kinds(folder, capsys)
        rows = {row["student"]: row for row in table.statuses(CHAPTER, folder)}
        for student, what in kinds.items():
            row = rows[student]
            by_tests = row["maximum"] - 4  # the written answer waits
            if what == "the reference" or what.startswith("right"):
                assert row["score"] == by_tests
            elif what == samples.TOO_SHORT:
                assert by_tests - 7 < row["score"] < by_tests
            elif what.startswith("wrong"):
                assert row["score"] < by_tests
            elif what == "nothing filled in":
                assert row["score"] == 0
            elif what == "hands in nothing":
                assert row["score"] is None
                assert row["status"] == "missing"
            elif what.startswith("ends the process"):
                assert "ended" in row["status"]
                assert row["score"] > 0
            else:
                assert 0 < row["score"] < by_tests

    def test_a_wrong_answer_gets_the_hint_that_belongs_to_it(self, graded, capsys):
        folder, _ = graded
        for student, what in self.kinds(folder, capsys).items():
            if what.startswith("wrong"):
                page = (folder / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text()
                assert "looks like this" in page, what

    def test_feedback_shows_no_hidden_test_and_no_marking_scheme(self, graded):
        folder, _ = graded
        pages = list((folder / "feedback").rglob("*.html"))
        assert len(pages) == len(graded[1]) - 1
        for page in pages:
            text = re.sub(r"<[^>]+>", "", page.read_text())
            assert "HIDDEN TESTS" not in text
            assert "oracle" not in text
            assert "Model answer" not in text
            assert "points" in text

    def test_the_gradebook_holds_what_the_table_says(self, graded):
        folder, _ = graded
        rows = {row["student"]: row["score"] for row in table.statuses(CHAPTER, folder)}
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(CHAPTER):
                assert rows[submission.student.id] == submission.score

    def test_the_seed_is_recorded(self, graded):
        folder, _ = graded
        nb = notebook.read(folder / "autograded" / "student-01" / CHAPTER / f"{CHAPTER}.ipynb")
        assert nb.metadata["layerwise"]["seed"] >= 0

    def test_the_table_can_be_printed(self, graded, capsys):
        folder, students = graded
        table.main(chapter=CHAPTER, root=folder)
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == len(students) + 1
        assert "score of 25" in lines[0]

    @staticmethod
    def kinds(folder, capsys):
        """Return what each student of the class wrote, in words."""
        kinds = [what for what, _ in samples.sample_class(CHAPTER, folder)] + ["hands in nothing"]
        return {f"student-{i:02}": what for i, what in enumerate(kinds, 1)}


def test_an_unknown_command_and_an_unknown_chapter_end_with_a_sentence(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["dance", CHAPTER])
    assert ended.value.code == 2
    assert main(["experiments", "nosuch"]) == 1
    assert "there is no chapter 'nosuch'" in capsys.readouterr().err


def test_a_table_without_a_gradebook_says_what_to_do(tmp_path):
    with pytest.raises(SystemExit, match="run nbgrader generate_assignment first"):
        list(table.statuses(CHAPTER, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("chapter", course.chapters())
def test_right_answers_among_the_reference_s_keep_every_point(chapter, warm):
    """A backward and its forward are not both replaced: one has to get on with the other."""
    reference, versions = samples.reference_answers(chapter), {}
    for version in misconceptions.load(chapter):
        if not version.is_wrong and not version.beside:
            versions.setdefault(version.of, version)
    for backward in (False, True):
        some = [v for v in versions.values() if ("backward" in v.of) == backward]
        cells = {samples.cell_of(chapter, v.of): v.source() for v in some}
        assert len(cells) == len(some)
        nb = samples.compose(chapter, reference | cells)
        files = samples.trained_files(chapter)
        checks = grading.grade(nb, chapter, files, warm, seed=11)["checks"] if some else {}
        lost = [c["report"] for name, c in checks.items() if c["score"] != points(chapter)[name]]
        assert lost == [], list(cells)


def points(chapter):
    """Return the most that each check gives."""
    cells = notebook.read(course.source(chapter)).cells
    checks = [c for c in cells if notebook.kind(c) == "check"]
    return {notebook.grade_id(c): c.metadata.nbgrader.points for c in checks}


@pytest.mark.parametrize("chapter", course.chapters())
def test_a_model_trained_too_short_is_handed_in_only_where_files_are(chapter):
    cells = notebook.read(course.release(chapter)).cells
    wants_files = any("submission.review(" in c.source and "files=" in c.source for c in cells)
    kinds = [what for what, _ in samples.sample_class(chapter)]
    assert (samples.TOO_SHORT in kinds) == wants_files
