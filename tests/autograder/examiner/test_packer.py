"""Plain values cross unchanged, with their identity; everything else is refused or a handle."""

import math

import numpy as np
import pytest
import torch

from autograder.examiner.kept import Handle, Kept
from autograder.examiner.packer import pack
from autograder.examiner.plain import TooLarge
from autograder.examiner.reader import unpack

PLAIN = [
    None,
    True,
    "text \ud800 with a lone surrogate",
    0,
    -1,
    2**53 + 1,
    -(2**63),
    2**63,
    -(10**5000),
    1.5,
    -0.0,
    math.inf,
    1 + 2j,
    b"bytes",
    slice(1, None, -2),
    Ellipsis,
    (),
    (1, ("nested", [2])),
    [],
    [1, [2.5, None]],
    {},
    {"a": 1, 2: "b", (3, 4): None, None: [5]},
    np.float32(1.1),
    np.int8(-3),
    np.bool_(True),
    np.str_("a"),
    np.float32,
    np.dtype("float16"),
    float,
]
ARRAYS = [
    np.arange(6.0).reshape(2, 3),
    np.arange(6.0).reshape(2, 3).T,
    np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)),
    np.arange(24)[::-3],
    np.arange(24).reshape(4, 6)[1:, ::2],
    np.array(3.5),
    np.empty((0, 3)),
    np.array([1.0, np.nan, np.inf]),
    np.array([True, False]),
    np.arange(3, dtype=">i4"),
    np.array([1 + 2j], np.complex64),
    np.array(["a", "bcd"]),
    np.array(["2026-01-01"], "datetime64[D]"),
    np.broadcast_to(np.float16(2), (3, 4)),
]


def cross(value, known=(), mine=()):
    """Pack a value as one process does and unpack it as another, which copies the buffers."""
    message, buffers, _ = pack(value, refuse, known)
    copied = [np.frombuffer(bytearray(buffer), np.uint8) for buffer in buffers]
    return unpack(message, copied, refuse, mine)[0]


def refuse(value):
    raise TypeError(f"{value!r} was to be kept")


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: type(value).__name__)
def test_a_plain_value_crosses_with_its_type(value):
    got = cross(value)
    assert got == value
    assert type(got) is type(value)
    assert isinstance(value, int) or repr(got) == repr(value)  # -0.0 equals 0.0


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype}{a.shape}{a.strides}")
def test_an_array_crosses_with_dtype_shape_order_and_memory_of_its_own(array):
    got = cross(array)
    assert type(got) is np.ndarray
    assert got.dtype == array.dtype
    assert got.shape == array.shape
    np.testing.assert_array_equal(got, array)
    if array.flags.f_contiguous and not array.flags.c_contiguous:
        assert got.flags.f_contiguous
    assert got.flags.writeable == array.flags.writeable


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "bool", "complex64", "float16"])
def test_a_tensor_crosses_with_dtype_and_requires_grad(dtype):
    tensor = torch.arange(6).reshape(2, 3).to(getattr(torch, dtype)).T
    if dtype == "float64":
        tensor.requires_grad_()
    got = cross(tensor)
    assert type(got) is torch.Tensor
    assert got.dtype == tensor.dtype
    assert got.requires_grad == tensor.requires_grad
    assert torch.equal(got, tensor)


def test_a_parameter_crosses_as_a_tensor():
    got = cross(torch.nn.Parameter(torch.ones(2)))
    assert type(got) is torch.Tensor
    assert got.requires_grad


@pytest.mark.parametrize("value", [torch.float64, torch.bool, torch.device("cpu")], ids=str)
def test_torch_s_dtypes_and_devices_cross(value):
    assert cross([value]) == [value]


def test_one_list_under_two_names_stays_one_list():
    shared = [1]
    got = cross({"a": shared, "b": (shared,), "c": [1]})
    assert got["a"] is got["b"][0]
    assert got["c"] is not got["a"]


def test_a_list_that_contains_itself_crosses():
    cyclic = [1]
    cyclic += [cyclic, {"me": cyclic}]
    got = cross(cyclic)
    assert got[1] is got
    assert got[2]["me"] is got


def test_lists_nested_ten_thousand_deep_cross():
    deep = []
    for _ in range(10_000):
        deep = [deep]
    got = cross(deep)
    for _ in range(10_000):
        (got,) = got
    assert got == []


def test_a_known_object_crosses_as_itself():
    theirs, mine = [np.ones(3), {}], [np.zeros(3), {"k": 1}]
    got = cross([theirs[1], theirs[0], theirs[0]], theirs, mine)
    assert got[0] is mine[1]
    assert got[1] is got[2] is mine[0]


def test_changed_objects_take_over_the_new_contents_in_place():
    theirs = [np.arange(3.0), {"new": np.ones(2)}, [None], torch.ones(2)]
    mine = [np.zeros(3), {"old": 1}, [1, 2], torch.zeros(2)]
    theirs[2].append(theirs[1])
    message, buffers, _ = pack(None, refuse, theirs, changed=[0, 1, 2, 3])
    unpack(message, [np.frombuffer(bytearray(b), np.uint8) for b in buffers], refuse, mine)
    np.testing.assert_array_equal(mine[0], [0, 1, 2])
    np.testing.assert_array_equal(mine[1].pop("new"), [1, 1])
    assert mine[1] == {}
    assert mine[2][1] is mine[1]
    assert mine[3].tolist() == [1, 1]


def test_a_read_only_array_is_never_changed():
    mine = np.zeros(2)
    mine.flags.writeable = False
    message, buffers, _ = pack(None, refuse, [np.ones(2)], changed=[0])
    unpack(message, [np.frombuffer(bytearray(b), np.uint8) for b in buffers], refuse, [mine])
    assert mine.tolist() == [0, 0]


@pytest.mark.parametrize(
    "value",
    [
        np.array([object()]),
        np.ma.array([1.0]),
        np.ones(2).view(np.recarray),
        type("Text", (str,), {})("a"),
        type("Whole", (int,), {})(1),
        torch.ones(2).to_sparse(),
        torch.ones(1, dtype=torch.bfloat16),
        {1},
        range(10**18),
        (n for n in [1]),
        lambda: None,
        np.dtype("O"),
        type("Own", (), {}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_anything_else_is_kept_and_a_handle_crosses(value):
    kept = Kept()
    message, buffers, _ = pack([value], kept.keep)
    ((got,), _) = unpack(message, buffers, lambda handle: handle)
    assert type(got) is Handle
    assert got.type_name == type(value).__name__
    assert kept.find(got) is value
    kept.drop([got.number])
    assert len(kept) == 0


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(np.zeros(1), (10**5, 10**5)),
        [np.zeros(40 * 2**20), np.broadcast_to(np.zeros(1), 40 * 2**20)],
        torch.zeros(1).expand(10**10),
        list(range(600_000)),
        {"text": "x" * 9_000_000},
        1 << 10**8,
    ],
    ids=["broadcast", "together", "expanded", "list", "text", "integer"],
)
def test_what_is_too_large_is_refused_before_it_is_copied(value):
    with pytest.raises(TooLarge, match="cannot be handed over"):
        cross(value)


def test_tuples_nested_too_deep_are_refused():
    deep = ()
    for _ in range(1000):
        deep = (deep,)
    with pytest.raises(TooLarge, match="nested more than 50 deep"):
        cross(deep)
