"""Cells in Cython, outside a notebook. The oracle is Python itself."""

import pytest

from layerwise.cython_cell import compile_into, is_cython


@pytest.mark.parametrize("source", ["x = 1", "# %%cython", "%%time\nx = 1"])
def test_other_cells_are_no_cython(source):
    assert not is_cython(source)


def test_what_a_cell_defines_for_python_is_put_into_the_dict(tmp_path, monkeypatch):
    (tmp_path / "ipython").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    source, space = "\n%%cython -3\ndef half(int x):\n    return x / 2\n", {"kept": 1}
    assert is_cython(source)
    compile_into(source, space)
    assert space["half"](3) == 1.5
    assert space["kept"] == 1
