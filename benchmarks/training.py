"""Time the update-rules chapter's training: layerwise, plain NumPy and PyTorch on the CPU.

A six-layer net (3072-100-100-100-100-100-10, ReLU, L2 term) is trained by SGD on 4,000 random
images in batches of 100, with the accuracy on 1,000 training and 1,000 validation images after
each epoch; float32, one thread each. All three start from the same weights, take the same
minibatches in the same order and end at the same loss, which is checked. They run in turn,
several rounds in one process, so that a slow moment of the machine strikes all.

    python benchmarks/training.py [--rounds 9] [--epochs 5]
"""

import argparse
import os
import platform
import statistics
import sys
import time

import numpy as np
import torch
from torch import nn

from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver

NUM_TRAIN, NUM_VAL, BATCH = 4000, 1000, 100
HIDDEN = [100] * 5
LEARNING_RATE, REG, WEIGHT_SCALE, SEED = 1e-2, 1e-3, 5e-2, 1


def draw_data():
    """Random images of ten classes, each with a mean image of its own so that there is a loss."""
    rng = np.random.default_rng(0)
    means = rng.standard_normal((10, 3, 32, 32))
    data = {}
    for part, num in (("train", NUM_TRAIN), ("val", NUM_VAL)):
        y = rng.integers(0, 10, num)
        noise = 10 * rng.standard_normal((num, 3, 32, 32))
        data[f"X_{part}"] = (means[y] + noise).astype(np.float32)
        data[f"y_{part}"] = y
    return data


def draw_net():
    np.random.seed(0)
    return FullyConnectedNet(HIDDEN, reg=REG, weight_scale=WEIGHT_SCALE)


def orders(epoch):
    """The minibatches of an epoch and the images for its accuracy, as the Solver chooses them."""
    order = np.random.default_rng([SEED, epoch]).permutation(NUM_TRAIN)
    batches = [order[start : start + BATCH] for start in range(0, NUM_TRAIN, BATCH)]
    chosen = np.random.default_rng([SEED, epoch + 1, 1]).choice(NUM_TRAIN, 1000, replace=False)
    return batches, chosen


def with_layerwise(data, epochs):
    solver = Solver(
        draw_net(),
        data,
        optim_config={"learning_rate": LEARNING_RATE},
        batch_size=BATCH,
        num_epochs=epochs,
        verbose=False,
        seed=SEED,
    )
    start = time.perf_counter()
    solver.train()
    return time.perf_counter() - start, solver.loss_history[-1]


def plain_forward(x, weights, biases):
    inputs = []
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        inputs.append(x)
        x = np.maximum(0, x @ w + b)
    inputs.append(x)
    return x @ weights[-1] + biases[-1], inputs


def plain_step(x, y, weights, biases):
    scores, inputs = plain_forward(x, weights, biases)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(BATCH), y]).mean()
    loss += 0.5 * REG * sum((w * w).sum() for w in weights)
    dout = p
    dout[np.arange(BATCH), y] -= 1
    dout /= BATCH
    gradients = []
    for layer in range(5, -1, -1):
        dw = inputs[layer].T @ dout + REG * weights[layer]
        db = dout.sum(axis=0)
        dout = (dout @ weights[layer].T) * (inputs[layer] > 0)
        gradients.append((layer, dw, db))
    for layer, dw, db in gradients:
        weights[layer] -= LEARNING_RATE * dw
        biases[layer] -= LEARNING_RATE * db
    return float(loss)


def with_plain_numpy(data, epochs):
    """The same written straight down, as one would without a library."""
    params = draw_net().params
    weights = [params[f"W{layer}"] for layer in range(1, 7)]
    biases = [params[f"b{layer}"] for layer in range(1, 7)]
    X_train, y_train = data["X_train"].reshape(NUM_TRAIN, -1), data["y_train"]
    X_val, y_val = data["X_val"].reshape(NUM_VAL, -1), data["y_val"]

    def accuracy(x, y):
        return (plain_forward(x, weights, biases)[0].argmax(axis=1) == y).mean()

    start = time.perf_counter()
    accuracy(X_train[:1000], y_train[:1000]), accuracy(X_val, y_val)
    for epoch in range(epochs):
        batches, chosen = orders(epoch)
        for batch in batches:
            loss = plain_step(X_train[batch], y_train[batch], weights, biases)
        accuracy(X_train[chosen], y_train[chosen]), accuracy(X_val, y_val)
    return time.perf_counter() - start, loss


def with_pytorch(data, epochs):
    params = draw_net().params
    modules = []
    for layer in range(1, 7):
        linear = nn.Linear(*params[f"W{layer}"].shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(params[f"W{layer}"].T))
            linear.bias.copy_(torch.from_numpy(params[f"b{layer}"]))
        modules += [linear, nn.ReLU()]
    net = nn.Sequential(*modules[:-1])
    decayed = [p for p in net.parameters() if p.ndim == 2]
    plain = [p for p in net.parameters() if p.ndim == 1]
    optimiser = torch.optim.SGD(
        [{"params": decayed, "weight_decay": REG}, {"params": plain}], lr=LEARNING_RATE
    )
    X_train = torch.from_numpy(data["X_train"]).flatten(1)
    X_val = torch.from_numpy(data["X_val"]).flatten(1)
    y_train, y_val = torch.from_numpy(data["y_train"]), torch.from_numpy(data["y_val"])

    def accuracy(x, y):
        with torch.no_grad():
            return (net(x).argmax(dim=1) == y).float().mean().item()

    start = time.perf_counter()
    accuracy(X_train[:1000], y_train[:1000]), accuracy(X_val, y_val)
    for epoch in range(epochs):
        batches, chosen = orders(epoch)
        for batch in batches:
            batch = torch.from_numpy(batch)
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(net(X_train[batch]), y_train[batch])
            loss.backward()
            # The loss history holds the L2 term as well; its gradient is SGD's weight decay.
            with torch.no_grad():
                total = loss + 0.5 * REG * sum((w * w).sum() for w in decayed)
            total = total.item()
            optimiser.step()
        accuracy(X_train[chosen], y_train[chosen]), accuracy(X_val, y_val)
    return time.perf_counter() - start, total


ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
CONTESTANTS = {
    "layerwise": with_layerwise,
    "plain NumPy": with_plain_numpy,
    "PyTorch": with_pytorch,
}


def race(data, rounds, epochs):
    """Seconds of each contestant, a list over rounds, and the loss that each ended at."""
    for train in CONTESTANTS.values():  # to warm up
        train(data, 1)
    times, losses = {name: [] for name in CONTESTANTS}, {}
    for _ in range(rounds):
        for name, train in CONTESTANTS.items():
            seconds, losses[name] = train(data, epochs)
            times[name].append(seconds)
    if not np.allclose(list(losses.values()), losses["layerwise"], rtol=1e-3):
        raise SystemExit(
            f"The three ended at different losses, {losses}, so they did not do the same."
        )
    return times, losses


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    times, losses = race(draw_data(), args.rounds, args.epochs)
    print("# Training speed\n")
    print(
        f"Six-layer net, {NUM_TRAIN:,} images of 3,072 numbers, batches of {BATCH}, {args.epochs} "
        f"epochs ({args.epochs * NUM_TRAIN // BATCH} steps), float32, one thread, {args.rounds} "
        f"rounds in turn. The ratio is the median over rounds of the time in that round over "
        f"layerwise's: above 1, layerwise is faster.\n"
    )
    print("| | median time (s) | min to max (s) | time / layerwise | last loss |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, seconds in times.items():
        ratio = statistics.median(np.divide(seconds, times["layerwise"]))
        print(
            f"| {name} | {statistics.median(seconds):.2f} | {min(seconds):.2f} to "
            f"{max(seconds):.2f} | {ratio:.2f} | {losses[name]:.4f} |"
        )
    print(
        f"\nPython {platform.python_version()}, NumPy {np.__version__}, PyTorch "
        f"{torch.__version__}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores.\n"
    )
    print(
        "Like PyTorch, and unlike the plain version, layerwise leaves out the gradient with\n"
        "respect to the images, which nobody needs: a third of the first layer's work."
    )


if __name__ == "__main__":
    if not os.environ.items() >= ONE_THREAD.items():
        # NumPy reads these when it is imported, so start over with them.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)
    main()
