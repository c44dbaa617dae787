"""Versions of `batchnorm_forward` that go wrong with modes, averages or arguments."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "batchnorm_forward",
    hint="""In the running averages the two weights have changed places. Momentum is the
    weight of the old average; PyTorch names it the other way round.""",
)
def momentum_swapped(x, gamma, beta, bn_param):
    """Give momentum to the new value."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = (1 - momentum) * running_mean + momentum * mean
        bn_param["running_var"] = (1 - momentum) * running_var + momentum * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The running averages are worked out and then lost: the next call finds nothing in
    bn_param. Where should they be stored?""",
)
def running_not_stored(x, gamma, beta, bn_param):
    """Keep the averages to oneself."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""What is stored is the last batch's mean and variance, without a memory of the
    batches before.""",
)
def running_from_batch_alone(x, gamma, beta, bn_param):
    """Store the batch's own averages."""
    mode = bn_param["mode"]
    eps, _momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = mean
        bn_param["running_var"] = var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The new mean and variance come in with their full weight, so the averages grow far
    beyond what they average. Which factor belongs in front?""",
)
def running_summed(x, gamma, beta, bn_param):
    """Add the new value with full weight."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + mean
        bn_param["running_var"] = momentum * running_var + var
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""Without stored averages you begin from the first batch. The text says what a
    missing key stands for.""",
)
def running_starts_at_first_batch(x, gamma, beta, bn_param):
    """Start the averages at the first batch."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        running_mean = bn_param.get("running_mean", mean)
        running_var = bn_param.get("running_var", var)
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
    hint="""The running variance takes in the variance divided by N - 1, as PyTorch does,
    whereas the batch itself is normalised with the biased one. Here both are the
    same.""",
)
def running_var_unbiased(x, gamma, beta, bn_param):
    """Average the unbiased variance, as PyTorch does."""
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
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * x.var(axis=0, ddof=1)
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""Under running_var you average the standard deviation. Average the variance; root
    and epsilon come when it is used.""",
)
def running_std(x, gamma, beta, bn_param):
    """Average the standard deviation."""
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
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * std
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / (running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The running mean is kept, the running variance is not, so mode test divides by
    what it was at the start.""",
)
def only_mean_kept(x, gamma, beta, bn_param):
    """Forget the running variance."""
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
        cache = (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""In mode test the output of a sample depends on the other samples of its batch.
    Which mean and variance belong there?""",
)
def batch_averages_in_test(x, gamma, beta, bn_param):
    """Use the batch's averages in mode test."""
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
        x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""In mode test the running averages move on. They belong to training, and testing
    should leave them as they are.""",
)
def test_updates_averages(x, gamma, beta, bn_param):
    """Update the averages in mode test too."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "test":
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * x.mean(axis=0)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * x.var(axis=0)
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


@wrong(
    "batchnorm_forward",
    hint="""The momentum in bn_param is never read; 0.9 is only what holds when the key is
    missing.""",
)
def momentum_hard_coded(x, gamma, beta, bn_param):
    """Ignore the momentum given."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), 0.9
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


@wrong(
    "batchnorm_forward",
    hint="""The eps in bn_param is never read; 1e-5 is only what holds when the key is
    missing.""",
)
def eps_hard_coded(x, gamma, beta, bn_param):
    """Ignore the eps given."""
    mode = bn_param["mode"]
    eps, momentum = 1e-5, bn_param.get("momentum", 0.9)
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


@wrong(
    "batchnorm_forward",
    hint="""Your function stops when bn_param has no running averages yet. A missing key has a
    default, and dict.get takes one.""",
)
def keys_demanded(x, gamma, beta, bn_param):
    """Demand the running averages."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param["running_mean"]
    running_var = bn_param["running_var"]
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


@wrong(
    "batchnorm_forward",
    hint="""A mode that is neither train nor test is taken without a word. A misspelt mode
    should be refused.""",
)
def any_mode_is_test(x, gamma, beta, bn_param):
    """Take every other mode for test."""
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
    else:
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""The array x that your function was given is changed by it. An operator with = in
    it, such as -=, writes into the caller's array.""",
)
def x_changed(x, gamma, beta, bn_param):
    """Centre x in place."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    cache = None
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x -= mean.astype(x.dtype)
        x_hat = x / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        cache = (x, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta, cache


@wrong(
    "batchnorm_forward",
    hint="""A forward hands back two things, the output and a cache for the backward. Only the
    first arrives.""",
)
def only_out_returned(x, gamma, beta, bn_param):
    """Forget the cache."""
    mode = bn_param["mode"]
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    if mode == "train":
        mean, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mean) / std
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
        (x - mean, std, x_hat, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    else:
        raise ValueError(f"unknown mode {mode!r}")
    return gamma * x_hat + beta
