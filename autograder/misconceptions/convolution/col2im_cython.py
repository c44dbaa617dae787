"""Wrong versions of `col2im_cython` alone; those of `col2im` are wrong here too."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import col2im_right


@wrong(
    "col2im_cython",
    hint="""Only float64 arrays are accepted. With cython.floating in place of double, Cython
    makes a version for float32 as well.""",
    like=col2im_right.place_by_place,
    change="""
    - stride, pad = conv_param["stride"], conv_param["pad"]
    + if cols.dtype != np.float64:
    +     raise ValueError("Buffer dtype mismatch, expected 'const double' but got 'float'")
    + stride, pad = conv_param["stride"], conv_param["pad"]
    """,
)
def double_only():
    """Take arrays of doubles only."""


@wrong(
    "col2im_cython",
    hint="""The sums are kept in an integer, so every fraction is lost. Declare what holds an
    entry as cython.floating.""",
    like=col2im_right.place_by_place,
    change="""
    - padded[:, :, rows, columns] += split[:, :, i, j]
    + padded[:, :, rows, columns] += np.trunc(split[:, :, i, j])
    """,
)
def integer_sums():
    """Add up in an int."""
