"""Draw the picture that stands for a page where a link to it is shared."""

import io
import textwrap

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from PIL import Image

WIDTH, HEIGHT = 1200, 630  # pixels
GROUND, WORDS, SOFT, ACCENT = "#10222b", "#ffffff", "#c9d8de", "#f2a541"
# The three layers of the mark, from below: colour and height of the middle, as in mark.svg.
LAYERS = (("#1b6d91", 43), ("#1f8a9e", 32), ("#f2a541", 21))
COLOURS = 64  # in the file: enough for the edges of the letters, in a third of the bytes


def lines_of(text: str, width: int, most: int) -> str:
    """Return a text in at most so many lines, cut at a word if it is longer.

    Examples
    --------
    >>> lines_of("one two three four", 8, 2)
    'one two\\nthree …'
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=most, placeholder=" …"))


def draw_mark(figure: Figure, left: float, bottom: float, size: float) -> None:
    """Draw the mark of the course: three layers, one over the other, in pixels of the card."""
    for colour, middle in LAYERS:
        corners = ((32, middle + 13), (58, middle), (32, middle - 13), (6, middle))
        # The mark's own heights count from above.
        shape = [(left + x * size / 64, bottom + (64 - y) * size / 64) for x, y in corners]
        figure.add_artist(
            Polygon(shape, facecolor=colour, edgecolor=GROUND, linewidth=3, transform=None)
        )


def card(title: str, part: str, description: str) -> bytes:
    """Return a card as a PNG image of 1200 by 630 pixels.

    Parameters
    ----------
    title : str
        The page's title, in large letters.
    part : str
        What the page is, such as "Chapter 2"; may be empty.
    description : str
        A sentence on the page.

    Returns
    -------
    bytes
        The file. The same words give the same bytes.
    """
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=GROUND)
    FigureCanvasAgg(figure)
    draw_mark(figure, 900, 300, 240)
    heading = lines_of(title, 18, 3)
    lines = heading.count("\n") + 1
    words = {"va": "top", "linespacing": 1.2, "transform": None, "family": "DejaVu Sans"}
    figure.text(80, 560, part, color=ACCENT, fontsize=22, **words)
    figure.text(80, 505, heading, color=WORDS, fontsize=48, weight="bold", **words)
    below = 505 - lines * 80 - 22
    room = max(1, int((below - 100) / 42))
    figure.text(80, below, lines_of(description, 48, room), color=SOFT, fontsize=22, **words)
    name = "Layerwise: a course on training neural networks"
    figure.text(80, 82, name, color=ACCENT, fontsize=19, **words)
    file = io.BytesIO()
    pixels = Image.fromarray(figure_pixels(figure)).quantize(COLOURS)
    pixels.save(file, "PNG", optimize=True)
    return file.getvalue()


def figure_pixels(figure: Figure) -> np.ndarray:
    """Return a figure as an array of shape (H, W, 3)."""
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[:, :, :3]
