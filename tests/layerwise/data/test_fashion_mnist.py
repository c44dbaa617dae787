import gzip
import hashlib
import struct

import numpy as np
import pytest

from layerwise.data import DataUnavailableError, fashion_mnist

# Published in the data set's README, in the order of fashion_mnist.FILES.
PUBLISHED_MD5 = (
    "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "25c81989df183df01b3e8a0aad5dffbe",
    "bef4ecab320f06d8554ea6380940ec79",
    "bb300cfdad3c16e7a12a480ee83cd310",
)
# Debian compressed the same stream without a name and with a date of its own.
PUBLISHED_DATES = (1504176606, 1504176606, 1504176627, 1504176627)


@pytest.fixture(scope="module")
def everything():
    return fashion_mnist.read(60_000, 10_000)


@pytest.fixture(scope="module")
def published():
    """The four files as their authors published them, from Debian's by their gzip headers."""
    files = {}
    for remote, date in zip(fashion_mnist.FILES, PUBLISHED_DATES, strict=True):
        stream = (fashion_mnist.SYSTEM_FOLDER / remote.name).read_bytes()[10:]
        stem = remote.name.removesuffix(".gz").encode()
        header = b"\x1f\x8b\x08\x08" + struct.pack("<I", date) + b"\x00\x03" + stem + b"\x00"
        files[remote.name] = header + stream
    return files


@pytest.fixture
def without_debian(monkeypatch, tmp_path):
    monkeypatch.setattr(fashion_mnist, "SYSTEM_FOLDER", tmp_path / "not installed")


def test_shapes_types_and_counts_are_those_published(everything):
    X_train, y_train, X_test, y_test = everything
    assert (X_train.shape, X_test.shape) == ((60_000, 3, 32, 32), (10_000, 3, 32, 32))
    assert X_train.dtype == np.uint8 and y_train.dtype == y_test.dtype == np.int64
    assert np.bincount(y_train).tolist() == [6_000] * 10
    assert np.bincount(y_test).tolist() == [1_000] * 10


def test_the_first_labels_are_those_published(everything):
    _, y_train, _, y_test = everything
    assert y_train[:10].tolist() == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]
    assert y_test[:10].tolist() == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7]
    assert fashion_mnist.CLASSES[y_train[0]] == "ankle boot"


def test_mean_and_deviation_of_the_pixels_are_those_in_common_use(everything):
    pixels = everything[0][:, 0, 2:-2, 2:-2] / np.float32(255)
    assert round(float(pixels.mean(dtype=np.float64)), 4) == 0.2860
    assert round(float(pixels.std(dtype=np.float64)), 4) == 0.3530


def test_an_image_is_padded_with_two_zeros_and_has_three_equal_channels(everything):
    images = everything[2]
    with gzip.open(fashion_mnist.SYSTEM_FOLDER / "t10k-images-idx3-ubyte.gz") as file:
        plain = np.frombuffer(file.read(), dtype=np.uint8, offset=16).reshape(-1, 28, 28)
    for channel in range(3):
        np.testing.assert_array_equal(images[:, channel, 2:30, 2:30], plain)
    assert images[..., :2].max() == images[..., 30:].max() == 0
    assert images[:, :, :2].max() == images[:, :, 30:].max() == 0


def test_fewer_images_are_the_first_ones(everything):
    for some, whole in zip(fashion_mnist.read(700, 30), everything, strict=True):
        np.testing.assert_array_equal(some, whole[: len(some)])


def test_too_many_images_are_refused():
    with pytest.raises(ValueError, match="this set has 60,000 images"):
        fashion_mnist.read(60_001, 1)


def test_the_known_checksums_are_those_of_the_published_files(published):
    for remote, md5 in zip(fashion_mnist.FILES, PUBLISHED_MD5, strict=True):
        body = published[remote.name]
        assert hashlib.md5(body).hexdigest() == md5
        assert hashlib.sha256(body).hexdigest() == remote.sha256
        assert len(body) == remote.size


def test_without_debians_files_the_published_ones_are_downloaded_once(
    published, serve, without_debian, cache_folder, monkeypatch, everything
):
    gone, good = serve({}), serve(published)
    monkeypatch.setattr(fashion_mnist, "MIRRORS", (gone.url, good.url))
    for _ in range(2):
        X_train, y_train, _, y_test = fashion_mnist.read(2_000, 10_000)
        np.testing.assert_array_equal(X_train, everything[0][:2_000])
        np.testing.assert_array_equal(y_train, everything[1][:2_000])
        np.testing.assert_array_equal(y_test, everything[3])
    assert len(gone.ranges) == len(good.ranges) == 4
    names = sorted(path.name for path in (cache_folder / "fashion_mnist").iterdir())
    assert names == sorted(published)


def test_no_network_is_one_sentence_that_names_the_way_on(
    without_debian, cache_folder, refusing_url, monkeypatch
):
    monkeypatch.setattr(fashion_mnist, "MIRRORS", (refusing_url,))
    with pytest.raises(DataUnavailableError, match="shapes10") as raised:
        fashion_mnist.read(10, 10)
    assert "\n" not in str(raised.value)
    assert list((cache_folder / "fashion_mnist").iterdir()) == []


def test_a_damaged_system_file_is_one_sentence_that_says_what_to_do(tmp_path, monkeypatch):
    for remote in fashion_mnist.FILES:
        (tmp_path / remote.name).write_bytes(gzip.compress(b"something else"))
    monkeypatch.setattr(fashion_mnist, "SYSTEM_FOLDER", tmp_path)
    with pytest.raises(DataUnavailableError, match=r"reinstall the package.*shapes10"):
        fashion_mnist.read(10, 10)
