"""How hard each check is, and how well it tells strong students from weak ones."""

import math
from dataclasses import dataclass

import numpy as np

#: Fewer students than this say nothing of how a check discriminates.
FEWEST = 3


@dataclass
class Item:
    """A check as classical test theory looks at it.

    Attributes
    ----------
    name : str
    points : float
        What the check gives at most.
    students : int
    difficulty : float
        The mean share of its points that students earned, in [0, 1]: high means easy. For a check
        that gives all or nothing this is the share of students who pass it.
    full, none : float
        The shares of students who earned all of its points, and none of them.
    discrimination : float or None
        The correlation of its points with those of all other checks together, in [-1, 1]; None
        where there is none, as one of the two is the same for all, or there are too few students.
    error : float
        The standard error that a discrimination of zero would have among so many students.
    """

    name: str
    points: float
    students: int
    difficulty: float
    full: float
    none: float
    discrimination: float | None
    error: float


def items(scores, points):
    """Return the `Item` of each check.

    Difficulty and discrimination are those of Crocker and Algina, Introduction to Classical and
    Modern Test Theory (1986). The discrimination is the item-rest correlation, which
    leaves the check itself out of the sum (Henrysson, Psychometrika 28, 1963, pages 211 to 218):
    Pearson's r of x and T - x, with x a check's points and T the sum of all checks'. For a check
    that gives all or nothing it is the point-biserial correlation.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Points of N students in C checks.
    points : dict of str to float
        What each check gives at most, by its name, in the order of the columns.

    Returns
    -------
    list of Item
        Empty where there are no students.
    """
    scores = np.asarray(scores, float).reshape(-1, len(points))  # (N, C)
    if not len(scores):
        return []
    total = scores.sum(axis=1)  # (N,)
    found = []
    for column, (name, most) in enumerate(points.items()):
        own = scores[:, column]  # (N,)
        found.append(
            Item(
                name,
                most,
                len(own),
                float(own.mean() / most) if most else 0.0,
                float((own >= most - 1e-9).mean()),
                float((own <= 1e-9).mean()),
                correlation(own, total - own),
                1 / math.sqrt(max(len(own) - 1, 1)),
            )
        )
    return found


def correlation(x, y):
    """Return Pearson's r of two arrays of shape (N,), or None where it is not defined."""
    if len(x) < FEWEST or np.ptp(x) < 1e-9 or np.ptp(y) < 1e-9:
        return None
    return float(np.corrcoef(x, y)[0, 1])
