"""How far chance alone moves an accuracy, and how much choosing the best of several flatters."""

import math

import numpy as np
from figures.table import NO_BREAK, table
from IPython.display import Markdown

SIZES, SHARE, RECIPES = (500, 1_000, 2_000, 10_000), 0.7, 10


def standard_error(share: float, images: int) -> float:
    """Return the standard deviation of a measured accuracy, in percentage points."""
    return 100 * math.sqrt(share * (1 - share) / images)


def flattery(share: float, images: int, recipes: int) -> float:
    """Return by how many points the best of several equal recipes looks better than it is.

    Each recipe has the true accuracy `share` and is measured on `images` images of its own. The
    expected maximum of their counts of right answers is the sum over k of 1 - F(k)^recipes.
    """
    k = np.arange(images + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, images + 1)))])
    log_choose = log_factorial[-1] - log_factorial - log_factorial[::-1]
    chance = np.exp(log_choose + k * math.log(share) + (images - k) * math.log(1 - share))
    at_most = np.minimum(np.cumsum(chance), 1.0)
    best = np.sum(1 - at_most[:-1] ** recipes)
    return 100 * (best / images - share)


def errors() -> Markdown:
    """Return a table of both, by the number of images."""
    level = f"{100 * SHARE:.0f}{NO_BREAK}%"
    rows = [
        [
            f"{images:,}",
            *(f"{standard_error(share, images):.1f}" for share in (0.5, SHARE, 0.9)),
            f"{flattery(SHARE, images, RECIPES):.1f}",
        ]
        for images in SIZES
    ]
    return table(
        "tab-chance",
        "Standard deviation of a measured accuracy, in percentage points, by the number of "
        f"images; and by how much the best of {RECIPES} recipes seems better on average, if all "
        f"of them are at {level} and each is measured on images of its own.",
        [
            "images",
            f"at 50{NO_BREAK}%",
            f"at {level}",
            f"at 90{NO_BREAK}%",
            f"best of {RECIPES} at {level}",
        ],
        rows,
    )
