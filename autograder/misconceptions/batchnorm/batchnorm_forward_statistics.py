"""Versions of `batchnorm_forward` that normalise with the wrong numbers."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "batchnorm_forward",
    hint="""Epsilon is added to the standard deviation, after the root. In the formula it
    stands with the variance; where the variance is tiny the two are far apart.""",
)
def eps_outside_root(x, gamma, beta, bn_param):
    """Add epsilon after the root."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var) + eps
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / (np.sqrt(running_var) + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""There is no epsilon in either mode, so a column that does not vary is divided by
    zero. Where does the formula put it?""",
)
def no_eps(x, gamma, beta, bn_param):
    """Leave epsilon out."""
    mode = bn_param["mode"]
    _eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""In mode train epsilon is there, in mode test it is missing. The two modes differ
    in whose averages they use and in nothing else.""",
)
def no_eps_in_test(x, gamma, beta, bn_param):
    """Leave epsilon out in mode test."""
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
        x_hat = (x - running_mean) / np.sqrt(running_var)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The variance is divided by N - 1, here and in the running average. The text asks
    for the biased one; in NumPy, look at ddof.""",
)
def unbiased_variance(x, gamma, beta, bn_param):
    """Divide the variance by N - 1."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)
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


@wrong(
    "batchnorm_forward",
    hint="""The centred numbers are divided by the variance, whose unit is the square of
    theirs. What is missing between the variance and the division?""",
)
def divided_by_variance(x, gamma, beta, bn_param):
    """Forget the root."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = var + eps
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / (running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The mean is taken over the features of each sample, which would be layer
    normalisation. Which axis of x holds the samples?""",
)
def over_features(x, gamma, beta, bn_param):
    """Average over the features."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
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


@wrong(
    "batchnorm_forward",
    hint="""There is a single mean and a single variance for the whole array. Every feature
    should get its own, so give mean and var an axis.""",
)
def one_mean_for_all(x, gamma, beta, bn_param):
    """Average over the whole array."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean() + np.zeros(x.shape[1]), x.var() + np.zeros(x.shape[1])
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


@wrong(
    "batchnorm_forward",
    hint="""Nothing is subtracted before the division, so out keeps the mean of the input.
    Look at what stands above the fraction line.""",
)
def not_centred(x, gamma, beta, bn_param):
    """Divide without subtracting the mean."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = x / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = x / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""Scale and shift have changed places: gamma multiplies, beta is added.""",
)
def gamma_and_beta_swapped(x, gamma, beta, bn_param):
    """Multiply by beta and add gamma."""
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
    return beta * x_hat + gamma, cache


@wrong(
    "batchnorm_forward",
    hint="""Beta is added before gamma multiplies, so that the shift is scaled too. Which of
    the two comes first?""",
)
def beta_scaled_too(x, gamma, beta, bn_param):
    """Scale after the shift."""
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
    return gamma * (x_hat + beta), cache


@wrong(
    "batchnorm_forward",
    hint="""What is returned is the normalised input. The last step of the formula, with the
    two parameters that the net learns, is still to come.""",
)
def scale_and_shift_forgotten(x, gamma, beta, bn_param):
    """Return x_hat."""
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
    return 1.0 * x_hat, cache


@wrong(
    "batchnorm_forward",
    hint="""In mode train the batch is normalised with the running averages. Training uses the
    batch's own; the running ones wait for mode test.""",
)
def running_averages_in_train(x, gamma, beta, bn_param):
    """Normalise with the running averages while training."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        std = np.sqrt(bn_param["running_var"] + eps)
        x_hat = (x - bn_param["running_mean"]) / std
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache
