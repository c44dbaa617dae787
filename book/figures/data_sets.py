"""What the course's data sets hold: pictures, sizes and classes, as the library has them."""

import numpy as np
from figures.table import NO_BREAK, table
from IPython.display import Markdown
from matplotlib.figure import Figure

from layerwise import data, plots
from layerwise.data import cifar10, fashion_mnist, shapes10

EACH = 4  # images of a class
POOL = 400  # looked through for them
DOWNLOADS = {"cifar10": (cifar10.ARCHIVE,), "fashion_mnist": fashion_mnist.FILES}
SETS = {"shapes10": shapes10, "cifar10": cifar10, "fashion_mnist": fashion_mnist}


def first_of_each_class() -> np.ndarray:
    """Return the first training images of each class of shapes10, (classes, EACH, 32, 32, 3)."""
    images, labels, *_ = shapes10.read(POOL, 0)
    chosen = [np.flatnonzero(labels == label)[:EACH] for label in range(len(shapes10.CLASSES))]
    return np.asarray(images)[np.array(chosen)].transpose(0, 1, 3, 4, 2)


def shapes() -> Figure:
    """Draw a column for each class of shapes10, under its name."""
    figure = Figure(figsize=(7.6, 3.4), layout="constrained")
    figure.patch.set_alpha(0)
    panels = figure.subplots(EACH, len(shapes10.CLASSES))
    for column, images in zip(panels.T, first_of_each_class(), strict=True):
        for axes, image in zip(column, images, strict=True):
            axes.imshow(image)
            axes.set_axis_off()
    for axes, name in zip(panels[0], shapes10.CLASSES, strict=True):
        axes.set_title(name, color=plots.GREY, fontsize=10)
    return figure


def megabytes(name: str) -> str:
    """Return how much is downloaded for a set."""
    total = sum(file.size for file in DOWNLOADS.get(name, ()))
    return f"{total / 1e6:.0f}{NO_BREAK}MB" if total else "nothing"


def sizes() -> Markdown:
    """Return a table of the sets' sizes."""
    rows = []
    for name, module in SETS.items():
        training, test = getattr(module, "AVAILABLE", ("any number", "any number"))
        counts = [f"{n:,}" if isinstance(n, int) else n for n in (training, test, *module.SIZES)]
        rows.append([name, *counts, megabytes(name)])
    return table(
        "tab-data-sizes",
        "Images of each set: how many there are to train and validate on and to test on, how many "
        "of each part `data.load` gives unless it is told otherwise, and what is downloaded.",
        [
            "set",
            "there are, training",
            "there are, test",
            "given, training",
            "given, validation",
            "given, test",
            "download",
        ],
        rows,
    )


def classes() -> Markdown:
    """Return a table of the sets' classes by their labels."""
    names = zip(*(module.CLASSES for module in SETS.values()), strict=True)
    rows = [[str(label), *of_label] for label, of_label in enumerate(names)]
    return table(
        "tab-data-classes",
        "The classes of each set, by their label.",
        ["label", *SETS],
        rows,
    )


def form() -> Markdown:
    """Return in words the shapes and types in which every set comes."""
    arrays = data.load("shapes10", num_train=2, num_val=1, num_test=1)
    images, labels = arrays["X_train"], arrays["y_train"]
    channels, height, width = images.shape[1:]
    return Markdown(
        f"Images have the shape (N, {channels}, {height}, {width}) and the type {images.dtype}, "
        f"labels the shape (N,) and the type {labels.dtype}."
    )
