"""Wrong versions of `spatial_batchnorm_backward`."""

from autograder.misconceptions import wrong


@wrong(
    "spatial_batchnorm_backward",
    hint="""The upstream gradient is reshaped to C columns without moving the channels first,
    so it does not stand beside the numbers it belongs to.""",
)
def reshaped_without_transpose(dout, cache):
    """Reshape dout without moving the channels."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""The shape of dx is right, its numbers are in the wrong places: the channels were
    not moved back from the end.""",
)
def not_transposed_back(dout, cache):
    """Reshape dx without moving the channels back."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, C, H, W), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""Your dx has its channels at the end, where x has them second.""",
)
def channels_left_last(dout, cache):
    """Return the channels last."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""Your dx is still in the form of rows. It should have the shape of x.""",
)
def rows_returned(dout, cache):
    """Return dx as rows."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx, dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""Height and width have changed places in dx. Only a picture that is not square
    shows it.""",
)
def height_and_width_swapped(dout, cache):
    """Swap H and W on the way back."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, W, H, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""The sums are divided by the number of images, but the forward averaged over the
    places of each as well.""",
)
def divided_by_n(dout, cache):
    """Divide by the number of images."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""Mean and variance of a channel are treated as constants; dx lacks what flows back
    through them.""",
)
def averages_constant(dout, cache):
    """Take mean and variance for constants."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    dx = gamma / std * rows
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""What flows back through the mean of a channel is missing in dx.""",
)
def mean_branch_missing(dout, cache):
    """Leave out the branch through the mean."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""What flows back through the variance of a channel is missing in dx.""",
)
def variance_branch_missing(dout, cache):
    """Leave out the branch through the variance."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""The scale of each channel is missing in dx.""",
)
def gamma_forgotten(dout, cache):
    """Leave gamma out of dx."""
    _, std, x_hat, _ = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = 1 / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma, dbeta


@wrong(
    "spatial_batchnorm_backward",
    hint="""Your dgamma and dbeta are means over images and places. Each of those adds its
    part.""",
)
def means_for_sums(dout, cache):
    """Average dgamma and dbeta."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma / num, dbeta / num


@wrong(
    "spatial_batchnorm_backward",
    hint="""The second and third of your results have changed places; dgamma comes first.""",
)
def dgamma_and_dbeta_swapped(dout, cache):
    """Return dbeta before dgamma."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dbeta, dgamma


@wrong(
    "spatial_batchnorm_backward",
    hint="""Your dgamma and dbeta are single numbers. There is a gamma and a beta for every
    channel.""",
)
def one_number_for_all_channels(dout, cache):
    """Sum the channels too."""
    _, std, x_hat, gamma = cache
    N, C, H, W = dout.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    dbeta, dgamma = rows.sum(axis=0), (rows * x_hat).sum(axis=0)
    num = N * H * W
    dx = gamma / std * (rows - dbeta / num - x_hat * dgamma / num)
    return dx.reshape(N, H, W, C).transpose(0, 3, 1, 2), dgamma.sum(), dbeta.sum()
