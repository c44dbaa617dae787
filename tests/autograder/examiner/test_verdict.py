"""A verdict is kept for what it was found for, and believed only as this user alone wrote it."""

import json
import os

import pytest

from autograder.examiner import verdict

MARKS = {"kernel": ["6.1"], "code": "abc"}
FOUND = {"level": "namespaces", "holes": ["a"], "reasons": {"b": "c"}}


@pytest.fixture
def kept(tmp_path):
    """A file with a verdict."""
    path = tmp_path / "private" / "verdict.json"
    verdict.write(path, MARKS, FOUND)
    return path


def test_it_is_given_back_for_the_same_fingerprint_alone(kept):
    assert verdict.read(kept, MARKS) == FOUND
    assert verdict.read(kept, {**MARKS, "code": "abd"}) is None
    assert verdict.read(kept.with_name("none"), MARKS) is None


def test_file_and_folder_are_the_users_alone_and_nothing_else_is_left(kept):
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert os.listdir(kept.parent) == [kept.name]


@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666])
def test_one_that_others_could_write_counts_as_none(kept, mode):
    kept.chmod(mode)
    assert verdict.read(kept, MARKS) is None
    kept.chmod(0o600)
    kept.parent.chmod(0o777)
    assert verdict.read(kept, MARKS) is None


def test_one_of_another_user_counts_as_none(kept, monkeypatch):
    monkeypatch.setattr(verdict.os, "geteuid", lambda: kept.stat().st_uid + 1)
    assert verdict.read(kept, MARKS) is None


def test_a_link_or_pipe_or_folder_in_its_place_counts_as_none(kept):
    other = kept.with_name("other")
    kept.rename(other)
    kept.symlink_to(other)
    assert verdict.read(kept, MARKS) is None
    kept.unlink()
    os.mkfifo(kept)
    assert verdict.read(kept, MARKS) is None
    kept.unlink()
    kept.mkdir()
    assert verdict.read(kept, MARKS) is None


WRONG = {
    "no JSON": b"{",
    "no text": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "no verdict": {"fingerprint": MARKS},
    "more": {"fingerprint": MARKS, "verdict": {**FOUND, "more": 1}},
    "less": {"fingerprint": MARKS, "verdict": {"level": "namespaces"}},
    "holes": {"fingerprint": MARKS, "verdict": {**FOUND, "holes": "none"}},
    "a hole": {"fingerprint": MARKS, "verdict": {**FOUND, "holes": [1]}},
    "reasons": {"fingerprint": MARKS, "verdict": {**FOUND, "reasons": []}},
    "level": {"fingerprint": MARKS, "verdict": {**FOUND, "level": 1}},
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_one_that_is_malformed_counts_as_none(kept, content):
    kept.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    assert verdict.read(kept, MARKS) is None
    verdict.write(kept, MARKS, FOUND)
    assert verdict.read(kept, MARKS) == FOUND


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").touch()
    verdict.write(tmp_path / "file" / "verdict.json", MARKS, FOUND)
    (tmp_path / "folder" / "verdict.json").mkdir(parents=True)
    verdict.write(tmp_path / "folder" / "verdict.json", MARKS, FOUND)
    assert os.listdir(tmp_path / "folder") == ["verdict.json"]


def test_it_can_be_forgotten(kept):
    verdict.forget(kept)
    verdict.forget(kept)
    assert verdict.read(kept, MARKS) is None
