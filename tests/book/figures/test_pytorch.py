"""The figures of the chapter on PyTorch say what is so."""

import re

import torch
from figures import pytorch_graph, pytorch_levels, pytorch_start


def test_the_graph_has_the_values_and_gradients_of_the_formula():
    nodes = list(pytorch_graph.computed().values())
    assert [n.item() for n in nodes] == [1, 3, -2, 4, 3, -8, -5, 25]
    grads = [n.grad.item() if n.requires_grad else None for n in nodes]
    assert grads == [-30, None, -40, None, -10, -10, -10, 1]


def test_kaiming_s_weights_keep_the_signal_and_the_others_do_not():
    images = torch.randn(50, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    sizes = {name: pytorch_start.sizes(images, ps) for name, ps in pytorch_start.scaled().items()}
    assert all(0.5 < size < 2 for size in sizes["Kaiming"])
    assert sizes["0.01"][-1] < 0.1 * sizes["0.01"][0]
    assert sizes["standard normal"][-1] > 1000
    assert sizes["half of its variance"] == sorted(sizes["half of its variance"], reverse=True)


def test_the_table_is_the_benchmark_s_and_says_what_was_not_measured():
    text = pytorch_levels.accuracies().data
    rows = [line for line in text.splitlines() if re.match(r"\| (one|two|three):", line)]
    results = pytorch_levels.RESULTS.read_text(encoding="utf-8")
    assert len(rows) == 3
    for row in rows:
        measured = re.findall(r"\d+\.\d ± \d+\.\d", row.replace("\N{NO-BREAK SPACE}", " "))
        assert len(measured) == 2
        assert all(number in results for number in measured)
    assert "expectation, not a measurement" in text
    assert "expected" in text
