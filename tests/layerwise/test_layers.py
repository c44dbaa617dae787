"""The layers against PyTorch's values and autograd, and finite differences written here."""

import doctest

import numpy as np
import pytest
import torch

from layerwise import layers

TOLERANCE = {np.float32: 1e-5, np.float64: 1e-12}
FLOATS = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def close(ours, theirs, dtype):
    theirs = theirs.detach().numpy()
    assert ours.dtype == dtype
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


def leaf(array):
    return torch.from_numpy(array.copy()).requires_grad_()


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(layers)
    assert result.attempted > 0
    assert result.failed == 0


@FLOATS
@pytest.mark.parametrize("shape", [(7, 12), (7, 3, 4), (1, 3, 2, 2), (0, 12), (5, 2, 1, 3, 2)])
def test_affine_flattens_any_sample_and_agrees_with_pytorch(rng, dtype, shape):
    x, w, b, dout = (
        rng.standard_normal(size).astype(dtype) for size in (shape, (12, 5), (5,), (shape[0], 5))
    )
    out, cache = layers.affine_forward(x, w, b)
    tx, tw, tb = leaf(x), leaf(w), leaf(b)
    expected = tx.reshape(shape[0], 12) @ tw + tb
    expected.backward(torch.from_numpy(dout))
    close(out, expected, dtype)
    for ours, theirs in zip(layers.affine_backward(dout, cache), (tx, tw, tb), strict=True):
        close(ours, theirs.grad, dtype)


def test_affine_without_dx_gives_the_same_dw_and_db(rng):
    _, cache = layers.affine_forward(
        rng.standard_normal((4, 6)), rng.standard_normal((6, 3)), np.zeros(3)
    )
    dout = rng.standard_normal((4, 3))
    _, dw, db = layers.affine_backward(dout, cache)
    dx, lean_dw, lean_db = layers.affine_backward(dout, cache, need_dx=False)
    assert dx is None
    assert np.array_equal(lean_dw, dw)
    assert np.array_equal(lean_db, db)


@FLOATS
@pytest.mark.parametrize("shape", [(), (9,), (4, 5), (2, 3, 4, 5)])
def test_relu_agrees_with_pytorch(rng, dtype, shape):
    x, dout = (np.asarray(rng.standard_normal(shape), dtype) for _ in range(2))
    out, cache = layers.relu_forward(x)
    tx = leaf(x)
    expected = torch.relu(tx)
    expected.backward(torch.from_numpy(dout))
    close(out, expected, dtype)
    close(layers.relu_backward(dout, cache), tx.grad, dtype)


def test_relu_passes_no_gradient_at_exactly_zero():
    _, cache = layers.relu_forward(np.array([-1.0, 0.0, 1.0]))
    assert layers.relu_backward(np.ones(3), cache).tolist() == [0, 0, 1]


@FLOATS
def test_softmax_loss_agrees_with_pytorch(rng, dtype):
    scores = (5 * rng.standard_normal((20, 7))).astype(dtype)
    y = rng.integers(0, 7, 20)
    loss, dscores = layers.softmax_loss(scores, y)
    t = leaf(scores)
    expected = torch.nn.functional.cross_entropy(t, torch.from_numpy(y))
    expected.backward()
    assert type(loss) is float
    assert loss == pytest.approx(expected.item(), rel=TOLERANCE[dtype])
    close(dscores, t.grad, dtype)


@FLOATS
def test_softmax_loss_is_stable_for_huge_scores(dtype):
    loss, dscores = layers.softmax_loss(np.array([[1e30, 0], [0, -1e30]], dtype), [0, 0])
    assert loss == 0
    assert np.isfinite(dscores).all()
    loss, dscores = layers.softmax_loss(np.array([[1000, 0]], dtype), [1])
    assert loss == 1000
    assert dscores.tolist() == [[1, -1]]


def test_every_gradient_agrees_with_finite_differences_away_from_the_kink(rng):
    x, w, b = rng.standard_normal((4, 2, 3)), rng.standard_normal((6, 5)), rng.standard_normal(5)
    y = rng.integers(0, 5, 4)

    def loss_and_gradients():
        a, affine_cache = layers.affine_forward(x, w, b)
        assert np.abs(a).min() > 1e-3, "a sample is at the kink, where there is no gradient"
        scores, relu_cache = layers.relu_forward(a)
        loss, dscores = layers.softmax_loss(scores, y)
        return loss, layers.affine_backward(layers.relu_backward(dscores, relu_cache), affine_cache)

    _, gradients = loss_and_gradients()
    h = 1e-5
    for array, gradient in zip((x, w, b), gradients, strict=True):
        for index in np.ndindex(array.shape):
            value = array[index]
            array[index] = value + h
            plus, _ = loss_and_gradients()
            array[index] = value - h
            minus, _ = loss_and_gradients()
            array[index] = value
            assert gradient[index] == pytest.approx((plus - minus) / (2 * h), abs=1e-9)


def test_no_layer_changes_its_inputs(rng):
    x, w, b, dout = (rng.standard_normal(s) for s in ((4, 6), (6, 3), (3,), (4, 3)))
    before = [array.copy() for array in (x, w, b, dout)]
    out, cache = layers.affine_forward(x, w, b)
    layers.affine_backward(dout, cache)
    layers.relu_backward(dout, layers.relu_forward(out)[1])
    layers.softmax_loss(dout, [0, 1, 2, 0])
    for array, copy in zip((x, w, b, dout), before, strict=True):
        assert np.array_equal(array, copy)


@pytest.mark.parametrize(
    ("call", "got", "expected"),
    [
        (
            lambda: layers.affine_forward(np.ones((2, 3)), np.ones((4, 5)), np.ones(5)),
            "(2, 3)",
            "D",
        ),
        (lambda: layers.affine_forward(np.ones((2, 4)), np.ones(4), np.ones(5)), "(4,)", "(D, M)"),
        (lambda: layers.affine_forward(np.ones(()), np.ones((1, 5)), np.ones(5)), "()", "(N, d1"),
        (
            lambda: layers.affine_forward(np.ones((2, 4)), np.ones((4, 5)), np.ones((1, 5))),
            "(1, 5)",
            "(5,)",
        ),
        (
            lambda: layers.affine_backward(np.ones((2, 1)), (np.ones((2, 4)), np.ones((4, 5)))),
            "(2, 1)",
            "(2, 5)",
        ),
        (lambda: layers.relu_backward(np.ones((2, 1)), np.ones((2, 3))), "(2, 1)", "(2, 3)"),
        (lambda: layers.softmax_loss(np.ones(3), np.array([0])), "(3,)", "(N, C)"),
        (lambda: layers.softmax_loss(np.ones((3, 2)), np.array([[0], [1], [0]])), "(3, 1)", "(N,)"),
        (lambda: layers.softmax_loss(np.ones((0, 2)), np.array([], int)), "(0, 2)", "one sample"),
        (lambda: layers.softmax_loss(np.ones((1, 2)), np.array([0.0])), "float64", "integers"),
        (lambda: layers.softmax_loss(np.ones((1, 2)), np.array([2])), "label 2", "0 to 1"),
        (lambda: layers.softmax_loss(np.ones((2, 2)), np.array([1, -1])), "label -1", "0 to 1"),
        (lambda: layers.softmax_loss(np.array([[0, np.nan]]), np.array([0])), "NaN", "finite"),
        (lambda: layers.softmax_loss(np.array([[0, np.inf]]), np.array([0])), "infinity", "finite"),
    ],
)
def test_a_wrong_input_gets_one_sentence_with_got_and_expected(call, got, expected):
    with pytest.raises(ValueError) as caught:
        call()
    message = str(caught.value)
    assert got in message.split("expected")[0]
    assert expected in message.split("expected", 1)[1]
    assert message.endswith(".")
