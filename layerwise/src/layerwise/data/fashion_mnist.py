"""Fashion-MNIST: 70,000 grey photographs of clothes of 28×28 pixels in ten classes.

H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking
Machine Learning Algorithms", arXiv:1708.07747, 2017.
"""

from pathlib import Path

import numpy as np

from layerwise.data import cache, download, idx, sizes

#: Training, validation and test images that `layerwise.data.load` gives by default.
SIZES = (59_000, 1_000, 10_000)
#: Training images, for validation too, and test images that there are.
AVAILABLE = (60_000, 10_000)
#: The classes, in the order of the labels.
CLASSES = (
    "T-shirt/top", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip

#: Where Debian's package dataset-fashion-mnist puts the files. They are compressed anew there,
#: so their checksums are not those below.
SYSTEM_FOLDER = Path("/usr/share/datasets/fashion-mnist")

# Their published md5, in this order: 8d4fb7e6c68d591d4c3dfef9ec88bf0d,
# 25c81989df183df01b3e8a0aad5dffbe, bef4ecab320f06d8554ea6380940ec79 and
# bb300cfdad3c16e7a12a480ee83cd310.
#: The 60,000 training images, 28×28 bytes each.
TRAIN_IMAGES = download.RemoteFile(
    name="train-images-idx3-ubyte.gz",
    sha256="3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    size=26_421_880,
)
#: Their labels.
TRAIN_LABELS = download.RemoteFile(
    name="train-labels-idx1-ubyte.gz",
    sha256="a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    size=29_515,
)
#: The 10,000 test images.
TEST_IMAGES = download.RemoteFile(
    name="t10k-images-idx3-ubyte.gz",
    sha256="346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    size=4_422_102,
)
#: Their labels.
TEST_LABELS = download.RemoteFile(
    name="t10k-labels-idx1-ubyte.gz",
    sha256="67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    size=5_148,
)
#: All four files.
FILES = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
#: Folders that hold the files, tried in this order.
MIRRORS = (
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets",
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
)


def read(num_train_pool, num_test):
    """Read the first images of the training and test parts, as colour images of 32×32.

    The files are Debian's where they are installed, else they are downloaded on the first
    call. An image gets two zero pixels on each side and three equal channels.

    Parameters
    ----------
    num_train_pool : int
        Training and validation images together, at most 60,000.
    num_test : int
        Test images, at most 10,000.

    Returns
    -------
    X_train : ndarray of shape (num_train_pool, 3, 32, 32), uint8
        Read-only; its three channels share their memory.
    y_train : ndarray of shape (num_train_pool,), int64
    X_test : ndarray of shape (num_test, 3, 32, 32), uint8
    y_test : ndarray of shape (num_test,), int64

    Raises
    ------
    ValueError
        When more images are asked for than there are.
    DataUnavailableError
        When the files cannot be had or read.
    """
    sizes.refuse_more_than(AVAILABLE, num_train_pool, num_test)
    train, test = AVAILABLE
    return (
        _as_colour(_entries(TRAIN_IMAGES, num_train_pool, (train, 28, 28))),
        _entries(TRAIN_LABELS, num_train_pool, (train,)).astype(np.int64),
        _as_colour(_entries(TEST_IMAGES, num_test, (test, 28, 28))),
        _entries(TEST_LABELS, num_test, (test,)).astype(np.int64),
    )


def _entries(remote, num, shape):
    """Read the first entries of one of the four files, wherever it is."""
    path = _locate(remote)
    try:
        return idx.read(path, num, shape)
    except ValueError as error:
        raise cache.DataUnavailableError(
            f"{path} is not the Fashion-MNIST file it should be ({error}): reinstall the package "
            f"dataset-fashion-mnist if it is Debian's, else delete the file and run this again, "
            f"or go on without it: {cache.WAY_ON}."
        ) from error


def _locate(remote):
    """Return the path of a file: Debian's when all four are there, else a download."""
    if all((SYSTEM_FOLDER / file.name).is_file() for file in FILES):
        return SYSTEM_FOLDER / remote.name
    return download.fetch(remote, MIRRORS, cache.folder() / "fashion_mnist")


def _as_colour(images):
    """Pad (N, 28, 28) to (N, 3, 32, 32)."""
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))[:, np.newaxis]
    return np.broadcast_to(padded, (len(images), 3, 32, 32))
