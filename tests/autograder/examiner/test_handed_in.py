"""Of what was handed in, ordinary files are copied; notebooks, links and large files are not."""

import zipfile

import numpy as np

from autograder.examiner import handed_in


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_copied_with_their_folders_and_notebooks_and_links_are_not(tmp_path):
    folder, target = tmp_path / "from", tmp_path / "to"
    (folder / "weights").mkdir(parents=True)
    for name in ("a.npz", "weights/b.npz", "p1.ipynb", "weights/other.ipynb"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "file").symlink_to("a.npz")
    (folder / "folder").symlink_to(folder / "weights")
    (folder / "nowhere").symlink_to("missing")
    handed_in.copy(folder, target)
    assert names(target) == ["a.npz", "weights/b.npz"]
    assert (target / "a.npz").read_text(encoding="utf-8") == "a.npz"


def test_what_is_large_or_unpacks_to_much_is_left_out_when_asked(tmp_path):
    folder, target = tmp_path / "from", tmp_path / "to"
    folder.mkdir()
    np.savez_compressed(folder / "bomb.npz", w=np.zeros(10**6))
    np.savez(folder / "good.npz", w=np.zeros(10))
    (folder / "large").write_bytes(b"x" * 20_000)
    (folder / "broken.npz").write_bytes((folder / "good.npz").read_bytes()[:-9])
    assert zipfile.is_zipfile(folder / "bomb.npz")
    refused = handed_in.copy(folder, target, largest=10_000)
    assert [line.split(" was")[0] for line in refused] == ["bomb.npz", "large"]
    assert "20,000 bytes, and 10,000 is the most" in refused[1]
    assert names(target) == ["broken.npz", "good.npz"]


def test_what_does_not_fit_beside_the_others_is_left_out_and_said(tmp_path):
    folder, target = tmp_path / "from", tmp_path / "to"
    folder.mkdir()
    for name in "abc":
        (folder / name).write_bytes(b"x" * 400)
    (sentence,) = handed_in.copy(folder, target, most=1000)
    assert sentence == "c was not taken: it has 400 bytes, and 200 are left for it."
    assert names(target) == ["a", "b"]


def test_a_missing_folder_is_an_empty_one(tmp_path):
    handed_in.copy(tmp_path / "missing", tmp_path / "to")
    assert names(tmp_path / "to") == []
