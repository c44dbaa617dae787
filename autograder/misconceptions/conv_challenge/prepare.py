"""Versions of `prepare` whose statistics are of other images than those of training."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import prepare_right


@wrong(
    "prepare",
    hint="""The test images have been added to the training images. The net would learn what it
    is to be tested on, and the test would say nothing.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + arrays = dict(arrays)
    + for kind in "Xy":
    +     both = arrays[f"{kind}_train"], arrays[f"{kind}_test"]
    +     arrays[f"{kind}_train"] = np.concatenate(both)
    + pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def test_images_in_training():
    """Train on the test images too."""


@wrong(
    "prepare",
    hint="""The validation images have been added to the training images, so that there is
    nothing left to choose between recipes by.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + arrays = dict(arrays)
    + for kind in "Xy":
    +     both = arrays[f"{kind}_train"], arrays[f"{kind}_val"]
    +     arrays[f"{kind}_train"] = np.concatenate(both)
    + pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def validation_images_in_training():
    """Train on the validation images too."""


@wrong(
    "prepare",
    hint="""The mean and the standard deviation are taken over the images of all three parts.
    Those of the test are to stand for images that come later: take the training images
    alone.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + everything = [arrays[f"X_{part}"] for part in ("train", "val", "test")]
    + pixels = np.concatenate(everything).transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def statistics_of_all():
    """Take the statistics over all images."""


@wrong(
    "prepare",
    hint="""The statistics are taken over the training and the validation images together. The
    validation images are there to be measured with, not to learn from.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + everything = [arrays[f"X_{part}"] for part in ("train", "val")]
    + pixels = np.concatenate(everything).transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def statistics_of_train_and_val():
    """Take the statistics over two parts."""


@wrong(
    "prepare",
    hint="""The statistics are those of the test images.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + pixels = arrays["X_test"].transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def statistics_of_test():
    """Take the statistics of the test images."""


@wrong(
    "prepare",
    hint="""Each part is normalised by statistics of its own. Then one and the same image looks
    different to the net in training and in the test.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + own_mean = images.mean(axis=(0, 2, 3), keepdims=True, dtype=np.float64)
    + own_std = images.std(axis=(0, 2, 3), keepdims=True, dtype=np.float64)
    + images = (images - own_mean) / own_std
    """,
)
def each_part_by_its_own():
    """Normalise each part by its own statistics."""


@wrong(
    "prepare",
    hint="""Each image is normalised by its own mean and standard deviation, which takes its
    brightness and colour away. The six numbers of the training set are asked for.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + own_mean = images.mean(axis=(2, 3), keepdims=True, dtype=np.float64)
    + own_std = images.std(axis=(2, 3), keepdims=True, dtype=np.float64)
    + images = (images - own_mean) / own_std
    """,
)
def each_image_by_its_own():
    """Normalise each image by its own statistics."""


@wrong(
    "prepare",
    hint="""Only the training images are normalised. The net would meet quite other numbers in
    the validation and test images.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + if part == "train":
    +     images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    """,
)
def training_alone():
    """Leave the other parts as they are."""


@wrong(
    "prepare",
    hint="""The validation images are not normalised; the training and test images are.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + if part != "val":
    +     images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    """,
)
def validation_forgotten():
    """Leave the validation images as they are."""


@wrong(
    "prepare",
    hint="""The validation and the test images have changed places.""",
    like=prepare_right.in_numpy,
    change="""
    - images, labels = arrays[f"X_{part}"], arrays[f"y_{part}"]
    + taken = {"train": "train", "val": "test", "test": "val"}[part]
    + images, labels = arrays[f"X_{taken}"], arrays[f"y_{taken}"]
    """,
)
def parts_swapped():
    """Swap validation and test."""


@wrong(
    "prepare",
    hint="""The statistics are taken over the first half of the training images alone.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + some = arrays["X_train"][: len(arrays["X_train"]) // 2]
    + pixels = some.transpose(1, 0, 2, 3).reshape(3, -1)
    """,
)
def half_of_the_images():
    """Take the statistics over half of the images."""
