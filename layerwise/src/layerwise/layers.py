"""The layers of a fully-connected net: each forward with its backward right below it.

A forward returns what it computed and a cache; its backward takes the gradient of the loss
with respect to that output, and the cache, and gives the gradients with respect to each input.
Sizes: N samples, D inputs, M outputs, C classes.
"""

import math

import numpy as np


class NonFiniteError(ValueError):
    """Scores with NaN or infinity in them, as a training that diverges gives."""


def affine_forward(x, w, b):
    """Multiply each sample by a matrix and add a bias: ``out = x w + b``.

    Parameters
    ----------
    x : ndarray of shape (N, d1, ..., dk)
        Samples of any shape; each is flattened to D = d1 · ... · dk numbers.
    w : ndarray of shape (D, M)
        Weights.
    b : ndarray of shape (M,)
        Biases.

    Returns
    -------
    out : ndarray of shape (N, M)
    cache : tuple
        What `affine_backward` needs.

    Raises
    ------
    ValueError
        When the shapes do not fit together.

    Examples
    --------
    >>> out, cache = affine_forward(np.ones((2, 3, 1)), np.ones((3, 4)), np.zeros(4))
    >>> out.shape
    (2, 4)
    """
    if x.ndim < 1 or w.ndim != 2 or math.prod(x.shape[1:]) != w.shape[0]:
        raise ValueError(
            f"affine_forward got x of shape {x.shape} and w of shape {w.shape}; expected x of "
            f"shape (N, d1, ..., dk) and w of shape (D, M) with D = d1·...·dk."
        )
    if b.shape != w.shape[1:]:
        raise ValueError(
            f"affine_forward got b of shape {b.shape}; expected {w.shape[1:]}, one number for "
            f"each column of w."
        )
    rows = x.reshape(x.shape[0], w.shape[0])  # (N, D)
    out = rows @ w + b  # (N, M)
    return out, (x, w)


def affine_backward(dout, cache, need_dx=True):
    """Gradients of `affine_forward`: ``dx = dout wᵀ``, ``dw = xᵀ dout``, ``db = Σ_n dout_n``.

    Parameters
    ----------
    dout : ndarray of shape (N, M)
        Gradient of the loss with respect to the forward's output.
    cache : tuple
        The one that `affine_forward` returned.
    need_dx : bool
        False saves the product for dx, a third of the layer's work, and returns None for it.

    Returns
    -------
    dx : ndarray of shape (N, d1, ..., dk) or None
    dw : ndarray of shape (D, M)
    db : ndarray of shape (M,)

    Raises
    ------
    ValueError
        When `dout` has not the shape of the forward's output.
    """
    x, w = cache
    _check_upstream("affine_backward", dout, (x.shape[0], w.shape[1]))
    rows = x.reshape(x.shape[0], w.shape[0])  # (N, D)
    dx = (dout @ w.T).reshape(x.shape) if need_dx else None  # (N, d1, ..., dk)
    dw = rows.T @ dout  # (D, M)
    db = dout.sum(axis=0)  # (M,)
    return dx, dw, db


def relu_forward(x):
    """Keep what is positive: ``out = max(x, 0)``.

    Parameters
    ----------
    x : ndarray of any shape
        What comes in, such as the output of an affine layer.

    Returns
    -------
    out : ndarray of the shape of x
    cache : ndarray of the shape of x
        What `relu_backward` needs.
    """
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    """Gradient of `relu_forward`: ``dx = dout`` where x > 0, else 0 (at the kink x = 0 as well).

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the forward's output.
    cache : ndarray of the shape of dout
        The one that `relu_forward` returned.

    Returns
    -------
    dx : ndarray of the shape of dout

    Raises
    ------
    ValueError
        When `dout` has not the shape of the forward's output.
    """
    x = cache
    _check_upstream("relu_backward", dout, x.shape)
    return dout * (x > 0)


def softmax_loss(scores, y):
    """Mean cross-entropy of the softmax of the scores, and its gradient.

    ::

        p_nc = exp(s_nc) / Σ_k exp(s_nk)
        loss = -(1/N) Σ_n log p_{n, y_n}
        dscores_nc = (p_nc - [c = y_n]) / N

    The largest score of each sample is subtracted first; this changes no p and keeps exp
    from overflowing.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        One for each class; larger means more likely.
    y : ndarray of shape (N,)
        Integer labels, 0 <= y < C.

    Returns
    -------
    loss : float
        In nats, the mean over the samples.
    dscores : ndarray of shape (N, C)
        Gradient of the loss with respect to the scores.

    Raises
    ------
    ValueError
        When the shapes do not fit or a label is no class.
    NonFiniteError
        When a score is NaN or infinite.

    Examples
    --------
    >>> loss, dscores = softmax_loss(np.zeros((1, 2)), np.array([0]))
    >>> round(loss, 4), dscores.tolist()
    (0.6931, [[-0.5, 0.5]])
    """
    y = np.asarray(y)
    _check_labels(scores, y)
    if not np.isfinite(scores).all():
        raise NonFiniteError(
            "softmax_loss got scores with NaN or infinity in them; expected finite numbers, so "
            "look for NaN in the input, or lower the learning rate or the weight scale."
        )
    rows = np.arange(len(y))
    shifted = scores - scores.max(axis=1, keepdims=True)  # (N, C)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # (N, C)
    loss = -log_p[rows, y].mean()
    dscores = np.exp(log_p)
    dscores[rows, y] -= 1
    dscores /= len(y)
    return float(loss), dscores


def _check_upstream(name, dout, shape):
    if dout.shape != shape:
        raise ValueError(
            f"{name} got dout of shape {dout.shape}; expected {shape}, the shape of the "
            f"forward's output."
        )


def _check_labels(scores, y):
    if scores.ndim != 2 or y.shape != scores.shape[:1] or scores.size == 0:
        raise ValueError(
            f"softmax_loss got scores of shape {scores.shape} and y of shape {y.shape}; expected "
            f"(N, C) and (N,) with at least one sample and one class."
        )
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError(
            f"softmax_loss got labels of type {y.dtype}; expected integers from 0 to C - 1."
        )
    num_classes = scores.shape[1]
    if y.min() < 0 or y.max() >= num_classes:
        wrong = y.min() if y.min() < 0 else y.max()
        raise ValueError(
            f"softmax_loss got the label {wrong}; expected labels from 0 to {num_classes - 1}, "
            f"since the scores have {num_classes} columns."
        )
