import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from layerwise import data

KEYS = ["X_train", "y_train", "X_val", "y_val", "X_test", "y_test"]


@pytest.fixture
def mirrored(serve, small_cifar, monkeypatch):
    server = serve({data.cifar10.ARCHIVE.name: small_cifar})
    monkeypatch.setattr(data.cifar10, "MIRRORS", (server.url,))
    return server


@pytest.mark.parametrize("name", ["cifar10", "fashion_mnist", "shapes10"])
def test_every_set_comes_in_the_same_form(name, mirrored):
    loaded = data.load(name, num_train=70, num_val=20, num_test=15)
    assert list(loaded) == KEYS
    for part, num in (("train", 70), ("val", 20), ("test", 15)):
        X, y = loaded[f"X_{part}"], loaded[f"y_{part}"]
        assert X.shape == (num, 3, 32, 32) and X.dtype == np.float32
        assert y.shape == (num,) and y.dtype == np.int64
        assert type(X) is type(y) is np.ndarray
        assert X.flags.c_contiguous and X.flags.writeable and y.flags.writeable
        assert y.min() >= 0 and y.max() <= 9
        assert X.min() >= 0 and 128 < X.max() <= 255


@pytest.mark.parametrize("name", ["cifar10", "fashion_mnist", "shapes10"])
def test_validation_is_the_tail_of_what_the_set_reads(name, mirrored):
    loaded = data.load(name, num_train=70, num_val=20, num_test=15)
    X, y, X_test, y_test = getattr(data, name).read(90, 15)
    np.testing.assert_array_equal(loaded["X_train"], X[:70])
    np.testing.assert_array_equal(loaded["X_val"], X[70:])
    np.testing.assert_array_equal(loaded["X_test"], X_test)
    np.testing.assert_array_equal(loaded["y_train"], y[:70])
    np.testing.assert_array_equal(loaded["y_val"], y[70:])
    np.testing.assert_array_equal(loaded["y_test"], y_test)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["cifar10", "fashion_mnist", "shapes10"])
def test_the_mean_image_of_the_training_part_is_subtracted_from_all(name, dtype, mirrored):
    sizes = {"num_train": 80, "num_val": 20, "num_test": 10}
    raw = data.load(name, **sizes, dtype=np.float64)
    centred = data.load(name, **sizes, subtract_mean=True, dtype=dtype)
    mean = sum(raw["X_train"]) / 80
    tolerance = 1e-12 if dtype is np.float64 else 1e-4
    np.testing.assert_allclose(centred["mean_image"], mean, rtol=0, atol=tolerance)
    for part in ("X_train", "X_val", "X_test"):
        assert centred[part].dtype == dtype
        np.testing.assert_allclose(centred[part], raw[part] - mean, rtol=0, atol=tolerance)
    assert list(centred) == [*KEYS, "mean_image"]


def test_the_real_set_has_its_documented_sizes_by_default():
    loaded = data.load("fashion_mnist", dtype=np.float16)
    assert [len(loaded[key]) for key in KEYS] == [59_000, 59_000, 1_000, 1_000, 10_000, 10_000]
    labels = np.concatenate([loaded["y_train"], loaded["y_val"]])
    assert np.bincount(labels).tolist() == [6_000] * 10


def test_a_part_may_be_empty(mirrored):
    loaded = data.load("cifar10", num_train=0, num_val=0, num_test=3)
    assert [len(loaded[key]) for key in KEYS] == [0, 0, 0, 0, 3, 3]


def test_a_small_request_takes_memory_for_itself_alone():
    tracemalloc.start()
    loaded = data.load("fashion_mnist", num_train=4_000, num_val=500, num_test=500)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    asked = sum(array.nbytes for array in loaded.values())
    assert peak < 1.5 * asked


def test_what_is_loaded_can_be_changed_without_changing_the_next_load(mirrored):
    first = data.load("cifar10", num_train=10, num_val=0, num_test=0)
    kept = first["X_train"].copy()
    first["X_train"] += 1
    again = data.load("cifar10", num_train=10, num_val=0, num_test=0)
    np.testing.assert_array_equal(again["X_train"], kept)


@pytest.mark.parametrize("name", ["cifar", "CIFAR10", "", None, 10, ["cifar10"]])
def test_an_unknown_name_is_one_sentence_that_lists_the_known(name):
    with pytest.raises(ValueError, match="'cifar10', 'fashion_mnist', 'shapes10'") as raised:
        data.load(name)
    assert repr(name) in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["cifar10", "fashion_mnist"])
def test_too_large_a_size_is_refused(name):
    with pytest.raises(ValueError, match=r"num_train \+ num_val got 61,000"):
        data.load(name, num_train=60_000, num_val=1_000)
    with pytest.raises(ValueError, match="num_test got 10,001"):
        data.load(name, num_test=10_001)


@pytest.mark.parametrize("size", ["num_train", "num_val", "num_test"])
@pytest.mark.parametrize("name", ["cifar10", "fashion_mnist", "shapes10"])
def test_a_negative_size_is_refused(name, size):
    with pytest.raises(ValueError, match=f"^{size} got -1; expected"):
        data.load(name, **{size: -1})


def test_a_dtype_that_is_not_floating_point_is_refused():
    with pytest.raises(ValueError, match="dtype got uint8"):
        data.load("shapes10", dtype=np.uint8)


def test_a_mean_over_no_images_is_refused():
    with pytest.raises(ValueError, match="no training images"):
        data.load("shapes10", num_train=0, subtract_mean=True)


def test_the_default_set_is_drawn_unless_the_environment_names_another(monkeypatch):
    monkeypatch.delenv("LAYERWISE_DATASET", raising=False)
    assert data.default_name() == "shapes10"
    monkeypatch.setenv("LAYERWISE_DATASET", "")
    assert data.default_name() == "shapes10"
    monkeypatch.setenv("LAYERWISE_DATASET", "fashion_mnist")
    assert data.default_name() == "fashion_mnist"


def test_an_unknown_set_in_the_environment_is_one_clear_sentence(monkeypatch):
    monkeypatch.setenv("LAYERWISE_DATASET", "imagenet")
    with pytest.raises(ValueError, match=r"LAYERWISE_DATASET got 'imagenet'.*'shapes10'"):
        data.default_name()


def test_the_names_are_known():
    assert data.NAMES == ("cifar10", "fashion_mnist", "shapes10")


def test_the_import_takes_in_neither_pooch_nor_tqdm_nor_requests():
    code = (
        "import sys, layerwise.data; print({'pooch', 'tqdm', 'requests', 'torch'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
