"""What the reference of the challenge reaches, and what each of its ingredients bought.

Prints tables in Markdown: for each data set the accuracies of the reference, mean ± standard
deviation over the seeds, with seconds on the clock and parameters; then the validation accuracy on
shapes10 of the same recipe with one ingredient left out. Model, recipe and loops are the
notebook's own. A seed varies the first parameters, the order of the images and their augmentation;
the images stay the same.

    python benchmarks/conv_challenge.py [--seeds 3] [--only shapes10 | fashion_mnist | ingredients]
"""

import argparse
import contextlib
import functools
import io
import os
import platform
import sys
import time

import numpy as np
import torch
from torch import nn

from autograder import solutions
from layerwise import data

SETTINGS = {
    "shapes10": {"epochs": 5, "size": 64, "rate": 0.15, "shift": 2},
    "fashion_mnist": {"epochs": 8, "size": 128, "rate": 0.2, "shift": 0},
}
#: What each recipe changes of the whole one; `model` says what becomes of the net.
WITHOUT = {
    "nothing: the whole recipe": {},
    "augmentation": {"shift": None},
    "the schedule (half the rate throughout)": {"schedule": False},
    "the average of the weights": {"average": None},
    "label smoothing": {"smoothing": 0.0},
    "residuals (the block without its detour)": {"model": "plain"},
    "batch normalisation": {"model": "unnormalised"},
    "batch normalisation, at a tenth of the rate": {"model": "unnormalised", "rate": 0.015},
    "augmentation, smoothing and the average": {"shift": None, "smoothing": 0.0, "average": None},
    "two of the five epochs": {"epochs": 3},
}


@functools.cache
def chapter():
    with contextlib.redirect_stdout(io.StringIO()):  # its first cell greets the student
        return solutions.load("conv_challenge")


@functools.cache
def prepared(dataset):
    return chapter().prepare(data.load(dataset))


def build(kind):
    """Return the reference's model, or one of which something is left out."""
    model = chapter().build_model()
    if kind == "unnormalised":
        _replace(model, "BatchNorm2d", lambda norm: Shift(norm.num_features))
    elif kind == "plain":
        _replace(model, "Residual", lambda block: nn.Sequential(*block.children(), nn.ReLU()))
    return model


class Shift(nn.Module):
    """What is left of a normalisation when it does not normalise: one bias a channel."""

    def __init__(self, channels):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x):
        """Return x with the biases added."""
        return x + self.bias


def _replace(model, kind, other):
    for name, part in model.named_children():
        if type(part).__name__ == kind:
            setattr(model, name, other(part))
        else:
            _replace(part, kind, other)


def train(dataset, seed, *, model="whole", **changes):
    """Return the accuracies on validation and test images in percent, and the seconds."""
    torch.manual_seed(seed)
    net, parts = build(model), prepared(dataset)
    start = time.perf_counter()
    settings = {**SETTINGS[dataset], **changes, "verbose": False}
    best, history = chapter().train_reference(parts, net, **settings)
    seconds = time.perf_counter() - start
    x, y = parts["test"]
    test = chapter().accuracy(best, zip(x.split(500), y.split(500), strict=True))
    print(
        f"{dataset} {seed} {model} {changes}: {history} {test} {seconds}",
        file=sys.stderr,
        flush=True,
    )
    return 100 * history[-1], 100 * test, seconds


def spread(values, digits=1):
    deviation = np.std(values, ddof=1) if len(values) > 1 else 0.0
    return f"{np.mean(values):.{digits}f} ± {deviation:.{digits}f}"


def reference_row(dataset, seeds):
    """Return a row of the table of references."""
    val, test, seconds = zip(*(train(dataset, seed) for seed in range(seeds)), strict=True)
    x = prepared(dataset)["train"][0]
    count = sum(p.numel() for p in build("whole").parameters())
    cells = [
        f"{dataset}, {len(x):,} images",
        f"{SETTINGS[dataset]['epochs']}",
        f"{spread(val)} %",
        f"{spread(test)} %",
        f"{spread(seconds, 0)}",
        f"{count:,}",
    ]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", choices=[*SETTINGS, "ingredients"])
    options = parser.parse_args()
    chapter().DEVICE = torch.device("cpu")
    print("# conv_challenge: the reference, and its ingredients\n")
    print(
        f"Python {platform.python_version()}, PyTorch {torch.__version__}, {platform.machine()} "
        f"with {os.cpu_count()} cores, {torch.get_num_threads()} threads. Seeds 0 to "
        f"{options.seeds - 1} vary the first parameters, the order of the images and their "
        "augmentation, not the images. Seconds are on the clock, for training and for the "
        "validation accuracy after each epoch.\n"
    )
    datasets = [name for name in SETTINGS if options.only in (None, name)]
    if datasets:
        print("| data set | epochs | validation | test | seconds | parameters |")
        print("| --- | --- | --- | --- | --- | --- |")
        for dataset in datasets:
            print(reference_row(dataset, options.seeds), flush=True)
    if options.only in (None, "ingredients"):
        print(f"\n| shapes10, without | validation, {options.seeds} seeds | test |")
        print("| --- | --- | --- |")
        for title, changes in WITHOUT.items():
            runs = [train("shapes10", seed, **changes) for seed in range(options.seeds)]
            val, test, _ = zip(*runs, strict=True)
            print(f"| {title} | {spread(val)} % | {spread(test)} % |", flush=True)


if __name__ == "__main__":
    main()
