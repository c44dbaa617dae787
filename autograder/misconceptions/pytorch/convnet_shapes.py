"""Versions of `three_layer_convnet` with a slip in shapes, order or biases."""

import torch
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "three_layer_convnet",
    hint="""The last layer gets maps where it wants one row of numbers for each image: flatten what
    comes out of the second convolution.""",
)
def flatten_missing(x, params):
    """Multiply the maps by the last weights."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""flatten without start_dim=1 puts all images of the batch into one row. Keep the first
    dimension.""",
)
def batch_flattened_too(x, params):
    """Flatten all dimensions."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten() @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The maps are flattened with the filters last, so the numbers meet the wrong weights.
    PyTorch keeps images as (N, C, H, W), and flatten takes them just so.""",
)
def filters_last(x, params):
    """Bring the filters to the end before flattening."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.permute(0, 2, 3, 1).flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""Height and width have changed places when the maps are flattened. No transposing is
    needed anywhere in this net.""",
)
def height_and_width_swapped(x, params):
    """Transpose the maps before flattening."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.transpose(2, 3).flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The reshape before the last layer mixes the images: rows of the result hold numbers of
    several of them. Reshaping never moves numbers, so (D, N) transposed is not (N, D).""",
)
def images_mixed(x, params):
    """Reshape to columns and transpose."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.reshape(-1, len(x)).T @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The convolutions do not use their biases. F.conv2d takes one as its third argument.""",
)
def convolutions_without_bias(x, params):
    """Leave the convolutions' biases out."""
    conv_w1, _, conv_w2, _, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The last layer's bias is not added: fc_b waits in vain.""",
)
def last_bias_forgotten(x, params):
    """Leave the last bias out."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, _ = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w


@wrong(
    "three_layer_convnet",
    hint="""F.linear wants its weight as (outputs, inputs), and fc_w is (inputs, outputs). Transpose
    it, or multiply with @.""",
)
def linear_with_inputs_first(x, params):
    """Hand the last weights to F.linear as they are."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return F.linear(h.flatten(1), fc_w, fc_b)


@wrong(
    "three_layer_convnet",
    hint="""The parameters are unpacked in another order than they come in: each weight is followed
    by its own bias.""",
)
def weights_first_then_biases(x, params):
    """Unpack three weights, then three biases."""
    conv_w1, conv_w2, fc_w, conv_b1, conv_b2, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The scores come out as (K, N), a column for each image. The loss wants a row for each
    image.""",
)
def scores_transposed(x, params):
    """Return a column for each image."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return (h.flatten(1) @ fc_w + fc_b).T


@wrong(
    "three_layer_convnet",
    hint="""The first ReLU is applied to the image, before the convolution. It belongs after it, and
    pixels that are normalised are often negative.""",
)
def relu_before_convolution(x, params):
    """Put each ReLU before its convolution."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.conv2d(F.relu(x), conv_w1, conv_b1, padding=2)
    h = F.conv2d(F.relu(h), conv_w2, conv_b2, padding=1)
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""There is a sigmoid where the ReLU should be. The net asked for uses max(0, x).""",
)
def sigmoid_for_relu(x, params):
    """Take a sigmoid for the ReLU."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = torch.sigmoid(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = torch.sigmoid(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""This is a leaky ReLU, which lets a little of what is negative through. The plain one
    lets nothing through.""",
)
def leaky_relu(x, params):
    """Take the leaky kind of ReLU."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.leaky_relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.leaky_relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b
