"""The PyTorch datasets hold what `data.load` gives, normalised; CIFAR-10 comes by torchvision."""

import subprocess
import sys

import numpy as np
import pytest
import torch
import torchvision
from PIL import Image
from torch.utils.data import DataLoader

from layerwise import data
from layerwise.data import download, torch_dataset

SIZES = {"num_train": 300, "num_val": 20, "num_test": 10}


@pytest.fixture(autouse=True, scope="module")
def own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAYERWISE_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.mark.parametrize("name", ["shapes10", "fashion_mnist"])
def test_a_set_holds_the_images_and_labels_of_load_scaled_by_channel(name):
    parts, arrays = torch_dataset.load(name, **SIZES), data.load(name, **SIZES)
    mean, std = (np.reshape(v, (3, 1, 1)) for v in torch_dataset.STATISTICS[name])
    for part in ("train", "val", "test"):
        assert len(parts[part]) == SIZES[f"num_{part}"]
        images, labels = next(iter(DataLoader(parts[part], batch_size=1000)))
        assert images.dtype == torch.float32
        assert labels.dtype == torch.int64
        expected = (arrays[f"X_{part}"] / 255 - mean) / std
        np.testing.assert_allclose(images.numpy(), expected, atol=1e-5)
        np.testing.assert_array_equal(labels.numpy(), arrays[f"y_{part}"])


@pytest.mark.parametrize("name", ["shapes10", "fashion_mnist"])
def test_the_training_images_have_a_mean_of_0_and_a_deviation_of_1(name):
    train = torch_dataset.load(name, num_train=5_000, num_val=0, num_test=0)["train"]
    images, _ = next(iter(DataLoader(train, batch_size=5_000)))
    assert images.mean(dim=(0, 2, 3)).abs().max() < 0.04
    assert (images.std(dim=(0, 2, 3)) - 1).abs().max() < 0.04


class Torchvision:
    """A stand-in for torchvision's CIFAR10: pixels of 100 and the item's number as its label."""

    made = ()

    def __init__(self, root, train, download, transform):
        Torchvision.made += ((root, train, download),)
        self.transform = transform

    def __len__(self):
        return 50_000

    def __getitem__(self, index):
        return self.transform(Image.new("RGB", (32, 32), (100, 100, 100))), index


def test_cifar10_comes_through_torchvision_from_the_course_s_folder(monkeypatch, tmp_path):
    fetched = []
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path))
    monkeypatch.setattr(download, "fetch", lambda *arguments: fetched.append(arguments[-1]))
    monkeypatch.setattr(torchvision.datasets, "CIFAR10", Torchvision)
    parts = torch_dataset.load("cifar10", num_train=5, num_val=3, num_test=2)
    assert fetched == [tmp_path / "cifar10"]
    assert Torchvision.made == ((fetched[0], True, True), (fetched[0], False, True))
    labels = {part: [parts[part][i][1] for i in range(len(parts[part]))] for part in parts}
    assert labels == {"train": [0, 1, 2, 3, 4], "val": [5, 6, 7], "test": [0, 1]}
    image, _ = parts["train"][0]
    mean, std = torch_dataset.STATISTICS["cifar10"]
    assert image.shape == (3, 32, 32)
    for channel in range(3):
        expected = torch.full((32, 32), (100 / 255 - mean[channel]) / std[channel])
        torch.testing.assert_close(image[channel], expected)


def test_the_defaults_are_those_of_load():
    parts = torch_dataset.load("shapes10")
    assert tuple(map(len, parts.values())) == data.shapes10.SIZES


@pytest.mark.parametrize("sizes", [{"num_train": -1}, {"num_train": 49_999, "num_val": 2}])
def test_sizes_that_cannot_be_are_refused_before_anything_is_downloaded(sizes):
    with pytest.raises(ValueError, match="num_train"):
        torch_dataset.load("cifar10", **sizes)


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="no known data set"):
        torch_dataset.load("mnist")


def test_importing_the_module_does_not_import_torch():
    code = "import sys, layerwise.data.torch_dataset; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
