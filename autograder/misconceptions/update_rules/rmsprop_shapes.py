"""Versions of `rmsprop` that go wrong for some shapes only."""

from autograder.misconceptions import wrong
from autograder.misconceptions.update_rules import rmsprop_right


@wrong(
    "rmsprop",
    hint="""Vectors and matrices are copied before they are changed, arrays of three or four
    dimensions are not. So a convolution's filters change under the caller's eyes.""",
    like=rmsprop_right.own_arrays_in_place,
    change="""
    - next_w = np.array(w)
    + next_w = w if np.ndim(w) > 2 else np.array(w)
    """,
)
def filters_changed_in_place():
    """Copy w unless it has more than two dimensions."""
