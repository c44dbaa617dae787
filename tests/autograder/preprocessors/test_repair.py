"""Cells that a student may not change are put back, with a warning only where one was changed."""

import nbformat
import pytest

from autograder import notebook


@pytest.fixture(scope="module")
def graded(shared_course, nbgrader):
    """Grade an honest submission and one with a weakened check; returns the log and notebooks."""
    nbgrader(shared_course, "generate_assignment", "update_rules", "--force")
    release = shared_course / "release" / "update_rules" / "update_rules.ipynb"

    def hand_in(student, change):
        nb = nbformat.read(release, 4)
        change({c.metadata["nbgrader"]["grade_id"]: c for c in nb.cells}, nb)
        folder = shared_course / "submitted" / student / "update_rules"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / "update_rules.ipynb")

    def weaken(cells, nb):
        cells["check_adam"].source = "parts = checks.Parts('adam', points=6)\n6.0"
        cells["check_rmsprop"].metadata["nbgrader"]["points"] = 400
        nb.cells.remove(cells["check_sgd_momentum"])
        # What a cell is, is another of the things that a student can write.
        told = {name: cell.metadata["nbgrader"] for name, cell in cells.items()}
        told["check_adam"].update(solution=True, locked=False, points="all")
        told["adam"].update(grade=True, points=90)
        told["setup"].update(task=True, grade=True, locked=False, points=9)
        told["adagrad-answer"].update(grade=False)

    hand_in("student-01", lambda cells, nb: None)
    hand_in("student-02", weaken)
    done = nbgrader(shared_course, "autograde", "update_rules")
    notebooks = {
        student: nbformat.read(
            shared_course / "autograded" / student / "update_rules" / "update_rules.ipynb", 4
        )
        for student in ("student-01", "student-02")
    }
    return done.stdout + done.stderr, notebooks


def test_an_honest_submission_raises_no_alarm(graded):
    log, _ = graded
    before_second = log.split("student-02")[0]
    assert "changed" not in before_second


def test_a_weakened_check_is_put_back_and_reported(graded):
    log, notebooks = graded
    assert "The cell check_adam had been changed; it was put back." in log
    cells = {c.metadata["nbgrader"].get("grade_id"): c for c in notebooks["student-02"].cells}
    assert "torch.optim.Adam" in cells["check_adam"].source
    assert cells["check_rmsprop"].metadata["nbgrader"]["points"] == 4


def test_a_deleted_check_is_restored(graded):
    _, notebooks = graded
    cells = {c.metadata["nbgrader"].get("grade_id"): c for c in notebooks["student-02"].cells}
    assert "torch.optim.SGD" in cells["check_sgd_momentum"].source


def test_a_cell_s_kind_is_that_of_the_source(graded):
    _, notebooks = graded
    cells = [
        {c.metadata["nbgrader"].get("grade_id"): c for c in nb.cells} for nb in notebooks.values()
    ]
    assert cells[0].keys() == cells[1].keys()
    for name, honest in cells[0].items():
        assert notebook.kind(cells[1][name]) == notebook.kind(honest), name
        points = [cell[name].metadata["nbgrader"].get("points") for cell in cells]
        assert points[1] == points[0], name
