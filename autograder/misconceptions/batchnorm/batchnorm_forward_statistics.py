"""Versions of `batchnorm_forward` that normalise with the wrong numbers."""

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import batchnorm_right


@wrong(
    "batchnorm_forward",
    hint="""Epsilon is added to the standard deviation, after the root. In the formula it
    stands with the variance; where the variance is tiny the two are far apart.""",
    like=batchnorm_right.textbook,
    change="""
    - std = np.sqrt(var + eps)
    + std = np.sqrt(var) + eps

    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - running_mean) / (np.sqrt(running_var) + eps)
    """,
)
def eps_outside_root():
    """Add epsilon after the root."""


@wrong(
    "batchnorm_forward",
    hint="""There is no epsilon in either mode, so a column that does not vary is divided by
    zero. Where does the formula put it?""",
    like=batchnorm_right.textbook,
    change="""
    - eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    + _eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)

    - std = np.sqrt(var + eps)
    + std = np.sqrt(var)

    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - running_mean) / np.sqrt(running_var)
    """,
)
def no_eps():
    """Leave epsilon out."""


@wrong(
    "batchnorm_forward",
    hint="""In mode train epsilon is there, in mode test it is missing. The two modes differ
    in whose averages they use and in nothing else.""",
    like=batchnorm_right.textbook,
    change="""
    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - running_mean) / np.sqrt(running_var)
    """,
)
def no_eps_in_test():
    """Leave epsilon out in mode test."""


@wrong(
    "batchnorm_forward",
    hint="""The variance is divided by N - 1, here and in the running average. The text asks
    for the biased one; in NumPy, look at ddof.""",
    like=batchnorm_right.textbook,
    change="""
    - mean, var = x.mean(axis=0), x.var(axis=0)
    + mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)
    """,
)
def unbiased_variance():
    """Divide the variance by N - 1."""


@wrong(
    "batchnorm_forward",
    hint="""The centred numbers are divided by the variance, whose unit is the square of
    theirs. What is missing between the variance and the division?""",
    like=batchnorm_right.textbook,
    change="""
    - std = np.sqrt(var + eps)
    + std = var + eps

    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = (x - running_mean) / (running_var + eps)
    """,
)
def divided_by_variance():
    """Forget the root."""


@wrong(
    "batchnorm_forward",
    hint="""The mean is taken over the features of each sample, which would be layer
    normalisation. Which axis of x holds the samples?""",
    like=batchnorm_right.textbook,
    change="""
    - mean, var = x.mean(axis=0), x.var(axis=0)
    + mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    """,
)
def over_features():
    """Average over the features."""


@wrong(
    "batchnorm_forward",
    hint="""There is a single mean and a single variance for the whole array. Every feature
    should get its own, so give mean and var an axis.""",
    like=batchnorm_right.textbook,
    change="""
    - mean, var = x.mean(axis=0), x.var(axis=0)
    + mean, var = x.mean() + np.zeros(x.shape[1]), x.var() + np.zeros(x.shape[1])
    """,
)
def one_mean_for_all():
    """Average over the whole array."""


@wrong(
    "batchnorm_forward",
    hint="""Nothing is subtracted before the division, so out keeps the mean of the input.
    Look at what stands above the fraction line.""",
    like=batchnorm_right.textbook,
    change="""
    - x_hat = (x - mean) / std
    + x_hat = x / std

    - x_hat = (x - running_mean) / np.sqrt(running_var + eps)
    + x_hat = x / np.sqrt(running_var + eps)
    """,
)
def not_centred():
    """Divide without subtracting the mean."""


@wrong(
    "batchnorm_forward",
    hint="""Scale and shift have changed places: gamma multiplies, beta is added.""",
    like=batchnorm_right.textbook,
    change="""
    - return gamma * x_hat + beta, cache
    + return beta * x_hat + gamma, cache
    """,
)
def gamma_and_beta_swapped():
    """Multiply by beta and add gamma."""


@wrong(
    "batchnorm_forward",
    hint="""Beta is added before gamma multiplies, so that the shift is scaled too. Which of
    the two comes first?""",
    like=batchnorm_right.textbook,
    change="""
    - return gamma * x_hat + beta, cache
    + return gamma * (x_hat + beta), cache
    """,
)
def beta_scaled_too():
    """Scale after the shift."""


@wrong(
    "batchnorm_forward",
    hint="""What is returned is the normalised input. The last step of the formula, with the
    two parameters that the net learns, is still to come.""",
    like=batchnorm_right.textbook,
    change="""
    - return gamma * x_hat + beta, cache
    + return 1.0 * x_hat, cache
    """,
)
def scale_and_shift_forgotten():
    """Return x_hat."""


@wrong(
    "batchnorm_forward",
    hint="""In mode train the batch is normalised with the running averages. Training uses the
    batch's own; the running ones wait for mode test.""",
    like=batchnorm_right.textbook,
    change="""
    - std = np.sqrt(var + eps)
    - x_hat = (x - mean) / std

    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + std = np.sqrt(bn_param["running_var"] + eps)
    + x_hat = (x - bn_param["running_mean"]) / std
    """,
)
def running_averages_in_train():
    """Normalise with the running averages while training."""
