"""Versions of `prepare` that return something other than what is asked for."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import prepare_right


@wrong(
    "prepare",
    hint="""The images are float64. The net's parameters are float32, and so must be what it
    gets.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + prepared[part] = torch.from_numpy(images), torch.from_numpy(labels)
    """,
)
def double_images():
    """Leave the images in float64."""


@wrong(
    "prepare",
    hint="""The labels are floating-point numbers. The loss wants the numbers of classes, as
    int64.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels).float()
    """,
)
def float_labels():
    """Turn the labels into floats."""


@wrong(
    "prepare",
    hint="""Each label has become a row with a one in it. Keep the numbers of the classes.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + rows = torch.nn.functional.one_hot(torch.from_numpy(labels), 10)
    + prepared[part] = torch.from_numpy(images).float(), rows
    """,
)
def one_hot_labels():
    """Return one-hot labels."""


@wrong(
    "prepare",
    hint="""The images and labels are NumPy arrays; the net takes tensors.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + prepared[part] = images.astype(np.float32), labels
    """,
)
def arrays_returned():
    """Return arrays."""


@wrong(
    "prepare",
    hint="""The channels have been moved to the end, as in an image file. nn.Conv2d wants them
    in second place.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + images = torch.from_numpy(images).float().permute(0, 2, 3, 1)
    + prepared[part] = images, torch.from_numpy(labels)
    """,
)
def channels_last():
    """Move the channels to the end."""


@wrong(
    "prepare",
    hint="""The images have been shuffled and the labels have not, so that they no longer belong
    together.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared[part] = torch.from_numpy(images).float(), torch.from_numpy(labels)
    + order = np.arange(len(images))[::-1].copy()
    + prepared[part] = torch.from_numpy(images[order]).float(), torch.from_numpy(labels)
    """,
)
def shuffled_images_alone():
    """Put the images in another order."""


@wrong(
    "prepare",
    hint="""mean and std are those of the normalised images, 0 and 1. What is needed later are
    the numbers that were subtracted and divided by.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared["mean"] = torch.tensor(mean, dtype=torch.float32)
    - prepared["std"] = torch.tensor(std, dtype=torch.float32)
    + prepared["mean"] = prepared["train"][0].mean(dim=(0, 2, 3))
    + prepared["std"] = prepared["train"][0].std(dim=(0, 2, 3), correction=0)
    """,
)
def statistics_of_the_result():
    """Return the statistics of the result."""


@wrong(
    "prepare",
    hint="""mean and std are given for images from 0 to 1, and the images are from 0 to 255:
    predict would treat them wrongly.""",
    like=prepare_right.in_numpy,
    change="""
    - prepared["mean"] = torch.tensor(mean, dtype=torch.float32)
    - prepared["std"] = torch.tensor(std, dtype=torch.float32)
    + prepared["mean"] = torch.tensor(mean / 255, dtype=torch.float32)
    + prepared["std"] = torch.tensor(std / 255, dtype=torch.float32)
    """,
)
def statistics_from_0_to_1():
    """Return the statistics in another unit."""


@wrong(
    "prepare",
    hint="""The arrays that prepare was given are changed. A second call would normalise what is
    normalised already.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images -= mean.reshape(3, 1, 1).astype(np.float32)
    + images /= std.reshape(3, 1, 1).astype(np.float32)
    """,
)
def changed_in_place():
    """Normalise in place."""
