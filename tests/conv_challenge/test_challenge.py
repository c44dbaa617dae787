"""What the bank cannot hold of the challenge: models too large, and nets of other kinds."""

import copy

import pytest
import torch

from autograder import course, grading, notebook, samples, solutions
from layerwise import weights

CHAPTER = "conv_challenge"
TOO_LARGE = """\
def build_model():
    wide = nn.Linear(3 * 32 * 32, 1700)
    return nn.Sequential(nn.Flatten(), wide, nn.ReLU(), nn.Linear(1700, 10))
"""
SMALL = """\
def build_model():
    return nn.Sequential(nn.AvgPool2d(8), nn.Flatten(), nn.Linear(48, 10))
"""


@pytest.fixture
def grade(warm):
    """Grade the source notebook with some answers changed and some checks alone."""

    def run(answers, checks, folder, seed=5):
        nb = copy.deepcopy(notebook.read(course.source(CHAPTER)))
        answers = samples.reference_answers(CHAPTER) | answers
        for cell in nb.cells:
            if notebook.kind(cell) == "answer":
                cell.source = answers[notebook.grade_id(cell)]
        nb.cells = [
            c for c in nb.cells if notebook.kind(c) != "check" or notebook.grade_id(c) in checks
        ]
        return grading.grade(nb, CHAPTER, folder, warm, seed=seed)["checks"]

    return run


def test_a_model_of_too_many_parameters_loses_a_point_and_is_told_their_number(grade, tmp_path):
    result = grade({"build_model": TOO_LARGE}, {"check_build_model"}, tmp_path)
    assert result["check_build_model"]["score"] == 4
    report = " ".join(result["check_build_model"]["report"].split())
    assert "the model has 5,241,110 parameters; 5,000,000 is the most" in report


def test_the_points_for_accuracy_follow_the_scale(grade, tmp_path):
    """A linear net on the mean colours of 16 fields is right for some images, and earns a part."""
    torch.manual_seed(0)
    chapter = solutions.load(CHAPTER)
    images = chapter.prepare(chapter.data.load("shapes10", num_train=4000, num_val=10, num_test=10))
    space = {"nn": torch.nn}
    exec(SMALL, space)
    model = space["build_model"]()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(200):
        optimiser.zero_grad()
        x, y = images["train"]
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimiser.step()
    tensors = {**model.state_dict(), "mean": images["mean"], "std": images["std"]}
    weights.save(tmp_path / "challenge.safetensors", tensors)
    result = grade({"build_model": SMALL}, {"check_predict"}, tmp_path)["check_predict"]
    share = float(result["report"].split("fresh images: ")[1].split("%")[0]) / 100
    expected = 2.5 + 7.5 * min(max((share - 0.4) / 0.29, 0), 1)
    assert result["score"] == pytest.approx(expected, abs=0.02)
    assert share < 0.69


def test_weights_that_are_missing_cost_the_points_of_predict_alone(grade, tmp_path):
    checks = {"check_prepare", "check_predict"}
    result = grade({}, checks, tmp_path)
    assert result["check_prepare"]["score"] == 4
    assert result["check_predict"]["score"] == 0
    assert "There is no file challenge.safetensors" in result["check_predict"]["report"]


def test_a_pickle_under_another_name_is_refused_and_does_not_run(grade, tmp_path):
    made = tmp_path / "made"

    class Runs:
        def __reduce__(self):
            import os

            return os.mkdir, (str(made),)

    torch.save({"mean": Runs()}, tmp_path / "challenge.pt")
    answer = samples.reference_answers(CHAPTER)["predict"].replace(".safetensors", ".pt")
    result = grade({"predict": answer}, {"check_predict"}, tmp_path)["check_predict"]
    assert result["score"] == 0
    assert "holds more than tensors" in result["report"]
    assert not made.exists()
