"""A link is not graded as a notebook, nor copied beside one."""

import logging

import nbformat
import pytest

from autograder.preprocessors.links import Links, NotHandedIn


def look(folder, caplog):
    nb = nbformat.v4.new_notebook()
    with caplog.at_level(logging.WARNING):
        links = Links()
        links.log = logging.getLogger("links")
        return links.preprocess(nb, {"metadata": {"path": str(folder), "name": "p1"}})[0] is nb


def test_a_notebook_or_its_folder_that_is_a_link_is_refused(tmp_path, caplog):
    (tmp_path / "p1.ipynb").touch()
    assert look(tmp_path, caplog)
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "p1.ipynb").symlink_to("../p1.ipynb")
    (tmp_path / "eve").symlink_to(tmp_path)
    for folder in ("bob", "eve"):
        with pytest.raises(NotHandedIn, match="is a link and was not graded, as it leads to"):
            look(tmp_path / folder, caplog)


def test_what_is_left_out_is_said(tmp_path, caplog):
    (tmp_path / "p1.ipynb").touch()
    (tmp_path / "weights.npz").symlink_to("/etc/passwd")
    assert look(tmp_path, caplog)
    (said,) = caplog.messages
    assert said.endswith("weights.npz is no ordinary file and was left out.")
