"""Right versions of `three_layer_convnet`, written differently from the solution."""

import torch
from torch.nn import functional as F

from autograder.misconceptions import right


@right("three_layer_convnet")
def layer_functions(x, params):
    """Use F.linear and an in-place ReLU on what is the function's own."""
    w1, b1, w2, b2, w3, b3 = params
    maps = F.relu(F.conv2d(x, w1, bias=b1, stride=1, padding=(2, 2)), inplace=True)
    maps = F.relu(F.conv2d(maps, w2, bias=b2, padding="same"), inplace=True)
    return F.linear(maps.reshape(maps.shape[0], -1), w3.t(), b3)


@right("three_layer_convnet")
def padded_by_hand(x, params):
    """Pad with F.pad, add biases by broadcasting and cut off with clamp."""
    h = x
    for layer, pad in ((0, 2), (2, 1)):
        h = F.conv2d(F.pad(h, (pad, pad, pad, pad)), params[layer])
        h = torch.clamp(h + params[layer + 1].view(1, -1, 1, 1), min=0)
    return torch.addmm(params[5], torch.flatten(h, 1), params[4])


@right("three_layer_convnet")
def patches_and_products(x, params):
    """Convolve as a matrix product of patches."""

    def convolve(x, w, b, padding):
        N, _, H, W = x.shape
        patches = F.unfold(x, w.shape[2:], padding=padding)
        out = w.reshape(len(w), -1) @ patches + b[:, None]
        return out.reshape(N, len(w), H, W)

    w1, b1, w2, b2, w3, b3 = params
    h = torch.relu(convolve(x, w1, b1, 2))
    h = torch.relu(convolve(h, w2, b2, 1))
    return h.reshape(len(x), -1).matmul(w3).add(b3)


@right("three_layer_convnet")
def image_by_image(x, params):
    """Loop over the images and stack their scores."""
    w1, b1, w2, b2, w3, b3 = params
    rows = []
    for image in x:
        h = F.conv2d(image, w1, b1, padding=2).relu()
        h = F.conv2d(h, w2, b2, padding=1).relu()
        rows.append(h.ravel() @ w3 + b3)
    return torch.stack(rows)


@right("three_layer_convnet")
def einstein_summation(x, params):
    """Contract the maps with the reshaped last weights."""
    w1, b1, w2, b2, w3, b3 = params
    h = F.conv2d(x, w1, b1, padding=2)
    h = F.conv2d(torch.where(h > 0, h, torch.zeros_like(h)), w2, b2, padding=1)
    h = torch.maximum(h, torch.zeros((), dtype=h.dtype))
    return torch.einsum("nfhw,fhwk->nk", h, w3.reshape(*h.shape[1:], -1)) + b3
