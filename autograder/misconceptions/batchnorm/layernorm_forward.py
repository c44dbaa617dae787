"""Wrong versions of `layernorm_forward`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "layernorm_forward",
    hint="""In mode test your layer does something else than in mode train. Layer
    normalisation needs no averages of other samples, so it has no modes.""",
)
def mode_heeded(x, gamma, beta, ln_param):
    """Do nothing in mode test."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    if ln_param.get("mode") == "test":
        x_hat = x
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Mean and variance are taken over the samples, which is batch normalisation. Here
    each sample looks at itself alone.""",
)
def over_samples(x, gamma, beta, ln_param):
    """Average over the samples."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""There is one mean and one variance for all samples together. Each sample should
    get its own.""",
)
def one_mean_for_all(x, gamma, beta, ln_param):
    """Average over the whole array."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(), x.var()
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Epsilon is added after the root. In the formula it stands with the variance.""",
)
def eps_outside_root(x, gamma, beta, ln_param):
    """Add epsilon after the root."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var) + eps
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""There is no epsilon, so a sample whose numbers are all the same is divided by
    zero.""",
)
def no_eps(x, gamma, beta, ln_param):
    """Leave epsilon out."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""The eps in ln_param is never read; 1e-5 is only what holds when the key is
    missing.""",
)
def eps_hard_coded(x, gamma, beta, ln_param):
    """Ignore the eps given."""
    eps = 1e-5
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Your function stops when ln_param has no eps. A missing key has a default, and
    dict.get takes one.""",
)
def eps_demanded(x, gamma, beta, ln_param):
    """Demand eps."""
    eps = ln_param["eps"]
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""The variance is divided by one less than the number of features. The text asks for
    the biased one.""",
)
def unbiased_variance(x, gamma, beta, ln_param):
    """Divide the variance by D - 1."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True, ddof=1)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""The centred numbers are divided by the variance. What is missing before the
    division?""",
)
def divided_by_variance(x, gamma, beta, ln_param):
    """Forget the root."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = var + eps
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Nothing is subtracted before the division, so each sample keeps its mean.""",
)
def not_centred(x, gamma, beta, ln_param):
    """Divide without subtracting the mean."""
    eps = ln_param.get("eps", 1e-5)
    var = x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = x / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""You divide by the root of the mean square of the uncentred numbers. The formula
    takes the mean away first.""",
)
def root_mean_square(x, gamma, beta, ln_param):
    """Divide by the root mean square."""
    eps = ln_param.get("eps", 1e-5)
    var = (x**2).mean(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = x / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Scale and shift have changed places: gamma multiplies, and beta is what is added.""",
)
def gamma_and_beta_swapped(x, gamma, beta, ln_param):
    """Multiply by beta and add gamma."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return beta * x_hat + gamma, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""Beta is added before gamma multiplies, so that the shift gets scaled as well.""",
)
def beta_scaled_too(x, gamma, beta, ln_param):
    """Scale after the shift."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * (x_hat + beta), (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""What is returned is the normalised sample, without the two parameters that the net
    learns.""",
)
def scale_and_shift_forgotten(x, gamma, beta, ln_param):
    """Return x_hat."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return 1.0 * x_hat, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""The array x that your function was given is changed by it. An operator with = in
    it writes into the caller's array.""",
)
def x_changed(x, gamma, beta, ln_param):
    """Centre x in place."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x -= mean
    x_hat = x / std
    return gamma * x_hat + beta, (x_hat, std, gamma)


@wrong(
    "layernorm_forward",
    hint="""A forward hands back two things, and only the output arrives. What will the
    backward be given?""",
)
def only_out_returned(x, gamma, beta, ln_param):
    """Forget the cache."""
    eps = ln_param.get("eps", 1e-5)
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta
