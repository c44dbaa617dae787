"""What a data set must be before a training is spent on it."""

import numpy as np
import pytest

from layerwise import samples


def dataset(**changes):
    return {"X_train": np.ones((4, 3, 2, 2), np.float32), "y_train": np.arange(4)} | changes


def test_good_samples_come_back_without_a_copy():
    data = dataset()
    X, y = samples.take(data, "train")
    assert X is data["X_train"]
    assert y is data["y_train"]


def with_value(value):
    X = np.ones((4, 3, 2, 2), np.float32)
    X[1, 2, 1, 1] = value
    return X


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"y_train": np.arange(3)}, r"\(4, 3, 2, 2\) and y_train of shape \(3,\); expected"),
        ({"y_train": np.arange(4).reshape(4, 1)}, r"shape \(4, 1\); expected .* \(N,\)"),
        ({"X_train": np.ones(4)}, r"X_train of shape \(4,\)"),
        ({"X_train": np.ones((0, 3)), "y_train": np.arange(0)}, "1 or more"),
        ({"X_train": with_value(np.nan)}, "NaN or infinity in X_train; expected finite"),
        ({"X_train": with_value(np.inf)}, "NaN or infinity in X_train"),
        ({"X_train": with_value(-np.inf)}, "NaN or infinity in X_train"),
        ({"X_train": np.full((4, 2), "a")}, "X_train of type <U1; expected numbers"),
        ({"y_train": np.arange(4.0)}, "y_train of type float64; expected integer labels"),
        ({"y_train": np.array(list("abcd"))}, "y_train of type <U1; expected integer labels"),
    ],
)
def test_wrong_samples_get_one_sentence(changes, words):
    with pytest.raises(ValueError, match=words):
        samples.take(dataset(**changes), "train")


@pytest.mark.parametrize("key", ["X_train", "y_train"])
def test_a_missing_key_is_named_beside_those_that_are_there(key):
    data = dataset()
    del data[key]
    [left] = data
    with pytest.raises(ValueError, match=rf"without '{key}', with the keys \['{left}'\]; expected"):
        samples.take(data, "train")


def test_something_else_than_a_dict_is_refused():
    with pytest.raises(TypeError, match="type tuple; expected the dict"):
        samples.take((1, 2), "train")
