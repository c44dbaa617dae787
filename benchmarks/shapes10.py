"""Show that shapes10 is hard enough: the chapters' lessons in validation accuracies.

Prints three tables in Markdown, each with mean ± standard deviation over the seeds. A seed
varies the initial weights and the order of the minibatches; the images stay the same. The
fully-connected nets are layerwise's, trained by its Solver with the course's own solutions as
update rules; the ConvNet is PyTorch's. All run in one thread.

    python benchmarks/shapes10.py [--seeds 3]
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
from layerwise import data, optim
from layerwise.data import shapes10
from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver

BATCH = 100
NUM_VAL = 2000

# SGD and momentum share their learning rate, as they do in the chapter.
THREE_LAYERS = {
    "linear softmax classifier, SGD 3e-7": ([], "sgd", 3e-7, 1e-4),
    "3-layer net, SGD 2e-3": ([200, 200], "sgd", 2e-3, 1e-2),
    "3-layer net, momentum 2e-3": ([200, 200], "sgd_momentum", 2e-3, 1e-2),
    "3-layer net, Adam 3e-4": ([200, 200], "adam", 3e-4, 1e-2),
}
SIX_LAYERS = {
    "SGD 5e-3": ([100] * 5, "sgd", 5e-3, 5e-2),
    "momentum 5e-3": ([100] * 5, "sgd_momentum", 5e-3, 5e-2),
    "RMSProp 1e-4": ([100] * 5, "rmsprop", 1e-4, 5e-2),
    "Adam 1e-3": ([100] * 5, "adam", 1e-3, 5e-2),
}
GOOD_MODEL = {"[300, 200, 100], Adam 1e-3": ([300, 200, 100], "adam", 1e-3, 2e-2)}


ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def load(num_train):
    return data.load(
        "shapes10", num_train=num_train, num_val=NUM_VAL, num_test=0, subtract_mean=True
    )


def update_rules():
    with contextlib.redirect_stdout(io.StringIO()):  # its first cell greets the student
        rules = solutions.load("update_rules")
    return {
        "sgd": optim.sgd,
        "sgd_momentum": rules.sgd_momentum,
        "rmsprop": rules.rmsprop,
        "adam": rules.adam,
    }


def train_net(images, setting, rule, seed, epochs, reg=0.0, lr_decay=1.0):
    """Return the accuracies of the parameters that the Solver keeps: training, validation."""
    hidden_dims, _, learning_rate, weight_scale = setting
    np.random.seed(seed)
    net = FullyConnectedNet(hidden_dims, weight_scale=weight_scale, reg=reg)
    solver = Solver(
        net,
        images,
        update_rule=rule,
        optim_config={"learning_rate": learning_rate},
        lr_decay=lr_decay,
        num_epochs=epochs,
        batch_size=BATCH,
        verbose=False,
        seed=seed,
    )
    solver.train()
    best = int(np.argmax(solver.val_acc_history))
    return solver.train_acc_history[best], solver.val_acc_history[best]


def train_convnet(images, seed, epochs=5, learning_rate=1e-3):
    """Train conv5x5-32, pool, conv3x3-64, pool, affine, and choose the epoch as Solver does."""
    torch.manual_seed(seed)
    net = nn.Sequential(
        nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 8 * 8, 10),
    )  # fmt: skip
    # PyTorch's initial weights are made for inputs of about unit size.
    X, X_val = (torch.from_numpy(images[f"X_{part}"]) / 64 for part in ("train", "val"))
    y, y_val = (torch.from_numpy(images[f"y_{part}"]) for part in ("train", "val"))
    optimiser = torch.optim.Adam(net.parameters(), lr=learning_rate)
    accuracies = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(BATCH):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(X[batch]), y[batch]).backward()
            optimiser.step()
        accuracies.append((accuracy(net, X[:1000], y[:1000]), accuracy(net, X_val, y_val)))
    return max(accuracies, key=lambda pair: pair[1])


@torch.no_grad()
def accuracy(net, X, y):
    scores = torch.cat([net(part) for part in X.split(500)])
    return float((scores.argmax(1) == y).float().mean())


def print_head(title):
    print(f"\n{title}\n")
    print("| model | training | validation | seconds |\n| --- | --- | --- | --- |")


def print_row(name, seeds, train):
    start = time.process_time()
    results = np.array([train(seed) for seed in range(seeds)]) * 100
    seconds = (time.process_time() - start) / seeds
    spread = results.std(axis=0, ddof=1) if seeds > 1 else np.zeros(2)
    cells = [f"{mean:.1f} ± {std:.1f} %" for mean, std in zip(results.mean(0), spread, strict=True)]
    print(f"| {name} | {' | '.join(cells)} | {seconds:.0f} |", flush=True)


def print_setting(seeds):
    print("# shapes10: what learns how much\n")
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch "
        f"{torch.__version__}, {platform.machine()} with {os.cpu_count()} cores, one thread used. "
        f"Seeds 0 to {seeds - 1} vary the initial weights "
        f"and the order of the minibatches, not the images. Minibatches of {BATCH}, the mean image "
        f"subtracted, {NUM_VAL:,} validation images. Accuracies are those after the epoch with the "
        "best validation accuracy, which is what the Solver keeps. Seconds are processor time, "
        "for one training.\n"
    )
    for num in (1_000, 10_000, 25_000):
        start = time.process_time()
        shapes10.draw(num, seed=0)
        print(f"{num:,} images are drawn in {time.process_time() - start:.1f} s.  ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="3 unless given")
    seeds = parser.parse_args().seeds
    torch.set_num_threads(1)
    rules = update_rules()
    print_setting(seeds)

    def print_nets(images, settings, **options):
        for name, setting in settings.items():
            rule = rules[setting[1]]
            train = functools.partial(train_net, images, setting, rule, **options)
            print_row(name, seeds, train)

    images = load(10_000)
    print_head("10,000 images, 10 epochs (the ConvNet: 5 epochs); hidden layers of 200")
    print_nets(images, THREE_LAYERS, epochs=10)
    print_row("ConvNet, Adam 1e-3", seeds, functools.partial(train_convnet, images))

    print_head("The chapter's experiment: six layers, hidden 100 each, 4,000 images, 5 epochs")
    print_nets(load(4_000), SIX_LAYERS, epochs=5)

    print_head("A good fully-connected model: 20,000 images, 12 epochs, decay 0.85, L2 term 1e-3")
    print_nets(load(20_000), GOOD_MODEL, epochs=12, reg=1e-3, lr_decay=0.85)


if __name__ == "__main__":
    if not os.environ.items() >= ONE_THREAD.items():
        # NumPy reads these when it is imported, so start over with them.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)
    main()
