"""What a page says about a figure, and how it looks on light and dark grounds."""

import importlib
import re

import matplotlib as mpl
import numpy as np
import pytest
import yaml

# The grounds of the site's two themes.
GROUNDS = {"light": "#ffffff", "dark": "#14181e"}

STAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A figure to play with</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>body {{ font: 16px sans-serif; margin: 12px; }}</style>
<main><figure style="margin: 0">{figure}</figure></main></html>"""


@pytest.fixture(scope="session")
def alt(root):
    """Return the alternative text that a page gives to what a call draws."""

    def of(page, call):
        text = (root / "book" / f"{page}.md").read_text(encoding="utf-8")
        cells = re.findall(r"```\{code-cell\} ipython3\n---\n(.*?)\n---\n(.*?)\n```", text, re.S)
        [options] = [options for options, code in cells if code.strip() == call]
        return yaml.safe_load(options)["mystnb"]["image"]["alt"]

    return of


@pytest.fixture(scope="session")
def playable(root):
    """The names of the figures to play with."""
    modules = (root / "book" / "_static" / "figures").glob("*.js")
    return sorted({path.stem for path in modules} - {"play"})


@pytest.fixture(scope="session")
def stage(root, playable, serve, tmp_path_factory):
    """The address of a site with one page for each figure to play with, and nothing else on it."""
    folder = tmp_path_factory.mktemp("stage")
    (folder / "_static").symlink_to(root / "book" / "_static", target_is_directory=True)
    (folder / "book").mkdir()
    for name in playable:
        figure = importlib.import_module(f"figures.{name}").still()
        page = STAGE.format(figure=figure._repr_html_())
        (folder / "book" / f"{name}.html").write_text(page, encoding="utf-8")
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="session")
def on_both_grounds():
    """Check that a figure has no ground of its own and that what it writes can be read.

    Text stands either on the page, light or dark, or in the middle of a pixel of an opaque image.
    """

    def check(figure):
        assert figure.patch.get_alpha() == 0
        written = 0
        for axes in figure.axes:
            covered = not axes.axison or axes.get_label() == "<colorbar>"
            assert covered or axes.patch.get_alpha() == 0
            for text in (axes.title, *axes.texts):
                if text.get_text():
                    grounds = _pixels(axes) if text in axes.texts else {}
                    ground = grounds.get(text.get_position())
                    for under in GROUNDS.values() if ground is None else [ground]:
                        assert contrast(text.get_color(), under) > 3.9, text
                    written += 1
        assert written

    return check


def contrast(one, other):
    """Return the contrast of two colours, 1 to 21, as the W3C's accessibility guidelines do."""
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    rgb = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def _pixels(axes):
    """Return the colours of an image's pixels by the places of their middles."""
    found = {}
    for image in axes.images:
        assert image.get_alpha() in (None, 1)
        colours = image.to_rgba(image.get_array())
        rows, columns = colours.shape[:2]
        found |= {(c, r): tuple(colours[r, c]) for r in range(rows) for c in range(columns)}
    return found
