"""The valleys and the paths down them."""

import warnings

import numpy as np
import pytest
import torch
from figures import valley
from figures.rules import compared

VALLEYS = (valley.straight, valley.tilted, valley.bent)


@pytest.mark.parametrize("make_valley", VALLEYS)
def test_a_valley_has_the_gradient_of_its_loss(make_valley):
    a_valley = make_valley()
    points = np.random.default_rng(0).uniform(-2, 2, (5, 2))
    step = 1e-6 * np.eye(2)
    for point in points:
        numeric = [(a_valley.loss(point + d) - a_valley.loss(point - d)) / 2e-6 for d in step]
        np.testing.assert_allclose(a_valley.gradient(point), numeric, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(
        a_valley.gradient(points), [a_valley.gradient(point) for point in points]
    )


@pytest.mark.parametrize("make_valley", VALLEYS)
def test_a_valley_is_lowest_at_its_minimum_which_is_in_the_picture(make_valley):
    a_valley = make_valley()
    assert a_valley.loss(np.array(a_valley.minimum)) == 0
    left, right, bottom, top = a_valley.window
    for x, y in (a_valley.start, a_valley.minimum):
        assert left < x < right
        assert bottom < y < top


def torch_rule(name, w, learning_rate):
    """PyTorch's own version of a rule, with the settings of the page."""
    return {
        "SGD": lambda: torch.optim.SGD([w], lr=learning_rate),
        "Momentum": lambda: torch.optim.SGD([w], lr=learning_rate, momentum=0.9),
        "RMSProp": lambda: torch.optim.RMSprop([w], lr=learning_rate, alpha=0.99, eps=1e-8),
        "Adam": lambda: torch.optim.Adam([w], lr=learning_rate, eps=1e-8),
    }[name]()


@pytest.mark.parametrize("place", range(4))
def test_a_path_is_the_one_that_pytorch_takes(place):
    rule, bent = compared()[place], valley.bent()
    path = valley.walk(bent, rule, 0.005)[:, 0]
    w = torch.tensor(bent.start, dtype=torch.float64)
    optimiser = torch_rule(rule.name, w, 0.005)
    for step in range(1, 51):
        w.grad = torch.tensor(bent.gradient(w.numpy()))
        optimiser.step()
        np.testing.assert_allclose(path[step], w.numpy(), rtol=1e-7)


def test_a_path_that_diverges_does_not_end_in_overflow_or_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = valley.walk(valley.bent(), compared()[0], 1.0)
    assert np.isfinite(path).all()


def test_a_descent_stays_home_from_its_arrival_on_and_was_not_home_before():
    for make_valley in VALLEYS:
        a_valley = make_valley()
        for descent in valley.best_descents(make_valley):
            loss = a_valley.loss(valley.walk(a_valley, descent.rule, descent.learning_rate))
            home = (loss <= valley.NEAR * loss[0]).all(axis=1)
            assert home[descent.arrival :].all()
            assert not home[descent.arrival - 1]


def test_what_the_page_says_about_the_valleys_is_so():
    along, turned, bent = (
        {one.rule.name: one.arrival for one in valley.best_descents(make)} for make in VALLEYS
    )
    for where in (along, turned, bent):
        assert where["Momentum"] < where["SGD"]
    assert along["Momentum"] == turned["Momentum"]
    assert along["RMSProp"] == min(along.values())
    assert turned["RMSProp"] >= turned["SGD"]
    assert bent["RMSProp"] == max(bent.values())


def test_the_pictures_have_a_panel_a_rule_and_a_transparent_ground():
    figure = valley.paths(valley.straight)
    assert [axes.get_title().split(",")[0] for axes in figure.axes] == [
        "SGD", "Momentum", "RMSProp", "Adam"
    ]  # fmt: skip
    assert figure.patch.get_alpha() == 0
    looks = [(r.colour, r.marker) for r in compared()]
    assert len({colour for colour, _ in looks}) == len({marker for _, marker in looks}) == 4
