"""Versions of `batchnorm_forward` that go wrong with modes, averages or arguments."""

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import batchnorm_right


@wrong(
    "batchnorm_forward",
    hint="""In the running averages the two weights have changed places. Momentum is the
    weight of the old average; PyTorch names it the other way round.""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_mean"] = (1 - momentum) * running_mean + momentum * mean
    + bn_param["running_var"] = (1 - momentum) * running_var + momentum * var
    """,
)
def momentum_swapped():
    """Give momentum to the new value."""


@wrong(
    "batchnorm_forward",
    hint="""The running averages are worked out and then lost: the next call finds nothing in
    bn_param. Where should they be stored?""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + running_mean = momentum * running_mean + (1 - momentum) * mean
    + running_var = momentum * running_var + (1 - momentum) * var
    """,
)
def running_not_stored():
    """Keep the averages to oneself."""


@wrong(
    "batchnorm_forward",
    hint="""What is stored is the last batch's mean and variance, without a memory of the
    batches before.""",
    like=batchnorm_right.textbook,
    change="""
    - eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    + eps, _momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)

    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_mean"] = mean
    + bn_param["running_var"] = var
    """,
)
def running_from_batch_alone():
    """Store the batch's own averages."""


@wrong(
    "batchnorm_forward",
    hint="""The new mean and variance come in with their full weight, so the averages grow far
    beyond what they average. Which factor belongs in front?""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_mean"] = momentum * running_mean + mean
    + bn_param["running_var"] = momentum * running_var + var
    """,
)
def running_summed():
    """Add the new value with full weight."""


@wrong(
    "batchnorm_forward",
    hint="""Without stored averages you begin from the first batch. The text says what a
    missing key stands for.""",
    like=batchnorm_right.textbook,
    change="""
    - x_hat = (x - mean) / std
    + x_hat = (x - mean) / std
    + running_mean = bn_param.get("running_mean", mean)
    + running_var = bn_param.get("running_var", var)
    """,
)
def running_starts_at_first_batch():
    """Start the averages at the first batch."""


@wrong(
    "batchnorm_forward",
    hint="""The running variance takes in the variance divided by N - 1, as PyTorch does,
    whereas the batch itself is normalised with the biased one. Here both are the
    same.""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_var"] = momentum * running_var + (1 - momentum) * x.var(axis=0, ddof=1)
    """,
)
def running_var_unbiased():
    """Average the unbiased variance, as PyTorch does."""


@wrong(
    "batchnorm_forward",
    hint="""Under running_var you average the standard deviation. Average the variance; root
    and epsilon come when it is used.""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_var"] = momentum * running_var + (1 - momentum) * std

    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - running_mean) / (running_var + eps)
    """,
)
def running_std():
    """Average the standard deviation."""


@wrong(
    "batchnorm_forward",
    hint="""The running mean is kept, the running variance is not, so mode test divides by
    what it was at the start.""",
    like=batchnorm_right.textbook,
    change="""
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    """,
)
def only_mean_kept():
    """Forget the running variance."""


@wrong(
    "batchnorm_forward",
    hint="""In mode test the output of a sample depends on the other samples of its batch.
    Which mean and variance belong there?""",
    like=batchnorm_right.textbook,
    change="""
    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    """,
)
def batch_averages_in_test():
    """Use the batch's averages in mode test."""


@wrong(
    "batchnorm_forward",
    hint="""In mode test the running averages move on. They belong to training, and testing
    should leave them as they are.""",
    like=batchnorm_right.textbook,
    change="""
    - cache = None
    + cache = None
    + if mode == "test":
    +     bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * x.mean(axis=0)
    +     bn_param["running_var"] = momentum * running_var + (1 - momentum) * x.var(axis=0)
    """,
)
def test_updates_averages():
    """Update the averages in mode test too."""


@wrong(
    "batchnorm_forward",
    hint="""The momentum in bn_param is never read; 0.9 is only what holds when the key is
    missing.""",
    like=batchnorm_right.textbook,
    change="""
    - eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    + eps, momentum = bn_param.get("eps", 1e-5), 0.9
    """,
)
def momentum_hard_coded():
    """Ignore the momentum given."""


@wrong(
    "batchnorm_forward",
    hint="""The eps in bn_param is never read; 1e-5 is only what holds when the key is
    missing.""",
    like=batchnorm_right.textbook,
    change="""
    - eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    + eps, momentum = 1e-5, bn_param.get("momentum", 0.9)
    """,
)
def eps_hard_coded():
    """Ignore the eps given."""


@wrong(
    "batchnorm_forward",
    hint="""Your function stops when bn_param has no running averages yet. A missing key has a
    default, and dict.get takes one.""",
    like=batchnorm_right.textbook,
    change="""
    - running_mean = bn_param.get("running_mean", np.zeros(x.shape[1], x.dtype))
    - running_var = bn_param.get("running_var", np.zeros(x.shape[1], x.dtype))
    + running_mean = bn_param["running_mean"]
    + running_var = bn_param["running_var"]
    """,
)
def keys_demanded():
    """Demand the running averages."""


@wrong(
    "batchnorm_forward",
    hint="""A mode that is neither train nor test is taken without a word. A misspelt mode
    should be refused.""",
    like=batchnorm_right.textbook,
    change="""
    - elif mode == "test":
    + else:

    - else:
    -     raise ValueError(f"unknown mode {mode!r}")
    """,
)
def any_mode_is_test():
    """Take every other mode for test."""


@wrong(
    "batchnorm_forward",
    hint="""The array x that your function was given is changed by it. An operator with = in
    it, such as -=, writes into the caller's array.""",
    like=batchnorm_right.textbook,
    change="""
    - x_hat = (x - mean) / std
    + x -= mean.astype(x.dtype)
    + x_hat = x / std

    - cache = (x - mean, std, x_hat, gamma)
    + cache = (x, std, x_hat, gamma)
    """,
)
def x_changed():
    """Centre x in place."""


@wrong(
    "batchnorm_forward",
    hint="""A forward hands back two things, the output and a cache for the backward. Only the
    first arrives.""",
    like=batchnorm_right.textbook,
    change="""
    - cache = None

    - cache = (x - mean, std, x_hat, gamma)
    + (x - mean, std, x_hat, gamma)

    - return gamma * x_hat + beta, cache
    + return gamma * x_hat + beta
    """,
)
def only_out_returned():
    """Forget the cache."""
