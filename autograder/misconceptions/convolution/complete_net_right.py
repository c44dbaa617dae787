"""Right versions of `convnet_loss`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.convolution.layers import (
    conv_backward_fast,
    conv_forward_fast,
    max_pool_backward_naive,
    max_pool_forward_naive,
)
from layerwise.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)


@right("convnet_loss")
def layer_by_layer(params, X, y=None, reg=0.0):
    """Go through the layers one after the other."""
    weights = ("W1", "W2", "W3")
    conv_param = {"stride": 1, "pad": params["W1"].shape[2] // 2}
    pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    h, conv = conv_forward_fast(X, params["W1"], params["b1"], conv_param)
    h, relu1 = relu_forward(h)
    h, pool = max_pool_forward_naive(h, pool_param)
    h, affine1 = affine_forward(h, params["W2"], params["b2"])
    h, relu2 = relu_forward(h)
    scores, affine2 = affine_forward(h, params["W3"], params["b3"])
    if y is None:
        return scores
    loss, dh = softmax_loss(scores, y)
    loss += 0.5 * reg * sum(np.sum(params[name] ** 2) for name in weights)
    grads = {}
    dh, grads["W3"], grads["b3"] = affine_backward(dh, affine2)
    dh = relu_backward(dh, relu2)
    dh, grads["W2"], grads["b2"] = affine_backward(dh, affine1)
    dh = max_pool_backward_naive(dh, pool)
    dh = relu_backward(dh, relu1)
    _, grads["W1"], grads["b1"] = conv_backward_fast(dh, conv)
    for name in weights:
        grads[name] = grads[name] + reg * params[name]
    return loss, grads


@right("convnet_loss")
def pool_before_relu(params, X, y=None, reg=0.0):
    """Pool first: the two can change places."""
    W1, W2, W3 = (params[name] for name in ("W1", "W2", "W3"))
    step = {"stride": 1, "pad": W1.shape[-1] // 2}
    window = {"pool_height": 2, "pool_width": 2, "stride": 2}
    a, cache1 = conv_forward_fast(X, W1, params["b1"], step)
    a, cache2 = max_pool_forward_naive(a, window)
    a, cache3 = relu_forward(a)
    a, cache4 = affine_forward(a, W2, params["b2"])
    a, cache5 = relu_forward(a)
    a, cache6 = affine_forward(a, W3, params["b3"])
    if y is None:
        return a
    loss, da = softmax_loss(a, y)
    da, dW3, db3 = affine_backward(da, cache6)
    da, dW2, db2 = affine_backward(relu_backward(da, cache5), cache4)
    da = max_pool_backward_naive(relu_backward(da, cache3), cache2)
    _, dW1, db1 = conv_backward_fast(da, cache1)
    loss += reg / 2 * (np.vdot(W1, W1) + np.vdot(W2, W2) + np.vdot(W3, W3))
    grads = {"W1": dW1 + reg * W1, "W2": dW2 + reg * W2, "W3": dW3 + reg * W3}
    return loss, grads | {"b1": db1, "b2": db2, "b3": db3}


@right("convnet_loss")
def affine_by_hand(params, X, y=None, reg=0.0):
    """Write the affine layers and ReLUs out."""
    pad = (params["W1"].shape[2] - 1) // 2
    a, conv = conv_forward_fast(X, params["W1"], params["b1"], {"stride": 1, "pad": pad})
    pooled, pool = max_pool_forward_naive(
        np.maximum(a, 0), {"pool_height": 2, "pool_width": 2, "stride": 2}
    )
    flat = pooled.reshape(len(X), -1)
    hidden = flat @ params["W2"] + params["b2"]
    active = np.maximum(hidden, 0)
    scores = active @ params["W3"] + params["b3"]
    if y is None:
        return scores
    loss, upstream = softmax_loss(scores, y)
    grads = {"W3": active.T @ upstream, "b3": upstream.sum(axis=0)}
    upstream = (upstream @ params["W3"].T) * (hidden > 0)
    grads |= {"W2": flat.T @ upstream, "b2": upstream.sum(axis=0)}
    upstream = max_pool_backward_naive((upstream @ params["W2"].T).reshape(pooled.shape), pool)
    _, grads["W1"], grads["b1"] = conv_backward_fast(upstream * (a > 0), conv)
    for name in ("W1", "W2", "W3"):
        loss += 0.5 * reg * np.sum(np.square(params[name]))
        grads[name] = grads[name] + reg * params[name]
    return float(loss), grads


@right("convnet_loss")
def list_of_layers(params, X, y=None, reg=0.0):
    """Keep each layer's backward pass in a list, to be called in reverse."""
    back, grads, h = [], {}, X

    def layer(forward, backward, name, *args):
        nonlocal h
        h, cache = forward(h, *args)
        back.append((backward, cache, name))

    pad = params["W1"].shape[3] // 2
    window = {"pool_height": 2, "pool_width": 2, "stride": 2}
    conv = params["W1"], params["b1"], {"stride": 1, "pad": pad}
    layer(conv_forward_fast, conv_backward_fast, "1", *conv)
    layer(relu_forward, relu_backward, None)
    layer(max_pool_forward_naive, max_pool_backward_naive, None, window)
    layer(affine_forward, affine_backward, "2", params["W2"], params["b2"])
    layer(relu_forward, relu_backward, None)
    layer(affine_forward, affine_backward, "3", params["W3"], params["b3"])
    if y is None:
        return h
    loss, upstream = softmax_loss(h, y)
    for backward, cache, name in reversed(back):
        upstream = backward(upstream, cache)
        if name:
            upstream, grads["W" + name], grads["b" + name] = upstream
            grads["W" + name] = grads["W" + name] + reg * params["W" + name]
            loss += 0.5 * reg * (params["W" + name] ** 2).sum()
    return loss, grads
