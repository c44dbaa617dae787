import os
import pickle
import subprocess

import numpy as np
import pytest

from layerwise.data import plain_pickle


class Calls:
    """Pickles as a call of any function."""

    def __init__(self, function, *args):
        self.call = (function, args)

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (os.system, "posix.system"),
        (subprocess.Popen, "subprocess.Popen"),
        (eval, "builtins.eval"),
        (getattr, "builtins.getattr"),
        (__import__, "builtins.__import__"),
        (np.load, "numpy.load"),
        (np.fromfile, "numpy.fromfile"),
    ],
)
@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_a_pickle_that_calls_a_function_is_refused_and_not_run(tmp_path, function, name, protocol):
    trace = tmp_path / "trace"
    data = pickle.dumps({b"data": Calls(function, f"touch {trace}")}, protocol)
    with pytest.raises(pickle.UnpicklingError, match=r"it asks for .*does not need"):
        plain_pickle.loads(data)
    assert not trace.exists()


def test_the_refused_function_is_named():
    data = pickle.dumps(Calls(os.system, "true"))
    with pytest.raises(pickle.UnpicklingError, match=r"posix\.system"):
        plain_pickle.loads(data)


def test_a_codec_other_than_the_one_for_bytes_is_refused():
    data = b"\x80\x02c_codecs\nencode\nX\x03\x00\x00\x00abcX\x05\x00\x00\x00rot13\x86R."
    with pytest.raises(pickle.UnpicklingError, match="rot13"):
        plain_pickle.loads(data)


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4])
def test_arrays_and_plain_values_of_python_3_come_through(protocol):
    array = np.random.default_rng(3).integers(0, 256, (4, 12), dtype=np.uint8)
    value = {b"data": array, b"labels": [1, 2, 3, 9], "name": "a batch"}
    loaded = plain_pickle.loads(pickle.dumps(value, protocol))
    assert loaded.keys() == value.keys() and loaded[b"labels"] == value[b"labels"]
    np.testing.assert_array_equal(loaded[b"data"], array)
    assert loaded[b"data"].dtype == np.uint8


def test_a_batch_of_python_2_comes_through(pickle_batch):
    images = np.random.default_rng(4).integers(0, 256, (5, 3, 32, 32), dtype=np.uint8)
    loaded = plain_pickle.loads(pickle_batch(images, [3, 1, 4, 1, 5]))
    np.testing.assert_array_equal(loaded[b"data"], images.reshape(5, 3072))
    assert loaded[b"labels"] == [3, 1, 4, 1, 5]


@pytest.mark.parametrize("data", [b"", b"no pickle", b"\x80\x02}(", b"\x80\x02K\x01R.", b"i."])
def test_a_damaged_pickle_is_an_unpickling_error(data):
    with pytest.raises(pickle.UnpicklingError):
        plain_pickle.loads(data)
