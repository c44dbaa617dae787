"""A check's points are split into parts, each with its reason."""

import numpy as np
import pytest

from layerwise import checks
from layerwise.parts import results


def test_a_failing_part_costs_its_own_points_and_no_others(capsys):
    parts = checks.Parts("f", points=3)
    with parts("first", points=1):
        checks.close(1.0, np.array(1.0))
    with parts("second", points=1.5):
        raise TypeError("unsupported operand")
    with parts("third", points=0.5):
        pass
    assert parts.total() == 1.5
    printed = capsys.readouterr().out
    assert "f: 1.5 of 3 points" in printed
    assert "FAIL  second (1.5)" in printed
    assert "TypeError: unsupported operand" in printed
    assert results["f"] is parts


def test_the_total_is_a_plain_float_and_never_over_the_maximum():
    parts = checks.Parts("f", points=2)
    for _ in range(3):
        with parts("a third", points=2 / 3):
            pass
    with parts("more than there is", points=1e-15):
        pass
    assert type(parts.total()) is float
    assert parts.total() == 2.0


def test_nothing_passed_is_zero_points():
    assert checks.Parts("f", points=2).total() == 0.0


@pytest.mark.parametrize(("fraction", "points"), [(0.25, 1.5), (-1, 0.0), (7, 6.0), (1, 6.0)])
def test_a_part_can_earn_a_fraction(fraction, points):
    parts = checks.Parts("predict", points=6)
    with parts("accuracy", points=6) as part:
        part.earn(fraction, "30 % are right")
    assert parts.total() == pytest.approx(points)
    assert ("30 % are right" in parts.report()) == (fraction < 1)


def test_an_empty_answer_and_a_missing_name_are_said_in_words():
    parts = checks.Parts("f", points=2)
    with parts("empty", points=1):
        raise NotImplementedError("write your answer here")
    with parts("missing", points=1):
        undefined_function()  # noqa: F821
    report = parts.report()
    assert "this answer is still empty (write your answer here)." in report
    assert "undefined_function is not defined: has its cell been run" in report


def test_the_student_s_line_is_named(tmp_path):
    path = tmp_path / "cell.py"
    path.write_text("def rule(w):\n    speed = w + 'a'\n    return speed\n")
    space = {}
    exec(compile(path.read_text(), str(path), "exec"), space)
    parts = checks.Parts("rule", points=1)
    with parts("one step", points=1):
        space["rule"](1.0)
    assert "in rule, line 2: speed = w + 'a'" in " ".join(parts.report().split())


def test_ctrl_c_is_not_swallowed():
    parts = checks.Parts("f", points=1)
    with pytest.raises(KeyboardInterrupt), parts("slow", points=1):
        raise KeyboardInterrupt


def test_one_seed_gives_one_stream_for_each_check():
    first, again = (
        checks.Parts("f", 1, seed=3).rng.random(),
        checks.Parts("f", 1, seed=3).rng.random(),
    )
    other = checks.Parts("g", 1, seed=3).rng.random()
    assert first == again != other


def test_the_seed_comes_from_the_environment_and_is_reported(monkeypatch):
    monkeypatch.setenv("LAYERWISE_SEED", "77")
    parts = checks.Parts("f", points=1)
    with parts("random", points=1):
        parts.rng.random()
        checks.true(False, "no.")
    assert "seed 77" in parts.report()
    monkeypatch.delenv("LAYERWISE_SEED")
    assert checks.Parts("f", 1).seed != checks.Parts("f", 1).seed


def test_a_seed_that_is_no_number_is_refused_in_words(monkeypatch):
    monkeypatch.setenv("LAYERWISE_SEED", "soon")
    with pytest.raises(ValueError, match="LAYERWISE_SEED is 'soon', expected a whole number"):
        checks.Parts("f", points=1)


def test_points_that_only_hidden_tests_decide_are_announced():
    parts = checks.Parts("f", points=4)
    with parts("visible", points=1):
        pass
    assert "The other 3 points are decided by tests that run when graded." in parts.report()
