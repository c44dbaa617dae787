"""Links and other odd files are found, and never followed."""

import os

from autograder.submitted import odd_files


def test_links_and_pipes_are_found_at_any_depth_and_ordinary_files_are_not(tmp_path):
    folder = tmp_path / "submitted"
    (folder / "ada" / "p1" / "weights").mkdir(parents=True)
    (folder / "ada" / "p1" / "p1.ipynb").touch()
    odd = [
        folder / "ada" / "p1" / "weights" / "a.npz",
        folder / "bob",
        folder / "loop",
        folder / "nowhere",
        folder / "pipe",
    ]
    odd[0].symlink_to(folder / "ada" / "p1" / "p1.ipynb")
    odd[1].symlink_to("ada")
    odd[2].symlink_to(folder)
    odd[3].symlink_to("missing")
    os.mkfifo(odd[4])
    assert odd_files(folder) == odd


def test_a_missing_folder_holds_nothing(tmp_path):
    assert odd_files(tmp_path / "missing") == []
