"""A notebook that would leak, or score in a way nobody meant, is refused with its faults named."""

import nbformat
import pytest

from autograder.preprocessors.refuse import Refuse, ReleaseRefused, cell_faults, marker_faults

SOLUTION = "def sq(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"


@pytest.mark.parametrize(
    "marker",
    [
        "### BEGIN HIDDEN TEST",
        "### BEGIN HIDEN TESTS",
        "### begin hidden tests",
        "# BEGIN HIDDEN TESTS",
        "### BEGIN  HIDDEN TESTS",
        "###BEGIN HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS:",
        "### BEGIN HIDDEN_TESTS",
        "### START HIDDEN TESTS",
        "### BEGIN SOLUTIONS",
        "### BEGIN SOLUTON",
        "### Begin Solution",
        "### END SOLUTIION",
        "### BEGIN MARK SCHEMA",
        "### BEGIN MARKING SCHEME",
    ],
)
def test_a_misspelt_marker_is_refused(marker):
    faults = list(marker_faults(f"x = 1\n    {marker}\nassert x"))
    assert faults
    assert "looks like a marker" in faults[0]


@pytest.mark.parametrize(
    "comment",
    [
        "# begin with the easy case",
        "# the end",
        "### A heading",
        "# Hidden units are counted here",
        "# solution by Newton's method",
        "#### END",
    ],
)
def test_an_ordinary_comment_is_no_marker(comment):
    assert list(marker_faults(comment)) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("### BEGIN SOLUTION\nx = 1", "is never closed"),
        ("x = 1\n### END SOLUTION", "closes nothing"),
        ("### BEGIN SOLUTION\n### END HIDDEN TESTS\n### END SOLUTION", "closes nothing"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "stands inside"),
    ],
)
def test_markers_must_pair(source, words):
    assert any(words in fault for fault in marker_faults(source))


@pytest.mark.parametrize(
    "ending",
    ["None", "True", "total == 2", "np.float64(1)", "torch.tensor(0.)", "score", "sq(2)", "f'{1}'",
     "other.total()", "[1.0]", "-1.0 if bad else total", "parts"],
)  # fmt: skip
def test_a_check_that_ends_in_what_may_not_be_a_float_is_refused(cell, ending):
    faults = list(cell_faults(cell("check", f"parts = checks.Parts('sq', 1)\n{ending}")))
    assert len(faults) == 1
    assert "would take for a score" in faults[0]


@pytest.mark.parametrize(
    "ending",
    ["parts.total()", "0", "1.5", "assert sq(2) == 4", "x = 3", "print('done')",
     "checks.close(sq(2.0), 4.0)", "for i in range(3):\n    sq(i)", ""],
)  # fmt: skip
def test_a_check_that_ends_in_a_float_or_nothing_is_accepted(cell, ending):
    source = f"parts = checks.Parts('sq', 1)\n{ending}"
    assert list(cell_faults(cell("check", source))) == []


@pytest.mark.parametrize(
    ("kind", "source", "words"),
    [
        ("given", SOLUTION, "it would be released"),
        ("text", "### BEGIN SOLUTION\nbecause\n### END SOLUTION", "it would be released"),
        ("given", "### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS", "they would be released"),
        ("answer", "def sq(x):\n    return x * x", "without ### BEGIN SOLUTION"),
        ("extra", "def sq(x):\n    return x * x", "nbgrader does not know"),
        ("check", "assert sq(2 == 4", "is not Python"),
    ],
)
def test_a_region_in_the_wrong_kind_of_cell_is_refused(cell, kind, source, words):
    assert any(words in fault for fault in cell_faults(cell(kind, source)))


def test_a_given_cell_that_defines_what_is_asked_for_is_refused(cell):
    nb = nbformat.v4.new_notebook(
        cells=[
            cell("given", "def sq(x):\n    return x * x", "helper"),
            cell("answer", SOLUTION, "sq"),
        ]
    )
    with pytest.raises(ReleaseRefused, match="gives sq, which is asked for"):
        Refuse().preprocess(nb, {})


def test_all_faults_are_named_at_once_with_their_cells(cell):
    nb = nbformat.v4.new_notebook(
        cells=[cell("extra", "x = 1"), cell("check", "### BEGIN HIDEN TESTS\nNone", "check_sq")]
    )
    with pytest.raises(ReleaseRefused) as caught:
        Refuse().preprocess(nb, {"nbgrader": {"notebook": "p1"}})
    message = str(caught.value)
    assert message.startswith("p1 cannot be released until this is mended:")
    assert "cell 1 (no id)" in message
    assert message.count("cell 2 (check_sq)") == 2


def test_a_good_notebook_passes_unchanged(cell):
    nb = nbformat.v4.new_notebook(
        cells=[
            cell("text", "# Squares", "title"),
            cell("answer", SOLUTION, "sq"),
            cell("check", "### BEGIN HIDDEN TESTS\nassert sq(3) == 9\n### END HIDDEN TESTS", "t1"),
        ]
    )
    before = nbformat.writes(nb)
    Refuse().preprocess(nb, {})
    assert nbformat.writes(nb) == before


def test_the_command_ends_with_the_sentence_and_no_traceback(course_copy, nbgrader):
    path = course_copy / "source_notebooks" / "update_rules" / "update_rules.ipynb"
    path.write_text(path.read_text().replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST", 1))
    done = nbgrader(course_copy, "generate_assignment", "update_rules", "--force", check=False)
    assert done.returncode != 0
    assert "update_rules cannot be released until this is mended" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((course_copy / "release" / "update_rules").rglob("*.ipynb"))
