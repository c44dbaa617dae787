"""A wrong version of `batchnorm_backward` that errs for a gamma of whole numbers alone."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "batchnorm_backward",
    hint="""dgamma gets the type of gamma. Where somebody gives gamma in whole numbers, as in
    np.array([1, 2]), what comes after the point of its gradient is cut off.""",
)
def dgamma_of_gammas_type(dout, cache):
    """Fill an array that is like gamma."""
    centred, std, x_hat, gamma = cache
    num = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = np.empty_like(gamma)
    dgamma[:] = (dout * x_hat).sum(axis=0)
    dx_hat = gamma * dout
    dvar = -0.5 * (dx_hat * centred).sum(axis=0) / std**3
    dcentred = dx_hat / std + 2 * centred * dvar / num
    dx = dcentred - dcentred.sum(axis=0) / num
    return dx, dgamma, dbeta
