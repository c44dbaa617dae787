"""The figures and the table of the chapter on convolution, beside PyTorch and plain counting."""

import itertools
import re

import numpy as np
import torch
from figures import convolution_filters, convolution_windows
from matplotlib import colors
from matplotlib.patches import Rectangle
from torch.nn import functional as F

from layerwise import data, plots


def texts(axes):
    """Return the numbers written into an axes' grid, as an array of the grid's shape."""
    numbers = np.full(axes.images[0].get_array().shape, np.nan)
    for text in axes.texts:
        column, row = text.get_position()
        numbers[row, column] = float(text.get_text())
    return numbers


def rectangles(axes):
    """Return left, top, width and height of each outline, in the order in which they are drawn."""
    patches = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return [(*patch.get_xy(), patch.get_width(), patch.get_height()) for patch in patches]


def in_windows():
    """Count the windows over each pixel by putting down one window after another."""
    padded = np.zeros((8, 9))  # the caption's 6×7 pixels with pad 1
    for top, left in itertools.product(range(0, 8 - 2, 2), range(0, 9 - 2, 2)):
        padded[top : top + 3, left : left + 3] += 1
    return padded


def test_the_filters_pictures_are_pytorch_s():
    images, _ = data.shapes10.draw(1, seed=3)
    image = torch.tensor(images, dtype=torch.float64)
    original, *pictures = convolution_filters.by_hand().axes
    np.testing.assert_array_equal(original.images[0].get_array(), images[0].transpose(1, 2, 0))
    assert [axes.get_title() for axes in pictures] == list(convolution_filters.FILTERS)
    for axes, pattern in zip(pictures, convolution_filters.FILTERS.values(), strict=True):
        w = torch.tensor(pattern).expand(1, 1, 3, 3)
        expected = F.conv2d(image.mean(dim=1, keepdim=True), w, padding=1)[0, 0]
        np.testing.assert_allclose(axes.images[0].get_array(), expected, atol=1e-9)


def test_the_filters_do_what_their_names_say():
    square = np.zeros((3, 9, 9))
    square[:, 3:6, 3:6] = 1
    flat = np.ones((3, 9, 9))
    answers = {}
    for name, pattern in convolution_filters.FILTERS.items():
        w = torch.tensor(np.stack([pattern] * 3)[None] / 3)
        image = torch.tensor(np.stack([square, flat]))
        answers[name] = F.conv2d(image, w)[:, 0].numpy()  # no border: the middle 7×7 pixels
    assert np.allclose(answers["blur"][1], 1)
    for name in ("edges, upright", "edges, level", "spots"):
        assert np.allclose(answers[name][1], 0)
    upright, level = answers["edges, upright"][0], answers["edges, level"][0]
    assert upright[3, 1] > 0 > upright[3, 5]  # left and right of the square
    assert abs(upright[3, 3]) < 1e-12
    np.testing.assert_allclose(level, upright.T, atol=1e-12)


def test_red_is_positive_blue_negative_and_white_is_zero():
    for axes in convolution_filters.by_hand().axes[1:]:
        image = axes.images[0]
        low, high = image.get_clim()
        if axes.get_title() == "blur":
            assert low == 0
            continue
        assert low == -high
        red, _, blue, _ = image.to_rgba(np.array([high / 2]))[0]
        assert red > blue
        assert min(image.to_rgba(np.array([0.0]))[0]) > 0.95
        inner = np.abs(image.get_array()[1:-1, 1:-1])
        assert inner.max() == high  # the strongest answer away from the border


def test_a_pixel_carries_the_number_of_its_windows():
    axes = convolution_windows.reached().axes[0]
    expected = in_windows()[1:-1, 1:-1]
    np.testing.assert_array_equal(texts(axes), expected)
    np.testing.assert_array_equal(axes.images[0].get_array(), expected)


def test_the_outlines_are_the_border_and_the_first_two_windows():
    axes = convolution_windows.reached().axes[0]
    border, first, second = rectangles(axes)
    # A pixel reaches half a unit to all sides of its middle; the image's first has it at 0, 0.
    assert border == (-1.5, -1.5, 9, 8)
    assert first == (-1.5, -1.5, 3, 3)
    assert second == (0.5, -1.5, 3, 3)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for x, y, width, height in (border, first, second):
        assert left < x < x + width < right
        assert top < y < y + height < bottom
    drawn = [colors.to_hex(patch.get_edgecolor()).upper() for patch in axes.patches]
    assert drawn == [plots.GREY, *plots.COLOURS[1:3]]


def test_the_columns_are_those_of_unfold():
    image, columns = convolution_windows.columns().axes
    pixels = torch.arange(12.0).reshape(1, 1, 3, 4)
    np.testing.assert_array_equal(texts(image), pixels[0, 0])
    expected = F.unfold(pixels, 2)[0]
    np.testing.assert_array_equal(texts(columns), expected)
    for axes in (image, columns):  # one colour for one number, in both
        assert axes.images[0].get_clim() == image.images[0].get_clim()
        np.testing.assert_array_equal(axes.images[0].get_array(), texts(axes))


def test_the_table_of_memory_agrees_with_unfold():
    text = convolution_windows.memory().data
    rows = re.findall(r"^\| (\d)×(\d) \| (\d) \| (\d) \| (\d+\.\d\d) \|$", text, re.M)
    assert len(rows) == len(text.split("| :---")[1].splitlines()[1:-1]) == 5
    image = torch.zeros(1, 3, 32, 32)
    for row in rows:
        height, width, stride, pad = map(int, row[:-1])
        cols = F.unfold(image, (height, width), padding=pad, stride=stride)
        assert float(row[-1]) == round(cols.numel() / image.numel(), 2)
    assert rows[0][0] == "1"  # a window of one pixel costs nothing
    assert rows[0][-1] == "1.00"


def test_what_the_page_says_of_its_windows_is_drawn(alt):
    padded, shown = in_windows(), alt("convolution", "convolution_windows.reached()")
    number = padded[1:-1, 1:-1]
    rows, columns = re.search(r"(\d) rows and (\d) columns of pixels", shown).groups()
    assert number.shape == (int(rows), int(columns))
    low, high = re.search(r"between (\d) and (\d)", shown).groups()
    assert (number.min(), number.max()) == (int(low), int(high))
    assert "overlap in both directions have a 4" in shown
    assert "lowest row is under no window" in shown
    assert not padded[-1].any()
    assert padded[:-1].all()
    _, first, second = rectangles(convolution_windows.reached().axes[0])
    assert "overlap in one column" in shown
    assert first[0] + first[2] - second[0] == 1


def test_what_the_page_says_of_the_columns_is_drawn(alt):
    shown = alt("convolution", "convolution_windows.columns()")
    image, columns = (texts(axes) for axes in convolution_windows.columns().axes)
    sizes = re.findall(r"(\d) (?:by|rows and) (\d) (?:pixels|columns)", shown)
    assert [tuple(map(int, size)) for size in sizes] == [image.shape, columns.shape]
    lists = [[int(n) for n in found.split(", ")] for found in re.findall(r"\d+(?:, \d+){3}", shown)]
    assert lists == columns[:, [0, 1, -1]].T.tolist()
    assert "The number 5, a pixel in the middle, occurs four times" in shown
    assert (columns == 5).sum() == 4


def test_what_the_page_says_of_the_filters_is_drawn(alt):
    shown = alt("convolution", "convolution_filters.by_hand()")
    assert "Five small pictures" in shown
    assert len(convolution_filters.by_hand().axes) == 5
    upright = convolution_filters.FILTERS["edges, upright"]
    level = convolution_filters.FILTERS["edges, level"]
    third, fourth = re.findall(r"from (left to right|top to bottom)", shown)
    assert (third, fourth) == ("left to right", "top to bottom")
    assert upright.sum(axis=0)[0] < 0 < upright.sum(axis=0)[-1]
    assert level.sum(axis=1)[0] < 0 < level.sum(axis=1)[-1]


def test_the_figures_can_be_read_on_light_and_dark_pages(on_both_grounds):
    for draw in (
        convolution_filters.by_hand, convolution_windows.reached, convolution_windows.columns
    ):  # fmt: skip
        on_both_grounds(draw())
