"""Versions of `sgd_momentum` that go wrong for some shapes only."""

from autograder.misconceptions import wrong
from autograder.misconceptions.update_rules import sgd_momentum_right


@wrong(
    "sgd_momentum",
    hint="""Vectors and matrices are copied before they are changed, arrays of three or four
    dimensions are not. So a convolution's filters change under the caller's eyes.""",
    like=sgd_momentum_right.own_arrays_in_place,
    change="""
    - next_w = np.array(w)
    + next_w = w if np.ndim(w) > 2 else np.array(w)
    """,
)
def filters_changed_in_place():
    """Copy w unless it has more than two dimensions."""
