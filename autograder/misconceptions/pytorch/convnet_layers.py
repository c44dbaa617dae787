"""Versions of `three_layer_convnet` with a slip in its functions or paddings."""

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
