"""Wrong versions of `spatial_batchnorm_forward`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import spatial_right


@wrong(
    "spatial_batchnorm_forward",
    hint="""In the running averages the weights have changed places: momentum belongs to the
    old average.""",
    like=spatial_right.rows_of_pixels,
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
    "spatial_batchnorm_forward",
    hint="""After a call bn_param has no running averages: they were stored in a copy, or not
    at all.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - N, C, H, W = x.shape
    + N, C, H, W = x.shape
    + bn_param = dict(bn_param)
    """,
)
def running_not_stored():
    """Give a copy of bn_param to the averages."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""The array is reshaped to C columns without moving the channels to the end first,
    so each column mixes numbers of all channels.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    + rows = x.reshape(-1, C)

    - return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
    + return out.reshape(N, C, H, W), (rows - mean, std, x_hat, gamma)
    """,
)
def reshaped_without_transpose():
    """Reshape to rows and back without moving the channels."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""On the way in the channels are moved to the end, on the way out they are not moved
    back. The shape is right, the places are not.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
    + return out.reshape(N, C, H, W), (rows - mean, std, x_hat, gamma)
    """,
)
def not_transposed_back():
    """Reshape back without moving the channels."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Your out has its channels at the end. It should have the shape of x.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
    + return out.reshape(N, H, W, C), (rows - mean, std, x_hat, gamma)
    """,
)
def channels_left_last():
    """Return the channels last."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Height and width have changed places on the way back. Pictures that are not square
    show it.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
    + return out.reshape(N, W, H, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
    """,
)
def height_and_width_swapped():
    """Swap H and W on the way back."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Each image is normalised by itself. The mean of a channel is taken over all images
    of the batch as well.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - mean, var = rows.mean(axis=0), rows.var(axis=0)
    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + each = x.transpose(0, 2, 3, 1).reshape(N, -1, C)
    + mean = np.repeat(each.mean(axis=1), H * W, axis=0)
    + var = np.repeat(each.var(axis=1), H * W, axis=0)
    + bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * rows.mean(axis=0)
    + bn_param["running_var"] = momentum * running_var + (1 - momentum) * rows.var(axis=0)
    """,
)
def each_image_by_itself():
    """Average over the places of each image alone."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Each place of the picture is normalised by itself, over the images alone. A
    channel shares one mean over all its places.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - mean, var = rows.mean(axis=0), rows.var(axis=0)
    - bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
    - bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    + mean = np.tile(x.mean(axis=0).transpose(1, 2, 0).reshape(-1, C), (N, 1))
    + var = np.tile(x.var(axis=0).transpose(1, 2, 0).reshape(-1, C), (N, 1))
    + bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * rows.mean(axis=0)
    + bn_param["running_var"] = momentum * running_var + (1 - momentum) * rows.var(axis=0)
    """,
)
def each_place_by_itself():
    """Average over the images at each place."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""All channels share one mean and one variance. Each channel has its own.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - mean, var = rows.mean(axis=0), rows.var(axis=0)
    + mean, var = rows.mean() + np.zeros(C), rows.var() + np.zeros(C)
    """,
)
def one_mean_for_all():
    """Average over the channels too."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Epsilon is added after the root, where the formula has it with the variance.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - std = np.sqrt(var + eps)
    + std = np.sqrt(var) + eps
    """,
)
def eps_outside_root():
    """Add epsilon after the root."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""The variance is divided by one less than the count of numbers; the text asks for
    the biased one.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - mean, var = rows.mean(axis=0), rows.var(axis=0)
    + mean, var = rows.mean(axis=0), rows.var(axis=0, ddof=1)
    """,
)
def unbiased_variance():
    """Divide by one less."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""Mode test gives what mode train gives. It should use the running averages, and
    leave them alone.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - if bn_param["mode"] == "train":
    + if bn_param["mode"] in ("train", "test"):
    """,
)
def always_in_train():
    """Ignore mode test."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""The eps and momentum in bn_param have no effect: something on the way drops them.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    + eps, momentum = 1e-5, 0.9
    """,
)
def settings_dropped():
    """Pass on nothing but the mode."""


@wrong(
    "spatial_batchnorm_forward",
    hint="""What comes out is the normalised channel, without its scale and shift.""",
    like=spatial_right.rows_of_pixels,
    change="""
    - out = gamma * x_hat + beta
    + out = 1.0 * x_hat
    """,
)
def scale_and_shift_forgotten():
    """Return x_hat."""
