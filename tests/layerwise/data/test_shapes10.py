import hashlib
import tracemalloc

import numpy as np
import pytest

from layerwise import data
from layerwise.data import cache, outlines, shapes10

CHECKSUM = "b77641de47fab4a514b1bc5e77d34236a6714356f8bb597e805f022c6158b0f6"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache folder that does not exist yet."""
    path = tmp_path / "cache"
    monkeypatch.setenv(cache.ENVIRONMENT_VARIABLE, str(path))
    return path


@pytest.fixture(scope="module")
def mean_colours():
    """Mean colours of 10,000 images, (N, 3), between 0 and 1, and the images' labels."""
    X, y = shapes10.draw(10_000, seed=6)
    return X.mean(axis=(2, 3), dtype=np.float64) / 255, y


def assert_same(got, expected):
    for one, other in zip(got, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def share_right(features, y, num_fit):
    """Fit a linear classifier by least squares to the first samples; try it on the others."""
    features = np.column_stack([np.ones(len(features)), features])
    weights = np.linalg.lstsq(features[:num_fit], np.eye(10)[y[:num_fit]], rcond=None)[0]
    return np.mean((features[num_fit:] @ weights).argmax(axis=1) == y[num_fit:])


def test_a_seed_gives_these_very_images_on_every_platform():
    X, y = shapes10.draw(620, seed=1)  # more than one block, and not whole ones
    assert hashlib.sha256(X.tobytes() + y.astype("<i8").tobytes()).hexdigest() == CHECKSUM


def test_images_are_bytes_and_labels_are_int64():
    X, y = shapes10.draw(30, seed=0)
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((30, 3, 32, 32), np.uint8, (30,), np.int64)


def test_another_seed_gives_other_images_in_another_order():
    (X, y), (X_other, y_other) = shapes10.draw(100, seed=0), shapes10.draw(100, seed=1)
    assert not np.array_equal(y, y_other)
    assert not {image.tobytes() for image in X} & {image.tobytes() for image in X_other}


@pytest.mark.parametrize("num", [0, 1, 9, 10, 503, 1010])
def test_classes_are_balanced_as_far_as_the_number_allows(num):
    X, y = shapes10.draw(num, seed=2)
    counts = np.bincount(y, minlength=10)
    assert len(X) == num == counts.sum()
    assert counts.max() - counts.min() <= 1


def test_every_block_is_balanced_so_validation_images_at_the_tail_are_too(folder):
    _, y, _, _ = shapes10.read(1500, 0)
    for start in (0, 500, 1000):
        assert np.bincount(y[start : start + 500]).tolist() == [50] * 10


def test_a_smaller_set_is_the_beginning_of_a_larger_one(folder):
    smaller, larger = shapes10.read(500, 500), shapes10.read(1000, 1000)
    assert_same(smaller, [array[:500] for array in larger])


def test_the_order_of_the_labels_is_shuffled():
    _, y = shapes10.draw(1000, seed=3)
    # Of 999 neighbours 9 % are alike in a shuffled block; 4.3 standard deviations allowed,
    # a false alarm in 10^5 seeds.
    assert abs(np.mean(y[1:] == y[:-1]) - 49 / 499) < 4.3 * np.sqrt(0.1 * 0.9 / 999)


def test_training_test_and_fresh_images_have_nothing_in_common(folder):
    X_train, _, X_test, _ = shapes10.read(100, 100, seed=5)
    X_fresh, _ = shapes10.draw(100, seed=5)
    assert len({image.tobytes() for X in (X_train, X_test, X_fresh) for image in X}) == 300


def test_the_mean_colour_does_not_tell_the_class(mean_colours):
    mean_colour, y = mean_colours
    # 5,000 guesses at 1 in 10: 4.3 standard deviations is a false alarm in 10^5 seeds.
    assert share_right(mean_colour, y, 5000) < 0.1 + 4.3 * np.sqrt(0.1 * 0.9 / 5000)


def test_the_mean_colour_test_would_see_a_class_that_is_a_little_brighter(mean_colours):
    mean_colour, y = mean_colours
    brighter = mean_colour + 0.1 * (y == 4)[:, None]
    assert share_right(brighter, y, 5000) > 0.1 + 4.3 * np.sqrt(0.1 * 0.9 / 5000)


def test_an_image_shows_the_outline_of_its_label(monkeypatch):
    for name in ("SHIFT", "TURN", "STRETCH", "INVERTED", "NOISE"):
        monkeypatch.setattr(shapes10, name, 0.0)
    X, y = shapes10.draw(1000, seed=8)
    grey = X.mean(axis=1)
    shown = np.array([grey[y == label].mean(axis=0).ravel() for label in range(10)])
    grid = (np.arange(32, dtype=np.float32) - np.float32(15.5)) / np.float32(9.5)
    expected = [
        (outline(grid[None, :], grid[:, None], np.float32(0.5)) < 0).ravel()
        for outline in outlines.OUTLINES
    ]
    likeness = np.corrcoef(shown, np.array(expected))[:10, 10:]
    assert likeness.argmax(axis=1).tolist() == list(range(10))
    assert np.diag(likeness).min() > 0.8


def test_class_names_are_in_the_order_of_the_labels():
    names = "disc, ring, square, frame, triangle, star, cross, crescent, arrow, heart"
    assert ", ".join(shapes10.CLASSES) == names


def test_drawing_takes_little_memory_beside_the_images():
    peaks = []
    for num in (1000, 2500):
        tracemalloc.start()
        X, y = shapes10.draw(num, seed=0)
        peaks.append(tracemalloc.get_traced_memory()[1] - X.nbytes - y.nbytes)
        tracemalloc.stop()
    assert max(peaks) < 16e6
    assert peaks[1] < 1.1 * peaks[0]


@pytest.mark.parametrize(
    ("num", "seed", "message"),
    [
        (-1, 0, "got num=-1; expected a whole number, 0 or more"),
        (2.5, 0, "got num=2.5; expected"),
        ("many", 0, "got num='many'; expected"),
        (10, -3, "got seed=-3; expected"),
        (10, None, "got seed=None; expected"),
    ],
)
def test_a_wrong_argument_is_named(num, seed, message):
    with pytest.raises(ValueError, match=message):
        shapes10.draw(num, seed)


@pytest.mark.parametrize("arguments", [(-1, 0), (0, -1), (1, 1, -1), (1.0, 1)])
def test_wrong_sizes_are_refused_before_anything_is_drawn(folder, arguments):
    with pytest.raises(ValueError, match="expected a whole number, 0 or more"):
        shapes10.read(*arguments)
    assert not folder.exists()


def test_numpy_integers_are_whole_numbers():
    assert_same(shapes10.draw(np.int32(10), np.uint8(4)), shapes10.draw(10, 4))


def test_the_second_reading_comes_from_the_cache(folder):
    shapes10.read(20, 10)
    planted = np.full((20, 3, 32, 32), 7, np.uint8)
    (images,) = folder.glob("*train*images*")
    np.save(images, planted)
    assert_same(shapes10.read(20, 10)[:1], [planted])


def test_another_size_seed_or_generator_is_drawn_anew(folder, monkeypatch):
    shapes10.read(20, 10)
    first = {path.name for path in folder.iterdir()}
    assert len(first) == 4
    shapes10.read(30, 10)
    assert len(list(folder.iterdir())) == 6
    shapes10.read(20, 10, seed=1)
    assert len(list(folder.iterdir())) == 10
    monkeypatch.setattr(shapes10, "_generator", lambda: "changed")
    shapes10.read(20, 10)
    assert len(list(folder.iterdir())) == 14


@pytest.mark.parametrize("part", ["images", "labels"])
@pytest.mark.parametrize("damage", ["cut", "gone", "empty"])
def test_a_damaged_cache_is_drawn_again(folder, part, damage):
    expected = [np.array(array) for array in shapes10.read(20, 0)]
    (path,) = folder.glob(f"*train*{part}*")
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-100] if damage == "cut" else b"")
    assert_same(shapes10.read(20, 0), expected)
    assert path.read_bytes() == whole


def test_a_reading_that_is_broken_off_leaves_nothing_half_written(folder, monkeypatch):
    def interrupt(*paths):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(cache.os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            shapes10.read(20, 0)
    assert list(folder.iterdir()) == []
    assert len(shapes10.read(20, 0)[0]) == 20


def test_a_cache_that_cannot_be_written_is_gone_without(tmp_path, monkeypatch, capfd):
    (tmp_path / "a file").touch()  # a folder cannot be made under a file, not even by root
    monkeypatch.setenv(cache.ENVIRONMENT_VARIABLE, str(tmp_path / "a file" / "cache"))
    X_train, y_train, _, _ = shapes10.read(20, 0)
    assert X_train.shape == (20, 3, 32, 32)
    assert np.bincount(y_train).tolist() == [2] * 10
    assert capfd.readouterr() == ("", "")


def test_a_read_only_cache_folder_is_read_but_not_written(folder, monkeypatch):
    expected = [np.array(array) for array in shapes10.read(20, 0)]
    names = {path.name for path in folder.iterdir()}

    def refuse(path):
        raise cache.write_failure(path, PermissionError(13, "Permission denied"))

    monkeypatch.setattr(cache, "prepare", refuse)  # root may write even where it is forbidden
    assert_same(shapes10.read(20, 0), expected)
    assert len(shapes10.read(30, 0)[0]) == 30
    assert {path.name for path in folder.iterdir()} == names


def test_a_full_disk_costs_only_the_cache(folder, monkeypatch):
    def fill(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np.lib.format, "write_array_header_1_0", fill)
    assert len(shapes10.read(20, 10)[0]) == 20
    assert list(folder.iterdir()) == []


def test_data_load_gives_the_sizes_that_the_set_names(folder, monkeypatch):
    monkeypatch.setattr(shapes10, "SIZES", (60, 20, 10))
    loaded = data.load("shapes10")
    assert [len(loaded[f"X_{part}"]) for part in ("train", "val", "test")] == [60, 20, 10]
