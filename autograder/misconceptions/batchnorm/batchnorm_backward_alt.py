"""Wrong versions of `batchnorm_backward_alt`."""

from autograder.misconceptions import wrong


@wrong(
    "batchnorm_backward_alt",
    hint="""The two sums are subtracted as if they were means: N is missing in front of the
    upstream gradient and below the fraction line.""",
)
def sums_not_divided(dout, cache):
    """Forget N in front of dout."""
    _, std, x_hat, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The whole bracket is divided by N, but the upstream gradient in it has lost its
    factor N.""",
)
def n_only_below(dout, cache):
    """Forget N in front of dout alone."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""Your dx is N times too large. What stands below the fraction line beside the
    standard deviation?""",
)
def n_only_in_bracket(dout, cache):
    """Forget the division by N."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (num * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The term that takes the mean out of the upstream gradient is missing, so dx does
    not add up to zero over the batch.""",
)
def dbeta_missing(dout, cache):
    """Leave the mean out."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The term with x_hat is missing. It comes from the variance, which depends on x
    too.""",
)
def dgamma_missing(dout, cache):
    """Leave the part along x_hat out."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The term with x_hat is added where the formula subtracts it.""",
)
def sign_of_dgamma(dout, cache):
    """Add the part along x_hat."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta + x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The term with dbeta is added where the formula subtracts it.""",
)
def sign_of_dbeta(dout, cache):
    """Add the mean."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout + dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The sum dgamma is subtracted as it is. In the formula it goes along with x_hat,
    which differs from sample to sample.""",
)
def x_hat_missing(dout, cache):
    """Subtract dgamma alone."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta - dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""In the last term stands the centred input. The formula has x_hat there, after the
    division by the standard deviation.""",
)
def centred_for_x_hat(dout, cache):
    """Use the centred x for x_hat."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta - centred * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""Gamma does not come into dx at all. Where does it stand in the formula?""",
)
def gamma_forgotten(dout, cache):
    """Leave gamma out."""
    _, std, x_hat, _gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = 1 / (num * std) * (num * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The sums in the bracket are multiplied by gamma, and the bracket is once more.
    Once is enough.""",
)
def gamma_twice(dout, cache):
    """Multiply the sums by gamma as well."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - gamma * dbeta - gamma * x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""The bracket is divided by the variance. The formula has its root there.""",
)
def divided_by_variance(dout, cache):
    """Divide by the variance."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std**2) * (num * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""N - 1 stands where the formula has N: the forward's variance is the biased one.""",
)
def n_minus_one(dout, cache):
    """Use N - 1 for N."""
    _, std, x_hat, gamma = cache
    num = max(len(dout) - 1, 1)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward_alt",
    hint="""Your dx is right, but dgamma and dbeta are returned as means over the batch. Each
    is a sum.""",
)
def means_for_sums(dout, cache):
    """Return means for dgamma and dbeta."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta - x_hat * dgamma)
    return dx, dgamma / num, dbeta / num


@wrong(
    "batchnorm_backward_alt",
    hint="""The second and third of your results have changed places; the order is that of
    batchnorm_backward.""",
)
def dgamma_and_dbeta_swapped(dout, cache):
    """Return dbeta before dgamma."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / (num * std) * (num * dout - dbeta - x_hat * dgamma)
    return dx, dbeta, dgamma


@wrong(
    "batchnorm_backward_alt",
    hint="""The array dout is changed on the way, so a second call with it gives something
    else. Leave the caller's array alone.""",
)
def dout_changed(dout, cache):
    """Scale dout in place."""
    _, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dout *= num
    dx = gamma / (num * std) * (dout - dbeta - x_hat * dgamma)
    return dx, dgamma, dbeta
