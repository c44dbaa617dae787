"""What is built on a wrong layer keeps its points; what is itself wrong does not.

The wrong layers are of the bank. An answer that builds on them is the source's own, which is right.
"""

import pytest

from autograder import course, grading, misconceptions, notebook, samples

CHAPTER = "batchnorm"
BUILT_ON_IT = (
    "check_NormalizedNet",
    "check_spatial_batchnorm_forward",
    "check_spatial_batchnorm_backward",
)


def graded(warm, folder, *versions):
    """Grade the source with some of its answers written as versions of the bank have them."""
    nb = notebook.read(course.source(CHAPTER))
    wrong = {samples.cell_of(CHAPTER, version.of): version for version in versions}
    kept = ("check_batchnorm_forward", "check_batchnorm_backward", *BUILT_ON_IT)
    nb.cells = [c for c in nb.cells if notebook.kind(c) != "check" or notebook.grade_id(c) in kept]
    for cell in nb.cells:
        if notebook.grade_id(cell) in wrong:
            cell.source = wrong[notebook.grade_id(cell)].source()
    full = {
        notebook.grade_id(c): c.metadata["nbgrader"]["points"]
        for c in nb.cells
        if notebook.kind(c) == "check"
    }
    result = grading.grade(nb, CHAPTER, folder, warm, seed=5)
    assert result["status"] == "graded"
    return {name: result["checks"][name]["score"] / points for name, points in full.items()}


def version(of, name):
    return next(v for v in misconceptions.load(CHAPTER) if (v.of, v.name) == (of, name))


@pytest.mark.parametrize("name", ["momentum_swapped", "running_var_unbiased"])
def test_a_wrong_running_average_costs_points_in_batchnorm_forward_alone(warm, tmp_path, name):
    share = graded(warm, tmp_path, version("batchnorm_forward", name))
    assert share.pop("check_batchnorm_forward") < 1
    assert set(share.values()) == {1.0}


@pytest.mark.parametrize("name", ["averages_constant", "gamma_forgotten"])
def test_a_wrong_backward_costs_points_in_batchnorm_backward_alone(warm, tmp_path, name):
    share = graded(warm, tmp_path, version("batchnorm_backward", name))
    assert share.pop("check_batchnorm_backward") < 1
    assert set(share.values()) == {1.0}


def test_a_wrong_spatial_layer_loses_points_on_a_wrong_batchnorm_too(warm, tmp_path):
    share = graded(
        warm,
        tmp_path,
        version("batchnorm_forward", "momentum_swapped"),
        version("spatial_batchnorm_forward", "reshaped_without_transpose"),
    )
    assert share["check_spatial_batchnorm_forward"] < 1
