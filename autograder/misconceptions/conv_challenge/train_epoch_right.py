"""Right versions of `train_epoch`, written differently from the solution."""

import torch
from torch import nn
from torch.nn import functional as F

from autograder.misconceptions import right


@right("train_epoch")
def with_a_loss_module(model, batches, optimiser, after_step=None, label_smoothing=0.0):
    """Make the loss a module, and zero the gradients first."""
    criterion = nn.CrossEntropyLoss(label_smoothing=label_smoothing)
    model.train()
    losses, images = 0.0, 0
    for x, y in batches:
        optimiser.zero_grad()
        scores = model(x)
        loss = criterion(scores, y)
        loss.backward()
        optimiser.step()
        if after_step is not None:
            after_step()
        losses += loss.item() * y.shape[0]
        images += y.shape[0]
    return losses / images


@right("train_epoch")
def with_sums_and_lists(model, batches, optimiser, after_step=None, label_smoothing=0.0):
    """Keep every image's loss, and zero the gradients after the step."""
    model = model.train(True)
    losses = []
    for pair in batches:
        images, labels = pair
        each = F.cross_entropy(
            model(images), labels, reduction="none", label_smoothing=label_smoothing
        )
        each.mean().backward()
        optimiser.step()
        optimiser.zero_grad()
        losses += each.tolist()
        if after_step:
            after_step()
    return sum(losses) / len(losses)


@right("train_epoch")
def with_smoothing_by_hand(model, batches, optimiser, after_step=None, label_smoothing=0.0):
    """Write the smoothed loss out, and gather the sum in a tensor."""
    model.train()
    total = torch.zeros((), dtype=torch.float64)
    count = 0
    for x, y in batches:
        log_p = F.log_softmax(model(x), dim=1)
        loss = (1 - label_smoothing) * F.nll_loss(log_p, y) - label_smoothing * log_p.mean()
        model.zero_grad(set_to_none=False)
        loss.backward()
        optimiser.step()
        if callable(after_step):
            after_step()
        total += loss.detach() * len(y)
        count += len(y)
    return float(total / count)


@right("train_epoch")
def with_soft_labels(model, batches, optimiser, after_step=None, label_smoothing=0.0):
    """Hand the loss rows of probabilities in place of labels."""
    model.train()
    weighted = []
    for x, y in batches:
        scores = model(x)
        share = label_smoothing / scores.shape[1]
        wanted = torch.full_like(scores, share)
        wanted[torch.arange(len(y)), y] += 1 - label_smoothing
        loss = F.cross_entropy(scores, wanted)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        (after_step or (lambda: None))()
        weighted.append((len(x), loss.item()))
    return sum(n * value for n, value in weighted) / sum(n for n, _ in weighted)
