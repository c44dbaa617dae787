"""A message that no honest process writes is malformed, and does no harm."""

import json
import random

import numpy as np
import pytest

from autograder.examiner.kept import Kept
from autograder.examiner.packer import pack
from autograder.examiner.plain import MAX_VALUES, Malformed
from autograder.examiner.reader import unpack


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"root": 1},
        {"root": {"r": 1}, "new": [], "changed": []},
        {"root": {"r": "x"}, "new": [], "changed": []},
        {"root": [1], "new": [], "changed": []},
        {"root": {"q": 1}, "new": [], "changed": []},
        {"root": {"h": [1, 2, 3]}, "new": [], "changed": []},
        {"root": {"i": "seven"}, "new": [], "changed": []},
        {"root": {"y": "os.system"}, "new": [], "changed": []},
        {"root": {"Y": "O,,"}, "new": [], "changed": []},
        {"root": {"D": "torch.load"}, "new": [], "changed": []},
        {"root": {"D": "cuda:0; import os"}, "new": [], "changed": []},
        {"root": {"D": 3}, "new": [], "changed": []},
        {"root": {"s": ["|O", "00"]}, "new": [], "changed": []},
        {"root": {"r": 0}, "new": [["z", []]], "changed": []},
        {"root": {"r": 0}, "new": [["d", [[{"r": 0}, 1]]]], "changed": []},
        {"root": {"r": 0}, "new": [["a", "|O", [1], "C", 0, True]], "changed": []},
        {"root": {"r": 0}, "new": [["a", "f8,f8", [], "C", 0, True]], "changed": []},
        {"root": {"r": 0}, "new": [["a", "<f8", [7], "C", 0, True]], "changed": []},
        {"root": {"r": 0}, "new": [["a", "<f8", [10**30], "C", 1, True]], "changed": []},
        {"root": {"r": 0}, "new": [["a", "<f8", [10**9], "C", 1, True]], "changed": []},
        {"root": {"r": 0}, "new": [["T", ">f8", [1], "C", 0, True]], "changed": []},
        {"root": 1, "new": [], "changed": [[5, ["l", []]]]},
        {"root": 1, "new": [], "changed": [[0, ["d", []]]]},
    ],
    ids=str,
)
def test_a_malformed_message_is_malformed_and_nothing_worse(message):
    buffers = [np.zeros(8, np.uint8), np.zeros(0, np.uint8)]
    with pytest.raises(Malformed):
        unpack(message, buffers, lambda handle: handle, [[1]])


def test_a_message_with_a_few_bytes_changed_is_read_or_malformed():
    kept = Kept()
    value = {"a": np.arange(4.0), 3: [(1, 2.5), "text", 1j, b"b", np.float32(2), {1}], None: ...}
    message, buffers, _ = pack(value, kept.keep)
    text, draw = json.dumps(message), random.Random(0)
    outcomes = set()
    for _ in range(2000):
        letters = list(text)
        for _ in range(draw.randint(1, 3)):
            letters[draw.randrange(len(letters))] = draw.choice('0123456789"[]{},:-.<aldTrtshbyY')
        try:
            parsed = json.loads("".join(letters))
        except ValueError:
            continue
        copied = [np.frombuffer(bytearray(buffer), np.uint8) for buffer in buffers]
        try:
            unpack(parsed, copied, lambda handle: handle)
            outcomes.add("read")
        except Malformed:
            outcomes.add("malformed")
    assert outcomes == {"read", "malformed"}


def test_more_values_than_a_packer_writes_are_refused():
    most = [{"r": 0}] * (2 * MAX_VALUES - 1)
    message = {"root": {"r": 0}, "new": [["l", most]], "changed": []}
    assert len(unpack(message, [], None)[0]) == len(most)
    message["new"][0][1].append(0)
    with pytest.raises(Malformed, match="more values"):
        unpack(message, [], None)
