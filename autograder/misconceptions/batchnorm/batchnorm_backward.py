"""Wrong versions of `batchnorm_backward`."""

from autograder.misconceptions import wrong


@wrong(
    "batchnorm_backward",
    hint="""Mean and variance are treated as constants. Both depend on every x of the batch,
    so two more branches of the graph lead back to x.""",
)
def averages_constant(dout, cache):
    """Take mean and variance for constants."""
    _centred, std, x_hat, gamma = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dx = dx_hat / std
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The branch through the variance is there, that through the mean is missing. What
    does a change of one x do to the mean that is subtracted from all?""",
)
def mean_branch_missing(dout, cache):
    """Leave out the branch through the mean."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The branch through the mean is there, that through the variance is missing. The
    centred numbers are used twice in the graph, so two gradients are added.""",
)
def variance_branch_missing(dout, cache):
    """Leave out the branch through the variance."""
    _centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dcentred = dx_hat / std
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The scale gamma does not come into dx. On its way back to x_hat the upstream
    gradient passes the last step of the forward.""",
)
def gamma_forgotten(dout, cache):
    """Start from dout in place of dx_hat."""
    centred, std, x_hat, _gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The branch through the variance has the wrong sign: a larger variance makes x_hat
    smaller.""",
)
def sign_of_variance(dout, cache):
    """Flip the sign of the variance's branch."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = 0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The branch through the mean has the wrong sign: the mean is subtracted in the
    forward.""",
)
def sign_of_mean(dout, cache):
    """Flip the sign of the mean's branch."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred + dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""Between the variance and the standard deviation stands a root, and its derivative
    is missing in your graph.""",
)
def root_not_differentiated(dout, cache):
    """Take the gradient of the root for that of the variance."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -(dx_hat * centred).sum(axis=0) / std**2
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The derivative of the root has a factor that is missing: the branch through the
    variance is twice as large as it should be.""",
)
def half_forgotten(dout, cache):
    """Forget the half from the root."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -1.0 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The derivative of the square has a factor that is missing: the branch through the
    variance is half as large as it should be.""",
)
def two_forgotten(dout, cache):
    """Forget the two from the square."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The variance is a mean of squares, so its gradient is shared among the samples. A
    division is missing in that branch.""",
)
def variance_not_divided(dout, cache):
    """Forget that the variance is a mean."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The gradient of the mean is passed on in full to every sample, as if the mean were
    a sum. Which factor did the forward have?""",
)
def mean_not_divided(dout, cache):
    """Forget that the mean is a mean."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0)
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The branch through the variance is divided by N - 1, but the forward divides by N.""",
)
def unbiased_divided(dout, cache):
    """Divide the variance's branch by N - 1."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / max(num - 1, 1)
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""For dgamma you multiply by the centred input. Gamma multiplies something else in
    the forward.""",
)
def dgamma_from_centred(dout, cache):
    """Use the centred x for dgamma."""
    centred, std, _x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * centred).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""Your dgamma and dbeta are means over the batch. Each parameter serves every
    sample, and what is spread out forward is summed backward.""",
)
def means_for_sums(dout, cache):
    """Average dgamma and dbeta."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.mean(axis=0)
    dgamma = (dout * x_hat).mean(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""Your dgamma and dbeta have a row for every sample, but gamma and beta have only
    one. Over which axis do they have to be summed?""",
)
def parameters_not_summed(dout, cache):
    """Return dgamma and dbeta for each sample."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout + 0.0
    dgamma = dout * x_hat
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    hint="""The second and third of your results have changed places. The order is dx, dgamma,
    dbeta.""",
)
def dgamma_and_dbeta_swapped(dout, cache):
    """Return dbeta before dgamma."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dbeta, dgamma


@wrong(
    "batchnorm_backward",
    hint="""Your results come in another order than asked: dx is the first of them.""",
)
def dx_last(dout, cache):
    """Return dx last."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dgamma, dbeta, dx


@wrong(
    "batchnorm_backward",
    hint="""The array dout is changed by your function, so that whoever uses it next gets
    something else. An operator such as *= writes into the caller's array.""",
)
def dout_changed(dout, cache):
    """Multiply dout in place."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dout *= gamma.astype(dout.dtype)
    dx_hat = dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta
