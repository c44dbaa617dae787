"""A receipt is that of what a notebook says, whoever has saved it."""

import copy
import json

import pytest

from layerwise.receipt import main, receipt

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "\n", "and é"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["x = 1\n", "y = 2"]},
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def of(nb, **settings):
    return receipt(json.dumps(nb, **settings).encode())


def test_it_is_five_groups_of_four_digits():
    groups = of(NOTEBOOK).split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert int("".join(groups), 16) >= 0


def saved_by_colab(nb):
    nb.update(nbformat_minor=0, metadata={"colab": {"provenance": []}})
    for cell in nb["cells"]:
        cell["metadata"] = {"id": "abc"}
        cell["source"] = "".join(cell["source"])


def run_again(nb):
    nb["cells"][1].update(execution_count=7, outputs=[{"output_type": "stream", "text": "1"}])


def with_windows_line_ends(nb):
    nb["cells"][1]["source"] = "x = 1\r\ny = 2\r\n"


def with_an_empty_cell(nb):
    nb["cells"].append({"cell_type": "code", "metadata": {}, "source": [], "outputs": []})


@pytest.mark.parametrize(
    "change", [saved_by_colab, run_again, with_windows_line_ends, with_an_empty_cell]
)
def test_saving_or_running_it_again_does_not_change_it(change):
    nb = copy.deepcopy(NOTEBOOK)
    change(nb)
    assert of(nb, indent=1, ensure_ascii=False) == of(NOTEBOOK)
    assert receipt(b"\xef\xbb\xbf" + json.dumps(nb).encode()) == of(NOTEBOOK)


def test_one_letter_a_cell_s_type_and_the_order_change_it():
    letter, kind, order = (copy.deepcopy(NOTEBOOK) for _ in range(3))
    letter["cells"][1]["source"][1] = "y = 3"
    kind["cells"][0]["cell_type"] = "raw"
    order["cells"].reverse()
    assert len({of(nb) for nb in (NOTEBOOK, letter, kind, order)}) == 4


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\0", b"[" * 100_000, b"[]", b'{"cells": [3]}'])
def test_what_is_no_notebook_has_one_of_its_bytes(data):
    assert len(receipt(data)) == 24
    assert receipt(data) != receipt(data + b" ")


def test_the_command_prints_receipts_and_says_what_cannot_be_read(tmp_path, capsys):
    path = tmp_path / "p1.ipynb"
    path.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == f"{of(NOTEBOOK)}  {path}\n"
    assert main([str(tmp_path), str(path)]) == 1
    shown = capsys.readouterr()
    assert (shown.err.count("\n"), shown.out.count("\n")) == (1, 1)
