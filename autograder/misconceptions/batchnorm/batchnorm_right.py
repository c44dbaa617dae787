"""Right versions of the batch normalisation's answers, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("batchnorm_forward")
def textbook(x, gamma, beta, bn_param):
    """Write down the formulas; most wrong versions are this one with a line changed."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@right("batchnorm_forward")
def numpys_var(x, gamma, beta, bn_param):
    """Take NumPy's var, update bn_param at once, and keep the arguments as the cache."""
    mode, eps = bn_param["mode"], bn_param.get("eps", 1e-5)
    if mode not in ("train", "test"):
        raise ValueError("Invalid mode")
    D = x.shape[1]
    momentum = bn_param.get("momentum", 0.9)
    mean, var = bn_param.get("running_mean", np.zeros(D)), bn_param.get("running_var", np.zeros(D))
    if mode == "train":
        bn_param.update(
            running_mean=momentum * mean + (1 - momentum) * np.mean(x, axis=0),
            running_var=momentum * var + (1 - momentum) * np.var(x, axis=0),
        )
        mean, var = np.mean(x, axis=0), np.var(x, axis=0)
    return (x - mean) * (var + eps) ** -0.5 * gamma + beta, {"x": x, "gamma": gamma, "eps": eps}


@right("batchnorm_forward")
def column_by_column(x, gamma, beta, bn_param):
    """Loop over the features, and change the stored averages in place."""
    N, D = x.shape
    eps, momentum = bn_param.setdefault("eps", 1e-5), bn_param.setdefault("momentum", 0.9)
    mean = bn_param.setdefault("running_mean", np.zeros(D))
    var = bn_param.setdefault("running_var", np.zeros(D))
    out = np.zeros(x.shape)
    for d in range(D):
        if bn_param["mode"] == "train":
            m = sum(x[:, d]) / N
            v = sum((x[:, d] - m) ** 2) / N
            mean[d] = momentum * mean[d] + (1 - momentum) * m
            var[d] = momentum * var[d] + (1 - momentum) * v
        elif bn_param["mode"] == "test":
            m, v = mean[d], var[d]
        else:
            raise ValueError("mode")
        out[:, d] = gamma[d] * (x[:, d] - m) / np.sqrt(v + eps) + beta[d]
    return out, (x, gamma, eps)


@right("batchnorm_forward")
def scale_and_offset(x, gamma, beta, bn_param):
    """Fold everything into one factor and one offset for each feature, in float64."""
    mode = bn_param["mode"]
    old = [bn_param.get(key, 0.0) for key in ("running_mean", "running_var")]
    if mode == "train":
        mean = x.mean(axis=0, dtype=np.float64)
        var = np.square(x - mean).mean(axis=0)
        rho = bn_param.get("momentum", 0.9)
        for key, before, now in zip(("running_mean", "running_var"), old, (mean, var), strict=True):
            bn_param[key] = before + (1 - rho) * (now - before)
    elif mode == "test":
        mean, var = old
    else:
        raise ValueError(f"{mode} is no mode")
    factor = gamma / np.sqrt(np.add(var, bn_param.get("eps", 1e-5)))
    return x * factor + (beta - mean * factor), None


def _all_kept(x, gamma, beta, bn_param):
    mean, var = x.mean(axis=0), x.var(axis=0)
    eps = bn_param.get("eps", 1e-5)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, {"x": x, "mean": mean, "var": var, "eps": eps, "gamma": gamma}


@right("batchnorm_backward", beside={"batchnorm_forward": _all_kept})
def from_a_dict(dout, cache):
    """Go along a graph of nine steps, from a cache that is a dict of the forward's values."""
    x, mean, gamma = cache["x"], cache["mean"], cache["gamma"]
    N, D = dout.shape
    inverse = 1 / np.sqrt(cache["var"] + cache["eps"])
    centred = x - mean
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(centred * inverse * dout, axis=0)
    dx_hat = dout * gamma
    dinverse = np.sum(dx_hat * centred, axis=0)
    dvar = -0.5 * inverse**3 * dinverse
    dsquare = np.ones((N, D)) / N * dvar
    dcentred = dx_hat * inverse + 2 * centred * dsquare
    dmean = -np.sum(dcentred, axis=0)
    return dcentred + np.ones((N, D)) / N * dmean, dgamma, dbeta


def _inputs_kept(x, gamma, beta, bn_param):
    eps = bn_param.get("eps", 1e-5)
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return gamma * x_hat + beta, [x, gamma, eps]


@right("batchnorm_backward", beside={"batchnorm_forward": _inputs_kept})
def with_the_jacobian(dout, cache):
    """Recompute from the inputs and multiply with each feature's Jacobian, an N by N matrix."""
    x, gamma, eps = cache
    N, D = x.shape
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    dx = np.empty((N, D))
    for d in range(D):
        h = x_hat[:, d]
        jacobian = np.eye(N) - 1 / N - np.outer(h, h) / N
        dx[:, d] = gamma[d] / np.sqrt(x[:, d].var() + eps) * (jacobian @ dout[:, d])
    return dx, np.einsum("nd,nd->d", dout, x_hat), np.ones(N) @ dout


@right("batchnorm_backward")
def sample_by_sample(dout, cache):
    """Add up the sums in a loop over the samples."""
    centred, std, x_hat, gamma = cache
    dgamma, dbeta = np.zeros(len(std)), np.zeros(len(std))
    for upstream, h in zip(dout, x_hat, strict=True):
        dbeta += upstream
        dgamma += upstream * h
    dx = [
        gamma / std * (upstream - dbeta / len(dout) - c / std * dgamma / len(dout))
        for upstream, c in zip(dout, centred, strict=True)
    ]
    return np.array(dx), dgamma, dbeta


@right("batchnorm_backward_alt")
def means_in_the_bracket(dout, cache):
    """Divide the sums rather than the whole bracket."""
    _, std, x_hat, gamma = cache
    along = np.mean(dout * x_hat, axis=0)
    dx = (dout - np.mean(dout, axis=0) - x_hat * along) * gamma / std
    return dx, along * dout.shape[0], np.sum(dout, axis=0)


@right("batchnorm_backward_alt", beside={"batchnorm_forward": _all_kept})
def from_another_cache(dout, cache):
    """Work from the variance, with a power in place of the root."""
    N = dout.shape[0]
    power = (cache["var"] + cache["eps"]) ** -0.5
    centred = cache["x"] - cache["mean"]
    dbeta = dout.sum(0)
    plain = (dout * centred).sum(0)
    dx = cache["gamma"] * power / N * (N * dout - dbeta - centred * power**2 * plain)
    return dx, plain * power, dbeta


@right("batchnorm_backward_alt")
def projected(dout, cache):
    """Take away the projections on the ones and on x_hat, on a transposed copy in float64."""
    _, std, x_hat, gamma = cache
    h, g = x_hat.T.astype(np.float64), dout.T.astype(np.float64)
    rest = g - g.mean(axis=1)[:, None] - h * (h * g).mean(axis=1)[:, None]
    return (rest * (gamma / std)[:, None]).T, (h * g).sum(axis=1), g.sum(axis=1)
