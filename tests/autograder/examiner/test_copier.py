"""A copy is what would have come out at the other end of the wire, made in one process."""

import numpy as np
import pytest
import torch

from autograder.examiner.copier import Copier
from autograder.examiner.kept import Kept, Stay
from autograder.examiner.packer import pack
from autograder.examiner.plain import TooLarge, as_array
from autograder.examiner.reader import unpack


def crossed(value):
    """Return what a value is after it went through a message, not over a socket."""
    others = Kept()
    message, buffers, _ = pack(value, others.keep)
    own = [np.frombuffer(buffer, np.uint8).copy() for buffer in buffers]
    return unpack(message, own, others.find)[0]


ARRAY = np.arange(12.0).reshape(3, 4)
PLAIN = {
    "numbers": [1, 2**80, 1.5, 2j, True, None, np.float32(2), np.int64(3), "text", b"bytes", ...],
    "containers": {"a": [1, (2, [3])], 4: slice(1, None, 2)},
    "types": (float, np.float32, np.dtype("<f4"), torch.float64, torch.device("cpu")),
    "arrays": [ARRAY, ARRAY.T, ARRAY[:, ::2], np.broadcast_to(1.0, (2, 3)), np.empty((0, 3))],
    "other arrays": [np.array("text"), np.array(3), np.zeros((2, 1, 2), np.bool_)],
    "tensors": [torch.ones(2, 3).T, torch.nn.Parameter(torch.ones(2)), torch.arange(3)],
}


def alike(a, b):
    if isinstance(a, np.ndarray | torch.Tensor):
        assert type(a) is type(b)
        x, y = as_array(a), as_array(b)
        assert np.array_equal(x, y)
        assert (x.dtype, x.strides, x.flags.writeable) == (y.dtype, y.strides, y.flags.writeable)
        assert getattr(a, "requires_grad", None) == getattr(b, "requires_grad", None)
    elif isinstance(a, list | tuple):
        assert type(a) is type(b)
        for x, y in zip(a, b, strict=True):
            alike(x, y)
    elif isinstance(a, dict):
        assert list(a) == list(b)
        alike(list(a.values()), list(b.values()))
    else:
        assert (type(a), a) == (type(b), b)


@pytest.mark.parametrize("kind", PLAIN)
def test_a_copy_is_what_a_message_makes_of_it(kind):
    alike(Copier().copy(PLAIN[kind]), crossed(PLAIN[kind]))


def test_a_copy_shares_nothing_but_what_is_not_plain():
    other = object()
    value = {"a": np.ones(4), "o": other, "s": Stay(other)}
    value["me"] = value
    copier = Copier()
    copied = copier.copy(value)
    assert copied["me"] is copied is not value
    assert not np.shares_memory(copied["a"], value["a"])
    assert copied["o"] is copied["s"] is other
    assert copier.bytes == 32
    assert Copier(stands_for=lambda value: (value, 1)).copy([other]) == [(other, 1)]


def test_what_is_in_two_places_stays_one_object():
    x = np.ones(2)
    first, (second, third) = Copier().copy((x, [x, x[:1]]))
    assert first is second
    assert not np.shares_memory(third, first)


def test_others_are_copied_in_place_of_some():
    x, y = np.ones(2), np.zeros(2)
    (copied,) = Copier(instead={id(x): y}).copy([x])
    assert copied.tolist() == [0, 0]
    assert copied is not y


@pytest.mark.parametrize("value", [np.ones(5), [np.ones(3), np.ones(2)], np.broadcast_to(1.0, 9)])
def test_more_bytes_than_the_limit_are_refused(value):
    with pytest.raises(TooLarge):
        Copier(limit=39).copy(value)


def test_what_is_nested_without_end_is_refused():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(TooLarge):
        Copier().copy(deep)
