"""Weights come back bit for bit, and nothing but weights is read; the oracles are torch's own."""

import os
import pickle

import pytest
import torch
from torch import nn

from layerwise import weights

SUFFIXES = ("safetensors", "pt")


@pytest.fixture
def model():
    torch.manual_seed(3)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 2))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_models_state_comes_back_bit_for_bit(model, tmp_path, suffix):
    path = tmp_path / f"model.{suffix}"
    weights.save(path, {**model.state_dict(), "mean": torch.tensor([1.5, 2.5])})
    loaded = weights.load(str(path))
    assert loaded.pop("mean").tolist() == [1.5, 2.5]
    assert loaded.keys() == model.state_dict().keys()
    for name, tensor in model.state_dict().items():
        assert loaded[name].dtype == tensor.dtype
        assert torch.equal(loaded[name], tensor)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tied_and_transposed_tensors_and_parameters_can_be_saved(tmp_path, suffix):
    tied = torch.arange(6.0).reshape(2, 3)
    path = tmp_path / f"w.{suffix}"
    weights.save(path, {"a": tied, "b": tied, "c": tied.T, "d": nn.Parameter(tied[0])})
    loaded = weights.load(path)
    assert torch.equal(loaded["b"], tied)
    assert torch.equal(loaded["c"], tied.T)
    assert torch.equal(loaded["d"], tied[0])


@pytest.mark.parametrize("tensors", [{"a": [1.0]}, {1: torch.ones(1)}, {"a": nn.Linear(1, 1)}])
def test_what_is_no_tensor_by_name_is_refused_and_the_former_file_kept(tmp_path, tensors):
    path = tmp_path / "w.safetensors"
    weights.save(path, {"a": torch.ones(2)})
    with pytest.raises(TypeError, match="expected tensors by name"):
        weights.save(path, tensors)
    assert weights.load(path)["a"].tolist() == [1, 1]
    assert os.listdir(tmp_path) == ["w.safetensors"]


def test_more_than_may_be_handed_in_is_neither_written_nor_read(tmp_path, monkeypatch):
    path = tmp_path / "w.safetensors"
    monkeypatch.setattr(weights, "LARGEST", 1000)
    with pytest.raises(ValueError, match="1,004 bytes; 1,000 is the most"):
        weights.save(path, {"a": torch.ones(251)})
    assert os.listdir(tmp_path) == []
    path.write_bytes(b"x" * 1001)
    with pytest.raises(ValueError, match="1,001 bytes; 1,000 is the most"):
        weights.load(path)


class Runs:
    """A pickle of it would make a folder when it is loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_a_pickle_that_would_run_code_is_refused_and_does_not_run(tmp_path):
    path, made = tmp_path / "w.pt", tmp_path / "made"
    torch.save({"a": torch.ones(1), "b": Runs(made)}, path)
    with pytest.raises(ValueError, match="holds more than tensors"):
        weights.load(path)
    path.write_bytes(pickle.dumps(Runs(made)))
    with pytest.raises(ValueError, match="holds more than tensors"):
        weights.load(path)
    assert not made.exists()


def test_a_whole_model_or_a_list_is_refused(model, tmp_path):
    for value in (model, [torch.ones(1)], {"a": {"b": torch.ones(1)}}):
        torch.save(value, tmp_path / "w.pt")
        with pytest.raises(ValueError, match=r"write it with weights\.save"):
            weights.load(tmp_path / "w.pt")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_was_cut_short_is_refused(model, tmp_path, suffix):
    path = tmp_path / f"w.{suffix}"
    weights.save(path, model.state_dict())
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError, match=r"weights\.save"):
        weights.load(path)


def test_a_missing_file_and_an_unknown_ending_are_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no file"):
        weights.load(tmp_path / "w.safetensors")
    for call in (weights.load, lambda path: weights.save(path, {})):
        with pytest.raises(ValueError, match=r"expected a name that ends in \.safetensors"):
            call(tmp_path / "w.pkl")


def test_without_safetensors_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "safetensors", None)
    with pytest.raises(ImportError, match="pip install safetensors"):
        weights.save(tmp_path / "w.safetensors", {"a": torch.ones(1)})
    assert os.listdir(tmp_path) == []
