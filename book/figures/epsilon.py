"""What the place of epsilon does to the length of a step."""

from figures.table import table
from IPython.display import Markdown

EPSILON = 1e-8


def places() -> Markdown:
    """Return a table: the length of a step when every gradient has the same size."""
    rows = []
    for power in range(0, -10, -2):
        size = 10.0**power
        after = size / (size + EPSILON)
        inside = size / (size**2 + EPSILON) ** 0.5
        rows.append(
            [
                f"$10^{{{power}}}$",
                f"{after:.4f} η",
                f"{inside:.4f} η",
            ]
        )
    return table(
        "tab-epsilon",
        "Length of a step when $\\epsilon = 10^{-8}$ and all gradients have the same size.",
        ["size of the gradients", "$\\epsilon$ after the root", "$\\epsilon$ under the root"],
        rows,
    )
