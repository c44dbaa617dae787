"""What training shows: a tqdm bar, or plain lines where tqdm is not installed, or nothing."""

import sys

import pytest

from layerwise.progress import Progress


@pytest.fixture
def without_tqdm(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)  # makes the import fail


def show(verbose=True):
    progress = Progress(2, verbose)
    progress.accuracies(0, 0.1, 0.125)
    progress.step()
    progress.line("loss 2.3")
    progress.step()
    progress.accuracies(1, 0.5, 0.25)
    progress.close()


def test_the_bar_counts_the_batches_and_shows_the_accuracies_on_standard_output(capsys):
    show()
    out, err = capsys.readouterr()
    assert err == ""
    assert "2/2" in out
    assert "epoch 1" in out
    assert "train 0.500, val 0.250" in out
    assert "loss 2.3\n" in out


def test_without_tqdm_there_is_a_line_for_each_epoch(capsys, without_tqdm):
    show()
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "epoch 0: training accuracy 0.100, validation accuracy 0.125",
        "loss 2.3",
        "epoch 1: training accuracy 0.500, validation accuracy 0.250",
    ]


def test_nothing_is_shown_when_not_verbose(capsys):
    show(verbose=False)
    assert capsys.readouterr() == ("", "")
