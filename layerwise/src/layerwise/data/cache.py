"""Where data sets are kept between runs, and how files get there whole or not at all."""

import contextlib
import errno
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

try:
    import fcntl
except ImportError:  # Windows has msvcrt in its place
    fcntl = None
    import msvcrt

#: The environment variable that names the folder.
ENVIRONMENT_VARIABLE = "LAYERWISE_DATA"
#: Where Colab mounts Google Drive.
DRIVE = Path("/content/drive/MyDrive")
#: What an error message proposes in place of a set that cannot be had.
WAY_ON = 'data.load("shapes10") needs no download'
#: How often a waiting process tries again.
LOCK_POLL_SECONDS = 0.1


class DataUnavailableError(OSError):
    """A data set cannot be had here: no network, no room, or a damaged file."""


def folder():
    """Choose the folder that keeps data sets between runs.

    Returns
    -------
    Path
        The folder named by the environment variable ``LAYERWISE_DATA``; else, on Colab with
        Google Drive mounted, ``MyDrive/layerwise-data``, which outlives the session; else the
        user's cache folder. It need not exist yet.
    """
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named).expanduser()
    if DRIVE.is_dir():
        return DRIVE / "layerwise-data"
    try:
        import pooch
    except ImportError:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "layerwise"
    return Path(pooch.os_cache("layerwise"))


def prepare(path):
    """Make a folder and try that it can be written.

    Parameters
    ----------
    path : Path
        The folder.

    Raises
    ------
    DataUnavailableError
        When it cannot be made or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise write_failure(path, error) from error


def write_failure(path, error):
    """Say in one sentence why a file or folder in the cache could not be written.

    Parameters
    ----------
    path : Path
        What was being written.
    error : OSError
        What the system answered.

    Returns
    -------
    DataUnavailableError
        For the caller to raise; its errno is that of `error`.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        what = f"The disk is full: {path} could not be written; free some space there"
    else:
        reason = error.strerror or str(error)
        what = f"{path} could not be written ({reason}); make its folder writable"
    failure = DataUnavailableError(
        f"{what}, or set the environment variable {ENVIRONMENT_VARIABLE} to a folder with room "
        f"that you may write to, or go on without it: {WAY_ON}."
    )
    failure.errno = error.errno
    return failure


def save(path, array):
    """Write an array as a .npy file that is there whole or not at all.

    Parameters
    ----------
    path : Path
        The file, in a folder that exists.
    array : ndarray
        Of any shape, without Python objects in it.

    Raises
    ------
    DataUnavailableError
        When it cannot be written; nothing is left under `path` or beside it.
    """
    array = np.ascontiguousarray(array)
    # A name that no other process and no other thread writes to.
    owner = f"{os.getpid()}-{threading.get_ident()}"
    temporary = path.with_name(f"{path.name}.{owner}.tmp")
    try:
        with temporary.open("wb") as file:
            # Not np.save: its fast path loses the errno of a full disk.
            header = np.lib.format.header_data_from_array_1_0(array)
            np.lib.format.write_array_header_1_0(file, header)
            file.write(array.data)
        os.replace(temporary, path)
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def load(path, dtype, shape):
    """Map a .npy file of the cache into memory, read-only.

    Parameters
    ----------
    path : Path
        The file.
    dtype : dtype
        What it must hold.
    shape : tuple of int
        The shape it must have.

    Returns
    -------
    ndarray of that shape, or None
        None when the file is missing, damaged or holds something else.
    """
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return array if array.dtype == dtype and array.shape == shape else None


@contextlib.contextmanager
def lock(path):
    """Hold a lock between processes; wait while another process or thread has it.

    The system frees it when the process ends, however it ends, so no stale lock can block.

    Parameters
    ----------
    path : Path
        The lock file, in a folder that can be written. It is removed afterwards.
    """
    waiting = False
    while (file := _try_lock(path)) is None:
        if not waiting:
            print(f"Waiting for another process that is preparing {path.stem}.", flush=True)
            waiting = True
        time.sleep(LOCK_POLL_SECONDS)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows does not remove an open file
            path.unlink()
        file.close()


def _try_lock(path):
    """Return the locked, open lock file, or None while somebody else holds it."""
    try:
        file = path.open("ab")
    except OSError as error:
        raise write_failure(path, error) from error
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        file.close()
        return None
    except OSError:
        return file  # a file system without locks: go on alone, the checksum still guards
    # The holder removes the file before it lets go: then this one locks nothing.
    try:
        current = os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        current = False
    if not current:
        file.close()
        return None
    return file
