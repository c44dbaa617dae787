import numpy as np
import pytest
from matplotlib.path import Path as Polygon

from layerwise.data import outlines

SPACING = 1 / 100
AXIS = (np.arange(320, dtype=np.float32) + np.float32(0.5)) * SPACING - np.float32(1.6)
X, Y = AXIS[None, :], AXIS[:, None]

# y points downwards: (0, -1) is above the centre.
INSIDE_AND_OUTSIDE = {
    "disc": ([(0, 0), (0.5, 0.5), (-0.7, 0)], [(0.6, 0.6), (0, 0.8)]),
    "ring": ([(0.71, 0), (0, -0.71), (0.5, 0.5)], [(0, 0), (0.3, 0.3), (0.7, 0.7)]),
    "square": ([(0, 0), (0.6, 0.6), (-0.6, 0.6)], [(0.7, 0), (0, -0.7)]),
    "frame": ([(0.675, 0), (0.675, -0.675)], [(0, 0), (0.4, 0.4), (0.9, 0)]),
    "triangle": ([(0, 0), (0, -1.1), (0.9, 0.5)], [(0.9, -0.5), (0, 0.6)]),
    "star": ([(0, 0), (0, -1.1), (1.0, -0.33), (0.65, 0.9)], [(0, 1.0), (0.6, -0.8)]),
    "cross": ([(0, 0), (0.9, 0), (0, -0.9)], [(0.5, 0.5), (-0.5, 0.5)]),
    "crescent": ([(-0.6, 0), (0.1, 0.8), (0.1, -0.8)], [(0.5, 0), (0.2, 0), (-0.8, 0)]),
    "arrow": ([(0, 0), (1.1, 0), (-1.1, 0), (0.1, 0.8)], [(0.9, 0.6), (-0.3, 0.5), (1.3, 0)]),
    "heart": ([(0, 0), (0.4, -0.6), (0, 0.8)], [(0, -0.65), (0.6, 0.6)]),
}


def mean_area(outline):
    """Measured by counting the points of a fine grid, averaged over thicknesses."""
    # The grid is turned, or it would have whole rows of points in or out along straight sides.
    cos, sin = np.float32(np.cos(0.3)), np.float32(np.sin(0.3))
    x, y = X * cos + Y * sin, Y * cos - X * sin
    thicknesses = np.linspace(0, 1, 11, dtype=np.float32)
    return np.mean([np.mean(outline(x, y, t) < 0) for t in thicknesses]) * 3.2**2


@pytest.mark.parametrize("outline", outlines.OUTLINES, ids=lambda outline: outline.__name__)
def test_an_outline_is_negative_inside_and_positive_outside(outline):
    inside, outside = INSIDE_AND_OUTSIDE[outline.__name__]
    for points, sign in ((inside, -1), (outside, 1)):
        x, y = np.array(points, np.float32).T
        assert np.all(np.sign(outline(x, y, np.float32(0.5))) == sign)


@pytest.mark.parametrize("outline", outlines.OUTLINES, ids=lambda outline: outline.__name__)
def test_all_outlines_have_the_same_mean_area(outline):
    assert mean_area(outline) == pytest.approx(1.75, rel=0.012)


@pytest.mark.parametrize("outline", outlines.OUTLINES, ids=lambda outline: outline.__name__)
def test_an_outline_stays_within_its_two_units_or_a_little_more(outline):
    y, x = np.nonzero(outline(X, Y, np.float32(1)) < 0)
    corners = np.abs(np.concatenate([AXIS[x], AXIS[y]]))
    assert 0.6 < corners.max() < 1.35


@pytest.mark.parametrize("outline", outlines.OUTLINES, ids=lambda outline: outline.__name__)
def test_an_outline_keeps_float32(outline):
    assert outline(X, Y, np.float32(0.5)).dtype == np.float32


def test_the_star_is_the_one_whose_corners_are_every_second_side_of_a_pentagon():
    # Its tips lie where every second line of the pentagon meets; all five lines touch a circle.
    circle = 0.357 + 0.057 / 2
    tip = circle / np.cos(np.radians(72))
    degrees = np.arange(10) * 36 - 90
    notch = circle / np.cos(np.radians(36))
    radii = np.where(np.arange(10) % 2 == 0, tip, notch)
    corners = np.stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], 1)
    x, y = np.broadcast_arrays(X, Y)
    expected = Polygon(corners * radii[:, None]).contains_points(
        np.stack([x.ravel(), y.ravel()], 1)
    )
    got = outlines.star(X, Y, np.float32(0.5)).ravel() < 0
    assert np.mean(got != expected) < 1e-4


def test_cosines_and_sines_are_exact_multiples_and_close():
    radians = np.radians(np.arange(360))
    for table, function in ((outlines.COS, np.cos), (outlines.SIN, np.sin)):
        assert table.dtype == np.float32
        np.testing.assert_array_equal(table * 2**14, np.rint(table * 2**14))
        np.testing.assert_allclose(table, function(radians), rtol=0, atol=2**-15)


def test_no_cosine_is_so_near_the_middle_of_two_multiples_that_platforms_could_differ():
    scaled = np.cos(np.radians(np.arange(360))) * 2**14
    # At 60 degrees and the like the product is whole; none may be near a half.
    assert np.abs(scaled - np.floor(scaled) - 0.5).min() > 1e-6
