"""A check cell's points, split into named parts."""

import os
import secrets
import textwrap
import traceback
import zlib
from pathlib import Path

import numpy as np

#: What gives all submissions the same held-out images while a class is graded; None elsewhere.
shared_draw = None

#: What each check last gave in this process, by the check's name (see `layerwise.submission`).
results = {}

_LIBRARY = str(Path(__file__).parent)


class Parts:
    """Collects the points of a check, part by part, and reports them in words.

    A part that fails costs its own points and no others. The check cell ends in ``parts.total()``,
    whose value, a plain float, is the number of points earned.

    Parameters
    ----------
    name : str
        What is checked, usually the function's name.
    points : float
        The points of the whole check. Parts that only run when the notebook is graded make up
        the difference between these and the points of the visible parts.
    seed : int, optional
        Seed of `rng`. Without it the environment variable LAYERWISE_SEED is used, or a fresh one.
        The report says which, so that a result can be had again.

    Attributes
    ----------
    rng : numpy.random.Generator
        A stream of the check's own, for fresh inputs.
    records : list of dict
        One a part: name, points, earned, message (None where it passed).

    Examples
    --------
    >>> parts = Parts("addition", points=2, seed=0)
    >>> with parts("small numbers", points=2):
    ...     assert 1 + 1 == 2
    >>> parts.total()
    addition: 2 of 2 points
      pass  small numbers (2)
    2.0
    """

    def __init__(self, name, points, seed=None):
        self.name = name
        self.points = float(points)
        self.records = []
        self.seed = _seed(seed)
        # The name goes into the stream, so that two checks of one seed draw different inputs.
        self._drawn = False
        self._rng = np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    @property
    def rng(self):
        """The check's own random stream, a `numpy.random.Generator`."""
        self._drawn = True
        return self._rng

    def held_out(self, draw, num):
        """Return images and labels to test a model on, fresh ones that nobody has trained on.

        While a class is graded, they are drawn once and are the same for everybody.

        Parameters
        ----------
        draw : callable
            Draws a set from a seed, such as `layerwise.data.shapes10.draw`.
        num : int
            How many images, N.

        Returns
        -------
        X : ndarray of shape (N, ...)
            What ``draw(num, seed=...)`` returns, of a seed that nobody knows before.
        y : ndarray of shape (N,)
            The labels.
        """
        seed = int(self.rng.integers(2**63))
        return draw(num, seed=seed) if shared_draw is None else shared_draw(draw, num)

    def __call__(self, name, points):
        """Open a part: ``with parts("what is tried", points=1): ...``."""
        return _Part(self, name, float(points))

    def earned(self):
        """Return the points earned so far.

        Returns
        -------
        float
            Between 0 and `points`.
        """
        # Parts such as 0.7 + 0.7 + 0.6 add up to a hair over the maximum.
        total = sum(record["earned"] for record in self.records)
        return min(max(round(total, 9), 0.0), self.points)

    def total(self):
        """Print the report and return the points earned.

        Returns
        -------
        float
            Between 0 and `points`, a plain Python number, which nbgrader takes for the score.
        """
        results[self.name] = self
        print(self.report())
        return self.earned()

    def report(self):
        """Return the report as text, a line or more for each part.

        Returns
        -------
        str
        """
        lines = [f"{self.name}: {self.earned():g} of {self.points:g} points"]
        for record in self.records:
            lines.append(f"  {_state(record)}  {record['name']} ({record['points']:g})")
            if record["message"]:
                lines += textwrap.wrap(
                    record["message"], 96, initial_indent="        ", subsequent_indent="        "
                )
        rest = self.points - sum(record["points"] for record in self.records)
        if rest > 1e-9:
            lines.append(f"  The other {rest:g} points are decided by tests that run when graded.")
        if self._drawn and any(record["message"] for record in self.records):
            lines.append(f"  (inputs drawn from seed {self.seed})")
        return "\n".join(lines)


class _Part:
    """One part: a context that turns any exception into a record."""

    def __init__(self, parts, name, points):
        self._parts = parts
        self._record = {"name": name, "points": points, "earned": 0.0, "message": None}
        self._fraction = 1.0

    def __enter__(self):
        self._parts.records.append(self._record)
        return self

    def earn(self, fraction, reason):
        """Earn a fraction of the part's points, between 0 and 1, and say why it is not all.

        A part that never calls this earns all its points when its block ends without an exception.
        """
        self._fraction = min(max(float(fraction), 0.0), 1.0)
        if self._fraction < 1:
            self._record["message"] = reason

    def __exit__(self, kind, error, trace):
        if error is None:
            self._record["earned"] = self._record["points"] * self._fraction
            return False
        self._record["message"] = explain(error)
        # A keyboard interrupt stops the cell; every other failure is this part's alone.
        return isinstance(error, Exception)


def _state(record):
    if record["message"] is None:
        return "pass"
    return "part" if record["earned"] else "FAIL"


def explain(error):
    """Say in one line what an exception raised in a check means to the student.

    Parameters
    ----------
    error : Exception
        What was raised.

    Returns
    -------
    str

    Examples
    --------
    >>> explain(AssertionError("out has shape (2,), expected (3,)."))
    'out has shape (2,), expected (3,).'
    """
    text = str(error).strip()
    if isinstance(error, NotImplementedError):
        return f"this answer is still empty ({text or 'NotImplementedError'})."
    if isinstance(error, NameError) and getattr(error, "name", None):
        return f"{error.name} is not defined: has its cell been run, and is it spelt like this?"
    if isinstance(error, AssertionError):
        return text or f"an assertion failed: {_where(error)}"
    kind = getattr(error, "_student_type", type(error).__name__)
    return f"{kind}: {text or 'no message'} ({_where(error)})"


def _where(error):
    """Name the student's line that raised: the innermost frame outside installed code."""
    place = getattr(error, "_student_place", None)
    if place:
        return place
    frames = traceback.extract_tb(error.__traceback__)
    outside = [f for f in frames if not f.filename.startswith(_LIBRARY) and f.line]
    own = [f for f in outside if "site-packages" not in f.filename] or outside
    if not own:
        return "place unknown"
    return f"in {own[-1].name}, line {own[-1].lineno}: {own[-1].line}"


def _seed(seed):
    if seed is None:
        seed = os.environ.get("LAYERWISE_SEED")
    if seed is None:
        return secrets.randbelow(2**32)
    try:
        return int(seed)
    except ValueError:
        message = f"LAYERWISE_SEED is {seed!r}, expected a whole number; unset it or give one."
        raise ValueError(message) from None
