"""Wrong versions of `spatial_batchnorm_forward`."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "spatial_batchnorm_forward",
    hint="""In the running averages the weights have changed places: momentum belongs to the
    old average.""",
)
def momentum_swapped(x, gamma, beta, bn_param):
    """Give momentum to the new value."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = (1 - momentum) * running_mean + momentum * mean
        bn_param["running_var"] = (1 - momentum) * running_var + momentum * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""After a call bn_param has no running averages: they were stored in a copy, or not
    at all.""",
)
def running_not_stored(x, gamma, beta, bn_param):
    """Give a copy of bn_param to the averages."""
    N, C, H, W = x.shape
    bn_param = dict(bn_param)
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""The array is reshaped to C columns without moving the channels to the end first,
    so each column mixes numbers of all channels.""",
)
def reshaped_without_transpose(x, gamma, beta, bn_param):
    """Reshape to rows and back without moving the channels."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, C, H, W), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""On the way in the channels are moved to the end, on the way out they are not moved
    back. The shape is right, the places are not.""",
)
def not_transposed_back(x, gamma, beta, bn_param):
    """Reshape back without moving the channels."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, C, H, W), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Your out has its channels at the end. It should have the shape of x.""",
)
def channels_left_last(x, gamma, beta, bn_param):
    """Return the channels last."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Height and width have changed places on the way back. Pictures that are not square
    show it.""",
)
def height_and_width_swapped(x, gamma, beta, bn_param):
    """Swap H and W on the way back."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, W, H, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Each image is normalised by itself. The mean of a channel is taken over all images
    of the batch as well.""",
)
def each_image_by_itself(x, gamma, beta, bn_param):
    """Average over the places of each image alone."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        each = x.transpose(0, 2, 3, 1).reshape(N, -1, C)
        mean = np.repeat(each.mean(axis=1), H * W, axis=0)
        var = np.repeat(each.var(axis=1), H * W, axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * rows.mean(axis=0)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * rows.var(axis=0)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Each place of the picture is normalised by itself, over the images alone. A
    channel shares one mean over all its places.""",
)
def each_place_by_itself(x, gamma, beta, bn_param):
    """Average over the images at each place."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean = np.tile(x.mean(axis=0).transpose(1, 2, 0).reshape(-1, C), (N, 1))
        var = np.tile(x.var(axis=0).transpose(1, 2, 0).reshape(-1, C), (N, 1))
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * rows.mean(axis=0)
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * rows.var(axis=0)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""All channels share one mean and one variance. Each channel has its own.""",
)
def one_mean_for_all(x, gamma, beta, bn_param):
    """Average over the channels too."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean() + np.zeros(C), rows.var() + np.zeros(C)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Epsilon is added after the root, where the formula has it with the variance.""",
)
def eps_outside_root(x, gamma, beta, bn_param):
    """Add epsilon after the root."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var) + eps
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""The variance is divided by one less than the count of numbers; the text asks for
    the biased one.""",
)
def unbiased_variance(x, gamma, beta, bn_param):
    """Divide by one less."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0, ddof=1)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""Mode test gives what mode train gives. It should use the running averages, and
    leave them alone.""",
)
def always_in_train(x, gamma, beta, bn_param):
    """Ignore mode test."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] in ("train", "test"):
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""The eps and momentum in bn_param have no effect: something on the way drops them.""",
)
def settings_dropped(x, gamma, beta, bn_param):
    """Pass on nothing but the mode."""
    N, C, H, W = x.shape
    eps, momentum = 1e-5, 0.9
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = gamma * x_hat + beta
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)


@wrong(
    "spatial_batchnorm_forward",
    hint="""What comes out is the normalised channel, without its scale and shift.""",
)
def scale_and_shift_forgotten(x, gamma, beta, bn_param):
    """Return x_hat."""
    N, C, H, W = x.shape
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    running_mean = bn_param.get("running_mean", np.zeros(C))
    running_var = bn_param.get("running_var", np.zeros(C))
    rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
    if bn_param["mode"] == "train":
        mean, var = rows.mean(axis=0), rows.var(axis=0)
        bn_param["running_mean"] = momentum * running_mean + (1 - momentum) * mean
        bn_param["running_var"] = momentum * running_var + (1 - momentum) * var
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (rows - mean) / std
    out = 1.0 * x_hat
    return out.reshape(N, H, W, C).transpose(0, 3, 1, 2), (rows - mean, std, x_hat, gamma)
