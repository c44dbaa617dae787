"""Versions of `three_layer_convnet` with a slip in a layer."""

import torch
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "three_layer_convnet",
    hint="""The ReLU after the first convolution is missing. Two convolutions in a row are together
    no more than one larger convolution.""",
)
def relu_missing_after_first(x, params):
    """Leave the first ReLU out."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.conv2d(x, conv_w1, conv_b1, padding=2)
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The ReLU after the second convolution is missing: what goes into the last layer may not
    be negative.""",
)
def relu_missing_after_second(x, params):
    """Leave the second ReLU out."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.conv2d(h, conv_w2, conv_b2, padding=1)
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""There is no ReLU in your net at all, so that its three layers are one linear map of the
    image. It belongs after each of the two convolutions.""",
)
def no_relu(x, params):
    """Leave both out."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.conv2d(x, conv_w1, conv_b1, padding=2)
    h = F.conv2d(h, conv_w2, conv_b2, padding=1)
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""A ReLU at the very end cuts off all negative scores. A score may have any sign, since
    only differences count in the softmax.""",
)
def relu_on_scores(x, params):
    """Put a ReLU after every layer."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return F.relu(h.flatten(1) @ fc_w + fc_b)


@wrong(
    "three_layer_convnet",
    hint="""Your net returns probabilities instead of scores. F.cross_entropy takes the softmax
    itself, and a second one makes the gradients small.""",
)
def softmax_on_scores(x, params):
    """Put a softmax at the end."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return F.softmax(h.flatten(1) @ fc_w + fc_b, dim=1)


@wrong(
    "three_layer_convnet",
    hint="""Your net returns the logarithms of probabilities. That is half of F.cross_entropy, which
    wants the bare scores.""",
)
def log_softmax_on_scores(x, params):
    """Put a logarithm of a softmax at the end."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return F.log_softmax(h.flatten(1) @ fc_w + fc_b, dim=1)


@wrong(
    "three_layer_convnet",
    hint="""The convolutions have no padding, so the image shrinks and the last layer's weights do
    not fit. Look up the argument padding of F.conv2d.""",
)
def padding_forgotten(x, params):
    """Leave both paddings out."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The two paddings have changed places. The size comes out right all the same, the
    numbers do not: half of the filter's width is 2 for the first and 1 for the second.""",
)
def paddings_swapped(x, params):
    """Pad the first by 1 and the second by 2."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=1))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=2))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""Both convolutions have a padding of 2, so that the image grows in the second one. Its
    filters are smaller and need less.""",
)
def padding_two_for_both(x, params):
    """Pad both by 2."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=2))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""Both convolutions have a padding of 1, so that the image shrinks in the first one. Its
    filters are larger and need more.""",
)
def padding_one_for_both(x, params):
    """Pad both by 1."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=1))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The image is padded with its own border where it should be padded with zeros. That is
    what the argument padding of F.conv2d does by itself.""",
)
def border_repeated(x, params):
    """Pad with the pixels of the border."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.pad(x, (2, 2, 2, 2), mode="replicate")
    h = F.relu(F.conv2d(h, conv_w1, conv_b1))
    h = F.pad(h, (1, 1, 1, 1), mode="replicate")
    return F.relu(F.conv2d(h, conv_w2, conv_b2)).flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The convolutions take two pixels at a step, so only a quarter of each map is left. The
    stride in this net is 1, which is the default.""",
)
def stride_of_two(x, params):
    """Take a stride of 2."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, stride=2, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, stride=2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


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
