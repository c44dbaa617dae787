"""Right versions of `accuracy`, written differently from the solution."""

import torch

from autograder.misconceptions import right


@right("accuracy")
def with_try_and_counts(model, batches):
    """Restore the mode whatever happens, and count in lists."""
    was_training = model.training
    model.eval()
    hits = []
    try:
        with torch.no_grad():
            for x, y in batches:
                hits += (model(x).max(dim=1).indices == y).tolist()
    finally:
        model.train(was_training)
    return sum(hits) / len(hits)


@right("accuracy")
def with_inference_mode(model, batches):
    """Use inference mode, and restore the mode by name."""
    mode = "train" if model.training else "eval"
    model.eval()
    right_ones, seen = 0, 0
    with torch.inference_mode():
        for images, labels in batches:
            said = torch.argmax(model(images), axis=-1)
            right_ones += int(torch.eq(said, labels).sum())
            seen += labels.numel()
    getattr(model, mode)()
    return float(right_ones / seen)


@right("accuracy")
@torch.no_grad()
def with_a_decorator(model, batches):
    """Put all answers together, then compare."""
    before = model.training
    model.train(False)
    pairs = [(model(x).topk(1).indices[:, 0], y) for x, y in batches]
    said, true = (torch.cat(some) for some in zip(*pairs, strict=True))
    if before:
        model.train()
    return (said == true).double().mean().item()


@right("accuracy")
def in_numpy(model, batches):
    """Count in NumPy."""
    import numpy as np

    state = model.training
    model.eval()
    correct = []
    with torch.no_grad():
        for x, y in batches:
            scores = model(x).numpy()
            correct.append(np.argmax(scores, axis=1) == y.numpy())
    model.train(state)
    return float(np.concatenate(correct).mean())
