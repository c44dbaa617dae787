import gzip
import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from layerwise.data import DataUnavailableError, cifar10, download


@pytest.fixture
def mirrored(serve, small_cifar, monkeypatch):
    """A good mirror of the small archive, set as the only one."""
    server = serve({cifar10.ARCHIVE.name: small_cifar})
    monkeypatch.setattr(cifar10, "MIRRORS", (server.url,))
    return server


def archive_with(tmp_path, pack, members):
    path = tmp_path / "archive.tar.gz"
    path.write_bytes(pack(members))
    return path


def test_images_and_labels_are_those_of_the_batches_in_order(mirrored, cifar_batches):
    X_train, y_train, X_test, y_test = cifar10.read(120, 24)
    batches = [cifar_batches[f"data_batch_{number}"] for number in range(1, 6)]
    np.testing.assert_array_equal(X_train, np.concatenate([images for images, _ in batches]))
    np.testing.assert_array_equal(y_train, np.concatenate([labels for _, labels in batches]))
    np.testing.assert_array_equal(X_test, cifar_batches["test_batch"][0])
    np.testing.assert_array_equal(y_test, cifar_batches["test_batch"][1])
    assert X_train.dtype == X_test.dtype == np.uint8
    assert y_train.dtype == y_test.dtype == np.int64


def test_the_first_thousand_values_of_a_row_are_the_red_channel(mirrored, cifar_batches):
    row = cifar_batches["data_batch_1"][0][0].reshape(3072)
    image = cifar10.read(1, 0)[0][0]
    np.testing.assert_array_equal(image[0], row[:1024].reshape(32, 32))
    np.testing.assert_array_equal(image[2, 1], row[2048 + 32 : 2048 + 64])


def test_the_second_read_maps_the_arrays_and_asks_nobody(mirrored, cache_folder, monkeypatch):
    first = cifar10.read(120, 24)
    assert mirrored.ranges == [None]
    (cache_folder / "cifar10" / cifar10.ARCHIVE.name).unlink()
    monkeypatch.setitem(sys.modules, "pooch", None)
    second = cifar10.read(120, 24)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
        assert isinstance(other, np.memmap)
    assert mirrored.ranges == [None]


def test_the_cache_holds_the_archive_and_the_arrays_and_no_scraps(mirrored, cache_folder):
    cifar10.read(1, 1)
    arrays = {"X_test.npy", "X_train.npy", "y_test.npy", "y_train.npy"}
    names = {path.name for path in (cache_folder / "cifar10").iterdir()}
    assert names == {*arrays, cifar10.ARCHIVE.name}


def test_damaged_arrays_are_decoded_anew_without_a_request(mirrored, cache_folder, cifar_batches):
    cifar10.read(1, 1)
    damaged = cache_folder / "cifar10" / "X_train.npy"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    X_train = cifar10.read(24, 0)[0]
    np.testing.assert_array_equal(X_train, cifar_batches["data_batch_1"][0])
    assert mirrored.ranges == [None]


def test_mirrors_are_tried_in_order_until_one_delivers(
    serve, small_cifar, refusing_url, monkeypatch, cifar_batches
):
    name = cifar10.ARCHIVE.name
    corrupt = serve({name: small_cifar[:5000] + bytes(5000) + small_cifar[10_000:]})
    gone = serve({})
    stalling = serve({name: small_cifar}, stall_after=100_000)
    good = serve({name: small_cifar})
    urls = (refusing_url, corrupt.url, gone.url, stalling.url, good.url)
    monkeypatch.setattr(cifar10, "MIRRORS", urls)
    np.testing.assert_array_equal(cifar10.read(24, 0)[0], cifar_batches["data_batch_1"][0])
    assert (corrupt.ranges, gone.ranges, stalling.ranges) == ([None], [None], [None])
    assert len(good.ranges) == 1 and good.ranges[0].startswith("bytes=")


def test_no_network_leaves_nothing_behind(small_cifar, refusing_url, monkeypatch, cache_folder):
    monkeypatch.setattr(cifar10, "MIRRORS", (refusing_url,))
    with pytest.raises(DataUnavailableError, match=r'data\.load\("shapes10"\) needs no download'):
        cifar10.read(1, 1)
    assert list((cache_folder / "cifar10").iterdir()) == []


def test_too_many_images_are_refused_before_anything_is_downloaded(mirrored):
    with pytest.raises(ValueError, match="got 121; this set has 120 images"):
        cifar10.read(121, 24)
    with pytest.raises(ValueError, match="got 25; this set has 24 test images"):
        cifar10.read(120, 25)
    assert mirrored.ranges == []


def test_a_full_disk_while_decoding_leaves_no_half_written_array(mirrored, cache_folder):
    folder = cache_folder / "cifar10"
    folder.mkdir(parents=True)
    owner = f"{os.getpid()}-{threading.get_ident()}"
    (folder / f"X_train.npy.{owner}.tmp").symlink_to("/dev/full")
    with pytest.raises(DataUnavailableError, match=r"^The disk is full.*shapes10"):
        cifar10.read(1, 1)
    assert [path.name for path in folder.iterdir()] == [cifar10.ARCHIVE.name]


def test_an_archive_that_would_run_code_is_refused_and_nothing_is_run(
    tmp_path, pack, cifar_members
):
    trace = tmp_path / "trace"
    hostile = b"cos\nsystem\n(S'touch " + str(trace).encode() + b"'\ntR."
    path = archive_with(tmp_path, pack, {**cifar_members, "data_batch_3": hostile})
    with pytest.raises(DataUnavailableError, match=r"data_batch_3: it asks for os\.system"):
        cifar10.read_archive(path)
    assert not trace.exists()


def test_an_archive_without_one_batch_is_refused_by_its_name(tmp_path, pack, cifar_members):
    del cifar_members["data_batch_4"]
    path = archive_with(tmp_path, pack, cifar_members)
    with pytest.raises(DataUnavailableError, match=r"data_batch_4 missing.*shapes10"):
        cifar10.read_archive(path)


@pytest.mark.parametrize(
    ("batch", "reason"),
    [
        ([1, 2], "a list, expected a dict"),
        ({"labels": [1]}, "no array of bytes"),
        ({"data": np.zeros((1, 3072)), "labels": [1]}, "no array of bytes"),
        ({"data": np.zeros((1, 3072), np.uint8)}, "no list of whole numbers"),
        ({"data": np.zeros((1, 3072), np.uint8), "labels": [1.5]}, "no list of whole numbers"),
        ({"data": np.zeros((1, 3072), np.uint8), "labels": [1, 2]}, "for 2 labels"),
        ({"data": np.zeros((1, 3000), np.uint8), "labels": [1]}, r"shape \(1, 3000\)"),
        ({"data": np.zeros((1, 3072), np.uint8), "labels": [10]}, "labels from 10 to 10"),
    ],
)
def test_a_batch_of_another_form_is_refused_with_the_reason(
    tmp_path, pack, cifar_members, batch, reason
):
    members = {**cifar_members, "test_batch": pickle.dumps(batch, protocol=2)}
    with pytest.raises(DataUnavailableError, match=f"test_batch: .*{reason}"):
        cifar10.read_archive(archive_with(tmp_path, pack, members))


def test_a_batch_too_large_for_memory_is_refused_unread(tmp_path, pack, cifar_members, monkeypatch):
    monkeypatch.setattr(cifar10, "MAX_BATCH_BYTES", 1000)
    with pytest.raises(DataUnavailableError, match="expected at most 1,000"):
        cifar10.read_archive(archive_with(tmp_path, pack, cifar_members))


def test_an_archive_cut_short_damaged_or_of_another_kind_is_one_sentence(
    tmp_path, pack, cifar_members
):
    whole = pack(cifar_members)
    path = tmp_path / "archive.tar.gz"
    flipped = whole[:60_000] + bytes(64) + whole[60_064:]
    for body in (whole[: len(whole) // 2], flipped, b"not an archive", b"", gzip.compress(b"no")):
        path.write_bytes(body)
        with pytest.raises(
            DataUnavailableError, match=r"archive it should be .*shapes10"
        ) as raised:
            cifar10.read_archive(path)
        assert "\n" not in str(raised.value)


def test_an_archive_with_other_sizes_is_refused(mirrored, monkeypatch, cache_folder):
    monkeypatch.setattr(cifar10, "AVAILABLE", (130, 24))
    with pytest.raises(DataUnavailableError, match=r"X_train has shape \(120, 3, 32, 32\)"):
        cifar10.read(1, 1)
    names = [path.name for path in (cache_folder / "cifar10").iterdir()]
    assert names == [cifar10.ARCHIVE.name]


def test_nothing_in_the_archive_is_unpacked_to_disk(mirrored, cache_folder):
    cifar10.read(1, 1)
    assert not [path for path in cache_folder.rglob("*batch*")]


def test_two_processes_at_once_read_the_same(mirrored, cache_folder, cifar_batches):
    code = (
        "import sys; from layerwise.data import cifar10, download\n"
        "name, sha256, size, url = sys.argv[1:]\n"
        "cifar10.ARCHIVE = download.RemoteFile(name, sha256, int(size))\n"
        "cifar10.AVAILABLE, cifar10.MIRRORS = (120, 24), (url,)\n"
        "print(cifar10.read(120, 24)[0].sum(), file=sys.stderr)"
    )
    archive = cifar10.ARCHIVE
    args = [archive.name, archive.sha256, str(archive.size), mirrored.url]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, *args],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    sums = [process.communicate(timeout=60)[1].strip() for process in processes]
    total = sum(int(cifar_batches[f"data_batch_{number}"][0].sum()) for number in range(1, 6))
    assert sums == [str(total)] * 3
    assert mirrored.ranges == [None]


def test_threads_at_once_read_the_same_and_decode_once(mirrored, cifar_batches, monkeypatch):
    decoded = []
    read_archive = cifar10.read_archive

    def read_slowly(path):
        decoded.append(path)
        time.sleep(0.1)  # long enough for the others to come here too, were they let in
        return read_archive(path)

    monkeypatch.setattr(cifar10, "read_archive", read_slowly)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: cifar10.read(24, 0)[0], range(4)))
    assert len(decoded) == 1
    for X_train in answers:
        np.testing.assert_array_equal(X_train, cifar_batches["data_batch_1"][0])
    assert mirrored.ranges == [None]


def test_the_known_archive_and_its_mirrors_are_well_formed():
    assert cifar10.ARCHIVE.size == 170_498_071
    assert len(cifar10.ARCHIVE.sha256) == 64
    assert len(cifar10.MIRRORS) >= 2
    assert all(url.startswith("https://") for url in cifar10.MIRRORS)
    assert isinstance(cifar10.ARCHIVE, download.RemoteFile)
    assert cifar10.SIZES == (49_000, 1_000, 1_000)
    assert cifar10.AVAILABLE == (50_000, 10_000)
