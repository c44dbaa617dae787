"""A check's report is read back as it was written; the oracle is what was recorded."""

from hypothesis import given
from hypothesis import strategies as st

from autograder import check_report
from layerwise.parts import Parts

WORDS = st.text("abcdefghij-αβ()=,.[]0123456789", min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


@given(st.lists(st.tuples(SENTENCES, st.none() | SENTENCES), min_size=1, max_size=5))
def test_parts_names_and_messages_come_back(made):
    parts = Parts("sgd", points=len(made), seed=3)
    for name, message in made:
        with parts(name, points=1):
            _ = parts.rng
            if message:
                raise AssertionError(message)
    report = check_report.read(parts.report())
    assert report.title == "sgd"
    assert [(p.name, p.points) for p in report.parts] == [(name, 1) for name, _ in made]
    assert [p.state for p in report.parts] == ["FAIL" if m else "pass" for _, m in made]
    for part, (_, message) in zip(report.parts, made, strict=True):
        assert part.message.replace(" ", "") == (message or "").replace(" ", "")
    assert report.seed == (3 if any(message for _, message in made) else None)


def test_a_word_with_a_hyphen_is_put_together_again_and_a_minus_stays_apart():
    message = " ".join(["well-known", "-1.5"] * 30)
    parts = Parts("sgd", points=1)
    with parts("one", points=1):
        raise AssertionError(message)
    assert check_report.read(parts.report()).parts[0].message == message


def test_hint_fractions_and_whatever_else_is_said_are_told_apart():
    parts = Parts("predict", points=4)
    with parts("accuracy", points=3) as part:
        part.earn(0.5, "0.61 of the labels are right, 0.8 give all points.")
    text = f"w.npz was left out\n{parts.report()}\nWhat your predict does looks like this: A hint."
    report = check_report.read(text)
    assert [(p.name, p.state) for p in report.parts] == [("accuracy", "part")]
    assert report.notes == [
        "w.npz was left out",
        "The other 1 points are decided by tests that run when graded.",
    ]
    assert (report.of, report.hint) == ("predict", "A hint.")


def test_a_check_without_parts_is_a_note():
    report = check_report.read("0 of 2 points: the notebook's process ended in cell 3 (sq).")
    assert (report.title, report.parts) == ("", [])
    assert report.notes == ["0 of 2 points: the notebook's process ended in cell 3 (sq)."]


def test_points_alone_are_no_note():
    """They stand beside the report, as the gradebook has them."""
    assert check_report.read("2 of 2 points").notes == []
