"""Every source notebook runs, and is kept as a source should be.

That the examiner gives it full marks, whatever the seed, is tested with the bank.
"""

import nbformat
import pytest

from autograder import course, experiments, notebook
from autograder.preprocessors.refuse import Refuse

CHAPTERS = course.chapters()


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(request):
    return request.param


@pytest.fixture(scope="module")
def source(chapter):
    return notebook.read(course.source(chapter))


@pytest.fixture(scope="module")
def executed(chapter):
    """The source with the outputs of one run in small mode."""
    return experiments.execute(chapter, small=True)


@pytest.mark.slow
def test_it_runs_from_top_to_bottom_in_small_mode(executed):
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            name = notebook.grade_id(cell)
            assert output.get("name") != "stderr" or "it/s" in output.text, f"{name}: {output.text}"


@pytest.mark.slow
def test_in_that_run_too_every_check_gives_all_its_points_but_those_for_accuracy(executed):
    for cell in executed.cells:
        if notebook.kind(cell) == "check" and "accuracy" not in cell.source:
            results = [o for o in cell.outputs if o.output_type == "execute_result"]
            assert float(results[0].data["text/plain"]) == cell.metadata["nbgrader"]["points"]


def test_it_has_no_outputs_and_no_execution_counts(source):
    for cell in source.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_its_cells_have_ids_of_their_own_that_say_what_they_are(source):
    ids = [cell.id for cell in source.cells]
    assert len(set(ids)) == len(ids)
    assert ids == [notebook.grade_id(cell) for cell in source.cells]


def test_it_is_the_current_format_and_valid(chapter, source):
    nbformat.validate(source)
    assert (source.nbformat, source.nbformat_minor) == (4, 5)


def test_nothing_in_it_is_refused(source, chapter):
    Refuse().preprocess(source, {"nbgrader": {"notebook": chapter}})


def test_the_parts_of_each_check_add_up_to_its_points(source):
    """Read off the calls ``parts("...", points=x)``, hidden ones included."""
    import ast

    for cell in source.cells:
        if notebook.kind(cell) != "check":
            continue
        calls = [n for n in ast.walk(notebook.tree(cell.source)) if isinstance(n, ast.Call)]
        points = {
            ast.unparse(c.func): [] for c in calls if any(k.arg == "points" for k in c.keywords)
        }
        for call in calls:
            for keyword in call.keywords:
                if keyword.arg == "points":
                    points[ast.unparse(call.func)].append(ast.literal_eval(keyword.value))
        declared = cell.metadata["nbgrader"]["points"]
        assert points["checks.Parts"] == [declared]
        assert sum(points["parts"]) == pytest.approx(declared)


def test_hidden_tests_are_more_than_half_of_each_check(source):
    for cell in source.cells:
        if notebook.kind(cell) == "check":
            assert "### BEGIN HIDDEN TESTS" in cell.source
