"""The kept results are those of the code as it is, and a small part of each is measured again."""

import json
import math

import measure
import numpy as np
import pytest
from experiments.batchnorm import nets
from experiments.dropout import noise, small_set
from experiments.pytorch import look_ahead
from experiments.update_rules import rules
from figures import results

from autograder import solutions

NAMES = results.names()
#: Processors add up in different orders; a step later a difference is larger.
NEAR = {"rtol": 1e-3, "atol": 1e-4}


def test_there_are_results_of_each_experiment_and_of_no_other():
    found = (results.BOOK / "results").rglob("*.json")
    assert [results.path(name) for name in NAMES] == sorted(found)
    assert len(NAMES) > 6


@pytest.mark.parametrize("name", NAMES)
def test_no_result_is_older_than_the_code_that_it_came_from(name):
    told = json.loads(results.path(name).read_text("utf-8"))
    assert told["code"] == results.code_hash(name), f"run {told['command']}"


@pytest.mark.parametrize("name", NAMES)
def test_a_result_says_how_it_was_measured(name):
    told = json.loads(results.path(name).read_text("utf-8"))
    assert told["command"] == f"python book/measure.py {name}"
    assert told["data"] in (None, "shapes10")
    assert told["versions"].keys() == {"python", "numpy", "torch"}
    assert isinstance(told["seeds"], list)


@pytest.fixture(scope="module")
def images():
    """The images that the nets of the chapter on update rules train on."""
    return rules.images()


@pytest.mark.parametrize("rule", rules.LEARNING_RATES)
def test_an_update_rule_s_first_epoch_is_as_kept(images, rule):
    again = rules.trained(images, rule, seed=1, epochs=1)
    kept = results.measured("update_rules/rules")[rule][1]
    np.testing.assert_allclose(again.loss_history, kept["loss"][:40], **NEAR)
    np.testing.assert_allclose(again.val_acc_history, kept["validation accuracy"][:2], atol=0.01)


@pytest.mark.parametrize("kind", nets.KINDS)
def test_a_six_layer_net_s_first_epoch_is_as_kept(kind):
    again, kept = nets.six_layers(kind, epochs=1), results.measured("batchnorm/nets")
    np.testing.assert_allclose(again.loss_history, kept["six layers"][kind]["loss"][:20], **NEAR)


def test_the_scale_at_which_an_eight_layer_net_learns_is_as_kept():
    kept, place = results.measured("batchnorm/nets"), 8
    assert kept["scales"][place] == pytest.approx(nets.SCALES[place], rel=1e-5)
    accuracies = kept["eight layers, best training accuracy"]["batchnorm"]
    again = max(nets.eight_layers("batchnorm", nets.SCALES[place]).train_acc_history)
    assert again == pytest.approx(accuracies[place], abs=0.02)


@pytest.mark.parametrize("keep", small_set.KEEP)
def test_the_first_epochs_with_and_without_dropout_are_as_kept(keep):
    again = small_set.trained(small_set.images(), keep, seed=2, epochs=2)
    kept = results.measured("dropout/small_set")[str(keep)][2]
    np.testing.assert_allclose(again.loss_history, kept["loss"][:10], **NEAR)


def test_the_noise_of_dropout_is_as_kept():
    [again] = [case for case in noise.measure()["cases"][-1:]]
    assert again == pytest.approx(results.measured("dropout/noise")["cases"][-1], rel=1e-5)


@pytest.mark.parametrize("setting", look_ahead.SETTINGS)
def test_the_first_losses_with_and_without_a_look_ahead_are_as_kept(setting):
    again = look_ahead.losses(*look_ahead.SETTINGS[setting], most=4)
    kept = results.measured("pytorch/look_ahead")[setting]
    np.testing.assert_allclose(again, kept[:4], **NEAR)


# --- the hash of the code

MODULE = '''"""What it does."""
from layerwise import samples


def measure():
    """Measure."""
    return samples.take(1)  # once
'''


@pytest.fixture
def experiment(tmp_path, monkeypatch):
    """A private experiment: its name, its file, and a file of the library that it imports."""
    file = tmp_path / "book" / "experiments" / "dropout" / "one.py"
    library = tmp_path / "library" / "layerwise" / "samples.py"
    for path, text in ((file, MODULE), (library, "def take(n):\n    return n\n")):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(results, "BOOK", tmp_path / "book")
    monkeypatch.setattr(results, "PLACES", (tmp_path / "book", library.parents[1]))
    monkeypatch.setattr(results.solutions, "cells", lambda chapter: CELLS)
    return "dropout/one", file, library


CELLS = [cell for cell in solutions.cells("dropout") if "def dropout_forward" in cell.source]


def test_the_hash_is_of_the_experiment_of_what_it_imports_and_of_the_solutions(
    experiment, monkeypatch
):
    name, file, library = experiment
    found = {results.code_hash(name)}
    file.write_text(MODULE.replace("take(1)", "take(2)"), encoding="utf-8")
    found.add(results.code_hash(name))
    library.write_text("def take(n):\n    return -n\n", encoding="utf-8")
    found.add(results.code_hash(name))
    library.with_suffix(".json").write_text("[1]", encoding="utf-8")
    found.add(results.code_hash(name))
    [cell] = CELLS
    changed = cell.copy()
    changed.source = cell.source.replace("< p", "<= p").replace("> p", ">= p") + "\nx = 1\n"
    monkeypatch.setattr(results.solutions, "cells", lambda chapter: [changed])
    found.add(results.code_hash(name))
    assert len(found) == 5


def test_words_about_the_code_and_modules_that_it_does_not_use_leave_the_hash(experiment):
    name, file, library = experiment
    before = results.code_hash(name)
    file.write_text(MODULE.replace("Measure.", "Measure it.\n\n    Well."), encoding="utf-8")
    library.write_text("# Takes.\n\n\ndef take(n):\n    return n\n", encoding="utf-8")
    (library.parent / "other.py").write_text("x = 1\n", encoding="utf-8")
    assert results.code_hash(name) == before


def test_a_figure_without_its_results_says_what_to_run():
    with pytest.raises(FileNotFoundError, match=r"run python book/measure.py dropout/none"):
        results.measured("dropout/none")


def test_what_is_written_is_read_back_to_six_digits(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "BOOK", tmp_path)
    value = {"a": [math.pi, 2], "b": {"c": [[1e-9 / 3, 4]]}}
    results.write("x/y", {"measured": measure.rounded(value)})
    assert results.measured("x/y") == {"a": [3.14159, 2], "b": {"c": [[3.33333e-10, 4]]}}
    assert '"a": [ 3.14159, 2.0 ]' in results.path("x/y").read_text("utf-8")
    assert [path.name for path in (tmp_path / "results" / "x").iterdir()] == ["y.json"]


def test_an_experiment_that_is_not_there_is_an_error_that_lists_those_that_are(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure.py", "dropout/none"])
    with pytest.raises(SystemExit) as ended:
        measure.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "no experiment 'dropout/none'; there are: batchnorm/nets, " in said
