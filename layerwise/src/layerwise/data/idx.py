"""The idx format of the MNIST family: a header of big-endian numbers, then bytes.

Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits".
"""

import gzip
import math
import struct
import zlib

import numpy as np


def read(path, num, shape):
    """Read the first entries of a gzipped idx file of bytes.

    Only as much is decompressed as is asked for.

    Parameters
    ----------
    path : Path
        The file.
    num : int
        How many entries to read.
    shape : tuple of int
        The shape that the header must state, entries first, for instance (60000, 28, 28).

    Returns
    -------
    ndarray of shape (num, ...), uint8
        Read-only.

    Raises
    ------
    ValueError
        When the file is damaged, cut short or states another shape.
    """
    count = num * math.prod(shape[1:])
    try:
        with gzip.open(path) as file:
            header = file.read(4 + 4 * len(shape))
            data = file.read(count)
            # At the end of the file gzip compares its own checksum.
            more = file.read(1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error
    # 8 says unsigned bytes; the byte after it counts the dimensions.
    expected = struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape)
    if header != expected:
        raise ValueError(f"header {header.hex()}, expected {expected.hex()}")
    if len(data) != count or bool(more) != (num < shape[0]):
        raise ValueError(f"{len(data) + len(more):,} bytes of data or more, expected {count:,}")
    return np.frombuffer(data, dtype=np.uint8).reshape(num, *shape[1:])
