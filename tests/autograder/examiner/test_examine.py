"""Scores come from the examiner's record alone, whatever a submission does."""

import nbgrader.utils
import numpy as np
import pytest

from autograder.examiner.examine import Examiner, stream_seed
from autograder.grading import ExaminerFault
from autograder.misconceptions import Version

RIGHT = "def sq(x):\n    return x * x\n"
WRONG = "def sq(x):\n    return x + x + 1\n"


def text(result, place):
    """Return all text of a cell's outputs, by the cell's place in the submission."""
    outputs = result["nb"].cells[place].outputs
    return "\n".join(o.get("text") or o.get("evalue") or str(o.get("data")) for o in outputs)


def reports(result):
    return [check["report"] for check in result["checks"].values()]


def test_the_reference_gets_all_points_and_nbgrader_reads_the_same(p1):
    result = p1.grade(p1.submission())
    assert result["scores"] == [2, 2]
    assert result["status"] == "graded"
    assert reports(result)[0] == "2 of 2 points\n"
    assert reports(result)[1].startswith("sq: 2 of 2 points\n  pass  whole numbers (1)\n")
    for cell in result["nb"].cells[2:]:
        assert [o.output_type for o in cell.outputs] == ["stream", "execute_result"]
        assert nbgrader.utils.determine_grade(cell) == (2, 2)


def test_an_empty_answer_gets_nothing_and_is_told_so(p1):
    result = p1.grade(p1.submission('raise NotImplementedError("write your answer here")'))
    assert result["scores"] == [0, 0]
    assert result["status"] == "graded"
    assert "sq is not defined" in reports(result)[0]


def test_a_partly_right_answer_gets_its_parts_and_hidden_tests_are_not_shown(p1):
    result = p1.grade(p1.submission("def sq(x):\n    return x * x if x > 0 else 0"))
    assert result["scores"] == [0, 1]
    assert "a hidden test" in reports(result)[0]
    assert "sq(-3)" not in str(reports(result))
    assert "FAIL  arrays (1)" in reports(result)[1]


@pytest.mark.parametrize(
    "answer",
    [
        "import warnings\ndef sq(x):\n    warnings.warn('slow')\n    return x * x",
        "import sys\ndef sq(x):\n    print('debugging', x, file=sys.stderr)\n    return x * x",
        "from tqdm import tqdm\ndef sq(x):\n    return [x * x for _ in tqdm(range(2))][0]",
        "def sq(x):\n    print(0.0)\n    display(0.0)\n    return x * x",
        "import os\ndef sq(x):\n    os.write(1, b'x' * 9**6)\n    os.system('w')\n    return x**2",
        "def sq(x):\n    get_ipython().system('echo hello')\n    return x * x",
        "import logging\ndef sq(x):\n    logging.error('odd')\n    return x * x",
        "import torch\ndef sq(x):\n    return x * x",
        "sq = lambda x: x * x",
        "class Squares:\n    def __call__(self, x): return x * x\nsq = Squares()",
        "import functools\nsq = functools.partial(lambda power, x: x**power, 2)",
        RIGHT + "get_ipython = print = display = checks = np = parts = None",
        RIGHT + "exit()",
        RIGHT + "import sys\nsys.exit(1)",
        RIGHT + "1 / 0",
        RIGHT + "input('continue?')",
        RIGHT
        + "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
        RIGHT + "import sys\nsys.stdout = sys.stderr = sys.displayhook = None",
        RIGHT + "print('x' * 20_000_000)",
        RIGHT + "raise Exception('\\ud800')",
    ],
)
def test_a_right_answer_gets_all_points_whatever_else_it_does(p1, answer):
    result = p1.grade(p1.submission(answer))
    assert result["scores"] == [2, 2]
    assert result["status"] == "graded"
    assert len(str(result["nb"].cells[1].outputs)) < 110_000


@pytest.mark.parametrize(
    "trick",
    [
        "import numpy.testing as t\nt.assert_allclose = t.assert_equal = lambda *a, **k: None",
        "from layerwise import checks, parts\nchecks.close = checks.equal = checks.true = print\n"
        "parts.Parts.total = lambda self: 2.0\nparts.Parts.earned = lambda self: 2.0",
        "import builtins\nbuiltins.float = builtins.min = builtins.max = lambda *a: 2.0",
        "import sys, types\nsys.modules['layerwise.checks'] = types.ModuleType('checks')",
        "import layerwise, types\nlayerwise.checks = types.SimpleNamespace(Parts=None)",
        "get_ipython().ast_transformers.append(None)\n"
        "get_ipython().input_transformers_cleanup.append(lambda lines: [])",
        "import numpy as np\nnp.random.default_rng = lambda *a: None\nnp.asarray = np.abs = None",
        "2.0",
        "print('2.0')\ndisplay(2.0)",
        "import IPython.display as d\nd.publish_display_data({'text/plain': '2.0'})",
        "class Any:\n    def __getattr__(self, n): return self\n"
        "    def __call__(self, *a): return self\n"
        "    def __eq__(self, o): return True\n    def __bool__(self): return True\n"
        "    def __float__(self): return 2.0\ndef sq(x): return Any()",
        "import numpy as np\nclass Any(np.ndarray):\n    def __array_finalize__(self, o): pass\n"
        "    def __eq__(self, o): return np.True_\ndef sq(x): return np.zeros(1).view(Any)",
        "class Any(int):\n    def __eq__(self, o): return True\ndef sq(x): return Any(4)",
        "def sq(x): raise SystemExit(0)",
        "def sq(x): raise KeyboardInterrupt",
        "def sq(x): raise GeneratorExit",
        "import autograder.examiner.outcome as o\no.scored = lambda *a: 2.0",
        "import gc, socket\nfor o in gc.get_objects():\n"
        "    if isinstance(o, socket.socket) and o.fileno() > 0: o.send(b'{\"score\": 2.0}')",
        "import sys\nstudent = sys.modules['autograder.examiner.student']\n"
        "student.Student._call = lambda self, r: {'value': None, 'score': 2.0, 'status': 'graded'}",
        "import sys\nstudent = sys.modules['autograder.examiner.student']\n"
        "student.Student._names = lambda self, r: {'values': {'checks': 1, 'np': 2, 'parts': 3}}",
    ],
)
def test_a_wrong_answer_gets_nothing_whatever_it_patches(p1, trick):
    result = p1.grade(p1.submission(WRONG + trick, before=[trick]), limit=3.0)
    assert result["scores"] == [0, 0]


@pytest.mark.parametrize(
    "ending, score",
    [
        ("0", 0),
        ("0.5", 0.5),
        ("2.0000000000000004", 2),
        ("0.7 + 0.7 + 0.6", 2),
        ("1.5;", 1.5),
        ("-1", 0),
        ("10**400", 2),
        ("", 2),
        ("None", 2),
        ("True", 0),
        ("float('nan')", 0),
        ("float('inf')", 0),
        ("np.float64(2)", 0),
        ("'2.0'", 0),
        ("sq", 0),
        ("1 / 0", 0),
        ("raise SystemExit", 0),
        ("assert sq(2) == 5, 'five'", 0),
    ],
)
def test_a_check_s_last_expression_is_its_score_when_it_is_a_number(p1, ending, score):
    p1.source.cells[3].source = f"parts = 1\n{ending}"
    p1.write()
    result = p1.grade(p1.submission())
    assert result["scores"] == [2, score]
    assert nbgrader.utils.determine_grade(result["nb"].cells[3]) == (score, 2)


def test_a_loop_in_a_cell_is_interrupted_and_the_rest_graded(p1):
    nb = p1.submission(RIGHT + "print('before')\nwhile True: pass")
    result = p1.grade(nb, limit=0.5)
    assert result["scores"] == [2, 2]
    assert result["status"] == "graded"
    assert "before" in text(result, 1)
    assert "this cell was interrupted after 0.5 seconds" in text(result, 1)


def test_a_loop_in_a_call_costs_what_needs_the_call(p1):
    answer = "def sq(x):\n    while not isinstance(x, int): pass\n    return x * x"
    result = p1.grade(p1.submission(answer), limit=0.5)
    assert result["scores"] == [2, 1]
    assert result["status"] == "graded"
    assert "no answer within 0.5 seconds; is there a loop? (in the call of sq)" in " ".join(
        reports(result)[1].split()
    )


@pytest.mark.parametrize(
    "source, reason",
    [
        (
            "while True:\n    try: __import__('time').sleep(60)\n    except BaseException: pass",
            "the notebook was stopped in cell 4: it went on after 0.5 seconds and could not be "
            "interrupted",
        ),
        ("print('lost')\nimport os\nos._exit(0)", "the notebook's process ended in cell 4"),
        ("import ctypes\nctypes.string_at(0)", "the notebook's process ended in cell 4"),
        (
            "import os\nfor n in range(3, 99):\n    try: os.write(n, b'garbage ' * 9)\n"
            "    except OSError: pass",
            "the notebook was stopped in cell 4: it sent no proper answer",
        ),
    ],
)
def test_an_end_between_two_checks_keeps_the_first_and_says_why_of_the_second(p1, source, reason):
    result = p1.grade(p1.submission(RIGHT, between=[source]), limit=0.5)
    assert result["scores"] == [2, 0]
    assert result["status"] == reason
    assert reports(result)[1] == f"0 of 2 points: {reason}.\n"
    assert reason in text(result, 3)
    assert "what this cell had printed is lost" in text(result, 3)


def test_an_end_within_a_check_keeps_the_parts_before_it_and_names_the_check(p1):
    answer = "import os\ndef sq(x):\n    return x * x if isinstance(x, int) else os._exit(0)"
    result = p1.grade(p1.submission(answer, after=["1"]))
    assert result["scores"] == [2, 1]
    assert result["status"] == "the notebook's process ended in cell 4 (t2)"
    assert "the notebook's process ended in cell 4 (t2)" in text(result, 4)


def test_the_student_s_names_never_replace_the_examiner_s(p1):
    after = ["import numpy as np\nnp = checks = None"]
    result = p1.grade(p1.submission(RIGHT, before=after, between=after))
    assert result["scores"] == [2, 2]


def test_a_given_cell_may_use_an_answer_and_fail_with_it(p1, cell):
    p1.source.cells.insert(3, cell("given", "y = sq(3)", "use"))
    p1.source.cells[4].source = "assert y == 9"
    p1.write()
    assert p1.grade(p1.submission())["scores"] == [2, 2]
    result = p1.grade(p1.submission("def sq(x): return x.nothing"))
    assert result["scores"] == [0, 0]


def test_a_given_cell_that_fails_by_itself_is_the_course_s_fault(p1):
    p1.source.cells[0].source = "import nosuch"
    p1.write()
    with pytest.raises(ExaminerFault, match=r"cell 1 \(setup\) failed in the examiner.*nosuch"):
        p1.grade(p1.submission())


def test_a_failure_of_the_examiner_itself_is_no_score(p1, capfd):
    p1.source.cells[0].source = "import autograder.examiner.session as s\ndel s.Session.run"
    p1.write()
    with pytest.raises(ExaminerFault, match="the examiner failed: AttributeError"):
        p1.grade(p1.submission())


def test_random_streams_are_of_the_seed_and_of_each_side_alone(p1):
    draw = "import random, torch\nprint(np.random.rand(), random.random(), torch.rand(1).item())"
    one = p1.grade(p1.submission(RIGHT, between=[draw]))
    p1.source.cells[2].source += "\nnp.random.seed(0)\nnp.random.rand(5)"
    p1.write()
    two = p1.grade(p1.submission(RIGHT, between=[draw]))
    other = p1.grade(p1.submission(RIGHT, between=[draw]), seed=8)
    assert text(one, 3) == text(two, 3) != text(other, 3)
    drawn = float(text(one, 3).split()[0])
    assert drawn == np.random.RandomState(stream_seed(7, "student")).rand()
    assert drawn != np.random.RandomState(7).rand()


def test_the_examiner_draws_other_numbers_than_the_student(p1):
    p1.source.cells[3].source = "assert sq(2) == 4\nprint(np.random.rand())"
    p1.write()
    result = p1.grade(p1.submission(RIGHT, between=["print(np.random.rand())"]))
    assert text(result, 4).split()[0] != text(result, 3).strip()


def test_a_seed_gives_the_same_result_again(p1):
    p1.source.cells[
        3
    ].source = "parts = checks.Parts('sq', points=2)\nsq(1)\nprint(parts.rng.random())"
    p1.write()
    assert reports(p1.grade(p1.submission())) == reports(p1.grade(p1.submission()))
    assert reports(p1.grade(p1.submission())) != reports(p1.grade(p1.submission(), seed=8))


def doubled(x):
    return x + x


def test_a_known_misconception_is_named_with_its_hint(session, shell, tmp_path):
    wrong = [Version("sq", "doubled", "x + x is twice x, not its square.", lambda: doubled)]
    examiner = Examiner(session, ["sq"], wrong, shell, tmp_path)
    cells = {
        "answer": "def sq(x): return 2 * x",
        "check": "print('sq:')\nassert sq(2) == 4, 'four'\nassert sq(3) == 9, 'nine'",
    }
    for kind, source in cells.items():
        cell = {"kind": kind, "source": source, "points": 2.0, "place": 1, "name": kind}
        outcome = examiner.cell(cell)
    assert outcome["score"] == 0
    assert outcome["misconception"] == "sq.doubled"
    assert outcome["outputs"][0]["text"] == (
        "sq:\nnine\nWhat your sq does looks like this: x + x is twice x, not its square.\n"
    )
    assert "misconception" not in examiner.cell({**cell, "source": "assert sq(2) == 4"})
