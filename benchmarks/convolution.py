"""Time the convolution chapter's solutions: loops, matrix products and PyTorch on the CPU.

Forward plus backward (gradients of images, filters and biases) in float32, one thread each, on
three sizes. The loops are timed on two images and scaled up, since every image costs them the
same. The fast version and PyTorch run in turn, several rounds in one process, so that a slow
moment of the machine strikes both. Times are the process's own CPU seconds, which other programs
on the machine disturb less. The gradients are compared first.

    python benchmarks/convolution.py [--rounds 15]
"""

import argparse
import contextlib
import os
import platform
import statistics
import sys
import time

import numpy as np
import torch

from autograder import solutions

#: Images, filters, and the convolution's parameters.
SIZES = [
    ((100, 3, 31, 31), (25, 3, 3, 3), {"stride": 2, "pad": 1}),
    ((50, 3, 32, 32), (32, 3, 7, 7), {"stride": 1, "pad": 3}),
    ((64, 32, 32, 32), (32, 32, 3, 3), {"stride": 1, "pad": 1}),
]
NAIVE_IMAGES = 2


def draw(images, filters):
    rng = np.random.default_rng(0)
    shapes = images, filters, filters[:1]
    return [rng.standard_normal(shape, dtype=np.float32) for shape in shapes]


def upstream(shape):
    """The gradient that comes from above, the same for all."""
    return np.random.default_rng(1).standard_normal(shape, dtype=np.float32)


def numpy_pass(forward, backward, arrays, conv_param):
    """A function that goes forward and backward and returns the gradients."""
    out, _ = forward(*arrays, conv_param)
    dout = upstream(out.shape)

    def there_and_back():
        _, cache = forward(*arrays, conv_param)
        return backward(dout, cache)

    return there_and_back


def torch_pass(arrays, conv_param):
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    step = {"stride": conv_param["stride"], "padding": conv_param["pad"]}
    out = torch.nn.functional.conv2d(*tensors, **step)
    dout = torch.from_numpy(upstream(tuple(out.shape)))

    def there_and_back():
        out = torch.nn.functional.conv2d(*tensors, **step)
        return torch.autograd.grad(out, tensors, dout)

    return there_and_back


def spent(function):
    start = time.process_time()
    function()
    return time.process_time() - start


def race(convolution, images, filters, conv_param, rounds):
    """Milliseconds of the loops, and lists over rounds of the fast version and of PyTorch."""
    arrays = draw(images, filters)
    fast = numpy_pass(
        convolution.conv_forward_fast, convolution.conv_backward_fast, arrays, conv_param
    )
    reference = torch_pass(arrays, conv_param)
    for mine, theirs in zip(fast(), reference(), strict=True):
        theirs = theirs.numpy()
        if not np.allclose(mine, theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max()):
            raise SystemExit("The gradients are not PyTorch's, so the times mean nothing.")
    few = [arrays[0][:NAIVE_IMAGES], *arrays[1:]]
    loops = numpy_pass(
        convolution.conv_forward_naive, convolution.conv_backward_naive, few, conv_param
    )
    naive = 1e3 * spent(loops) * images[0] / NAIVE_IMAGES
    times = {"fast": [], "torch": []}
    for _ in range(rounds):
        times["fast"].append(1e3 * spent(fast))
        times["torch"].append(1e3 * spent(reference))
    return naive, times["fast"], times["torch"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    torch.set_num_threads(1)
    with contextlib.redirect_stdout(sys.stderr):  # what the chapter's own cells print
        convolution = solutions.load("convolution")
    print("# Convolution, forward and backward\n")
    print(
        f"float32, one thread, CPU milliseconds for the whole batch, median of {args.rounds} "
        f"rounds in turn (loops: one round on {NAIVE_IMAGES} images, scaled up). The last column "
        "is the median over rounds of fast over PyTorch in that round.\n"
    )
    print(
        "| images | filters | stride, pad | loops | fast | PyTorch | loops / fast "
        "| fast / PyTorch |"
    )
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for images, filters, conv_param in SIZES:
        naive, fast, reference = race(convolution, images, filters, conv_param, args.rounds)
        middle = statistics.median(fast)
        print(
            f"| {'×'.join(map(str, images))} | {filters[0]} of {filters[2]}×{filters[3]} "
            f"| {conv_param['stride']}, {conv_param['pad']} | {naive:,.0f} | {middle:.1f} "
            f"| {statistics.median(reference):.1f} | {naive / middle:,.0f} "
            f"| {statistics.median(np.divide(fast, reference)):.2f} |",
            flush=True,
        )
    print(
        f"\nPython {platform.python_version()}, NumPy {np.__version__}, PyTorch "
        f"{torch.__version__}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores."
    )


ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

if __name__ == "__main__":
    if not os.environ.items() >= ONE_THREAD.items():
        # NumPy reads these when it is imported, so start over with them.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_THREAD)
    main()
