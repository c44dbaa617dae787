"""A file gives back what went in, bit for bit, and is there whole or not at all."""

import json
import pickle
import resource
import zipfile
from contextlib import contextmanager

import numpy as np
import pytest

from layerwise import archive


@contextmanager
def disk_that_is_full_after(num_bytes):
    """Let no file grow beyond so many bytes: the system then fails a write as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (num_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def assert_same(a, b):
    assert type(a) is type(b)
    if isinstance(a, dict):
        assert list(a) == list(b)
        for key in a:
            assert_same(a[key], b[key])
    elif isinstance(a, list | tuple):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            assert_same(x, y)
    elif isinstance(a, np.ndarray | np.generic):
        assert (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    else:
        assert repr(a) == repr(b)


def test_nested_values_come_back_with_their_types_and_bits(tmp_path):
    value = {
        "arrays": [np.arange(6, dtype=np.float32).reshape(2, 3), np.array(1.5), np.zeros((0, 2))],
        "scalars": (np.float32(0.1), np.float64(0.1), np.int64(3), np.bool_(True)),
        "plain": [None, True, 7, -0.0, 0.1, float("inf"), float("nan"), "ü", 2**127],
        "deep": {1: {"1": {}, "array": np.array([np.nan, -0.0])}, "1": ({}, [], ())},
        "look alike": {1: np.zeros(1), "1": np.ones(1)},
        "a/b": np.zeros(1),
        "a": {"b": np.ones(1)},
        "array": {"array": "text"},
    }
    archive.write(tmp_path / "run.npz", value)
    assert_same(archive.read(tmp_path / "run.npz"), value)


def test_the_file_holds_arrays_and_one_json_string_and_no_pickle(tmp_path):
    path = tmp_path / "run.npz"
    archive.write(path, {"w": np.ones(3), "state": {"t": 5}})
    with np.load(path, allow_pickle=False) as file:
        assert set(file) == {"json", "solver/w"}
        assert isinstance(json.loads(file["json"].item()), dict)


@pytest.mark.parametrize("value", [np.array([object()]), {1, 2}, print, np.random.default_rng()])
def test_a_value_that_would_need_pickle_is_refused_by_its_place(tmp_path, value):
    with pytest.raises(TypeError, match=f"{type(value).__name__} at solver/state/0; expected"):
        archive.write(tmp_path / "run.npz", {"state": [value]})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_former_checkpoint_and_nothing_half_written(tmp_path):
    path = tmp_path / "run.npz"
    archive.write(path, {"w": np.ones(3)})
    former = path.read_bytes()
    with (
        disk_that_is_full_after(10_000),
        pytest.raises(OSError, match=r"run\.npz .* a former file there is intact.*save again"),
    ):
        archive.write(path, {"w": np.ones(100_000)})
    assert path.read_bytes() == former
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"Could not write the checkpoint .*nowhere"):
        archive.write(tmp_path / "nowhere" / "run.npz", {})


def test_a_file_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no checkpoint .*run\.npz; expected"):
        archive.read(tmp_path / "run.npz")


def spoilt(tmp_path, name):
    path = tmp_path / "good.npz"
    archive.write(path, {"w": np.ones(1000)})
    good = path.read_bytes()
    if name == "pickle":
        return pickle.dumps({"w": 1})
    if name == "another archive":
        np.savez(path, w=np.ones(3))
        return path.read_bytes()
    if name == "missing array":
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "new.npz", "w") as new:
            new.writestr("json.npy", old.read("json.npy"))
        return (tmp_path / "new.npz").read_bytes()
    flipped = bytes([good[300] ^ 255])
    return {
        "empty": b"",
        "text": b"hello",
        "cut short": good[: len(good) // 2],
        "damaged": good[:300] + flipped + good[301:],
        "one array": b"\x93NUMPY" + good[6:],
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "empty",
        "text",
        "cut short",
        "damaged",
        "pickle",
        "another archive",
        "missing array",
        "one array",
    ],
)
def test_a_file_that_is_no_whole_checkpoint_gets_one_sentence(tmp_path, name):
    path = tmp_path / "run.npz"
    path.write_bytes(spoilt(tmp_path, name))
    with pytest.raises(ValueError, match=r"run\.npz is not a whole checkpoint .* Solver\.save"):
        archive.read(path)
