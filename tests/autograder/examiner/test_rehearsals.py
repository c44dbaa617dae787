"""A rehearsal runs beside a student's function, on objects that could not cross; the check judges.

The oracle is the check's own arithmetic; a rehearsal's result is a claim like any other.
"""

import pytest

from autograder import notebook
from autograder.examiner.examine import Examiner
from autograder.misconceptions import Version

REHEARSAL = """\
class Box:
    def __init__(self, inside):
        self.inside = inside


def open_box(function, x):
    return {"y": function(Box(x)), "x": x}
"""
ANSWER = "def double(box):\n    ### BEGIN SOLUTION\n    return 2 * box.inside\n    ### END SOLUTION"
CHECK = """\
parts = checks.Parts("double", points=2)
with parts("a number", points=1):
    checks.equal(open_box(double, 3)["y"], 6, "twice 3")
### BEGIN HIDDEN TESTS
with parts("an array", points=1):
    x = parts.rng.normal(size=3)
    checks.close(open_box(double, x)["y"], 2 * x, "twice x")
### END HIDDEN TESTS
parts.total()"""
CHEAT = "def open_box(function, x):\n    return {'y': x + x, 'x': x}"


@pytest.fixture
def chapter(p1, cell):
    """The course p1 with a rehearsal, an answer that gets a box, and a check."""
    p1.source.cells = [
        p1.source.cells[0],
        cell("given", REHEARSAL, "rehearsal", tags=["rehearsal"]),
        cell("answer", ANSWER, "double"),
        cell("check", CHECK, "check_double", points=2),
    ]
    p1.write()
    return p1


def graded(chapter, answer, after=()):
    nb = chapter.submission(None)
    if answer is not None:
        nb.cells[2].source = answer
    nb.cells[3:3] = [
        type(nb.cells[3])({**nb.cells[2], "source": s, "id": f"a{i}"}) for i, s in enumerate(after)
    ]
    for added in nb.cells[3:-1]:
        added.metadata = {}
    return chapter.grade(nb)


def test_an_object_that_cannot_cross_is_made_beside_the_student_s_function(chapter):
    assert graded(chapter, None)["scores"] == [2]
    assert graded(chapter, "def double(box):\n    return box.inside + 2")["scores"] == [0]


def test_what_the_student_s_function_raises_is_told_with_its_own_line(chapter):
    result = graded(chapter, "def double(box):\n    return box.outside")
    assert result["scores"] == [0]
    (check,) = result["checks"].values()
    assert "AttributeError: 'Box' object has no attribute 'outside'" in check["report"]
    assert "line 2: return box.outside" in " ".join(check["report"].split())


@pytest.mark.parametrize(
    "code",
    [
        CHEAT,
        f"{CHEAT}\nBox = None",
        "import builtins\nbuiltins.open_box = lambda f, x: {'y': 2 * x, 'x': x}\ndel open_box",
        f"exec({CHEAT!r}, globals())",
    ],
)
def test_a_rehearsal_that_the_student_has_replaced_is_defined_anew(chapter, code):
    assert graded(chapter, "def double(box):\n    return 7", [code])["scores"] == [0]
    assert graded(chapter, None, [code])["scores"] == [2]


def test_a_function_that_swaps_the_rehearsal_while_it_runs_gains_nothing(chapter):
    answer = (
        "def double(box):\n    global open_box\n"
        "    open_box = lambda f, x: {'y': 2 * x}\n    return 7"
    )
    assert graded(chapter, answer)["scores"] == [0]


def halved(box):
    return box.inside / 2


def zero(box):
    return 0 * box.inside


def test_a_misconception_is_found_through_a_rehearsal(session, shell, tmp_path):
    wrong = [Version("double", f.__name__, f.__name__, lambda f=f: f) for f in (zero, halved)]
    examiner = Examiner(session, ["double"], wrong, shell, tmp_path)
    cells = {
        "given": "from layerwise import checks\n" + REHEARSAL,
        "answer": "def double(box): return 0.5 * box.inside",
        "check": CHECK,
    }
    for kind, source in cells.items():
        cell = {"kind": kind, "source": source, "points": 2.0, "place": 1, "name": f"{kind}_double"}
        cell["uses"] = notebook.used_names(source)
        outcome = examiner.cell({**cell, "rehearsals": ["open_box"] if kind == "given" else []})
    assert outcome["score"] == 0
    assert outcome["misconception"] == "double.halved"
