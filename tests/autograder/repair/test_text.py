"""JSON is had from files in which a parser of JSON finds none."""

import json

import pytest

from autograder.repair import loose_json, text
from autograder.repair.text import UnreadableNotebook

VALUE = {"cells": [{"source": ["x = 'é'\n", 'y = "\\n"'], "n": [1, -2.5, None, True]}], "m": {}}
TEXT = json.dumps(VALUE, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_an_encoding_is_found_out_and_told(encoding):
    notes = []
    assert text.load(TEXT.encode(encoding), notes) == VALUE
    assert len(notes) == 1


def test_a_file_that_is_as_it_should_be_needs_no_note():
    notes = []
    assert text.load(TEXT.encode(), notes) == VALUE
    assert notes == []


def test_each_beginning_of_a_file_gives_what_it_holds():
    for end in range(1, len(TEXT)):
        value, cut = loose_json.loads(TEXT[:end])
        assert isinstance(value, dict)
        assert cut or value == VALUE
    assert loose_json.loads('{"a": ["one", "two') == ({"a": ["one", "two"]}, True)
    assert loose_json.loads('{"a": "caf\\u00e') == ({"a": "caf"}, True)


@pytest.mark.parametrize(
    "wrong",
    [
        TEXT.replace("}\n ]", "},\n ]"),
        TEXT.replace("],", "]"),
        TEXT.replace("\n  }\n ],", "\n  ],"),
        "\n\n" + TEXT + "\n]]",
        TEXT.replace('"m"', ',, // a remark\n "m"'),
    ],
)
def test_commas_and_brackets_too_many_or_too_few_do_not_matter(wrong):
    with pytest.raises(ValueError):
        json.loads(wrong)
    assert loose_json.loads(wrong)[0]["cells"] == VALUE["cells"]


def test_of_a_merge_one_side_is_taken():
    ours = TEXT.replace(
        ' "m": {}', '<<<<<<< HEAD\n "m": {}\n||||||| base\n=======\n "m": 1\n>>>>>>> b'
    )
    notes = []
    assert text.load(ours.encode(), notes) == VALUE
    assert notes == ["The file held two versions, from a merge; the first was taken."]
    theirs = ours.replace('HEAD\n "m": {}', "HEAD\n }}")
    assert text.load(theirs.encode(), [])["m"] == 1


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"\xff\xfe\0", b"hello", b"[" * 100_000, b'{"a": ' * 5000]
)
def test_what_holds_no_json_gives_one_sentence(data):
    with pytest.raises(UnreadableNotebook) as caught:
        text.load(data, [])
    assert "\n" not in str(caught.value)
