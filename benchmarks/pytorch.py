"""What the three levels of the chapter on PyTorch reach after one epoch.

Prints a table in Markdown: accuracy on the validation images, mean ± standard deviation over the
seeds, and processor time. A seed varies the first parameters and the order of the minibatches; the
images stay the same. Functions and loops are the notebook's own. All run in one thread.

    python benchmarks/pytorch.py [--seeds 3] [--datasets shapes10 fashion_mnist]
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
from torch.utils.data import DataLoader

from autograder import solutions
from layerwise.data import torch_dataset

BATCH = 64
LEVELS = {
    "one: tensors, SGD 3e-3": "tensors",
    "two: module, SGD 3e-3": "module",
    "three: chain, Nesterov 0.9, 1e-2": "chain",
}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def accuracy(chapter, level, train_loader, val_loader):
    if level == "tensors":
        params, network = chapter.initial_params(), chapter.three_layer_convnet
        chapter.train_by_hand(network, params, train_loader, learning_rate=3e-3)
        return chapter.accuracy_by_hand(network, params, val_loader)
    build = {"module": chapter.module_and_optimiser, "chain": chapter.sequential_and_optimiser}
    model, optimiser = build[level]()
    chapter.train(model, optimiser, train_loader)
    return chapter.accuracy(model, val_loader)


@functools.cache
def loaders(dataset):
    parts = torch_dataset.load(dataset, num_test=0)
    train = DataLoader(parts["train"], batch_size=BATCH, shuffle=True)
    return train, DataLoader(parts["val"], batch_size=200)


def measure(chapter, level, dataset, seeds):
    accuracies, start = [], time.process_time()
    for seed in range(seeds):
        torch.manual_seed(seed)
        with contextlib.redirect_stdout(io.StringIO()):  # the loops print their losses
            accuracies.append(100 * accuracy(chapter, level, *loaders(dataset)))
    spread = np.std(accuracies, ddof=1) if seeds > 1 else 0.0
    seconds = (time.process_time() - start) / seeds
    print(f"{dataset}, {level}: {accuracies}", file=sys.stderr, flush=True)
    return f"{np.mean(accuracies):.1f} ± {spread:.1f} %", f"{seconds:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--datasets", nargs="+", default=["shapes10", "fashion_mnist"])
    options = parser.parse_args()
    with contextlib.redirect_stdout(io.StringIO()):  # its first cell greets the student
        chapter = solutions.load("pytorch")
    chapter.DEVICE = torch.device("cpu")
    sizes = {name: len(loaders(name)[0].dataset) for name in options.datasets}
    print("# pytorch: three levels after one epoch\n")
    print(
        f"Python {platform.python_version()}, PyTorch {torch.__version__}, {platform.machine()} "
        f"with {os.cpu_count()} cores, one thread used. Seeds 0 to {options.seeds - 1} vary the "
        f"first parameters and the order of the minibatches of {BATCH}, not the images. Training "
        f"images: {', '.join(f'{n:,} of {name}' for name, n in sizes.items())}; accuracy on 1,000 "
        "validation images. Seconds are processor time, for one epoch.\n"
    )
    titles = [f"{name}: {what}" for name in sizes for what in ("validation", "seconds")]
    print("| level | " + " | ".join(titles) + " |")
    print("| --- " * (1 + len(titles)) + "|")
    for title, level in LEVELS.items():
        cells = [cell for name in sizes for cell in measure(chapter, level, name, options.seeds)]
        print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    if os.environ.keys() & ONE_THREAD.keys() != ONE_THREAD.keys():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})
    main()
