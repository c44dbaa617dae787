import gzip
import struct

import numpy as np
import pytest

from layerwise.data import idx

IMAGES = np.random.default_rng(5).integers(0, 256, (50, 4, 3), dtype=np.uint8)
HEADER = struct.pack(">4B3I", 0, 0, 8, 3, 50, 4, 3)


@pytest.fixture
def write(tmp_path):
    """Write bytes to a gzip file and return its path."""

    def to_file(data):
        path = tmp_path / "images.gz"
        path.write_bytes(gzip.compress(data))
        return path

    return to_file


@pytest.mark.parametrize("num", [0, 1, 50])
def test_the_first_entries_are_read(write, num):
    entries = idx.read(write(HEADER + IMAGES.tobytes()), num, (50, 4, 3))
    np.testing.assert_array_equal(entries, IMAGES[:num])


def test_another_shape_in_the_header_is_refused(write):
    with pytest.raises(ValueError, match="header"):
        idx.read(write(HEADER + IMAGES.tobytes()), 2, (50, 3, 4))


@pytest.mark.parametrize("data", [HEADER, HEADER + bytes(599), HEADER + bytes(601), b""])
def test_too_few_or_too_many_bytes_are_refused(write, data):
    with pytest.raises(ValueError, match=r"bytes of data|header"):
        idx.read(write(data), 50, (50, 4, 3))


def test_a_file_that_is_missing_cut_short_or_damaged_is_refused(write, tmp_path):
    with pytest.raises(ValueError, match="No such file"):
        idx.read(tmp_path / "missing.gz", 1, (50, 4, 3))
    path = write(HEADER + IMAGES.tobytes())
    whole = path.read_bytes()
    path.write_bytes(whole[:300])
    with pytest.raises(ValueError, match="end-of-stream"):
        idx.read(path, 50, (50, 4, 3))
    path.write_bytes(whole[:-8] + bytes(4) + whole[-4:])
    with pytest.raises(ValueError, match="CRC"):
        idx.read(path, 50, (50, 4, 3))
    path.write_bytes(b"not gzip")
    with pytest.raises(ValueError, match="gzip"):
        idx.read(path, 50, (50, 4, 3))
