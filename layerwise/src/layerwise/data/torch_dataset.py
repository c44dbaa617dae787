"""The course's data sets as PyTorch datasets, for a DataLoader.

CIFAR-10 comes through torchvision, from the folder in which the course keeps its downloads; the
others come through `layerwise.data.load`. An item is an image, a float32 tensor of shape
(3, 32, 32), and its label. torch is imported when a set is loaded, not before.
"""

import numpy as np

from layerwise import data
from layerwise.data import cache, cifar10, download, sizes

#: The parts of every set.
PARTS = ("train", "val", "test")

#: Mean and standard deviation of each set's training images, by channel, from 0 to 1.
STATISTICS = {
    "cifar10": ((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
    "fashion_mnist": ((0.2190, 0.2190, 0.2190), (0.3318, 0.3318, 0.3318)),
    "shapes10": ((0.4312, 0.4334, 0.4326), (0.2581, 0.2582, 0.2574)),
}


def load(name, *, num_train=None, num_val=None, num_test=None):
    """Load a data set as PyTorch datasets, normalised channel by channel.

    Each channel has a mean of about 0 and a standard deviation of about 1 over the training
    images. The parts hold the same images as those of `layerwise.data.load`.

    Parameters
    ----------
    name : str
        One of `layerwise.data.NAMES`.
    num_train, num_val, num_test : int, optional
        How many images of each part; the defaults are those of `layerwise.data.load`.

    Returns
    -------
    dict
        ``train``, ``val`` and ``test``, each a `torch.utils.data.Dataset`.

    Raises
    ------
    ValueError
        When the name is unknown, or a size is negative or more than the set has.
    DataUnavailableError
        When a set cannot be downloaded, kept or read here.
    ImportError
        When torch, or for CIFAR-10 torchvision, is not installed.

    Examples
    --------
    >>> image, label = load("shapes10", num_train=100, num_val=10, num_test=10)["train"][0]
    >>> image.shape, image.dtype
    (torch.Size([3, 32, 32]), torch.float32)
    """
    if name == "cifar10":
        asked = {"num_train": num_train, "num_val": num_val, "num_test": num_test}
        return _cifar10(*sizes.choose(cifar10.SIZES, **asked))
    arrays = data.load(name, num_train=num_train, num_val=num_val, num_test=num_test)
    return _in_memory(arrays, *STATISTICS[name])


def _in_memory(arrays, means, stds):
    """Return the parts of a loaded set as datasets whose tensors share the arrays' memory."""
    import torch

    mean, std = (255 * np.array(v, np.float32).reshape(3, 1, 1) for v in (means, stds))
    parts = {}
    for part in PARTS:
        images = arrays[f"X_{part}"]
        images -= mean
        images /= std
        tensors = torch.from_numpy(images), torch.from_numpy(arrays[f"y_{part}"])
        parts[part] = torch.utils.data.TensorDataset(*tensors)
    return parts


def _cifar10(num_train, num_val, num_test):
    """Return the parts of torchvision's CIFAR-10."""
    sizes.refuse_more_than(cifar10.AVAILABLE, num_train + num_val, num_test)
    import torch
    from torchvision import datasets
    from torchvision.transforms import v2

    folder = cache.folder() / "cifar10"
    # The course's mirrors first: where the archive is there already, torchvision only unpacks it.
    download.fetch(cifar10.ARCHIVE, cifar10.MIRRORS, folder)
    steps = [
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(*STATISTICS["cifar10"]),
    ]
    pool, test = (
        datasets.CIFAR10(folder, train=train, download=True, transform=v2.Compose(steps))
        for train in (True, False)
    )
    subset = torch.utils.data.Subset
    return {
        "train": subset(pool, range(num_train)),
        "val": subset(pool, range(num_train, num_train + num_val)),
        "test": subset(test, range(num_test)),
    }
