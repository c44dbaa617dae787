"""Mirrors on loopback that misbehave as asked, and a small archive in CIFAR-10's layout."""

import gzip
import hashlib
import http.server
import io
import re
import socket
import struct
import tarfile
import threading

import numpy as np
import pytest

from layerwise.data import cache, cifar10, download, mirror

BATCH = 24  # images in each batch of the small archive


class Mirror(http.server.ThreadingHTTPServer):
    """A web server on loopback with one fault at most.

    Parameters
    ----------
    files : dict
        From a name to its bytes.
    status : int
        Answer everything with this status when it is not 200.
    stop_after, stall_after : int, optional
        Close the connection, or say nothing more, after so many bytes of a body.
    ignores_range : bool
        Send the whole file whatever part is asked for.
    says_length : bool
        False leaves out Content-Length.
    compresses : bool
        Gzip what it sends to a client that accepts that.
    headers : dict, optional
        Further headers of each answer.
    """

    daemon_threads = True

    def __init__(
        self,
        files,
        *,
        status=200,
        stop_after=None,
        stall_after=None,
        ignores_range=False,
        says_length=True,
        compresses=False,
        headers=None,
    ):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files
        self.status = status
        self.stop_after = stop_after
        self.stall_after = stall_after
        self.ignores_range = ignores_range
        self.says_length = says_length
        self.compresses = compresses
        self.headers = headers or {}
        self.ranges = []  # the Range header of each request, None where there was none
        self.closing = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/sets"

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the game."""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.ranges.append(self.headers.get("Range"))
        body = server.files.get(self.path.removeprefix("/sets/"))
        status = 404 if body is None else server.status
        if status != 200:
            self.send_error(status)
            return
        total, start = len(body), 0
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and not server.ignores_range:
            start, status = int(asked[1]), 206
        self.send_response(status)
        headers = {"Content-Range": f"bytes {start}-{total - 1}/{total}"} if start else {}
        if server.compresses and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, total = gzip.compress(body), len(gzip.compress(body))
            headers["Content-Encoding"] = "gzip"
        if server.says_length:
            headers["Content-Length"] = str(total - start)
        for name, value in {**headers, **server.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.send_body(body[start:])

    def send_body(self, body):
        self.wfile.write(body[: self.server.stop_after or self.server.stall_after])
        if self.server.stall_after:
            self.server.closing.wait(30)

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Start mirrors: serve(files, **faults) -> Mirror."""
    mirrors = []

    def start(files, **faults):
        server = Mirror(files, **faults)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        mirrors.append(server)
        return server

    yield start
    for server in mirrors:
        server.closing.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def refusing_url():
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def cache_folder(tmp_path, monkeypatch):
    """A cache of the test's own, short timeouts, and no settings from outside."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.ENVIRONMENT_VARIABLE, str(folder))
    monkeypatch.delenv(download.MIRRORS_VARIABLE, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(mirror, "CONNECT_TIMEOUT", 2.0)
    monkeypatch.setattr(mirror, "STALL_TIMEOUT", 0.3)
    return folder


@pytest.fixture
def remote_file():
    """Describe bytes as a file to fetch: remote_file(name, body) -> RemoteFile."""

    def describe(name, body):
        return download.RemoteFile(name, hashlib.sha256(body).hexdigest(), len(body))

    return describe


def python2_batch(images, labels):
    """Pickle a batch opcode by opcode as the Python 2 of 2009 did, which no Python 3 does."""
    rows = images.reshape(len(images), -1)

    def string(text):
        return b"U" + bytes([len(text)]) + text

    def number(value):
        return b"J" + struct.pack("<i", value)

    data = (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + string(b"b")
        + b"\x87R(K\x01" + number(rows.shape[0]) + number(rows.shape[1]) + b"\x86"
        + b"cnumpy\ndtype\n" + string(b"u1") + b"K\x00K\x01\x87R"
        + b"(K\x03" + string(b"|") + b"NNN" + number(-1) + number(-1) + b"K\x00tb"
        + b"\x89T" + struct.pack("<i", rows.size) + rows.tobytes() + b"tb"
    )  # fmt: skip
    listed = b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    label = string(b"batch_label") + string(b"a small batch")
    return b"\x80\x02}(" + label + string(b"data") + data + string(b"labels") + listed + b"u."


def tar_of(members):
    """Pack names and bytes into a .tar.gz in memory."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for name, body in members.items():
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return packed.getvalue()


@pytest.fixture
def pack():
    """Pack members into a .tar.gz: pack({name: bytes}) -> bytes."""
    return tar_of


@pytest.fixture
def pickle_batch():
    """Pickle images and labels as CIFAR-10's own files are: pickle_batch(images, labels)."""
    return python2_batch


@pytest.fixture
def cifar_batches():
    """Images and labels of each batch, drawn."""
    generator = np.random.default_rng(10)
    names = [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]
    return {
        name: (
            generator.integers(0, 256, (BATCH, 3, 32, 32), dtype=np.uint8),
            generator.integers(0, 10, BATCH),
        )
        for name in names
    }


@pytest.fixture
def cifar_members(cifar_batches):
    """The files of the small archive; not in the order of their numbers, as in the real one."""
    order = sorted(cifar_batches, reverse=True)
    return {
        "batches.meta": b"nothing that is read",
        **{name: python2_batch(*cifar_batches[name]) for name in order},
        "readme.html": b"nothing that is read",
    }


@pytest.fixture
def small_cifar(cache_folder, cifar_members, monkeypatch):
    """Make layerwise.data take the small archive for CIFAR-10; return its bytes."""
    body = tar_of(cifar_members)
    sha256 = hashlib.sha256(body).hexdigest()
    name = cifar10.ARCHIVE.name
    monkeypatch.setattr(cifar10, "ARCHIVE", download.RemoteFile(name, sha256, len(body)))
    monkeypatch.setattr(cifar10, "AVAILABLE", (5 * BATCH, BATCH))
    return body
