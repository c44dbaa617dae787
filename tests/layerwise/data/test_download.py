import errno
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from layerwise.data import DataUnavailableError, download

NAME = "numbers.bin"
BODY = np.random.default_rng(2).integers(0, 256, 200_000, dtype=np.uint8).tobytes()
FILES = {NAME: BODY}
WRONG = {NAME: bytes(1000) + BODY[1000:]}


@pytest.fixture
def fetch(cache_folder, remote_file):
    """Fetch the body from mirrors given by their addresses."""
    remote = remote_file(NAME, BODY)
    return lambda *urls: download.fetch(remote, urls, cache_folder)


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def sentence(raised):
    """The error's text, once it is sure to be a single line that names the way on."""
    text = str(raised.value)
    assert "\n" not in text
    assert text.endswith('data.load("shapes10") needs no download.')
    return text


def start_fetch(url, folder, remote):
    """Fetch in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from layerwise.data import download\n"
        "url, folder, name, sha256, size = sys.argv[1:]\n"
        "remote = download.RemoteFile(name, sha256, int(size))\n"
        "download.fetch(remote, [url], Path(folder))"
    )
    args = [url, str(folder), remote.name, remote.sha256, str(remote.size)]
    return subprocess.Popen([sys.executable, "-c", code, *args], stdout=subprocess.DEVNULL)


def test_the_first_mirror_delivers_and_the_second_is_left_alone(serve, fetch, cache_folder):
    first, second = serve(FILES), serve(FILES)
    assert fetch(first.url, second.url).read_bytes() == BODY
    assert (first.ranges, second.ranges) == ([None], [])
    assert names_in(cache_folder) == [NAME]


def test_a_file_in_the_cache_is_not_asked_for_again(serve, fetch):
    server = serve(FILES)
    fetch(server.url)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges == [None]


def test_a_damaged_file_in_the_cache_is_replaced(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / NAME).write_bytes(WRONG[NAME])
    assert fetch(serve(FILES).url).read_bytes() == BODY


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_mirror_that_answers_with_an_error_hands_over_to_the_next(serve, fetch, status, capsys):
    first, second = serve(FILES, status=status), serve(FILES)
    assert fetch(first.url, second.url).read_bytes() == BODY
    assert (first.ranges, second.ranges) == ([None], [None])
    assert f"HTTP status {status}; trying the next mirror" in capsys.readouterr().out


def test_a_mirror_that_refuses_the_connection_hands_over(serve, fetch, refusing_url, capsys):
    assert fetch(refusing_url, serve(FILES).url).read_bytes() == BODY
    assert "connection refused; trying the next mirror" in capsys.readouterr().out


def test_an_address_that_is_none_hands_over(serve, fetch):
    assert fetch("htp:/nowhere", "localhost/x", serve(FILES).url).read_bytes() == BODY


@pytest.mark.parametrize("fault", [{"stall_after": 100_000}, {"stop_after": 100_000}])
def test_the_next_mirror_continues_where_one_stalled_or_broke_off(serve, fetch, fault):
    first, second = serve(FILES, **fault), serve(FILES)
    assert fetch(first.url, second.url).read_bytes() == BODY
    (asked,) = second.ranges
    start = int(asked.removeprefix("bytes=").removesuffix("-"))
    assert 100_000 - 2**15 < start <= 100_000


def test_a_stalled_mirror_is_left_after_the_stall_timeout_and_said_so(serve, fetch, capsys):
    fetch(serve(FILES, stall_after=100_000).url, serve(FILES).url)
    assert "no data for 0.3 s; trying the next mirror" in capsys.readouterr().out


def test_a_mirror_that_never_answers_is_left(serve, fetch):
    silent = serve(FILES)
    silent.process_request = lambda request, address: None  # accepts, then says nothing
    assert fetch(silent.url, serve(FILES).url).read_bytes() == BODY


def test_the_next_run_continues_what_an_earlier_one_began(serve, fetch, cache_folder):
    with pytest.raises(DataUnavailableError) as raised:
        fetch(serve(FILES, stop_after=100_000).url)
    assert "it continues after the 0.1 MB that came" in sentence(raised)
    assert names_in(cache_folder) == [f"{NAME}.part"]
    kept = (cache_folder / f"{NAME}.part").stat().st_size
    server = serve(FILES)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges == [f"bytes={kept}-"]
    assert names_in(cache_folder) == [NAME]


def test_a_server_that_ignores_range_is_read_past_what_is_here(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY[:150_000])
    server = serve(FILES, ignores_range=True)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges == ["bytes=150000-"]


def test_what_came_is_not_lost_to_a_server_that_ignores_range_and_stalls(
    serve, fetch, cache_folder
):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY[:150_000])
    last = serve(FILES)
    fetch(serve(FILES, ignores_range=True, stall_after=50_000).url, last.url)
    assert last.ranges == ["bytes=150000-"]


def test_a_server_that_answers_with_another_part_is_refused(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY[:150_000])
    odd = serve(FILES, headers={"Content-Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"})
    last = serve(FILES)
    assert fetch(odd.url, last.url).read_bytes() == BODY
    assert last.ranges == ["bytes=150000-"]


def test_a_page_in_place_of_the_file_is_refused_and_what_came_is_kept(
    serve, fetch, cache_folder, capsys
):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY[:150_000])
    last = serve(FILES)
    fetch(serve({NAME: b"<p>Please log in</p>"}, ignores_range=True).url, last.url)
    assert "offered a file of 20 bytes, expected 200000" in capsys.readouterr().out
    assert last.ranges == ["bytes=150000-"]


def test_a_server_that_does_not_say_the_length_is_read_to_the_end(serve, fetch):
    assert fetch(serve(FILES, says_length=False).url).read_bytes() == BODY


def test_a_server_that_sends_more_than_the_file_is_cut_off(serve, fetch):
    longer = serve({NAME: BODY + bytes(100_000)}, says_length=False)
    assert fetch(longer.url).read_bytes() == BODY


def test_a_gzip_file_is_not_unpacked_on_the_way(serve, fetch):
    labelled = serve(FILES, headers={"Content-Encoding": "gzip"})
    assert fetch(labelled.url).read_bytes() == BODY


def test_a_server_that_would_compress_on_the_way_is_asked_not_to(serve, fetch):
    assert fetch(serve(FILES, compresses=True).url).read_bytes() == BODY


def test_a_whole_partial_file_needs_no_request(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY)
    server = serve(FILES)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges == []


def test_a_partial_file_longer_than_the_file_is_begun_anew(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").write_bytes(BODY + b"more")
    server = serve(FILES)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges == [None]


def test_a_wrong_checksum_hands_over_to_the_next_mirror(serve, fetch):
    first, second = serve(WRONG), serve(FILES)
    assert fetch(first.url, second.url).read_bytes() == BODY
    assert (first.ranges, second.ranges) == ([None], [None])


def test_a_wrong_checksum_everywhere_leaves_nothing_behind(serve, fetch, cache_folder):
    with pytest.raises(DataUnavailableError, match="does not match the known hash") as raised:
        fetch(serve(WRONG).url, serve(WRONG).url)
    assert "expected" in sentence(raised) and "got" in sentence(raised)
    assert names_in(cache_folder) == []


def test_a_beginning_spoilt_by_one_mirror_is_fetched_anew_from_the_next(serve, fetch):
    spoiler, good = serve(WRONG, stop_after=100_000), serve(FILES)
    assert fetch(spoiler.url, good.url).read_bytes() == BODY
    assert good.ranges[0].startswith("bytes=") and good.ranges[1:] == [None]


def test_no_mirror_at_all_is_one_sentence_with_each_reason(
    serve, fetch, refusing_url, cache_folder
):
    with pytest.raises(DataUnavailableError) as raised:
        fetch(refusing_url, serve({}).url, serve(FILES, status=503).url)
    text = sentence(raised)
    assert text.startswith("numbers.bin came from none of 3 mirrors (127.0.0.1:")
    assert text.index("connection refused") < text.index("status 404") < text.index("status 503")
    assert names_in(cache_folder) == []


def test_mirrors_named_in_the_environment_take_the_place_of_the_known(serve, fetch, monkeypatch):
    known, named, unused = serve(FILES), serve(FILES), serve(FILES)
    monkeypatch.setenv("LAYERWISE_MIRRORS", f"{named.url}/ {unused.url}")
    assert fetch(known.url).read_bytes() == BODY
    assert (known.ranges, named.ranges, unused.ranges) == ([], [None], [])


def test_a_full_disk_is_one_sentence_and_leaves_nothing_behind(serve, fetch, cache_folder):
    cache_folder.mkdir()
    (cache_folder / f"{NAME}.part").symlink_to("/dev/full")
    with pytest.raises(
        DataUnavailableError, match=r"^The disk is full: .*LAYERWISE_DATA"
    ) as raised:
        fetch(serve(FILES).url, serve(FILES).url)
    sentence(raised)
    assert raised.value.errno == errno.ENOSPC
    assert names_in(cache_folder) == []


def test_a_cache_folder_that_cannot_be_made_is_one_sentence(serve, fetch, cache_folder):
    cache_folder.write_text("a file where the folder should be", encoding="utf-8")
    server = serve(FILES)
    with pytest.raises(DataUnavailableError, match="LAYERWISE_DATA") as raised:
        fetch(server.url)
    assert str(cache_folder) in sentence(raised)
    assert server.ranges == []


def test_a_missing_pooch_is_one_sentence_that_says_how_to_get_it(serve, fetch, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(ImportError, match="pip install pooch") as raised:
        fetch(serve(FILES).url)
    sentence(raised)


def test_a_file_in_the_cache_needs_no_pooch(serve, fetch, monkeypatch):
    server = serve(FILES)
    fetch(server.url)
    monkeypatch.setitem(sys.modules, "pooch", None)
    assert fetch(server.url).read_bytes() == BODY


def test_progress_goes_to_standard_output_alone(serve, fetch, capsys):
    fetch(serve(FILES).url)
    shown = capsys.readouterr()
    assert "100%" in shown.out and NAME in shown.out
    assert shown.err == ""


def test_progress_is_plain_lines_where_tqdm_is_missing(serve, fetch, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    fetch(serve(FILES).url)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{NAME}: 100 % of 0.2 MB"
    assert len(lines) == 10


def test_two_processes_at_once_download_once(serve, cache_folder, remote_file):
    remote, server = remote_file(NAME, BODY), serve(FILES)
    processes = [start_fetch(server.url, cache_folder, remote) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert server.ranges == [None]
    assert names_in(cache_folder) == [NAME]


def test_a_killed_download_is_continued_and_blocks_nobody(serve, fetch, cache_folder, remote_file):
    slow = serve(FILES, stall_after=100_000)
    process = start_fetch(slow.url, cache_folder, remote_file(NAME, BODY))
    part = cache_folder / f"{NAME}.part"
    deadline = time.monotonic() + 60
    while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL
    server = serve(FILES)
    assert fetch(server.url).read_bytes() == BODY
    assert server.ranges[0] is not None
    assert not part.exists()
