"""The library's address in the notebooks comes from `_config.yml`, and from nowhere else."""

import nbformat
import pytest

from autograder.preprocessors.address import Address, SettingMissing, address


def test_the_address_is_the_archive_of_the_configured_reference():
    config = {"layerwise_repository": "some/where", "layerwise_ref": "v1"}
    expected = "https://github.com/some/where/archive/v1.zip#subdirectory=layerwise"
    assert address({"sphinx": {"config": config}}) == expected


def test_a_missing_setting_is_named():
    with pytest.raises(SettingMissing, match="has no 'layerwise_repository'; set"):
        address({"sphinx": {"config": {}}})


def test_the_placeholder_in_a_code_cell_is_replaced(tmp_path, cell):
    (tmp_path / "_config.yml").write_text(
        "sphinx:\n  config:\n    layerwise_repository: some/where\n    layerwise_ref: v2\n"
    )
    nb = nbformat.v4.new_notebook(cells=[cell("given", 'a = 1\nLIBRARY = "later"\nb = 2', "setup")])
    nb, _ = Address(root=str(tmp_path)).preprocess(nb, {})
    lines = nb.cells[0].source.splitlines()
    assert (
        lines[1]
        == 'LIBRARY = "https://github.com/some/where/archive/v2.zip#subdirectory=layerwise"'
    )
    assert (lines[0], lines[2]) == ("a = 1", "b = 2")
