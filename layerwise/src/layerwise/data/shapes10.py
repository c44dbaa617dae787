"""shapes10: colour images of 32×32 pixels in ten classes, drawn by a seeded generator.

An image shows one shape of any colour on a ground of any colour, shifted, turned and stretched,
with stray strokes behind it and perhaps one across it, under noise. A seed gives the same
images, to the byte, on every platform.
"""

import contextlib
import functools
import hashlib
import operator
from pathlib import Path

import numpy as np

from layerwise.data import cache, outlines
from layerwise.data.outlines import COS, OUTLINES, SIN

#: Training, validation and test images that `layerwise.data.load` gives by default.
SIZES = (20_000, 1_000, 2_000)
#: The classes, in the order of the labels.
CLASSES = tuple(outline.__name__ for outline in OUTLINES)

#: Images are drawn in blocks, which are balanced and bound the memory.
BLOCK = 500
SIDE = 32  #: Height and width of an image, in pixels.

# Each use of a seed has a stream of its own, so that no drawn set repeats the training images.
FRESH = 0  #: The stream of sets that `draw` makes.
TRAIN = 1  #: The stream of training and validation images.
TEST = 2  #: The stream of test images.

# Lengths in pixels, angles in degrees, brightness from 0 (black) to 1 (white).
SIZE = (8.0, 11.0)  #: Half the width of a shape, in pixels.
SHIFT = 8.0  #: Pixels from the centre, at most.
TURN = 40.0  #: Degrees to either side, at most.
STRETCH = 0.15  #: Share by which a shape is longer or wider, at most.
GROUND = (0.05, 0.65)  #: Brightness of the ground, 0 to 1.
CONTRAST = (0.2, 0.5)  #: How much brighter the shape is than the ground.
INVERTED = 0.12  #: Share of the images with dark and bright exchanged.
CHROMA = 0.25  #: Distance of a colour from grey, at most.
GRADIENT = 0.2  #: Change of the ground from the centre to an edge, at most.
TEXTURE = 0.15  #: How strong the clouds in ground and shape are.
SHADE = 0.1  #: Change of the shape from its centre to an edge.
NOISE = 0.3  #: The largest noise that an image can have.
STROKES_BEHIND = (0.7, 0.7)  #: Chance of each stroke behind the shape.
STROKES_ACROSS = (0.3,)  #: Chance of the stroke across it.

_Y, _X = (grid.astype(np.float32) - 15.5 for grid in np.mgrid[:SIDE, :SIDE])


def draw(num, seed):
    """Draw a fresh set of images, as balanced as `num` allows.

    Parameters
    ----------
    num : int
        How many images, N.
    seed : int
        0 or more. No seed gives the images that `layerwise.data.load` trains or tests on.

    Returns
    -------
    X : ndarray of shape (N, 3, 32, 32), uint8
        Red, green and blue.
    y : ndarray of shape (N,), int64
        Positions in `CLASSES`.

    Raises
    ------
    ValueError
        When either is not a whole number of 0 or more.

    Examples
    --------
    >>> X, y = draw(100, seed=7)
    >>> X.shape, X.dtype, np.bincount(y).tolist()
    ((100, 3, 32, 32), dtype('uint8'), [10, 10, 10, 10, 10, 10, 10, 10, 10, 10])
    """
    return _draw(_whole("num", num), FRESH, _whole("seed", seed))


def read(num_train_pool, num_test, seed=0):
    """Read the first images of the training and test parts; draw those not in the cache.

    Parameters
    ----------
    num_train_pool : int
        Training and validation images, together.
    num_test : int
        Test images.
    seed : int
        0 or more; each makes another data set.

    Returns
    -------
    X_train, y_train, X_test, y_test : ndarray
        Images of shape (N, 3, 32, 32), uint8, and labels of shape (N,), int64. They may be
        files mapped into memory: copy them before you change them.

    Raises
    ------
    ValueError
        When an argument is not a whole number of 0 or more.
    """
    num_train_pool = _whole("num_train_pool", num_train_pool)
    num_test, seed = _whole("num_test", num_test), _whole("seed", seed)
    return *_read("train", TRAIN, num_train_pool, seed), *_read("test", TEST, num_test, seed)


def _read(part, stream, num, seed):
    """Read images and labels of one part from the cache, else draw and keep them."""
    folder = cache.folder()
    stem = f"shapes10-{_generator()}-{part}-{num}-seed{seed}"
    X_path, y_path = folder / f"{stem}-images.npy", folder / f"{stem}-labels.npy"
    X = cache.load(X_path, np.uint8, (num, 3, SIDE, SIDE))
    y = cache.load(y_path, np.int64, (num,))
    if X is None or y is None:
        X, y = _draw(num, stream, seed)
        # What can be drawn again does not need a cache: without one it only takes longer.
        with contextlib.suppress(cache.DataUnavailableError):
            cache.prepare(folder)
            cache.save(X_path, X)
            cache.save(y_path, y)
    return X, y


@functools.cache
def _generator():
    """Return a name for the code that draws: what an older one drew is not read for its images."""
    code = [Path(file).read_bytes() for file in (__file__, outlines.__file__)]
    return hashlib.sha256(b"".join(code)).hexdigest()[:12]


def _draw(num, stream, seed):
    # PCG64 by name: NumPy may change which generator default_rng takes, but not its stream.
    rng = np.random.Generator(np.random.PCG64([stream, seed]))
    X = np.empty((num, 3, SIDE, SIDE), np.uint8)
    y = np.empty(num, np.int64)
    for start in range(0, num, BLOCK):
        block = slice(start, min(start + BLOCK, num))
        labels = np.arange(block.stop - start) % len(CLASSES)
        order = np.argsort(rng.random(len(labels)), kind="stable")
        y[block] = labels[order]
        for label, outline in enumerate(OUTLINES):
            places = start + np.flatnonzero(y[block] == label)
            X[places] = _images(rng, outline, len(places))
    return X, y


def _images(rng, outline, num):
    """Draw images of one class: ground, strokes behind, shape, strokes across, noise."""
    brightness = _uniform(rng, num, *GROUND)
    image = _colour(rng, num, brightness) + _ground(rng, num)[:, None]
    for chance in STROKES_BEHIND:
        _stroke(image, rng, num, chance)

    mask = _shape_mask(rng, outline, num)
    shade = SHADE * _ramp(rng, num) + TEXTURE * _clouds(rng, num, 8)
    colour = _colour(rng, num, brightness + _uniform(rng, num, *CONTRAST))
    _lay(image, mask, colour + shade[:, None])
    for chance in STROKES_ACROSS:
        _stroke(image, rng, num, chance)

    # The difference of two uniform numbers is near enough to normal, and the same everywhere.
    noise = rng.integers(0, 256, (2, *image.shape), dtype=np.uint8).astype(np.float32)
    noise[0] -= noise[1]
    image += noise[0] * (_uniform(rng, num, 0, NOISE / 256)[:, None])
    inverted = (rng.random(num) < INVERTED)[:, None, None, None]
    image = np.where(inverted, 1 - image, image)
    return np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8)


def _shape_mask(rng, outline, num):
    """Share of each pixel that the shape covers, (num, 32, 32)."""
    cos, sin = _directions(_mostly_small(rng, num, TURN))
    half_width = _uniform(rng, num, *SIZE)
    x, y = _X - _mostly_small(rng, num, SHIFT), _Y - _mostly_small(rng, num, SHIFT)
    stretch = _uniform(rng, num, 1 - STRETCH, 1 + STRETCH)
    across = (x * cos + y * sin) / (half_width * stretch)
    down = (y * cos - x * sin) * (stretch / half_width)
    return _cover(outline(across, down, _uniform(rng, num, 0, 1)) * half_width)


def _stroke(image, rng, num, chance):
    """Lay a straight stroke of any colour over some of the images, in place."""
    cos, sin = _directions(_uniform(rng, num, -180, 180))
    x, y = _X - _uniform(rng, num, -15, 15), _Y - _uniform(rng, num, -15, 15)
    along = np.abs(x * cos + y * sin) - _uniform(rng, num, 4, 14)
    across = np.abs(y * cos - x * sin) - _uniform(rng, num, 0.6, 1.4)
    drawn = (rng.random((num, 1, 1)) < chance).astype(np.float32)
    colour = _colour(rng, num, _uniform(rng, num, 0.1, 0.9))
    _lay(image, _cover(np.maximum(along, across)) * drawn, colour)


def _lay(image, mask, colour):
    """Paint a colour over images in place, as far as the mask covers them."""
    image += mask[:, None] * (colour - image)


def _cover(distance):
    """Smooth an edge over a pixel: 1 inside, 0 outside, a half on the outline."""
    return np.clip(0.5 - distance, 0, 1)


def _ground(rng, num):
    """Brightness of the ground about its mean: a gradient and clouds, (num, 32, 32)."""
    ground = _uniform(rng, num, 0, GRADIENT) * _ramp(rng, num)
    for cells in (4, 8):
        ground += _uniform(rng, num, 0, 2 * TEXTURE) * _clouds(rng, num, cells)
    return ground


def _ramp(rng, num):
    """Planes that rise from about -1 to 1 across the image in any direction."""
    cos, sin = _directions(_uniform(rng, num, -180, 180))
    return (_X * cos + _Y * sin) * np.float32(1 / 16)


def _clouds(rng, num, cells):
    """Smooth random texture between -1/2 and 1/2: a coarse grid, interpolated linearly."""
    grid = rng.random((num, cells + 1, cells + 1)).astype(np.float32) - 0.5
    step = SIDE // cells
    weight = (np.arange(step, dtype=np.float32) + 0.5) / step
    rows = grid[:, :-1, None] * (1 - weight)[:, None] + grid[:, 1:, None] * weight[:, None]
    rows = rows.reshape(num, SIDE, cells + 1, 1)
    return (rows[:, :, :-1] * (1 - weight) + rows[:, :, 1:] * weight).reshape(num, SIDE, SIDE)


def _colour(rng, num, brightness):
    """Colours of a given brightness and any hue, (num, 3, 1, 1)."""
    red, green, blue = (_uniform(rng, num, -CHROMA, CHROMA) for _ in range(3))
    grey = brightness - (red + green + blue) * np.float32(1 / 3)
    return np.stack([grey + red, grey + green, grey + blue], axis=1)


def _directions(degrees):
    """Cosine and sine of angles, rounded to whole degrees."""
    whole = np.rint(degrees).astype(np.int64) % 360
    return COS[whole], SIN[whole]


def _mostly_small(rng, num, most):
    """One number for each image, (num, 1, 1): often near 0, now and then as large as `most`.

    Most images are then easy enough for a few hundred to teach something, while some stay hard
    however many there are, as with photographs.
    """
    return _uniform(rng, num, -most, most) * _uniform(rng, num, 0, 1)


def _uniform(rng, num, low, high):
    """One number for each image, (num, 1, 1)."""
    return (low + (high - low) * rng.random((num, 1, 1))).astype(np.float32)


def _whole(name, value):
    try:
        number = operator.index(value)
    except TypeError:
        number = -1
    if number < 0:
        raise ValueError(f"shapes10 got {name}={value!r}; expected a whole number, 0 or more.")
    return number
