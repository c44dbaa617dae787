"""What Adam's bias correction does to its first steps."""

import numpy as np
from figures.rules import compared
from figures.table import table
from IPython.display import Markdown

BETA1, BETA2 = 0.9, 0.999
STEPS = (1, 2, 3, 5, 10, 30, 100, 1000)


def corrected_steps(count: int) -> np.ndarray:
    """Return the lengths of Adam's first steps under a constant gradient, in learning rates."""
    adam = next(rule.step for rule in compared() if rule.name == "Adam")
    w, gradient = np.zeros(1), np.ones(1)
    config = {"learning_rate": 1.0, "beta1": BETA1, "beta2": BETA2, "epsilon": 1e-8}
    lengths = []
    for _ in range(count):
        before = w
        w, config = adam(w, gradient, config)
        lengths.append((before - w).item())
    return np.array(lengths)


def first_steps() -> Markdown:
    """Return a table: the running means and the steps with and without the correction."""
    corrected = corrected_steps(max(STEPS))
    rows = []
    for t in STEPS:
        mean, square = 1 - BETA1**t, 1 - BETA2**t  # of gradients that are all 1
        without, with_it = mean / np.sqrt(square), corrected[t - 1]
        rows.append(
            [
                str(t),
                f"{mean:.4f}",
                f"{square:.6f}",
                f"{without:.2f} η",
                f"{with_it:.2f} η",
            ]
        )
    return table(
        "tab-bias",
        "Adam's averages and steps when every gradient is 1.",
        ["step $t$", "$m_t$", "$v_t$", "step without correction", "step with it"],
        rows,
    )
