"""The four update rules that the figures compare, and how each one is drawn.

Three of them are exercises of the chapter: they come from its source notebook.
"""

from collections.abc import Callable
from itertools import cycle
from typing import NamedTuple

from experiments.update_rules.rules import steps

from layerwise import plots


class Rule(NamedTuple):
    """An update rule and its look, the same in every figure.

    Attributes
    ----------
    name : str
        As it stands in legends.
    step : callable
        ``rule(w, dw, config) -> (next_w, config)``.
    colour, line, marker : str
        Those that `layerwise.plots` gives to the curve in this place.
    """

    name: str
    step: Callable
    colour: str
    line: str
    marker: str


def compared() -> list[Rule]:
    """Return SGD, momentum, RMSProp and Adam, in that order."""
    looks = zip(plots.COLOURS, cycle(plots.LINES), plots.MARKERS, strict=False)
    return [Rule(*rule, *look) for rule, look in zip(steps().items(), looks, strict=False)]
