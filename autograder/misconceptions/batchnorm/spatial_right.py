"""Right versions of the spatial layer's answers, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.batchnorm.answers import batchnorm_backward, batchnorm_forward


@right("spatial_batchnorm_forward")
def rows_of_pixels(x, gamma, beta, bn_param):
    """Make each pixel a row; most wrong versions are this one with a line changed."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@right("spatial_batchnorm_forward")
def without_batchnorm(x, gamma, beta, bn_param):
    """Average over three axes at once."""
    C = x.shape[1]
    if bn_param["mode"] == "train":
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        keep = bn_param.get("momentum", 0.9)
        for key, value in (("running_mean", mean), ("running_var", var)):
            bn_param[key] = keep * bn_param.get(key, np.zeros(C)) + (1 - keep) * value
    else:
        mean = bn_param.get("running_mean", np.zeros(C))
        var = bn_param.get("running_var", np.zeros(C))
    mean, var, gamma, beta = (a.reshape(1, C, 1, 1) for a in (mean, var, gamma, beta))
    x_hat = (x - mean) / np.sqrt(var + bn_param.get("eps", 1e-5))
    return gamma * x_hat + beta, (x_hat, var, gamma)


@right("spatial_batchnorm_forward")
def channels_first(x, gamma, beta, bn_param):
    """Put the channels first, and call batchnorm on the transpose."""
    swapped = np.swapaxes(x, 0, 1)
    out, cache = batchnorm_forward(swapped.reshape(x.shape[1], -1).T, gamma, beta, bn_param)
    return np.swapaxes(out.T.reshape(swapped.shape), 0, 1), {"below": cache}


@right("spatial_batchnorm_forward")
def channel_by_channel(x, gamma, beta, bn_param):
    """Loop over the channels."""
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = np.array(bn_param.get("running_mean", np.zeros(x.shape[1])))
    var = np.array(bn_param.get("running_var", np.zeros(x.shape[1])))
    out, training = np.empty(x.shape), bn_param["mode"] == "train"
    for c in range(x.shape[1]):
        m, v = mean[c], var[c]
        if training:
            m, v = np.mean(x[:, c]), np.var(x[:, c])
            mean[c] = momentum * mean[c] + (1 - momentum) * m
            var[c] = momentum * var[c] + (1 - momentum) * v
        out[:, c] = gamma[c] * (x[:, c] - m) / np.sqrt(v + eps) + beta[c]
    if training:
        bn_param["running_mean"], bn_param["running_var"] = mean, var
    return out, None


@right("spatial_batchnorm_backward")
def with_moveaxis(dout, cache):
    """Move the channels to the end and call batchnorm's backward."""
    moved = np.moveaxis(dout, 1, -1)
    dx, dgamma, dbeta = batchnorm_backward(moved.reshape(-1, dout.shape[1]), cache)
    return np.moveaxis(dx.reshape(moved.shape), -1, 1), dgamma, dbeta


def _four_axes(x, gamma, beta, bn_param):
    std = np.sqrt(x.var(axis=(0, 2, 3), keepdims=True) + bn_param.get("eps", 1e-5))
    x_hat = (x - x.mean(axis=(0, 2, 3), keepdims=True)) / std
    return gamma[:, None, None] * x_hat + beta[:, None, None], (x_hat, gamma[:, None, None] / std)


@right("spatial_batchnorm_backward", beside={"spatial_batchnorm_forward": _four_axes})
def without_batchnorm_backward(dout, cache):
    """Stay in four dimensions, with a cache of one's own."""
    x_hat, scale = cache
    axes = (0, 2, 3)
    mean = dout.mean(axis=axes, keepdims=True)
    along = (dout * x_hat).mean(axis=axes, keepdims=True)
    dx = scale * (dout - mean - x_hat * along)
    return dx, (dout * x_hat).sum(axis=axes), dout.sum(axis=axes)


def _lists(x, gamma, beta, bn_param):
    eps, out, kept = bn_param.get("eps", 1e-5), np.empty(x.shape), []
    for c in range(x.shape[1]):
        std = np.sqrt(x[:, c].var() + eps)
        x_hat = (x[:, c] - x[:, c].mean()) / std
        kept.append((x_hat, gamma[c] / std))
        out[:, c] = gamma[c] * x_hat + beta[c]
    return out, kept


@right("spatial_batchnorm_backward", beside={"spatial_batchnorm_forward": _lists})
def channel_by_channel_back(dout, cache):
    """Loop over the channels, with a list of what each needs."""
    dx = np.empty(dout.shape)
    dgamma, dbeta = np.empty(len(cache)), np.empty(len(cache))
    for c, (x_hat, scale) in enumerate(cache):
        g = dout[:, c]
        dgamma[c], dbeta[c] = np.vdot(g, x_hat), np.sum(g)
        dx[:, c] = scale * (g - g.mean() - x_hat * dgamma[c] / g.size)
    return dx, dgamma, dbeta
