"""Wrong versions of `layernorm_forward`."""

import numpy as np

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import layernorm_right


@wrong(
    "layernorm_forward",
    hint="""In mode test your layer does something else than in mode train. Layer
    normalisation needs no averages of other samples, so it has no modes.""",
    like=layernorm_right.numpys_var,
    change="""
    - x_hat = (x - mean) / std
    + x_hat = (x - mean) / std
    + if ln_param.get("mode") == "test":
    +     x_hat = x
    """,
)
def mode_heeded():
    """Do nothing in mode test."""


@wrong(
    "layernorm_forward",
    hint="""Mean and variance are taken over the samples, which is batch normalisation. Here
    each sample looks at itself alone.""",
    like=layernorm_right.numpys_var,
    change="""
    - mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    + mean, var = x.mean(axis=0, keepdims=True), x.var(axis=0, keepdims=True)
    """,
)
def over_samples():
    """Average over the samples."""


@wrong(
    "layernorm_forward",
    hint="""There is one mean and one variance for all samples together. Each sample should
    get its own.""",
    like=layernorm_right.numpys_var,
    change="""
    - mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    + mean, var = x.mean(), x.var()
    """,
)
def one_mean_for_all():
    """Average over the whole array."""


@wrong(
    "layernorm_forward",
    hint="""Epsilon is added after the root. In the formula it stands with the variance.""",
    like=layernorm_right.numpys_var,
    change="""
    - std = np.sqrt(var + eps)
    + std = np.sqrt(var) + eps
    """,
)
def eps_outside_root():
    """Add epsilon after the root."""


@wrong(
    "layernorm_forward",
    hint="""There is no epsilon, so a sample whose numbers are all the same is divided by
    zero.""",
    like=layernorm_right.numpys_var,
    change="""
    - eps = ln_param.get("eps", 1e-5)

    - std = np.sqrt(var + eps)
    + std = np.sqrt(var)
    """,
)
def no_eps():
    """Leave epsilon out."""


@wrong(
    "layernorm_forward",
    hint="""The eps in ln_param is never read; 1e-5 is only what holds when the key is
    missing.""",
    like=layernorm_right.numpys_var,
    change="""
    - eps = ln_param.get("eps", 1e-5)
    + eps = 1e-5
    """,
)
def eps_hard_coded():
    """Ignore the eps given."""


@wrong(
    "layernorm_forward",
    hint="""Your function stops when ln_param has no eps. A missing key has a default, and
    dict.get takes one.""",
    like=layernorm_right.numpys_var,
    change="""
    - eps = ln_param.get("eps", 1e-5)
    + eps = ln_param["eps"]
    """,
)
def eps_demanded():
    """Demand eps."""


@wrong(
    "layernorm_forward",
    hint="""The variance is divided by one less than the number of features. The text asks for
    the biased one.""",
    like=layernorm_right.numpys_var,
    change="""
    - mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    + mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True, ddof=1)
    """,
)
def unbiased_variance():
    """Divide the variance by D - 1."""


@wrong(
    "layernorm_forward",
    hint="""The centred numbers are divided by the variance. What is missing before the
    division?""",
    like=layernorm_right.numpys_var,
    change="""
    - std = np.sqrt(var + eps)
    + std = var + eps
    """,
)
def divided_by_variance():
    """Forget the root."""


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
    like=layernorm_right.numpys_var,
    change="""
    - return gamma * x_hat + beta, (x_hat, std, gamma)
    + return beta * x_hat + gamma, (x_hat, std, gamma)
    """,
)
def gamma_and_beta_swapped():
    """Multiply by beta and add gamma."""


@wrong(
    "layernorm_forward",
    hint="""Beta is added before gamma multiplies, so that the shift gets scaled as well.""",
    like=layernorm_right.numpys_var,
    change="""
    - return gamma * x_hat + beta, (x_hat, std, gamma)
    + return gamma * (x_hat + beta), (x_hat, std, gamma)
    """,
)
def beta_scaled_too():
    """Scale after the shift."""


@wrong(
    "layernorm_forward",
    hint="""What is returned is the normalised sample, without the two parameters that the net
    learns.""",
    like=layernorm_right.numpys_var,
    change="""
    - return gamma * x_hat + beta, (x_hat, std, gamma)
    + return 1.0 * x_hat, (x_hat, std, gamma)
    """,
)
def scale_and_shift_forgotten():
    """Return x_hat."""


@wrong(
    "layernorm_forward",
    hint="""The array x that your function was given is changed by it. An operator with = in
    it writes into the caller's array.""",
    like=layernorm_right.numpys_var,
    change="""
    - x_hat = (x - mean) / std
    + x -= mean
    + x_hat = x / std
    """,
)
def x_changed():
    """Centre x in place."""


@wrong(
    "layernorm_forward",
    hint="""A forward hands back two things, and only the output arrives. What will the
    backward be given?""",
    like=layernorm_right.numpys_var,
    change="""
    - return gamma * x_hat + beta, (x_hat, std, gamma)
    + return gamma * x_hat + beta
    """,
)
def only_out_returned():
    """Forget the cache."""
