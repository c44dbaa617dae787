"""The figures and tables of the challenge say what is so."""

import ast
import re

import numpy as np
import pytest
import torch
from experiments.conv_challenge import company
from experiments.conv_challenge import schedule as planned
from figures import conv_challenge_augmentation as augmentation
from figures import conv_challenge_chance as chance
from figures import conv_challenge_net as counting
from figures import conv_challenge_recipe as recipe
from figures import conv_challenge_schedule as schedule
from figures import conv_challenge_smoothing as smoothing
from figures import results
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

BENCHMARK = recipe.RESULTS.parents[1] / "conv_challenge.py"


def cells(markdown):
    """Return the rows of a table's body as lists of strings."""
    text = markdown.data.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# --- augmentation


def test_each_copy_is_its_image_mirrored_or_not_and_moved_over_the_mean_colour():
    plain, *copies = augmentation.copies().numpy()
    originals, mean = augmentation.images()
    np.testing.assert_array_equal(plain, originals.numpy())
    found = {i: set() for i in range(augmentation.IMAGES)}
    for i, image in enumerate(plain):
        places = _placed(image, mean.numpy(), augmentation.MOST)
        for column, copy in enumerate(copies):
            near = [place for place, x in places.items() if np.allclose(x, copy[i], atol=1e-3)]
            assert len(near) == 1, f"copy {column} of image {i} is none of the {len(places)}"
            found[i].add(near[0])
    for places in found.values():
        assert {mirrored for mirrored, *_ in places} == {True, False}  # the picture shows both
        assert len(places) >= augmentation.COPIES - 1


def _placed(image, mean, most):
    """Every way to mirror and move an image, by slices, on a canvas of the mean colour."""
    ways = {}
    for mirrored in (False, True):
        x = image[:, :, ::-1] if mirrored else image
        for down in range(-most, most + 1):
            for right in range(-most, most + 1):
                canvas = np.broadcast_to(mean, image.shape).copy()
                H, W = image.shape[1:]
                rows, columns = slice(max(0, down), H + down), slice(max(0, right), W + right)
                part = x[:, max(0, -down) : H - down, max(0, -right) : W - right]
                canvas[:, rows, columns] = part
                ways[mirrored, down, right] = canvas
    return ways


def test_the_images_of_the_picture_are_of_different_classes():
    _, mean = augmentation.images()
    assert mean.shape == (3, 1, 1)
    assert (mean > 30).all()
    assert (mean < 225).all()
    figure = augmentation.augmented()
    assert len(figure.axes) == augmentation.IMAGES * (1 + augmentation.COPIES)
    assert figure.patch.get_alpha() == 0


# --- the net that is counted


@pytest.mark.parametrize("filters", [4, counting.FILTERS])
def test_the_counts_are_those_that_pytorch_finds_on_the_net(filters):
    net, rows = counting.net(filters), counting.counted(filters)
    assert sum(row.parameters for row in rows) == sum(p.numel() for p in net.parameters())
    with FlopCounterMode(display=False) as counter:
        net.eval()(torch.zeros(1, 3, 32, 32))
    multiplications = sum(row.multiplications for row in rows)
    assert counter.get_total_flops() == 2 * multiplications  # a multiplication and an addition


def test_each_row_of_the_count_hands_on_the_shape_that_the_net_has_there():
    x, shapes = torch.zeros(1, 3, 32, 32), []
    for layer in counting.net().eval():
        x = layer(x)
        if not isinstance(layer, torch.nn.BatchNorm2d | torch.nn.AdaptiveAvgPool2d):
            shapes.append(tuple(x.shape[1:]))
    assert [row.shape for row in counting.counted()] == shapes


def test_what_the_page_says_about_the_count_is_so(root):
    rows = counting.counted()
    blocks = [row for row in rows if "convolution" in row.layer]
    assert blocks[1].multiplications == blocks[2].multiplications
    assert blocks[2].parameters == 4 * blocks[1].parameters
    page = (root / "book" / "conv_challenge.md").read_text("utf-8")
    whole_maps = torch.nn.Linear(64 * 8 * 8, 10)
    assert f"{sum(p.numel() for p in whole_maps.parameters()):,} parameters" in page
    total = sum(row.multiplications for row in rows)
    assert 165e9 < 3 * 20_000 * total < 175e9  # "a hundred and seventy thousand million"
    *_, last = cells(counting.costs())
    assert last[-1] == f"{total:,}"


# --- train mode and eval mode


def test_company_moves_a_score_in_train_mode_and_not_in_eval_mode():
    model, prepared = company.trained()
    images, labels = prepared["val"]
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with torch.no_grad():
        alone = model.eval()(images[:1])[0, labels[0]].item()
    again, kept = company.measure(), results.measured("conv_challenge/company")
    for values in again["eval"].values():
        np.testing.assert_allclose(values, alone, atol=1e-4)
    # Another number of threads makes another net, of which the same is true.
    for scores in (again, kept):
        level = scores["eval"]["any images"][0]
        np.testing.assert_allclose(list(scores["eval"].values()), level, atol=1e-4)
        train = {kind: np.array(values) for kind, values in scores["train"].items()}
        assert list(map(len, train.values())) == [company.COMPANIES] * 3
        assert min(values.std() for values in train.values()) > 0.03
        brighter = train["any, but brighter"]
        assert abs(brighter.mean() - level) > 2 * brighter.std()
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_a_score_in_train_mode_is_that_of_a_minibatch_normalised_by_itself():
    model, prepared = company.trained()
    images, labels = prepared["val"]
    others = company.companies()["any images"][0]
    x = torch.cat([images[:1], others])
    params = list(model.parameters())
    for block in range(3):
        weight, gamma, beta = params[3 * block : 3 * block + 3]
        x = F.conv2d(x, weight, padding=1)
        mean = x.mean(dim=(0, 2, 3), keepdim=True)
        var = x.var(dim=(0, 2, 3), correction=0, keepdim=True)
        x = (x - mean) / (var + 1e-5).sqrt() * gamma[:, None, None] + beta[:, None, None]
        x = x.clamp(min=0)
        x = F.max_pool2d(x, 2) if block < 2 else x.mean(dim=(2, 3))
    expected = (x @ params[-2].T + params[-1])[0, labels[0]].item()
    assert company.score("train", others) == pytest.approx(expected, abs=1e-4)


def test_the_second_kind_of_company_is_of_the_image_s_own_class():
    images, labels = company.trained()[1]["val"]
    for others in company.companies()["all of its class"]:
        for one in others:
            [place] = [i for i, image in enumerate(images) if torch.equal(image, one)]
            assert labels[place] == labels[0]
            assert place != 0


# --- label smoothing


def test_the_loss_is_pytorch_s():
    margin = np.linspace(-3, 12, 7)
    scores = torch.zeros(7, smoothing.CLASSES, dtype=torch.float64)
    scores[:, 4] = torch.from_numpy(margin)
    labels = torch.full((7,), 4)
    for epsilon in smoothing.EPSILONS:
        expected = F.cross_entropy(scores, labels, label_smoothing=epsilon, reduction="none")
        np.testing.assert_allclose(smoothing.loss(margin, epsilon), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("epsilon", [0.1, 0.3])
def test_the_best_margin_is_where_the_loss_is_least(epsilon):
    margin = np.linspace(0, 12, 120_001)
    least = margin[np.argmin(smoothing.loss(margin, epsilon))]
    assert smoothing.best_margin(epsilon) == pytest.approx(least, abs=1e-3)


def test_what_the_page_says_about_least_losses_is_so():
    assert smoothing.best_margin(0.1) == pytest.approx(4.5, abs=0.05)
    assert smoothing.loss(smoothing.best_margin(0.1), 0.1) == pytest.approx(0.5, abs=0.005)
    certain = torch.eye(10)[:1]  # what a softmax makes of scores that are far apart
    assert F.cross_entropy(certain, torch.tensor([0])).item() == pytest.approx(1.46, abs=0.005)


# --- schedule and average


def test_the_rates_are_those_of_the_page_s_equation_and_of_the_reference_s_training():
    steps = planned.STEPS
    t, end = np.arange(1, steps + 1), steps + 1
    triangle = np.minimum(t / (end / 4), (end - t) / (end - end / 4))
    changing, constant = schedule.rates("up, then down"), schedule.rates("constant")
    np.testing.assert_allclose(changing, planned.RATE * triangle, rtol=1e-5)
    assert len(constant) == steps
    assert np.ptp(constant) == 0
    assert constant[0] == pytest.approx(changing.mean(), rel=5e-3)
    for way, rates in planned.measure().items():
        np.testing.assert_allclose(schedule.rates(way), rates, rtol=1e-5)


@pytest.mark.parametrize("decay", [0.0, schedule.DECAY])
@pytest.mark.parametrize("way", ["up, then down", "constant"])
def test_the_distances_are_those_of_many_drawn_descents(way, decay):
    rng, rate = np.random.default_rng(0), schedule.rates(way)
    w = average = np.full(20_000, schedule.START)
    found = []
    for eta in rate:
        w = w - eta * (w + rng.standard_normal(w.shape))
        average = decay * average + (1 - decay) * w
        found.append(np.sqrt(np.mean(average**2)))
    np.testing.assert_allclose(schedule.distances(rate, decay), found, rtol=0.03)


def test_what_the_caption_says_about_the_distances_is_so():
    constant, triangle = schedule.rates("constant"), schedule.rates("up, then down")
    assert schedule.distances(constant)[-1] == pytest.approx(1 / 3, abs=0.01)
    averaged = schedule.distances(constant, schedule.DECAY)
    ending = schedule.distances(triangle)
    assert averaged[-1] == pytest.approx(0.1, abs=0.03)
    assert ending[-1] == pytest.approx(0.1, abs=0.03)
    assert (np.diff(ending[200:]) < 0).all()
    both = schedule.distances(triangle, schedule.DECAY)[-1]
    assert both > 0.8 * min(averaged[-1], ending[-1])  # "a second one adds little to a first"


# --- chance


@pytest.mark.parametrize(("images", "recipes"), [(50, 3), (1000, 10)])
def test_the_flattery_is_that_of_many_drawn_choices(images, recipes):
    drawn = np.random.default_rng(0).binomial(images, 0.7, size=(40_000, recipes)).max(axis=1)
    expected = 100 * (drawn.mean() / images - 0.7)
    error = 100 * drawn.std() / images / np.sqrt(len(drawn))
    assert chance.flattery(0.7, images, recipes) == pytest.approx(expected, abs=5 * error)


def test_one_recipe_flatters_nobody():
    assert chance.flattery(0.7, 200, 1) == pytest.approx(0, abs=1e-9)


def test_the_standard_errors_are_those_of_drawn_samples():
    for row in cells(chance.errors()):
        images = int(row[0].replace(",", ""))
        for share, cell in zip((0.5, 0.7, 0.9), row[1:4], strict=True):
            drawn = np.random.default_rng(1).binomial(images, share, size=40_000) / images
            assert float(cell) == pytest.approx(100 * drawn.std(), abs=0.07)
    assert cells(chance.errors())[1][:3:2] == ["1,000", "1.4"]  # the page's text says so


# --- the measured tables

PRINTED = """# conv_challenge: the reference, and its ingredients

Python 3.12.1, PyTorch 2.9.0, riscv64 with 3 cores, 1 threads. Seeds 0 to 6 vary. Seconds are on.

| data set | epochs | validation | test | seconds | parameters |
| --- | --- | --- | --- | --- | --- |
| shapes10, 20,000 images | 5 | 71.0 ± 0.5 % | 70.0 ± 0.6 % | 90 ± 2 | 123,456 |

| shapes10, without | validation, 5 seeds | test |
| --- | --- | --- |
| nothing: the whole recipe | 71.0 ± 0.5 % | 70.0 ± 0.6 % |
| salt | 68.5 ± 1.5 % | 68.0 ± 1.1 % |
| pepper, at a tenth of the rate | 71.2 ± 0.4 % | 71.0 ± 0.9 % |
| sugar | 71.0 ± 0.1 % | 70.9 ± 0.9 % |
"""


def test_the_tables_are_what_the_benchmark_printed(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "RESULTS", tmp_path / "printed.md")
    recipe.RESULTS.write_text(PRINTED, encoding="utf-8")
    assert cells(recipe.references()) == [
        ["shapes10, 20,000 images", "5", "71.0 ± 0.5 %", "70.0 ± 0.6 %", "90 ± 2", "123,456"]
    ]
    assert cells(recipe.ingredients()) == [
        ["nothing: the whole recipe", "71.0 ± 0.5 %", "", "70.0 ± 0.6 %"],
        ["salt", "68.5 ± 1.5 %", "−2.5", "68.0 ± 1.1 %"],
        ["pepper, at a tenth of the rate", "71.2 ± 0.4 %", "+0.2", "71.0 ± 0.9 %"],
        ["sugar", "71.0 ± 0.1 %", "±0.0", "70.9 ± 0.9 %"],
    ]
    assert "over 7 seeds" in recipe.references().data
    assert "over 5 seeds" in recipe.ingredients().data
    assert "riscv64 with 3 cores." in recipe.references().data


def test_the_reference_reaches_its_target_on_both_sets_in_under_three_minutes():
    rows = {row[0].split(",")[0]: row for row in cells(recipe.references())}
    for dataset, place, target in (("shapes10", 2, 70), ("fashion_mnist", 3, 92)):
        assert recipe.mean(rows[dataset][place]) >= target
        assert recipe.mean(rows[dataset][4]) < 180


def test_the_measured_table_has_a_row_for_each_of_the_benchmark_s_recipes():
    tree = ast.parse(BENCHMARK.read_text(encoding="utf-8"))
    [without] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "WITHOUT"
    ]
    rows = cells(recipe.ingredients())
    assert [row[0] for row in rows] == [key.value for key in without.keys]
    for row in rows:
        assert re.fullmatch(r"\d+\.\d ± \d+\.\d %", row[1])
        assert re.fullmatch(r"\d+\.\d ± \d+\.\d %", row[3])
    assert [row[0].split(",")[0] for row in cells(recipe.references())] == [
        "shapes10", "fashion_mnist"
    ]  # fmt: skip
