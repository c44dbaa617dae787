"""A snapshot is a copy, in and out."""

from types import SimpleNamespace

import numpy as np
import pytest

from layerwise import snapshot


def model(**norm_params):
    return SimpleNamespace(params={"W": np.zeros((2, 3))}, norm_params=dict(norm_params))


def test_what_happens_to_the_model_later_does_not_reach_the_snapshot_nor_back():
    trained = model(one={"running_mean": np.zeros(3)})
    saved = snapshot.take(trained)
    trained.params["W"] += 1
    trained.norm_params["one"]["running_mean"] += 1
    params = trained.params
    snapshot.put(saved, trained)
    assert trained.params is params
    assert not trained.params["W"].any()
    assert not trained.norm_params["one"]["running_mean"].any()
    trained.params["W"] += 1
    assert not saved["params"]["W"].any()


def test_a_model_without_normalisation_needs_no_norm_params():
    bare = SimpleNamespace(params={"W": np.ones(2)})
    snapshot.put(snapshot.take(bare), bare)
    assert vars(bare).keys() == {"params"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, r"'W' is None; expected \(\(2, 3\), 'float64'\)"),
        ({"W": np.ones((3, 2))}, r"'W' is \(\(3, 2\), 'float64'\); expected \(\(2, 3\)"),
        ({"W": np.ones((2, 3), np.float32)}, "'float32'"),
        ({"W": np.ones((2, 3)), "b": np.ones(1)}, r"'b' is \(\(1,\), 'float64'\); expected None"),
    ],
)
def test_a_model_of_other_sizes_does_not_fit(params, words):
    with pytest.raises(ValueError, match=words):
        snapshot.check_fit(snapshot.take(model()), SimpleNamespace(params=params))
