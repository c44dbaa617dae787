import errno
import os
import threading
from pathlib import Path

import numpy as np
import pooch
import pytest

from layerwise.data import DataUnavailableError, cache


def test_the_environment_variable_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path / "here"))
    assert cache.folder() == tmp_path / "here"
    monkeypatch.setenv("LAYERWISE_DATA", "~/sets")
    assert cache.folder() == Path.home() / "sets"


def test_a_mounted_drive_is_the_folder_on_colab(monkeypatch, tmp_path):
    monkeypatch.delenv("LAYERWISE_DATA", raising=False)
    monkeypatch.setattr(cache, "DRIVE", tmp_path)
    assert cache.folder() == tmp_path / "layerwise-data"


def test_the_drive_folder_is_where_colab_mounts_it():
    assert Path("/content/drive/MyDrive/layerwise-data") == cache.DRIVE / "layerwise-data"


def test_the_folder_is_else_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("LAYERWISE_DATA", raising=False)
    monkeypatch.setattr(cache, "DRIVE", tmp_path / "not mounted")
    assert cache.folder() == Path(pooch.os_cache("layerwise"))


def test_a_saved_array_comes_back_mapped_and_read_only(tmp_path):
    array = np.arange(24, dtype=np.int64).reshape(2, 3, 4)
    cache.save(tmp_path / "a.npy", array)
    loaded = cache.load(tmp_path / "a.npy", np.int64, (2, 3, 4))
    np.testing.assert_array_equal(loaded, array)
    assert isinstance(loaded, np.memmap) and not loaded.flags.writeable
    assert [path.name for path in tmp_path.iterdir()] == ["a.npy"]


def test_a_full_disk_while_saving_leaves_nothing_behind(tmp_path):
    (tmp_path / f"a.npy.{os.getpid()}-{threading.get_ident()}.tmp").symlink_to("/dev/full")
    with pytest.raises(DataUnavailableError, match=r"^The disk is full: .*shapes10") as raised:
        cache.save(tmp_path / "a.npy", np.zeros(100_000))
    assert raised.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_missing_cut_short_or_of_another_kind_is_not_loaded(tmp_path):
    path = tmp_path / "a.npy"
    assert cache.load(path, np.float64, (50,)) is None
    cache.save(path, np.zeros(50))
    assert cache.load(path, np.float64, (50,)) is not None
    assert cache.load(path, np.float32, (50,)) is None
    assert cache.load(path, np.float64, (49,)) is None
    path.write_bytes(path.read_bytes()[:-8])
    assert cache.load(path, np.float64, (50,)) is None
    path.write_bytes(b"")
    assert cache.load(path, np.float64, (50,)) is None


def test_an_array_of_python_objects_is_not_loaded(tmp_path):
    np.save(tmp_path / "a.npy", np.array([{}, []], dtype=object), allow_pickle=True)
    assert cache.load(tmp_path / "a.npy", np.dtype(object), (2,)) is None


def test_a_lock_lets_one_in_at_a_time_and_leaves_no_file(tmp_path):
    inside, most, done = 0, 0, 0
    counting = threading.Lock()

    def work():
        nonlocal inside, most, done
        with cache.lock(tmp_path / "a.lock"):
            with counting:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.02)
            with counting:
                inside -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (most, done) == (1, 6)
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_its_holder_removed_meanwhile_locks_nothing(tmp_path, monkeypatch):
    path = tmp_path / "a.lock"
    flock = cache.fcntl.flock

    def flock_after_the_holder_left(file, operation):
        monkeypatch.setattr(cache.fcntl, "flock", flock)
        path.unlink()
        flock(file, operation)

    monkeypatch.setattr(cache.fcntl, "flock", flock_after_the_holder_left)
    with cache.lock(path):
        assert path.exists()


def test_a_lock_is_freed_by_an_error(tmp_path):
    with pytest.raises(KeyError), cache.lock(tmp_path / "a.lock"):
        raise KeyError("anything")
    with cache.lock(tmp_path / "a.lock"):
        assert (tmp_path / "a.lock").exists()


def test_a_lock_that_cannot_be_made_is_one_sentence(tmp_path):
    with (
        pytest.raises(DataUnavailableError, match="LAYERWISE_DATA"),
        cache.lock(tmp_path / "no folder" / "a.lock"),
    ):
        pass
