"""Versions of `three_layer_convnet` that break the graph or change what they are given."""

import torch
from torch.nn import functional as F

from autograder.misconceptions import wrong


@wrong(
    "three_layer_convnet",
    hint="""The scores are cut off from the graph, so nothing can be learnt through them. That is
    what detach and torch.no_grad are for, and neither belongs in here.""",
)
def scores_detached(x, params):
    """Compute under no_grad."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    with torch.no_grad():
        h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
        h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
        return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""A new tensor is made from bare numbers, by way of item, tolist or NumPy. It does not
    know where the numbers came from, and may have lost digits too.""",
)
def rebuilt_from_numbers(x, params):
    """Put the scores together number by number."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return torch.tensor((h.flatten(1) @ fc_w + fc_b).tolist())


@wrong(
    "three_layer_convnet",
    hint="""The graph is cut between the convolutions and the last layer: its gradient arrives, but
    none goes on to the filters.""",
)
def features_detached(x, params):
    """Detach what goes into the last layer."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.detach().flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The graph is cut after the first convolution, so that its filters never learn.""",
)
def first_maps_detached(x, params):
    """Detach what comes out of the first convolution."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2)).detach()
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The images are detached on their way in, so that no gradient reaches them. The
    parameters do not mind, but whoever asks what a net sees in an image does.""",
)
def images_detached(x, params):
    """Detach the images."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x.detach(), conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The biases are detached, so that they stay what they were at the start.""",
)
def biases_detached(x, params):
    """Detach the biases."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x, conv_w1, conv_b1.detach(), padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2.detach(), padding=1))
    return h.flatten(1) @ fc_w + fc_b.detach()


@wrong(
    "three_layer_convnet",
    hint="""The list of parameters is emptied while it is read, so the next call finds nothing in
    it. Unpack it instead of popping from it.""",
)
def parameters_popped(x, params):
    """Take the parameters out of the list."""
    h = F.relu(F.conv2d(x, params.pop(0), params.pop(0), padding=2))
    h = F.relu(F.conv2d(h, params.pop(0), params.pop(0), padding=1))
    return h.flatten(1) @ params.pop(0) + params.pop(0)


@wrong(
    "three_layer_convnet",
    hint="""The images are changed in place. An operation whose name ends in an underscore, and
    -= too, writes into the tensor that you were given.""",
)
def images_centred_in_place(x, params):
    """Subtract the images' mean from them."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    with torch.no_grad():
        x -= x.mean()
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The parameters are changed in place before they are used. A net only reads them; what
    changes them is the training loop.""",
)
def weights_shrunk_in_place(x, params):
    """Let the weights decay in the forward pass."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    with torch.no_grad():
        for w in (conv_w1, conv_w2, fc_w):
            w *= 0.99
    h = F.relu(F.conv2d(x, conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b


@wrong(
    "three_layer_convnet",
    hint="""The images are made float32 whatever the parameters are. Leave dtypes as they come:
    tensors of two dtypes do not mix.""",
)
def images_made_float32(x, params):
    """Convert the images to float32."""
    conv_w1, conv_b1, conv_w2, conv_b2, fc_w, fc_b = params
    h = F.relu(F.conv2d(x.float(), conv_w1, conv_b1, padding=2))
    h = F.relu(F.conv2d(h, conv_w2, conv_b2, padding=1))
    return h.flatten(1) @ fc_w + fc_b
