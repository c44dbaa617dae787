"""The net against PyTorch's autograd, and the figures an independent run printed.

Batch normalisation is exercised by a subclass that leaves it to PyTorch, forward and backward.
"""

import doctest

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from layerwise import fc_net
from layerwise.fc_net import FullyConnectedNet
from layerwise.layers import affine_backward, affine_forward

# Printed by an independent NumPy run of a net with batch normalisation (regularisation: loss).
PUBLISHED_INITIAL_LOSS = {0: 2.2611955101340957, 3.14: 6.996533220108303}


class TorchNormNet(FullyConnectedNet):
    """The hidden block with batch normalisation in the middle, all of it by PyTorch's autograd."""

    def hidden_forward(self, x, layer):
        names = [f"{name}{layer}" for name in ("W", "b", "gamma", "beta")]
        tx = torch.tensor(x, requires_grad=True)
        w, b, gamma, beta = leaves = [
            torch.tensor(self.params[name], requires_grad=True) for name in names
        ]
        training = self.norm_params[layer]["mode"] == "train"
        running = self.norm_params[layer].setdefault(
            "running", torch.zeros(2, len(b), dtype=w.dtype)
        )
        out = F.relu(F.batch_norm(tx @ w + b, running[0], running[1], gamma, beta, training))
        return out.detach().numpy(), (out, tx, dict(zip(names, leaves, strict=True)))

    def hidden_backward(self, dout, cache, layer):
        out, tx, leaves = cache
        out.backward(torch.from_numpy(dout))
        return tx.grad.numpy(), {name: leaf.grad.numpy() for name, leaf in leaves.items()}


class Forgetful(FullyConnectedNet):
    """A block whose backward can be told what to return."""

    def hidden_backward(self, dout, cache, layer):
        dx, grads = super().hidden_backward(dout, cache, layer)
        return self.spoil(dx, grads, layer)


def batch(num=6, dim=12, classes=4):
    rng = np.random.default_rng(0)
    return rng.standard_normal((num, dim)), rng.integers(0, classes, num)


def pytorch_loss_and_gradients(net, X, y):
    params = {name: torch.tensor(w, requires_grad=True) for name, w in net.params.items()}
    h = torch.tensor(X, dtype=params["W1"].dtype).flatten(1)
    for layer in range(1, net.num_layers):
        h = torch.relu(h @ params[f"W{layer}"] + params[f"b{layer}"])
    scores = h @ params[f"W{net.num_layers}"] + params[f"b{net.num_layers}"]
    weights = [w for name, w in params.items() if name.startswith("W")]
    loss = F.cross_entropy(scores, torch.tensor(y))
    loss = loss + 0.5 * net.reg * sum((w * w).sum() for w in weights)
    loss.backward()
    return scores.detach(), loss.item(), {name: w.grad.numpy() for name, w in params.items()}


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(fc_net)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("hidden_dims", [[], [5], [7, 6, 5]])
@pytest.mark.parametrize("reg", [0.0, 0.7])
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-5), (np.float64, 1e-12)])
def test_scores_loss_and_gradients_agree_with_pytorch(hidden_dims, reg, dtype, tolerance):
    np.random.seed(1)
    X, y = batch()
    net = FullyConnectedNet(
        hidden_dims, input_dim=12, num_classes=4, reg=reg, weight_scale=0.5, dtype=dtype
    )
    for name in net.params:
        if name.startswith("b"):
            net.params[name] += np.random.randn(*net.params[name].shape).astype(dtype)
    loss, grads = net.loss(X.reshape(6, 3, 2, 2), y)
    scores, expected_loss, expected = pytorch_loss_and_gradients(net, X, y)
    assert net.loss(X).dtype == dtype
    np.testing.assert_allclose(net.loss(X), scores, rtol=tolerance, atol=tolerance)
    assert loss == pytest.approx(expected_loss, rel=tolerance)
    assert grads.keys() == net.params.keys()
    for name, grad in grads.items():
        assert grad.dtype == dtype
        np.testing.assert_allclose(grad, expected[name], rtol=tolerance, atol=tolerance)


def test_the_initial_losses_with_batchnorm_are_those_an_independent_run_printed():
    np.random.seed(231)
    X, y = np.random.randn(2, 15), np.random.randint(10, size=(2,))
    for reg, expected in PUBLISHED_INITIAL_LOSS.items():
        net = TorchNormNet(
            [20, 30],
            input_dim=15,
            num_classes=10,
            reg=reg,
            weight_scale=5e-2,
            dtype=np.float64,
            normalization="batchnorm",
        )
        loss, grads = net.loss(X, y)
        assert loss == pytest.approx(expected, rel=1e-12)
        assert grads.keys() == net.params.keys()


def test_weights_are_drawn_layer_by_layer_from_numpys_global_stream():
    np.random.seed(5)
    net = FullyConnectedNet([8, 6], input_dim=9, num_classes=3, weight_scale=0.1, seed=99)
    np.random.seed(5)
    for layer, size in enumerate([(9, 8), (8, 6), (6, 3)], start=1):
        expected = (0.1 * np.random.randn(*size)).astype(np.float32)
        assert np.array_equal(net.params[f"W{layer}"], expected)
        assert not net.params[f"b{layer}"].any()
    assert set(net.params) == {"W1", "b1", "W2", "b2", "W3", "b3"}


@pytest.mark.parametrize("normalization", ["batchnorm", "layernorm"])
def test_gammas_and_betas_are_made_for_hidden_layers_alone(normalization):
    net = TorchNormNet([8, 6], input_dim=9, num_classes=3, normalization=normalization)
    assert {name for name in net.params if name.startswith(("gamma", "beta"))} == {
        "gamma1",
        "beta1",
        "gamma2",
        "beta2",
    }
    assert (net.params["gamma2"] == 1).all()
    assert not net.params["beta1"].any()
    assert net.params["gamma1"].dtype == np.float32
    assert net.norm_params == {1: {"mode": "train"}, 2: {"mode": "train"}}


def test_only_weight_matrices_are_regularised():
    X, y = batch()
    losses, gradients = [], []
    for reg in (0, 2.0):
        np.random.seed(0)
        net = TorchNormNet(
            [5], 12, 4, normalization="batchnorm", reg=reg, dtype=np.float64, weight_scale=1
        )
        for name in ("b1", "beta1", "gamma1", "b2"):
            net.params[name] += 1
        loss, grads = net.loss(X, y)
        losses.append(loss)
        gradients.append(grads)
    squares = (net.params["W1"] ** 2).sum() + (net.params["W2"] ** 2).sum()
    assert losses[1] - losses[0] == pytest.approx(squares)
    for name, grad in gradients[1].items():
        extra = 2.0 * net.params[name] if name.startswith("W") else 0
        np.testing.assert_allclose(grad - gradients[0][name], extra, atol=1e-12)


def test_loss_sets_the_modes_of_normalisation_and_dropout():
    seen = []

    class Watching(FullyConnectedNet):
        def hidden_forward(self, x, layer):
            seen.append((self.norm_params[layer]["mode"], self.dropout_param["mode"]))
            return super().hidden_forward(x, layer)

        def hidden_backward(self, dout, cache, layer):
            dx, grads = super().hidden_backward(dout, cache, layer)
            zeros = np.zeros(5)
            return dx, grads | {f"gamma{layer}": zeros, f"beta{layer}": zeros}

    net = Watching([5, 5], 12, 4, normalization="layernorm", dropout=0.5, seed=3)
    assert net.dropout_param == {"mode": "train", "p": 0.5, "seed": 3}
    X, y = batch()
    net.loss(X, y)
    net.loss(X)
    net.loss(X, y)
    assert seen == [("train", "train")] * 2 + [("test", "test")] * 2 + [("train", "train")] * 2


def test_dropout_param_holds_a_seed_only_when_one_is_given():
    assert Watcher([5], dropout=0.25).dropout_param == {"mode": "train", "p": 0.25}
    assert Watcher([5], dropout=1, seed=3).dropout_param == {}


class Watcher(FullyConnectedNet):
    def hidden_forward(self, x, layer):
        return super().hidden_forward(x, layer)


@pytest.mark.parametrize("settings", [{"normalization": "batchnorm"}, {"dropout": 0.5}])
def test_the_plain_block_refuses_what_it_does_not_do(settings):
    with pytest.raises(NotImplementedError, match="override hidden_forward and hidden_backward"):
        FullyConnectedNet([5], **settings)


def test_the_plain_block_gives_dx_for_the_first_layer_when_called_by_itself():
    net = FullyConnectedNet([5], 12, 4, dtype=np.float64)
    X, y = batch()
    net.loss(X, y)
    out, cache = net.hidden_forward(X, 1)
    dx, _ = net.hidden_backward(np.ones_like(out), cache, 1)
    np.testing.assert_allclose(dx, (out > 0) @ net.params["W1"].T)


def test_an_overridden_block_gets_dx_for_the_first_layer_too():
    shapes = []

    class Looking(FullyConnectedNet):
        def hidden_backward(self, dout, cache, layer):
            dx, grads = super().hidden_backward(dout, cache, layer)
            shapes.append(dx.shape)
            return dx, grads

    X, y = batch()
    Looking([5, 6], 12, 4).loss(X, y)
    assert shapes == [(6, 5), (6, 12)]


def drop(name):
    return lambda dx, grads, layer: (dx, {k: v for k, v in grads.items() if k != name})


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (drop("b2"), r"no gradient for 'b2'; expected an array of shape \(6,\)"),
        (
            lambda dx, grads, layer: (dx, grads | {f"b{layer}": np.ones((1, 5))}),
            r"shape \(1, 5\) for 'b1'; expected \(5,\)",
        ),
        (
            lambda dx, grads, layer: (dx, grads | {f"gama{layer}": np.ones(5)}),
            r"gradient for 'gama\d', which is no parameter; expected names from",
        ),
        (
            lambda dx, grads, layer: (dx[:3], grads),
            r"dx of shape \(3, 5\) for layer 2; expected \(6, 5\)",
        ),
        (lambda dx, grads, layer: (None, grads), r"dx of shape \(\) for layer 2"),
        (lambda dx, grads, layer: (dx, grads | {"b1": None}), r"shape \(\) for 'b1'"),
    ],
)
def test_a_wrong_hidden_backward_is_told_which_parameter_and_what_shape(spoil, words):
    net = Forgetful([5, 6], 12, 4)
    net.spoil = spoil
    with pytest.raises(ValueError, match=words):
        net.loss(*batch())


@pytest.mark.parametrize("method", ["hidden_forward", "hidden_backward"])
def test_a_block_that_returns_no_pair_is_told_so(method, monkeypatch):
    net = FullyConnectedNet([5], 12, 4)
    monkeypatch.setattr(net, method, lambda *args: None)
    with pytest.raises(TypeError, match=f"{method} returned a NoneType; expected the pair"):
        net.loss(*batch())


def test_a_block_that_computes_in_float64_still_gives_float32_gradients():
    class Wide(FullyConnectedNet):
        def hidden_forward(self, x, layer):
            w, b = (self.params[f"{n}{layer}"].astype(np.float64) for n in "Wb")
            return affine_forward(x, w, b)

        def hidden_backward(self, dout, cache, layer):
            dx, dw, db = affine_backward(dout, cache)
            return dx, {f"W{layer}": dw, f"b{layer}": db}

    _, grads = Wide([5, 6], 12, 4, reg=0.1).loss(*batch())
    assert {grad.dtype for grad in grads.values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"dtype": np.float16}, "float16; expected float32 or float64"),
        ({"reg": -1}, "reg=-1; expected 0 or more"),
        ({"reg": np.nan}, "reg=nan; expected 0 or more"),
        ({"dtype": int}, "int64; expected float32 or float64"),
        ({"normalization": "groupnorm"}, "'groupnorm'; expected one of"),
        ({"dropout": 0}, "dropout=0; expected the probability of keeping"),
        ({"dropout": 1.5}, "dropout=1.5"),
        ({"hidden_dims": [10, 0]}, "10, 0, 10.*expected whole numbers"),
        ({"hidden_dims": [2.5]}, "expected whole numbers"),
        ({"num_classes": -1}, "expected whole numbers"),
    ],
)
def test_a_wrong_setting_gets_one_sentence(settings, words):
    with pytest.raises(ValueError, match=words):
        FullyConnectedNet(**{"hidden_dims": [5]} | settings)


def test_a_number_for_hidden_dims_is_refused():
    with pytest.raises(TypeError, match="hidden_dims=100; expected a list of widths"):
        FullyConnectedNet(100)


def test_images_of_the_wrong_size_get_one_sentence():
    with pytest.raises(ValueError, match=r"x of shape \(6, 12\) and w of shape \(10, 5\)"):
        FullyConnectedNet([5], input_dim=10).loss(*batch())


def test_images_of_bytes_or_of_another_float_type_are_taken_in_the_nets_type():
    net = FullyConnectedNet([5], input_dim=12)
    assert net.loss(np.ones((2, 12), np.uint8)).dtype == np.float32
    assert np.array_equal(net.loss(np.ones((2, 12), np.uint8)), net.loss(np.ones((2, 3, 4))))
