"""What was repaired is told to the student, in the feedback, and to whoever grades."""

import html
import json
import re
import subprocess
import sys

import nbformat
import pytest

from autograder import status
from layerwise.receipt import receipt

pytestmark = pytest.mark.usefixtures("quick_parents")


def _nameless(nb):
    for cell in nb.cells:
        cell.metadata.clear()


def _split(nb):
    nb.cells[1].source = "def sq(x):"
    nb.cells.insert(2, nbformat.v4.new_code_cell("    return x * x"))


def _merged(nb):
    nb.cells[1].source += f"\n\n{nb.cells[2].source}"
    del nb.cells[2]


def _elsewhere(nb):
    nb.cells.insert(1, nbformat.v4.new_code_cell(nb.cells[1].source))
    nb.cells[2].source = ""


def _other_order(nb):
    nb.cells.reverse()


def _typed(nb):
    nb.cells[1] = nbformat.v4.new_markdown_cell(
        f"```python\n{nb.cells[1].source}\n```", metadata=nb.cells[1].metadata
    )


CHANGES = {
    _nameless: "Cells had lost the names that nbgrader knows them by; found again: 3 by their "
    "text, 1 by the functions they define",
    _split: "The cell sq had been split; its parts were joined",
    _merged: "The cell t1 had other text in it; they were taken apart",
    _elsewhere: "The answer sq stood in another cell; it was found there",
    _other_order: "The cells were in another order; they were put back into the chapter's",
    _typed: "The cell sq was of type markdown; it is code again",
}
FILES = {
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "utf16": lambda data: data.decode().encode("utf-16"),
    "commas": lambda data: data.replace(b'\n  }\n ],\n "metadata"', b'\n  },\n ],\n "metadata"'),
    "cut": lambda data: data[: data.rindex(b'"cell_type"')],
    "forged": lambda data: data.replace(
        b'"metadata": {\n  "', b'"metadata": {"layerwise": {"repairs": ["<script>"]},\n  "'
    ),
}


@pytest.fixture
def graded(small_course):
    """A course in which each repair was needed once, graded."""
    for change in CHANGES:
        small_course.hand_in(change.__name__.strip("_"), change=change)
    for student, change in FILES.items():
        path = small_course.hand_in(student) / "p1.ipynb"
        path.write_bytes(change(path.read_bytes()))
    small_course.hand_in("honest")
    small_course.hand_in("renamed", name="p1 (1).ipynb")
    assert small_course.grade() == 0
    return small_course


def test_each_repair_gives_all_points_and_is_told_to_student_and_instructor(graded):
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", "p1", "--log-level=WARN"]
    subprocess.run(command, cwd=graded.root, check=True)

    def feedback(student):
        text = (graded.root / "feedback" / student / "p1" / "p1.html").read_text(encoding="utf-8")
        return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\u2019", "'")

    assert set(graded.scores()) == {
        *(change.__name__.strip("_") for change in CHANGES),
        *FILES,
        "honest",
        "renamed",
    }
    for student, scores in graded.scores().items():
        assert scores == {"t1": 2, "t2": 2}, student
    for change, sentence in CHANGES.items():
        student = change.__name__.strip("_")
        kept = status.read("p1", student, graded.root)
        assert (kept.name, sentence in kept.reason) == (status.REPAIRED, True), kept.reason
        assert "your notebook had to be repaired" in feedback(student)
        assert sentence in feedback(student)
    assert "p1 (1).ipynb was taken for p1.ipynb" in feedback("renamed")
    for student in FILES.keys() - {"forged"}:
        assert status.read("p1", student, graded.root).reason.startswith("The file"), student
    for student in ("forged", "honest"):
        assert status.read("p1", student, graded.root).name == status.GRADED
        assert "had to be repaired" not in feedback(student)
    for student in ("honest", "split", "bom"):
        handed_in = (graded.root / "submitted" / student / "p1" / "p1.ipynb").read_bytes()
        assert receipt(handed_in) in feedback(student)
        graded_file = graded.root / "autograded" / student / "p1" / "p1.ipynb"
        told = json.loads(graded_file.read_text(encoding="utf-8"))["metadata"]["layerwise"]
        assert told["receipt"] == receipt(handed_in)
