"""The pictures of the chapters on normalisation and dropout, beside plain formulas."""

import re

import numpy as np
import pytest
from experiments.dropout import noise
from figures import batchnorm_axes, batchnorm_graph, dropout_masks, dropout_noise
from matplotlib import colors


def test_the_cells_filled_are_those_that_one_mean_is_taken_over():
    batch, layer, spatial = batchnorm_axes.one_mean().axes
    for axes, filled in ((batch, 5), (layer, 4), (spatial, 5 * 9)):
        faces = [colors.to_rgba(patch.get_facecolor())[3] for patch in axes.patches]
        assert faces.count(1) == filled
    columns = {patch.get_x() for patch in batch.patches if patch.get_facecolor()[3]}
    rows = {patch.get_y() for patch in layer.patches if patch.get_facecolor()[3]}
    assert len(columns) == len(rows) == 1
    places = {patch.get_x() // 1 for patch in spatial.patches if patch.get_facecolor()[3]}
    assert places == {1}


def test_the_graph_has_the_edges_of_the_formulas_and_the_steps_go_back_in_order():
    names = {r"\mu": "mean", r"\sigma": "var", "s": "std", r"\hat x": "x_hat", "c": "centred"}
    names |= {"x": "x", r"\gamma": "gamma", r"\beta": "beta"}
    edges = {(start, end) for start, end, _ in batchnorm_graph.EDGES}
    for node, (_, _, formula) in batchnorm_graph.NODES.items():
        right = formula.strip("$").partition("=")[2].replace(r"\sqrt", "").replace(r"\sum", "")
        right = re.sub(r"\\frac\{1\}\{N\}|\\epsilon", "", right)
        parts = set()
        for symbol in sorted(names, key=len, reverse=True):
            if symbol in right:
                parts.add(names[symbol])
                right = right.replace(symbol, " ")
        assert {start for start, end in edges if end == node} == parts, node
    steps = {(start, end): int(step) for start, end, step in batchnorm_graph.EDGES}
    assert set(steps.values()) == set(range(1, 8))
    for (_, middle), early in steps.items():
        later = [step for (start, _), step in steps.items() if start == middle]
        assert all(step <= early for step in later)  # what is nearer to y comes first


@pytest.mark.parametrize("place", range(3))
def test_what_a_mask_leaves_is_divided_by_p_and_the_title_has_the_mean(place):
    axes, keep = dropout_masks.masks().axes[place], dropout_masks.KEEP[place]
    shown = axes.images[0].get_array()
    whole = dropout_masks.masks().axes[0].images[0].get_array()
    np.testing.assert_allclose(shown.compressed(), (whole / keep)[~np.ma.getmaskarray(shown)])
    spread = np.sqrt(keep * (1 - keep) / shown.size)
    assert abs(1 - np.ma.getmaskarray(shown).mean() - keep) <= 4 * spread
    assert axes.get_title() == f"p = {keep:g}, mean {shown.filled(0).mean():.2f}"


def test_the_measured_spread_is_that_of_the_binomial_distribution():
    text = dropout_noise.sums().data
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ", text, re.M)
    assert len(rows) == len(noise.CASES)
    for n, p, kept, mean, spread in np.array(rows, float):
        assert kept == n * p
        expected = np.sqrt(n * p * (1 - p)) / (n * p)
        assert abs(spread - expected) <= 0.03 * expected + 0.0006  # printed to three digits
        assert abs(mean - 1) <= 0.002


def test_they_can_be_read_on_light_and_dark_pages(on_both_grounds):
    on_both_grounds(batchnorm_axes.one_mean())
    on_both_grounds(dropout_masks.masks())
