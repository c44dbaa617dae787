"""Small trainings that several test files share."""

import numpy as np
import pytest

from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver


def draw(num_train=230, num_val=60, dim=12, seed=0):
    """Samples around one mean a class, so that there is something to learn."""
    rng = np.random.default_rng(seed)
    means = rng.standard_normal((4, dim))
    data = {}
    for part, num in (("train", num_train), ("val", num_val)):
        y = rng.integers(0, 4, num)
        noise = 1.5 * rng.standard_normal((num, dim))
        data |= {f"X_{part}": (means[y] + noise).astype(np.float32), f"y_{part}": y}
    return data


def make_net(cls=FullyConnectedNet, seed=0, **settings):
    np.random.seed(seed)
    return cls([16, 8], input_dim=12, num_classes=4, weight_scale=0.3, **settings)


def make_solver(model=None, data=None, **settings):
    settings = {"optim_config": {"learning_rate": 0.1}, "seed": 1, "verbose": False} | settings
    settings = {"batch_size": 50, "num_epochs": 4} | settings
    return Solver(model or make_net(), data or draw(), **settings)


def check_same_run(a, b):
    assert a.loss_history == b.loss_history
    assert a.train_acc_history == b.train_acc_history
    assert a.val_acc_history == b.val_acc_history
    assert (a.epoch, a.best_val_acc) == (b.epoch, b.best_val_acc)
    for x, y in ((a.model.params, b.model.params), (a.best_params, b.best_params)):
        assert x.keys() == y.keys()
        for name in x:
            assert x[name].tobytes() == y[name].tobytes(), name
            assert x[name].dtype == y[name].dtype


@pytest.fixture
def dataset():
    """Draw a data set of four classes."""
    return draw


@pytest.fixture
def net():
    """Make a three-layer net for it."""
    return make_net


@pytest.fixture
def solve():
    """Make a solver for both."""
    return make_solver


@pytest.fixture
def assert_same_run():
    """Compare two solvers to the last bit."""
    return check_same_run
