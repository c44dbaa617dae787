"""Fetch a file from the first mirror that delivers it whole, and keep it in the cache."""

import contextlib
import hashlib
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from layerwise.data import cache
from layerwise.data.mirror import MirrorError, Transfer

#: The environment variable that names other mirrors.
MIRRORS_VARIABLE = "LAYERWISE_MIRRORS"


@dataclass(frozen=True)
class RemoteFile:
    """A file that mirrors offer.

    Parameters
    ----------
    name : str
        Its name on the mirrors and in the cache.
    sha256 : str
        Its SHA-256 checksum, in hexadecimal.
    size : int
        Its size in bytes.
    """

    name: str
    sha256: str
    size: int

    def is_whole(self, path):
        """Say whether the file at `path` is this one, by its size and checksum.

        Parameters
        ----------
        path : Path
            A file that need not exist.

        Returns
        -------
        bool
        """
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


def fetch(remote, mirrors, folder):
    """Return the path of a file, downloaded if it is not in the cache yet.

    Mirrors are tried in order. One that refuses, stalls or breaks off hands over to the next,
    which continues the partial file; it is also there for the next run.

    Parameters
    ----------
    remote : RemoteFile
        What to fetch.
    mirrors : sequence of str
        Addresses of the folders that hold it. The environment variable ``LAYERWISE_MIRRORS``
        (addresses with spaces between them) takes their place when it is set.
    folder : Path
        Where to keep it.

    Returns
    -------
    Path
        A file whose checksum is right.

    Raises
    ------
    DataUnavailableError
        When no mirror delivers or the folder cannot be written. Nothing is then left under
        the final name.
    ImportError
        When pooch is not installed.
    """
    path = folder / remote.name
    if remote.is_whole(path):
        return path
    pooch = _import_pooch(remote)
    cache.prepare(folder)
    bases = os.environ.get(MIRRORS_VARIABLE, "").split() or mirrors
    failures = []
    with cache.lock(folder / f"{remote.name}.lock"):
        for base in bases:
            url = f"{base.rstrip('/')}/{remote.name}"
            try:
                _retrieve(pooch, url, remote, path)
                return path
            except MirrorError as error:
                failures.append(f"{urlsplit(url).netloc or url}: {error}")
                if len(failures) < len(bases):
                    print(f"{failures[-1]}; trying the next mirror.", flush=True)
            except OSError as error:
                raise cache.write_failure(path, error) from error
    raise _no_mirror(remote, path, failures)


def _retrieve(pooch, url, remote, path):
    """Let pooch download one file from one mirror, checked and renamed when it is whole."""
    part = _part(path)
    continued = part.exists()
    try:
        with _quiet(pooch.get_logger()):
            pooch.retrieve(
                url,
                known_hash=f"sha256:{remote.sha256}",
                fname=path.name,
                path=path.parent,
                downloader=Transfer(part, remote.size),
            )
    except ValueError as error:
        if continued:
            # An earlier mirror may have spoilt the beginning; pooch has removed it all.
            return _retrieve(pooch, url, remote, path)
        raise MirrorError(str(error).partition(". ")[0]) from error


@contextlib.contextmanager
def _quiet(logger):
    """Keep a logger to warnings: the bar says the rest, and notebooks show stderr in red."""
    level = logger.level
    logger.setLevel("WARNING")
    try:
        yield
    finally:
        logger.setLevel(level)


def _part(path):
    return path.with_name(f"{path.name}.part")


def _import_pooch(remote):
    try:
        import pooch
    except ImportError as error:
        raise ImportError(
            f"{remote.name} must be downloaded and pooch, which does that, is not installed: "
            f'run pip install "layerwise[download]" or pip install pooch, or go on without it: '
            f"{cache.WAY_ON}."
        ) from error
    return pooch


def _no_mirror(remote, path, failures):
    """Sum up in one sentence what each mirror did and what can be done now."""
    kept = _part(path).stat().st_size if _part(path).exists() else 0
    again = f" (it continues after the {kept / 1e6:.1f} MB that came)" if kept else ""
    return cache.DataUnavailableError(
        f"{remote.name} came from none of {len(failures)} mirrors ({'; '.join(failures)}): check "
        f"the network and run this again{again}, or set {MIRRORS_VARIABLE} to an address that "
        f"has the file, or go on without it: {cache.WAY_ON}."
    )
