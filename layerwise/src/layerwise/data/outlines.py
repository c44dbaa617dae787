"""The ten outlines of shapes10, as functions that say how far a point is outside.

Each takes coordinates x (to the right) and y (downwards) of any one shape and a thickness between
0 and 1 that broadcasts against them, and returns about the distance to the outline: negative
inside, 0 on it, positive outside. A shape is about 2 units wide.

Only +, -, ×, square root, minimum and maximum of float32 numbers are used, element by element:
IEEE 754 fixes how each of them rounds, so every platform gets the same images.
"""

import numpy as np

__all__ = ["COS", "OUTLINES", "SIN"]

# Rounded, because platforms differ in the last bit of np.cos.
_RADIANS = np.arange(360) * (np.pi / 180)
#: Cosines by degree, 0 to 359, rounded to a multiple of 2⁻¹⁴; shape (360,), float32.
COS = (np.rint(np.cos(_RADIANS) * 2**14) / 2**14).astype(np.float32)
#: Sines, in the same way.
SIN = (np.rint(np.sin(_RADIANS) * 2**14) / 2**14).astype(np.float32)


def disc(x, y, thickness):
    """Give the distance to a disc."""
    return _radius(x, y) - 0.746


def ring(x, y, thickness):
    """Give the distance to a ring."""
    return np.abs(_radius(x, y) - 0.71) - (0.152 + 0.09 * thickness)


def square(x, y, thickness):
    """Give the distance to a square."""
    return _box(x, y, 0.661, 0.661)


def frame(x, y, thickness):
    """Give the distance to the frame of a square."""
    return np.abs(_box(x, y, 0.675, 0.675)) - (0.113 + 0.097 * thickness)


def triangle(x, y, thickness):
    """Give the distance to a triangle that stands on a side."""
    return _intersect([_half_plane(x, y, degrees, 0.582) for degrees in (90, 210, 330)])


def star(x, y, thickness):
    """Give the distance to a star of five points."""
    planes = [_half_plane(x, y, degrees, 0.357 + 0.057 * thickness) for degrees in _FIFTHS]
    # A star is where at most one of the five half-planes is left: the second largest decides.
    largest, second = np.maximum(planes[0], planes[1]), np.minimum(planes[0], planes[1])
    for plane in planes[2:]:
        second = np.maximum(second, np.minimum(largest, plane))
        largest = np.maximum(largest, plane)
    return second


def cross(x, y, thickness):
    """Give the distance to an upright cross."""
    width = 0.216 + 0.117 * thickness
    return np.minimum(_box(x, y, 0.935, width), _box(x, y, width, 0.935))


def crescent(x, y, thickness):
    """Give the distance to a crescent moon that is open to the right."""
    x = x - 0.2
    bite = (0.702 - 0.097 * thickness) - _radius(x - 0.536, y)
    return np.maximum(_radius(x, y) - 0.955, bite)


def arrow(x, y, thickness):
    """Give the distance to an arrow that points to the right."""
    head = _intersect([_half_plane(x - 1.2, y, degrees, 0.0) for degrees in (52, 308)])
    head = np.maximum(head, 0.05 - x)
    return np.minimum(head, _box(x + 0.5, y, 0.7, 0.235 + 0.1 * thickness))


def heart(x, y, thickness):
    """Give the distance to a heart."""
    x = np.abs(x)
    lobe = _radius(x - 0.351, y + 0.216) - 0.496
    return np.minimum((x + np.abs(y - 0.135)) * 0.7071 - 0.496, lobe)


_FIFTHS = (54, 126, 198, 270, 342)

#: In the order of the labels. The mean areas are equal (1.75 to within 1 %), so that a shape's
#: share of the pixels, and with it the mean colour of an image, doesn't tell the class.
OUTLINES = (disc, ring, square, frame, triangle, star, cross, crescent, arrow, heart)


def _radius(x, y):
    return np.sqrt(x * x + y * y)


def _box(x, y, half_width, half_height):
    return np.maximum(np.abs(x) - half_width, np.abs(y) - half_height)


def _half_plane(x, y, degrees, offset):
    """Distance beyond the line that is `offset` away from the centre, in a direction."""
    return x * COS[degrees] + y * SIN[degrees] - np.float32(offset)


def _intersect(distances):
    result = distances[0]
    for distance in distances[1:]:
        result = np.maximum(result, distance)
    return result
