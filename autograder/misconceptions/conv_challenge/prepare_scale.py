"""Versions of `prepare` that normalise in another way."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import prepare_right


@wrong(
    "prepare",
    hint="""The images are divided by the variance. Its root, the standard deviation, is asked
    for.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = pixels.var(axis=1, dtype=np.float64)
    """,
)
def variance_for_std():
    """Divide by the variance."""


@wrong(
    "prepare",
    hint="""The standard deviation is taken around zero, as the root of the mean square.
    Subtract the mean before you square.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = np.sqrt((pixels.astype(np.float64) ** 2).mean(axis=1))
    """,
)
def root_mean_square():
    """Take the root mean square."""


@wrong(
    "prepare",
    hint="""In place of the standard deviation stands the mean absolute deviation, which is
    smaller.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = np.abs(pixels - mean[:, None]).mean(axis=1)
    """,
)
def mean_absolute_deviation():
    """Take the mean absolute deviation."""


@wrong(
    "prepare",
    hint="""The mean is subtracted, but nothing is divided by the standard deviation.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = images - mean.reshape(3, 1, 1)
    """,
)
def not_divided():
    """Subtract the mean alone."""


@wrong(
    "prepare",
    hint="""The images are divided by the standard deviation, but the mean is not
    subtracted.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = images / std.reshape(3, 1, 1)
    """,
)
def mean_left_in():
    """Divide alone."""


@wrong(
    "prepare",
    hint="""The division comes before the subtraction, so that the mean is too large for what it
    is subtracted from. Look where the brackets stand.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = images / std.reshape(3, 1, 1) - mean.reshape(3, 1, 1)
    """,
)
def divided_before_subtracting():
    """Forget the brackets."""


@wrong(
    "prepare",
    hint="""The images are multiplied by the standard deviation in place of divided.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = (images - mean.reshape(3, 1, 1)) * std.reshape(3, 1, 1)
    """,
)
def multiplied():
    """Multiply."""


@wrong(
    "prepare",
    hint="""The images are scaled to numbers between 0 and 1. Their mean is then not 0, and
    their spread far below 1.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = images / 255
    """,
)
def scaled_to_one():
    """Divide by 255."""


@wrong(
    "prepare",
    hint="""The images are divided by 255 before the statistics of the images from 0 to 255 are
    used on them.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = (images / 255 - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    """,
)
def scaled_twice():
    """Mix two scales."""


@wrong(
    "prepare",
    hint="""The images are scaled by the least and the greatest value. The mean and the standard
    deviation are asked for.""",
    like=prepare_right.in_numpy,
    change="""
    - mean = pixels.mean(axis=1, dtype=np.float64)
    - std = pixels.std(axis=1, dtype=np.float64)
    + mean = pixels.min(axis=1).astype(np.float64)
    + std = pixels.max(axis=1).astype(np.float64) - mean
    """,
)
def between_least_and_greatest():
    """Scale between the least and the greatest."""


@wrong(
    "prepare",
    hint="""One mean and one standard deviation are taken over all three channels together. Each
    channel has its own.""",
    like=prepare_right.in_numpy,
    change="""
    - mean = pixels.mean(axis=1, dtype=np.float64)
    - std = pixels.std(axis=1, dtype=np.float64)
    + mean = np.full(3, pixels.mean(dtype=np.float64))
    + std = np.full(3, pixels.std(dtype=np.float64))
    """,
)
def one_for_all_channels():
    """Take one mean for all channels."""


@wrong(
    "prepare",
    hint="""The statistics of the first and the last channel have changed places, as where
    colours are taken for blue, green, red.""",
    like=prepare_right.in_numpy,
    change="""
    - images = (images - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
    + images = (images - mean[::-1].reshape(3, 1, 1)) / std[::-1].reshape(3, 1, 1)
    """,
)
def channels_reversed():
    """Reverse the channels."""


@wrong(
    "prepare",
    hint="""The array was reshaped to three rows before the channels were moved to the front, so
    that each row mixes the channels.""",
    like=prepare_right.in_numpy,
    change="""
    - pixels = arrays["X_train"].transpose(1, 0, 2, 3).reshape(3, -1)
    + pixels = arrays["X_train"].reshape(3, -1)
    """,
)
def reshaped_over_images():
    """Reshape without moving the axis."""


@wrong(
    "prepare",
    hint="""The standard deviation is that of the images' mean colours. It is to be taken over
    all pixels.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = arrays["X_train"].mean(axis=(2, 3), dtype=np.float64).std(axis=0)
    """,
)
def spread_of_image_means():
    """Take the spread of the images' means."""


@wrong(
    "prepare",
    hint="""The standard deviation is the mean of the images' own. That leaves out how the
    images differ from each other in brightness.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = arrays["X_train"].std(axis=(2, 3), dtype=np.float64).mean(axis=0)
    """,
)
def mean_of_image_spreads():
    """Average the images' standard deviations."""


@wrong(
    "prepare",
    hint="""The sum of squares is divided by one less than the number of pixels, as torch does
    unless told otherwise. The formula divides by their number: correction=0.""",
    like=prepare_right.in_numpy,
    change="""
    - std = pixels.std(axis=1, dtype=np.float64)
    + std = pixels.std(axis=1, dtype=np.float64, ddof=1)
    """,
)
def unbiased_std():
    """Divide by one less."""
