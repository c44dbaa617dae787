"""The numbers in the chapter's tables."""

import numpy as np
import torch
from figures import bias_correction, epsilon
from figures.table import table


def cells(markdown):
    """Return the rows of a table's body as lists of strings."""
    text = markdown.data.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_corrected_steps_are_those_of_pytorch():
    w = torch.zeros(1, dtype=torch.float64)
    optimiser = torch.optim.Adam([w], lr=1.0, eps=1e-8)
    lengths = []
    for _ in range(10):
        before = w.item()
        w.grad = torch.ones(1, dtype=torch.float64)
        optimiser.step()
        lengths.append(before - w.item())
    np.testing.assert_allclose(bias_correction.corrected_steps(10), lengths, rtol=1e-9)


def test_the_table_of_first_steps_agrees_with_averages_taken_one_by_one():
    rows = {int(row[0]): row[1:] for row in cells(bias_correction.first_steps())}
    m = v = 0.0
    for t in range(1, 101):
        m, v = 0.9 * m + 0.1, 0.999 * v + 0.001
        if t in rows:
            assert rows[t] == [f"{m:.4f}", f"{v:.6f}", f"{m / v**0.5:.2f} η", "1.00 η"]
    assert rows[1][2] == "3.16 η"  # the number that the page's text works out


def test_epsilon_under_the_root_drowns_tiny_gradients_and_after_it_does_not():
    rows = {row[0]: row[1:] for row in cells(epsilon.places())}
    assert rows["$10^{-2}$"] == ["1.0000 η", "1.0000 η"]
    assert rows["$10^{-6}$"] == ["0.9901 η", "0.0100 η"]


def test_a_table_is_a_directive_with_a_name_and_numbers_to_the_right():
    made = table("tab-a", "Some numbers.", ["rule", "steps"], [["plain SGD", "3 η"]]).data
    assert made.splitlines() == [
        ":::{table} Some numbers.", ":name: tab-a",
        "| rule | steps |", "| :--- | ---: |", "| plain SGD | 3\N{NO-BREAK SPACE}η |", ":::",
    ]  # fmt: skip
