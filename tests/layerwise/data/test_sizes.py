import numpy as np
import pytest

from layerwise.data import sizes


def test_sizes_left_out_take_the_defaults():
    assert sizes.choose((5, 6, 7), num_train=None, num_val=2, num_test=None) == [5, 2, 7]


def test_a_size_may_be_zero_or_a_number_of_numpys():
    assert sizes.choose((5, 6), num_train=0, num_val=np.int64(3)) == [0, 3]


@pytest.mark.parametrize("size", [-1, 2.0, "10", np.float64(3)])
def test_a_size_that_is_no_count_is_refused_by_name(size):
    with pytest.raises(ValueError, match=r"^num_val got .* expected a whole number"):
        sizes.choose((5, 6), num_train=1, num_val=size)


def test_sizes_up_to_what_there_is_pass():
    sizes.refuse_more_than((10, 5), 10, 5)


def test_too_large_a_size_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match=r"num_train \+ num_val got 11; this set has 10 "):
        sizes.refuse_more_than((10, 5), 11, 5)
    with pytest.raises(ValueError, match="num_test got 6; this set has 5 "):
        sizes.refuse_more_than((10, 5), 10, 6)
