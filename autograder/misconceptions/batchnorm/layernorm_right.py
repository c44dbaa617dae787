"""Right versions of the layer normalisation's answers, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("layernorm_forward")
def numpys_var(x, gamma, beta, ln_param):
    """Take NumPy's var; most wrong versions are this one with a line changed."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@right("layernorm_forward")
def transposed(x, gamma, beta, ln_param):
    """Turn the array, and normalise its columns."""
    t = x.T
    t_hat = (t - t.mean(0)) / np.sqrt(t.var(0) + ln_param.get("eps", 1e-5))
    return (t_hat * gamma[:, None] + beta[:, None]).T, {"t_hat": t_hat}


@right("layernorm_forward")
def sample_by_sample(x, gamma, beta, ln_param):
    """Loop over the samples."""
    eps = ln_param.get("eps", 1e-05)
    rows = [(row - row.mean()) / (row.var() + eps) ** 0.5 for row in x]
    return np.array([gamma * row + beta for row in rows]), rows


@right("layernorm_forward")
def with_einsum(x, gamma, beta, ln_param):
    """Take the variance from a sum of products, in float64."""
    D = x.shape[1]
    centred = x.astype(np.float64) - (x.sum(axis=1, dtype=np.float64) / D)[:, np.newaxis]
    var = np.einsum("nd,nd->n", centred, centred) / D
    inverse = np.reciprocal(np.sqrt(var + ln_param.get("eps", 1e-5)))
    return np.einsum("nd,n,d->nd", centred, inverse, gamma) + beta, (centred, inverse, gamma)


def _all_kept(x, gamma, beta, ln_param):
    mean, var = x.mean(axis=1), x.var(axis=1)
    inverse = 1 / np.sqrt(var + ln_param.get("eps", 1e-5))
    x_hat = (x - mean[:, None]) * inverse[:, None]
    return gamma * x_hat + beta, {"x": x, "mean": mean, "inverse": inverse, "gamma": gamma}


@right("layernorm_backward", beside={"layernorm_forward": _all_kept})
def along_the_graph(dout, cache):
    """Go step by step along the graph, from a cache that is a dict."""
    D = dout.shape[1]
    inverse = cache["inverse"][:, None]
    centred = cache["x"] - cache["mean"][:, None]
    dx_hat = dout * cache["gamma"]
    dvar = np.sum(dx_hat * centred, axis=1, keepdims=True) * -0.5 * inverse**3
    dcentred = dx_hat * inverse + dvar * 2 / D * centred
    dx = dcentred - np.sum(dcentred, axis=1, keepdims=True) / D
    return dx, np.sum(dout * centred * inverse, axis=0), np.sum(dout, axis=0)


@right("layernorm_backward")
def transposed_bracket(dout, cache):
    """Turn everything and use the formula of batch normalisation, with gamma multiplied in."""
    x_hat, std, gamma = cache
    h, g = x_hat.T, (dout * gamma).T
    D = h.shape[0]
    dx = (D * g - g.sum(0) - h * (g * h).sum(0)) / (D * std.reshape(-1))
    return dx.T, (dout * x_hat).sum(0), dout.sum(0)


@right("layernorm_backward")
def with_the_jacobian(dout, cache):
    """Multiply each sample with its Jacobian, a D by D matrix."""
    x_hat, std, gamma = cache
    D = x_hat.shape[1]
    dx = np.empty(x_hat.shape)
    for n, h in enumerate(x_hat):
        dx[n] = (np.eye(D) - 1 / D - np.outer(h, h) / D) @ (gamma * dout[n]) / std[n]
    return dx, np.einsum("nd,nd->d", x_hat, dout), np.einsum("nd->d", dout)
