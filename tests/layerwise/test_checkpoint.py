"""A training goes on from a checkpoint, or from Ctrl-C, exactly as if there had been no break."""

import copy
import json

import numpy as np
import pytest

from layerwise import checkpoint
from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver


class NoisyNet(FullyConnectedNet):
    """A block with noise from NumPy's global stream and a running average, as to come later."""

    def hidden_forward(self, x, layer):
        out, cache = super().hidden_forward(x, layer)
        memory = self.norm_params[layer]
        memory.setdefault("running_mean", np.zeros(out.shape[1], out.dtype))
        if memory["mode"] == "train":
            memory["running_mean"] = 0.9 * memory["running_mean"] + 0.1 * out.mean(axis=0)
            noise = np.random.randn(*out.shape).astype(out.dtype)
            return out + 0.1 * noise, cache
        return out + 0.1 * memory["running_mean"], cache

    def hidden_backward(self, dout, cache, layer):
        dx, grads = super().hidden_backward(dout, cache, layer)
        zeros = np.zeros_like(grads[f"b{layer}"])
        return dx, grads | {f"gamma{layer}": zeros, f"beta{layer}": zeros}


def growing_steps(w, dw, config=None):
    """A rule with a nested state: the step grows where the gradient keeps its sign."""
    memory = config.setdefault("memory", {"sign": np.zeros_like(w), "count": (np.int64(0), [])})
    agrees = np.sign(dw) == memory["sign"]
    config["step"] = config.get("step", np.ones_like(w)) * np.where(agrees, 1.1, 0.7).astype(
        w.dtype
    )
    memory["sign"] = np.sign(dw)
    memory["count"] = (memory["count"][0] + 1, [float(np.abs(dw).sum())])
    return w - config["learning_rate"] * config["step"] * dw, config


def test_a_checkpoint_is_made_of_arrays_and_what_json_can_hold(solve):
    trained = solve()
    trained.train()
    text = json.dumps(checkpoint.take(trained), default=np.ndarray.tolist)
    assert json.loads(text)["state"]["epoch"] == 4


def test_histories_parameters_and_the_global_stream_come_back(solve):
    trained, fresh = solve(), solve()
    trained.train()
    taken = copy.deepcopy(checkpoint.take(trained))
    expected = np.random.rand()
    checkpoint.put(taken, fresh)
    assert np.random.rand() == expected
    assert fresh.loss_history == trained.loss_history
    for name, w in trained.best_params.items():
        assert np.array_equal(fresh.model.params[name], w)


@pytest.mark.parametrize("rule", ["sgd", growing_steps])
@pytest.mark.parametrize("seed", [1, None])
@pytest.mark.parametrize("break_after", [0, 1, 3])
def test_a_resumed_run_equals_the_uninterrupted_one_bit_for_bit(
    dataset, net, solve, assert_same_run, tmp_path, rule, seed, break_after
):
    settings = {"update_rule": rule, "lr_decay": 0.9, "num_epochs": 5, "num_train_samples": 100}
    whole = solve(net(NoisyNet, normalization="batchnorm"), seed=seed, **settings)
    stopped = copy.deepcopy(whole)
    np.random.seed(3)
    whole.train()

    np.random.seed(3)
    stopped.train(break_after)
    stopped.save(tmp_path / "run.npz")
    np.random.seed(99)
    other = net(NoisyNet, normalization="batchnorm", seed=5)
    resumed = Solver.resume(
        tmp_path / "run.npz",
        other,
        dataset(),
        update_rule=None if rule == "sgd" else rule,
        verbose=False,
    )
    assert resumed.loss_history == stopped.loss_history
    for name, w in resumed.best_params.items():
        assert np.array_equal(other.params[name], w)
    resumed.train()
    assert_same_run(whole, resumed)
    for layer in (1, 2):
        running_mean = whole.model.norm_params[layer]["running_mean"]
        assert np.array_equal(other.norm_params[layer]["running_mean"], running_mean)


class Interrupted(FullyConnectedNet):
    """Ctrl-C comes in the middle of the given call of `loss` with labels."""

    calls, interrupt_at = 0, None

    def loss(self, X, y=None):
        self.calls += y is not None
        if self.calls == self.interrupt_at:
            self.interrupt_at = None
            raise KeyboardInterrupt
        return super().loss(X, y)


def test_ctrl_c_keeps_histories_and_best_parameters_and_training_goes_on_in_mid_epoch(
    dataset, net, solve, assert_same_run, tmp_path
):
    whole = solve()
    whole.train()
    model = net(Interrupted)
    model.interrupt_at = 13  # the third minibatch of the third epoch
    solver = solve(model)
    with pytest.raises(KeyboardInterrupt):
        solver.train()
    assert solver.loss_history == whole.loss_history[:12]
    assert solver.val_acc_history == whole.val_acc_history[:3]
    assert solver.best_val_acc == max(solver.val_acc_history)
    for name, w in model.params.items():
        assert np.array_equal(w, solver.best_params[name])

    solver.save(tmp_path / "run.npz")
    resumed = Solver.resume(tmp_path / "run.npz", net(seed=8), dataset(), verbose=False)
    for continued in (solver, resumed):
        continued.train()
        assert_same_run(whole, continued)


@pytest.mark.parametrize("evaluation", [1, 4, 5, 8, 17, 20])
def test_ctrl_c_while_accuracies_are_measured_loses_none_of_them(
    net, solve, assert_same_run, evaluation
):
    class InterruptedEvaluation(FullyConnectedNet):
        calls = 0

        def loss(self, X, y=None):
            self.calls += y is None
            if y is None and self.calls == evaluation:
                raise KeyboardInterrupt
            return super().loss(X, y)

    whole, solver = solve(), solve(net(InterruptedEvaluation))
    whole.train()
    with pytest.raises(KeyboardInterrupt):
        solver.train()
    solver.train()
    assert_same_run(whole, solver)


def test_ctrl_c_inside_the_rule_updates_no_parameter(net, solve):
    def interrupted(w, dw, config):
        if w.shape == (4,):
            raise KeyboardInterrupt
        return w - dw, config

    model = net()
    before = copy.deepcopy(model.params)
    solver = solve(model, update_rule=interrupted)
    with pytest.raises(KeyboardInterrupt):
        solver.train()
    assert solver.loss_history == []
    for name, w in before.items():
        assert np.array_equal(model.params[name], w)


def test_ctrl_c_inside_a_rule_with_a_state_does_not_advance_the_state(solve, assert_same_run):
    """The learning rate shrinks at each step, and Ctrl-C comes at the last bias of the fourth."""
    interrupt_at = [4]

    def slowing(w, dw, config):
        config["step"] = config.get("step", 0) + 1
        if w.shape == (4,) and config["step"] in interrupt_at:
            interrupt_at.clear()
            raise KeyboardInterrupt
        return w - config["learning_rate"] / config["step"] * dw, config

    solver = solve(update_rule=slowing)
    with pytest.raises(KeyboardInterrupt):
        solver.train()
    assert len(solver.loss_history) == 3
    solver.train()
    whole = solve(update_rule=slowing)
    whole.train()
    assert_same_run(whole, solver)


def test_a_function_as_rule_must_be_passed_again_to_resume(dataset, net, solve, tmp_path):
    solver = solve(update_rule=growing_steps)
    solver.save(tmp_path / "run.npz")
    with pytest.raises(ValueError, match="pass the same as update_rule"):
        Solver.resume(tmp_path / "run.npz", net(), dataset())


def other_type(net, dataset):
    return net(dtype=np.float64), dataset()


def other_sizes(net, dataset):
    return FullyConnectedNet([9], 12, 4), dataset()


def other_data(net, dataset):
    return net(), dataset(num_train=231)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (other_type, "'W1' is .*'float64'.*; expected .*'float32'"),
        (other_sizes, "parameter 'W1'.*shape and type"),
        (other_data, r"\(231, 12\).*expected .*\(230, 12\)"),
    ],
)
def test_a_checkpoint_that_does_not_fit_changes_nothing(
    dataset, net, solve, tmp_path, other, words
):
    trained = solve()
    trained.train(1)
    trained.save(tmp_path / "run.npz")
    model, data = other(net, dataset)
    before = copy.deepcopy(model.params)
    stream = np.random.get_state()[1].tolist()
    with pytest.raises(ValueError, match=words):
        Solver.resume(tmp_path / "run.npz", model, data)
    assert np.random.get_state()[1].tolist() == stream
    for name, w in before.items():
        assert np.array_equal(model.params[name], w)


def test_saving_does_not_disturb_the_training(solve, assert_same_run, tmp_path):
    whole, saving = solve(), solve()
    whole.train()
    for _ in range(4):
        saving.train(1)
        saving.save(tmp_path / "run.npz")
    assert_same_run(whole, saving)
    assert list(tmp_path.iterdir()) == [tmp_path / "run.npz"]
