"""The Solver: real passes, histories, the best parameters, exact resumption, clear refusals."""

import itertools
import warnings

import numpy as np
import pytest


class Recorder:
    """A model that learns nothing and writes down what it is shown: sample n is the number n."""

    def __init__(self, losses=()):
        self.params = {"w": np.zeros(1)}
        self.batches = []
        self.evaluated = []
        self.losses = list(losses)

    def loss(self, X, y=None):
        if y is None:
            self.evaluated.append(X[:, 0].astype(int).tolist())
            return np.zeros((len(X), 2))
        assert np.array_equal(X[:, 0].astype(int) % 2, y), "a label has lost its sample"
        self.batches.append(X[:, 0].astype(int).tolist())
        return (self.losses.pop(0) if self.losses else 1.0), {"w": np.ones(1)}


def numbered(num_train, num_val=5):
    return {
        "X_train": np.arange(num_train, dtype=float)[:, None],
        "y_train": np.arange(num_train) % 2,
        "X_val": np.arange(num_val, dtype=float)[:, None],
        "y_val": np.arange(num_val) % 2,
    }


# Minibatches


@pytest.mark.parametrize(("num", "batch_size"), [(10, 5), (10, 3), (10, 10), (10, 99), (1, 1)])
def test_each_epoch_shows_every_sample_exactly_once(solve, num, batch_size):
    model = Recorder()
    solver = solve(model, numbered(num), batch_size=batch_size, num_epochs=3)
    solver.train()
    per_epoch = -(-num // batch_size)
    assert len(model.batches) == len(solver.loss_history) == 3 * per_epoch
    for epoch in range(3):
        batches = model.batches[epoch * per_epoch : (epoch + 1) * per_epoch]
        assert sorted(itertools.chain(*batches)) == list(range(num))
        assert all(len(batch) == min(batch_size, num) for batch in batches[:-1])
        assert len(batches[-1]) == num - (per_epoch - 1) * batch_size


def test_each_epoch_has_an_order_of_its_own_which_the_seed_decides(solve):
    orders = []
    for seed in (1, 1, 2, None, None):
        model = Recorder()
        solve(model, numbered(20), batch_size=20, num_epochs=2, seed=seed).train()
        orders.append(model.batches)
    assert orders[0] == orders[1]
    flat = [tuple(order) for batches in orders[1:] for order in batches]
    assert len(set(flat)) == len(flat)


def test_a_run_with_a_seed_is_reproducible_and_leaves_numpys_global_stream_alone(
    solve, assert_same_run
):
    runs = [solve(), solve()]
    np.random.seed(7)
    expected = np.random.RandomState(7).rand()
    for solver in runs:
        solver.train()
        solver.check_accuracy(solver.X_val, solver.y_val, num_samples=10)
    assert np.random.rand() == expected
    assert_same_run(*runs)


# Accuracies and histories


def test_accuracies_are_taken_at_the_start_and_after_each_epoch(solve):
    solver = solve(num_epochs=3)
    solver.train()
    assert len(solver.train_acc_history) == len(solver.val_acc_history) == 4
    assert len(solver.loss_history) == 3 * 5


def test_training_learns_something(solve):
    solver = solve(num_epochs=20)
    solver.train()
    assert solver.loss_history[-1] < 0.8 * solver.loss_history[0]
    assert solver.best_val_acc > 0.6


def test_training_accuracy_is_measured_on_as_many_samples_as_asked_and_each_only_once(solve):
    model = Recorder()
    solve(model, numbered(50, 30), num_train_samples=20, num_val_samples=10, num_epochs=0).train()
    train, val = model.evaluated
    assert len(set(train)) == len(train) == 20
    assert len(set(val)) == len(val) == 10


def test_check_accuracy_is_the_fraction_right_over_all_batches(solve):
    solver = solve()
    X, y = solver.X_train, solver.y_train
    expected = (solver.model.loss(X).argmax(axis=1) == y).mean()
    for batch_size in (1, 7, 230, 1000):
        assert solver.check_accuracy(X, y, batch_size=batch_size) == expected
    assert type(solver.check_accuracy(X, y)) is float


def test_a_sample_with_nan_scores_is_never_right(net, solve):
    model = net()
    solver = solve(model)
    model.params["b3"][1] = np.nan
    assert solver.check_accuracy(solver.X_val, np.zeros(60, int)) == 0
    assert solver.check_accuracy(solver.X_val, np.ones(60, int)) == 0


@pytest.mark.parametrize("num_labels", [59, 61, 1])
def test_accuracy_with_another_number_of_labels_is_refused(solve, num_labels):
    solver = solve()
    with pytest.raises(ValueError, match=f"60 samples and {num_labels} labels; expected as many"):
        solver.check_accuracy(solver.X_val, np.zeros(num_labels, int))


@pytest.mark.parametrize("lr_decay", [1.0, 0.5])
def test_the_learning_rate_decays_once_an_epoch(solve, lr_decay):
    rates = []

    def watching(w, dw, config):
        rates.append(config["learning_rate"])
        return w, config

    config = {"learning_rate": 0.8}
    solve(
        Recorder(), numbered(4), update_rule=watching, optim_config=config, batch_size=2,
        lr_decay=lr_decay, num_epochs=3,
    ).train()  # fmt: skip
    assert rates == [0.8 * lr_decay**epoch for epoch in (0, 0, 1, 1, 2, 2)]
    assert config == {"learning_rate": 0.8}


# The best parameters


def test_the_model_ends_with_copies_of_the_best_parameters(solve):
    class Sudden(Recorder):
        """Right about the validation labels only while its weight is -3."""

        def loss(self, X, y=None):
            if y is None:
                right = self.params["w"][0] == -3
                labels = X[:, 0].astype(int) % 2
                return np.eye(2)[labels if right else 1 - labels]
            return super().loss(X, y)

    def in_place(w, dw, config):
        w -= dw
        return w, config

    model = Sudden()
    solver = solve(model, numbered(6), update_rule=in_place, batch_size=6, num_epochs=5)
    solver.train()
    assert solver.val_acc_history == [0, 0, 0, 1, 0, 0]
    assert solver.best_val_acc == 1
    assert model.params["w"] == solver.best_params["w"] == -3
    model.params["w"][0] = 9
    assert solver.best_params["w"] == -3


def test_the_first_of_equally_good_parameters_is_kept(solve):
    model = Recorder()
    solve(model, numbered(6), optim_config={"learning_rate": 1}, num_epochs=3).train()
    assert model.params["w"] == 0


def test_before_training_there_are_no_best_parameters(solve):
    assert solve().best_params == {}


def test_training_again_goes_on_from_the_latest_parameters_not_the_best(solve, assert_same_run):
    whole, parts = solve(num_epochs=6), solve(num_epochs=6)
    whole.train()
    parts.train(2)
    parts.train(num_epochs=1)
    parts.train()
    assert_same_run(whole, parts)
    parts.train()
    assert_same_run(whole, parts)


# A training that diverges


@pytest.mark.parametrize("bad", [np.nan, np.inf, np.float32(np.nan)])
def test_a_loss_that_is_not_finite_stops_training_with_one_warning(solve, bad):
    model = Recorder(losses=[1.0, 2.0, 3.0, bad])
    solver = solve(model, numbered(4), batch_size=2, num_epochs=9)
    with pytest.warns(RuntimeWarning, match="in epoch 2: the loss of minibatch 4 is .*lower learn"):
        solver.train()
    assert solver.loss_history[:3] == [1, 2, 3]
    assert not np.isfinite(solver.loss_history[3])
    assert len(solver.loss_history) == 4
    assert len(solver.val_acc_history) == 2


def test_a_learning_rate_far_too_high_gives_that_warning_alone_and_keeps_finite_parameters(
    net, solve
):
    model = net()
    solver = solve(model, optim_config={"learning_rate": 1e12})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        solver.train()
    [warning] = caught
    assert "Training stopped in epoch 1" in str(warning.message)
    assert warning.filename == __file__
    assert all(np.isfinite(w).all() for w in model.params.values())
    assert len(solver.loss_history) < 20


# Refusals


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"update_rule": "adagrad"}, ValueError, "'adagrad'; expected one of"),
        ({"batch_size": 0}, ValueError, "batch_size=0; expected a whole number, 1 or more"),
        ({"batch_size": 2.5}, ValueError, "batch_size=2.5"),
        ({"num_epochs": -1}, ValueError, "num_epochs=-1; expected a whole number, 0 or more"),
        ({"num_train_samples": 0}, ValueError, "num_train_samples=0; expected"),
        ({"num_val_samples": 0}, ValueError, "num_val_samples=0; expected"),
        ({"print_every": 0}, ValueError, "print_every=0; expected"),
        ({"seed": -1}, ValueError, "seed=-1; expected a whole number, 0 or more"),
        ({"seed": 1.5}, ValueError, r"seed=1\.5"),
        ({"lr_decay": 0}, ValueError, "lr_decay=0; expected a positive number"),
        ({"optim_config": 1e-3}, TypeError, "optim_config of type float; expected a dict"),
    ],
)
def test_a_wrong_setting_is_refused_before_training(solve, settings, error, words):
    with pytest.raises(error, match=words):
        solve(**settings)


def test_wrong_data_are_refused_before_training(dataset, solve):
    data = dataset()
    del data["y_val"]
    with pytest.raises(ValueError, match="'y_val'"):
        solve(data=data)
    with pytest.raises(ValueError, match="NaN or infinity in X_val"):
        solve(data=dataset() | {"X_val": np.full((60, 12), np.nan)})


def test_a_failing_rule_is_told_which_parameter_and_what_was_expected(solve):
    with pytest.raises(ValueError, match=r"'<lambda>' returned None for the parameter 'W1'; exp"):
        solve(update_rule=lambda w, dw, config: None).train()


def test_decay_of_a_learning_rate_that_is_not_there_is_refused(solve):
    solver = solve(update_rule=lambda w, dw, config: (w, config), optim_config={}, lr_decay=0.9)
    with pytest.raises(ValueError, match=r"lr_decay=0.9 got no 'learning_rate'"):
        solver.train()


# What is shown


def test_training_shows_progress_on_standard_output_alone(solve, capsys):
    solve(verbose=True, num_epochs=2, print_every=5).train()
    out, err = capsys.readouterr()
    assert err == ""
    assert "10/10" in out
    assert "minibatch 5: loss" in out
    assert "minibatch 10: loss" in out


def test_nothing_is_shown_when_not_verbose(solve, capsys):
    solve(verbose=False, print_every=1).train()
    assert capsys.readouterr() == ("", "")


def test_a_training_that_is_complete_says_how_to_go_on(solve, capsys):
    solver = solve(verbose=True, num_epochs=1)
    solver.train()
    capsys.readouterr()
    solver.train()
    assert capsys.readouterr().out == (
        "All 1 epochs are done; train(num_epochs=...) goes on for so many more.\n"
    )
