"""Figures to play with: the still picture, and what a module needs to take it over.

The picture is drawn at build time from the solutions. Where scripts run, the module of the same
name in `_static/figures` finds it in the page and makes it move; elsewhere it stays as it is.
"""

import html
import json
from collections.abc import Iterable

import numpy as np

from layerwise import plots

MINUS = "\N{MINUS SIGN}"


def tag(name: str, *content: str, **attributes) -> str:
    """Return an element of HTML or SVG.

    Parameters
    ----------
    name : str
        Of the element.
    *content : str
        What is in it, as markup.
    **attributes
        Of the element. ``_`` stands for a hyphen, one at the end for nothing (``class_``).

    Examples
    --------
    >>> tag("text", "3", x=1.25, class_="value", text_anchor="end")
    '<text x="1.25" class="value" text-anchor="end">3</text>'
    """
    pairs = (
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{''.join(pairs)}>{''.join(content)}</{name}>"


def text(x: float, y: float, words: str, class_: str = "value") -> str:
    """Return words of SVG around a point; the class says how they are set."""
    return tag("text", html.escape(words), x=coordinate(x), y=coordinate(y), class_=class_)


def number(value: float, digits: int = 0) -> str:
    """Return a number with a fixed count of digits and a real minus sign, and no minus zero.

    Examples
    --------
    >>> number(-1.25, 1), number(-0.001, 2)
    ('−1.2', '0.00')
    """
    return f"{value:z.{digits}f}".replace("-", MINUS)


def coordinate(value: float) -> str:
    """Return a length in a picture, to a tenth.

    Examples
    --------
    >>> coordinate(12.04), coordinate(-0.31)
    ('12', '-0.3')
    """
    return f"{value:z.1f}".removesuffix(".0")


def line(points: Iterable) -> str:
    """Return the path through points (x, y), as the attribute `d` of a path."""
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)


def grid(
    numbers: np.ndarray, x: float, y: float, size: float, digits: int = 0, classes=None
) -> str:
    """Return a grid of numbers in square cells.

    Parameters
    ----------
    numbers : ndarray of shape (rows, columns)
        What stands in the cells.
    x, y, size : float
        The grid's upper left corner, and the side of a cell.
    digits : int
        Behind the decimal point.
    classes : callable, optional
        ``classes(row, column)`` is one more class for a cell, such as ``"picked"``.
    """
    cells = []
    for (row, column), value in np.ndenumerate(numbers):
        look = f"cell {classes(row, column) if classes else ''}".rstrip()
        box = tag("rect", width=size, height=size)
        words = text(size / 2, size / 2, number(value, digits))
        corner = f"translate({coordinate(x + column * size)} {coordinate(y + row * size)})"
        cells.append(tag("g", box, words, class_=look, transform=corner))
    return tag("g", *cells, class_="grid")


def svg(width: float, height: float, *content: str, class_: str = "", scale: float = 1) -> str:
    """Return a picture as wide as it says, times `scale`, which shrinks on a narrow page.

    What it shows is said in words beside it, so a screen reader passes over it.
    """
    return tag(
        "svg",
        *content,
        class_=class_,
        viewBox=f"0 0 {width} {height}",
        style=f"width: {width * scale:g}px",
        aria_hidden="true",
        focusable="false",
    )


def legend(samples: dict[str, str], still_only: bool = False) -> str:
    """Return a line that says what the looks in a picture mean.

    Parameters
    ----------
    samples : dict of str to str
        A piece of SVG, 34 wide and 12 high, for each meaning.
    still_only : bool
        Whether the line goes when a module takes over, which says the same in its own way.
    """
    entries = []
    for meaning, sample in samples.items():
        drawn = tag("svg", sample, viewBox="0 0 34 12", class_="sample", aria_hidden="true")
        entries.append(tag("span", drawn, html.escape(meaning)))
    return tag("div", *entries, class_="play-key still-only" if still_only else "play-key")


class Play:
    """A figure to play with, as a page shows it.

    Parameters
    ----------
    name : str
        Of the module in `_static/figures`.
    alt : str
        What the still picture shows, in words.
    data : dict
        What the module needs to know, as plain values.
    *pictures : str
        The picture, as markup.
    role : str
        What the picture is to a screen reader; ``"group"`` where a part of it can be focused.
    """

    def __init__(self, name: str, alt: str, data: dict, *pictures: str, role: str = "img"):
        self.name, self.alt, self.data = name, alt, data
        self.pictures, self.role = pictures, role

    def __repr__(self):
        return self.alt

    def _repr_html_(self):
        about = {"class_": "play-picture", "role": self.role, "aria_label": self.alt}
        picture = tag("div", *self.pictures, **about)
        # In JSON a "<" only stands in strings, where it may be written so that no tag is seen.
        data = json.dumps(self.data, separators=(",", ":")).replace("<", r"\u003c")
        colours = "; ".join(f"--plot-{place}: {c}" for place, c in enumerate(plots.COLOURS, 1))
        parts = (
            picture,
            tag("div", class_="play-controls", hidden="hidden"),
            tag("p", class_="play-words", aria_live="polite"),
            tag("script", data, type="application/json"),
        )
        # A page lies one folder below the site's root.
        static = "../_static/figures/"
        return "\n".join(
            (
                f'<link rel="stylesheet" href="{static}play.css">',
                tag("div", *parts, class_="play", data_play=self.name, style=colours),
                tag("script", type="module", src=f"{static}{self.name}.js"),
            )
        )
