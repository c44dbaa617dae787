"""Cells of a CSV file that a spreadsheet shows as they are, and takes for no formula."""

import re

#: What begins a formula in a spreadsheet, also in the wide form of East Asian keyboards.
_FORMULA = "=+-@＝＋－＠"


def safe(text):
    """Return a text as one cell's: on one line, and no formula.

    A program that writes CSV puts quotes around commas; what a spreadsheet does with a cell
    after that is another matter. A text such as ``=1+1`` gets an apostrophe before it.
    """
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", str(text)).strip()
    return f"'{text}" if text.startswith(tuple(_FORMULA)) else text


def number(points):
    """Return points as a cell's text, to four places; of None, an empty one."""
    if points is None:
        return ""
    return f"{points:.4f}".rstrip("0").rstrip(".") or "0"
