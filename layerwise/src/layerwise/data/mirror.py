"""One transfer of one file from one mirror, continued where an earlier one stopped.

pooch downloads, checks and renames; it cannot continue a partial file, so `Transfer` is the
downloader that is handed to it.
"""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

CONNECT_TIMEOUT = 10.0  #: Seconds to be let in.
STALL_TIMEOUT = 30.0  #: Seconds without a byte.
CHUNK_BYTES = 1 << 14  #: Read and written at a time.


class MirrorError(Exception):
    """A mirror did not deliver; the next one may."""


@dataclass
class Transfer:
    """A downloader for `pooch.retrieve` that continues a partial file.

    The bytes go to `part`, which outlives a failure so that the next mirror, or the next run,
    asks for the rest alone (HTTP Range, RFC 9110 section 14). A server that ignores the
    request and sends all is read past the bytes that are here.

    Parameters
    ----------
    part : Path
        The partial file.
    size : int
        Bytes of the whole file.
    """

    part: Path
    size: int

    def __call__(self, url, output_file, pooch):
        """Bring the file of `url` to `output_file`.

        Raises
        ------
        MirrorError
            When the mirror refuses, stalls, breaks off or offers another file.
        OSError
            When the disk refuses; the partial file is then removed.
        """
        have = self.part.stat().st_size if self.part.exists() else 0
        # A part as long as the file, or longer, is for the checksum to judge.
        if have < self.size:
            with _open(url, have, self.size) as response:
                start = have if response.status_code == 206 else 0
                self._append(response, start, have)
        os.replace(self.part, output_file)

    def _append(self, response, start, have):
        """Write what comes after the first `have` bytes; the response begins at byte `start`."""
        position = start
        try:
            with _bar(self.part.stem, self.size, start) as bar, self.part.open("ab") as file:
                for chunk in _chunks(response):
                    chunk = chunk[: self.size - position]
                    file.write(chunk[max(0, have - position) :])
                    position += len(chunk)
                    bar.update(len(chunk))
                    if position == self.size:
                        return
        except OSError:
            self.part.unlink(missing_ok=True)
            raise
        raise MirrorError(f"broke off after {position:,} of {self.size:,} bytes")


def _chunks(response):
    """Yield the body as it comes; errors raised here are the network's, never the disk's."""
    with _network_errors():
        yield from response.raw.stream(CHUNK_BYTES, decode_content=False)


@contextlib.contextmanager
def _network_errors():
    """Turn whatever the network did into a MirrorError."""
    import requests
    import urllib3

    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise MirrorError(_reason(error)) from error


def _reason(error):
    """Put a network error in a few words."""
    import requests
    import urllib3

    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {CONNECT_TIMEOUT:g} s"
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
        return f"no data for {STALL_TIMEOUT:g} s"
    cause = error
    while cause is not None:  # the system's own words stand deep in the chain
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror.lower()
        cause = cause.__cause__ or cause.__context__
    return f"{type(error).__name__}: {error}"


def _open(url, have, size):
    """Ask for the bytes from `have` on; return a response whose body is those or all."""
    import requests

    # Kept from gzip on the way, which would change both the bytes and their count.
    headers = {"Accept-Encoding": "identity", "User-Agent": "layerwise"}
    if have:
        headers["Range"] = f"bytes={have}-"
    timeout = (CONNECT_TIMEOUT, STALL_TIMEOUT)
    with _network_errors():
        response = requests.get(url, headers=headers, stream=True, timeout=timeout)
    try:
        _refuse_another_file(response, have, size)
    except MirrorError:
        response.close()
        raise
    return response


def _refuse_another_file(response, have, size):
    """Refuse an answer that cannot be the file, before it costs the bytes that are here."""
    if response.status_code == 206:
        offered = response.headers.get("Content-Range", "a part without saying which")
        if not (offered.startswith(f"bytes {have}-") and offered.endswith((f"/{size}", "/*"))):
            raise MirrorError(f"offered {offered}, expected bytes {have}-{size - 1}/{size}")
    elif response.status_code != 200:
        raise MirrorError(f"HTTP status {response.status_code}")
    else:
        offered = response.headers.get("Content-Length", str(size))
        if offered != str(size):
            raise MirrorError(f"offered a file of {offered} bytes, expected {size}")


def _bar(name, total, start):
    """Return a progress bar over bytes: tqdm's where it is installed, else plain lines."""
    try:
        from tqdm import tqdm
    except ImportError:
        return _Lines(name, total, start)
    # Standard output, since text on standard error looks like a failure in a notebook.
    return tqdm(desc=name, total=total, initial=start, unit="B", unit_scale=True, file=sys.stdout)


class _Lines:
    """A line of text at each tenth of the way."""

    def __init__(self, name, total, start):
        self.name, self.total, self.done = name, total, start
        self.tenth = 10 * start // total

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def update(self, count):
        self.done += count
        if 10 * self.done // self.total > self.tenth:
            self.tenth = 10 * self.done // self.total
            print(f"{self.name}: {10 * self.tenth} % of {self.total / 1e6:.1f} MB", flush=True)
