"""Wrong versions of `layernorm_backward`."""

from autograder.misconceptions import wrong


@wrong(
    "layernorm_backward",
    hint="""In dx the means are taken over the samples, as in batch normalisation. The forward
    took them over the features.""",
)
def over_samples(dout, cache):
    """Average over the samples, as batchnorm does."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=0, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=0, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Gamma is multiplied in at the end. It differs from feature to feature, so it does
    not commute with means over the features.""",
)
def gamma_multiplied_last(dout, cache):
    """Multiply by gamma at the end."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = 1.0 * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = gamma * (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Mean and variance of a sample are treated as constants, but every one of its
    features has a share in them.""",
)
def averages_constant(dout, cache):
    """Take mean and variance for constants."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dx = dx_hat / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The branch through the mean is missing: moving one feature moves the mean that is
    subtracted from all.""",
)
def mean_branch_missing(dout, cache):
    """Leave out the branch through the mean."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The branch through the variance is missing: moving one feature changes what all of
    them are divided by.""",
)
def variance_branch_missing(dout, cache):
    """Leave out the branch through the variance."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    dx = (dx_hat - mean) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The branch through the variance has the wrong sign.""",
)
def sign_of_variance(dout, cache):
    """Flip the sign of the variance's branch."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean + x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The branch through the mean has the wrong sign.""",
)
def sign_of_mean(dout, cache):
    """Flip the sign of the mean's branch."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat + mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The sums over the features are divided by the number of samples. How many numbers
    went into each mean of the forward?""",
)
def divided_by_n(dout, cache):
    """Divide the sums by N."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.sum(axis=1, keepdims=True) / len(dout)
    along = (dx_hat * x_hat).sum(axis=1, keepdims=True) / len(dout)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Sums are subtracted where the formula has means over the features.""",
)
def sums_not_divided(dout, cache):
    """Subtract sums for means."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.sum(axis=1, keepdims=True)
    along = (dx_hat * x_hat).sum(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Gamma does not come into dx. The upstream gradient has to pass the scale before it
    gets to x_hat.""",
)
def gamma_forgotten(dout, cache):
    """Leave gamma out of dx."""
    x_hat, std, _gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = 1.0 * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The bracket is divided by the variance. Its root belongs there.""",
)
def divided_by_variance(dout, cache):
    """Divide by the variance."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std**2
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Your dgamma and dbeta have one number a sample. Gamma and beta have one a feature,
    so over which axis is the sum?""",
)
def parameters_over_features(dout, cache):
    """Sum dgamma and dbeta over the features."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=1)
    dgamma = (dout * x_hat).sum(axis=1)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""Your dgamma and dbeta are means over the samples, where each sample adds its part.""",
)
def means_for_sums(dout, cache):
    """Average dgamma and dbeta."""
    x_hat, std, gamma = cache
    dbeta = dout.mean(axis=0)
    dgamma = (dout * x_hat).mean(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta


@wrong(
    "layernorm_backward",
    hint="""The second and third of your results have changed places.""",
)
def dgamma_and_dbeta_swapped(dout, cache):
    """Return dbeta before dgamma."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dbeta, dgamma


@wrong(
    "layernorm_backward",
    hint="""The array dout is changed by your function; a second call then starts from
    something else.""",
)
def dout_changed(dout, cache):
    """Multiply dout in place."""
    x_hat, std, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dout *= gamma.astype(dout.dtype)
    dx_hat = dout
    mean = dx_hat.mean(axis=1, keepdims=True)
    along = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * along) / std
    return dx, dgamma, dbeta
