"""Outputs stay within bounds, and nbformat accepts them whatever was added."""

import nbformat
import pytest

from autograder.examiner.outputs import MAX_DISPLAYED, MAX_PRINTED, Outputs, Stream


def valid(outputs):
    """Return the outputs' items after writing them into a notebook as a file would hold it."""
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.from_dict(o) for o in outputs.items()])
    nb = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(nb)
    nbformat.writes(nb).encode()
    return outputs.items()


def test_text_of_one_stream_is_joined_and_streams_stay_apart():
    outputs = Outputs()
    for name, text in [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")]:
        outputs.stream(name, text)
    assert [(o["name"], o["text"]) for o in valid(outputs)] == [
        ("stdout", "ab"),
        ("stderr", "c"),
        ("stdout", "d"),
    ]


@pytest.mark.parametrize("letter", ["x", "ü", "\U0001f600"])
def test_printed_text_is_cut_by_bytes(letter):
    outputs = Outputs()
    outputs.stream("stdout", letter * 20_000_000)
    outputs.stream("stdout", "more")
    (item,) = valid(outputs)
    assert MAX_PRINTED < len(item["text"].encode()) < MAX_PRINTED + 200
    assert "cut here" in item["text"]
    assert "more" not in item["text"]


def test_many_small_outputs_are_bounded_too():
    outputs = Outputs()
    for _ in range(10_000):
        outputs.stream("stdout", "a")
        outputs.stream("stderr", "b")
        outputs.display({"text/plain": "c", "image/png": "d" * 1000})
    assert len(valid(outputs)) == 200


def test_displays_are_bounded_together():
    outputs = Outputs()
    for _ in range(4):
        outputs.display({"image/png": "x" * (MAX_DISPLAYED // 2), "text/plain": "figure"})
    shown = valid(outputs)
    assert sum("image/png" in o["data"] for o in shown) == 1
    assert "left out" in shown[-1]["data"]["text/plain"]


def test_scripts_and_unknown_types_are_not_displayed():
    outputs = Outputs()
    outputs.display({"application/javascript": "alert()", "text/plain": "x", "odd": object()})
    assert valid(outputs)[0]["data"] == {"text/plain": "x"}


def test_a_long_value_is_cut():
    outputs = Outputs()
    outputs.display({"text/plain": "x" * 300_000}, result=True)
    (item,) = valid(outputs)
    assert item["output_type"] == "execute_result"
    assert len(item["data"]["text/plain"]) < MAX_PRINTED + 200


def test_lone_surrogates_are_replaced():
    outputs = Outputs()
    outputs.stream("stdout", "a\ud800b")
    outputs.display({"text/plain": "\udfff"})
    outputs.error("E\ud800", "\ud800", ["\ud800"])
    assert valid(outputs)[0]["text"] == "a?b"


@pytest.mark.parametrize(
    "items",
    [
        None,
        "text",
        [None, 3, "text", [], {}],
        [{"output_type": "stream", "name": "stdin", "text": "x"}],
        [{"output_type": "stream", "name": "stdout", "text": 3}],
        [{"output_type": "stream", "name": ["stdout"], "text": "x"}],
        [{"output_type": "display_data", "data": [], "metadata": {}}],
        [{"output_type": "display_data", "data": {"text/plain": 3}, "metadata": {}}],
        [{"output_type": "error", "ename": 1, "evalue": 2, "traceback": [3]}],
        [{"output_type": "error", "ename": "a", "evalue": "b", "traceback": "c"}],
        [{"output_type": ["x"]}],
    ],
    ids=str,
)
def test_what_is_not_well_formed_is_left_out(items):
    outputs = Outputs()
    outputs.take(items)
    assert valid(outputs) == []


def test_what_is_well_formed_is_taken_over():
    one, other = Outputs(), Outputs()
    one.stream("stderr", "a")
    one.display({"text/plain": "1"}, result=True)
    one.display({"text/html": "<b>", "text/plain": "b"})
    one.error("ValueError", "no", ["line"])
    other.take(one.items())
    assert valid(other) == one.items()


def test_a_stream_is_a_file_that_refuses_what_is_not_text():
    outputs = Outputs()
    print("a", 1, file=Stream("stdout", outputs), flush=True)
    Stream("stdout").write("nowhere")
    with pytest.raises(TypeError, match="must be str, not bytes"):
        Stream("stdout", outputs).write(b"x")
    assert outputs.items()[0]["text"] == "a 1\n"
