"""The numbers of the figures to play with are the solutions', as a browser computes them."""

import itertools

import numpy as np
import pytest
from figures import (
    autograd_steps,
    convolution_steps,
    dropout_scale,
    norm_cells,
    running_averages,
    valley,
    valley_steps,
)
from figures.rules import compared

from autograder import solutions

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXACT = {"rtol": 1e-9, "atol": 1e-9}
RATES = {  # of each rule: as the solution's config has them, and as the module has them
    "SGD": ({}, {}),
    "Momentum": ({"momentum": 0.7}, {"decay": 0.7}),
    "RMSProp": ({"decay_rate": 0.95}, {"decay": 0.95}),
    "Adam": ({"beta1": 0.8, "beta2": 0.97}, {"decay": 0.8, "second": 0.97}),
}


@pytest.fixture(scope="module")
def call(chromium, stage):
    """Call what a module exports: ``call(module, name, *arguments)``, plain values both ways."""
    page = chromium.new_page()
    page.goto(f"{stage}book/dropout_scale.html")

    def of(module, name, *arguments):
        script = (
            "async ([address, name, values]) => {"
            "  const found = (await import(address))[name];"
            "  return typeof found === 'function' ? found(...values) : found;"
            "}"
        )
        address = f"{stage}_static/figures/{module}.js"
        return page.evaluate(script, [address, name, list(arguments)])

    yield of
    page.close()


def solved_path(a_valley, step, config, count):
    """The points that a rule visits, by the solution."""
    w, path = np.array(a_valley.start), []
    for _ in range(count + 1):
        path.append(w)
        if np.abs(w).max() < 1e3:
            w, config = step(w, a_valley.gradient(w), config)
    return np.array(path)


@pytest.mark.parametrize("place", range(4), ids=list(RATES))
@pytest.mark.parametrize("name", valley_steps.VALLEYS)
def test_a_path_is_the_one_that_the_solution_takes(call, name, place):
    rule = compared()[place]
    a_valley = valley_steps.VALLEYS[name][1]()
    config, settings = RATES[rule.name]
    for rate in (0.001, 0.01, 0.03):
        expected = solved_path(a_valley, rule.step, {"learning_rate": rate, **config}, 60)
        got = call(
            "valley_steps",
            "descend",
            name,
            a_valley.start,
            rule.name,
            {"rate": rate, **settings},
            60,
        )
        np.testing.assert_allclose(got, expected, **EXACT)


def test_a_path_that_diverges_stays_where_the_solutions_does(call):
    bent, sgd = valley.bent(), compared()[0]
    expected = solved_path(bent, sgd.step, {"learning_rate": 0.2}, 12)
    got = call("valley_steps", "descend", "bent", bent.start, "SGD", {"rate": 0.2}, 12)
    assert np.abs(expected[-1]).max() > 1e3
    np.testing.assert_allclose(got, expected, rtol=1e-9)


@pytest.mark.parametrize("norm", ["batch", "layer", "spatial"])
def test_a_tensor_is_normalised_as_the_solution_does(call, norm):
    tensor = np.random.default_rng(0).normal(2, 3, (4, 3, 2, 5))
    got = call("norm_cells", "normalise", tensor.tolist(), norm)
    np.testing.assert_allclose(got, norm_cells.normalised(norm, tensor), **EXACT)


@pytest.mark.parametrize(
    ("norm", "axes"), [("batch", 0), ("layer", (1, 2, 3)), ("spatial", (0, 2, 3))]
)
def test_the_numbers_that_share_a_mean_have_the_mean_and_variance_that_are_told(call, norm, axes):
    tensor = norm_cells.TENSOR
    mean, variance = (f(tensor, axis=axes, keepdims=True) for f in (np.mean, np.var))
    for cell in np.ndindex(tensor.shape):
        told = call("norm_cells", "atCell", tensor.tolist(), norm, cell)
        shared = np.zeros(tensor.shape, bool)
        for one in told["group"]:
            shared[tuple(one["at"])] = True
        np.testing.assert_array_equal(shared, norm_cells.one_mean(norm, cell))
        for value, of_all in ((told["mean"], mean), (told["variance"], variance)):
            np.testing.assert_allclose(value, np.broadcast_to(of_all, tensor.shape)[cell], **EXACT)


@pytest.mark.parametrize("decay", [0, 0.5, 0.9, 0.99])
def test_the_running_averages_are_those_of_the_solution(call, decay):
    for size in running_averages.SIZES:
        batches = (running_averages.numbers()[:, :size] / 10).tolist()
        got = call("running_averages", "remember", batches, decay)["kept"]
        expected = running_averages.averages(size, decay)
        for name in ("mean", "variance"):
            np.testing.assert_allclose(got[name], expected[name], **EXACT)


@pytest.mark.parametrize("keep", [0.1, 0.25, 0.6, 1.0])
def test_a_mask_drops_what_the_solution_drops_and_scales_the_rest_alike(call, keep):
    x, draws = dropout_scale.outputs().tolist(), dropout_scale.uniform().tolist()
    expected = dropout_scale.dropped(keep)
    got = call("dropout_scale", "thin", x, draws, keep, True)
    np.testing.assert_allclose(got, expected, **EXACT)
    bare = call("dropout_scale", "thin", x, draws, keep, False)
    np.testing.assert_allclose(bare, expected * keep, **EXACT)
    assert call("dropout_scale", "mean", got) == pytest.approx(expected.mean(), rel=1e-9)


@pytest.mark.parametrize("window", convolution_steps.FILTERS)
def test_columns_and_output_are_those_of_the_solutions(call, window):
    image, weights = convolution_steps.IMAGE, convolution_steps.FILTERS[window]
    for stride, pad in itertools.product((1, 2, 3), (0, 1, 2)):
        cols, out = convolution_steps.computed(window, stride, pad)
        got = call("convolution_steps", "slide", image.tolist(), weights.tolist(), stride, pad)
        assert (got["rows"], got["columns"]) == out.shape
        np.testing.assert_allclose([spot["sum"] for spot in got["spots"]], out.ravel(), **EXACT)
        np.testing.assert_array_equal(np.transpose([s["pixels"] for s in got["spots"]]), cols)


def test_a_filter_that_is_not_square_moves_as_the_solutions_do(call):
    answers = solutions.load("convolution")
    rng = np.random.default_rng(1)
    image, weights = rng.normal(size=(5, 8)), rng.normal(size=(2, 3))
    param = {"stride": 2, "pad": 1}
    out, _ = answers.conv_forward_naive(image[None, None], weights[None, None], np.zeros(1), param)
    got = call("convolution_steps", "slide", image.tolist(), weights.tolist(), 2, 1)
    np.testing.assert_allclose([spot["sum"] for spot in got["spots"]], out.ravel(), **EXACT)


@pytest.mark.parametrize("leaves", [(2, 3, 5), (-1.5, 0.25, 4), (0, -6, 6)])
def test_values_and_gradients_of_the_graph_are_those_of_pytorch(call, leaves):
    leaves = dict(zip("wxy", leaves, strict=True))
    got = call("autograd_steps", "follow", leaves, call("autograd_steps", "LAST"))
    for found, expected in zip(
        (got["values"], got["grads"]), autograd_steps.computed(**leaves), strict=True
    ):
        assert found.keys() == expected.keys()
        for name, value in expected.items():
            assert found[name] == pytest.approx(value, rel=1e-9, abs=1e-12), name


def test_what_the_page_says_about_the_rates_is_so(call):
    straight = valley.straight()
    rates = {one.rule.name: one.learning_rate for one in valley.best_descents(valley.straight)}
    notch = valley.LEARNING_RATES[valley.LEARNING_RATES.index(rates["SGD"]) + 1]
    path = call("valley_steps", "descend", "straight", straight.start, "SGD", {"rate": notch}, 100)
    assert abs(path[-1][1]) > 1e3
    settings = {"rate": rates["RMSProp"], "decay": 0.5}
    path = call("valley_steps", "descend", "straight", straight.start, "RMSProp", settings, 200)
    last = np.array(path[-20:])
    assert (np.abs(last) > 0.1).all()
    np.testing.assert_allclose(last[1:], -last[:-1], rtol=1e-3)  # to and fro
