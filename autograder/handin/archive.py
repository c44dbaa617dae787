"""The files of a zip archive, none of which is believed before it is looked at."""

import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime

from autograder.handin.entry import Entry, RefusedError, check_size, is_junk, safe_name

#: The most files of an archive that a student has made, and of one that a platform has.
MOST_OF_A_STUDENT = 1_000
MOST = 100_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error)
_ENCRYPTED, _UTF8 = 0x1, 0x800


def open_archive(path):
    """Return a `ZipFile`.

    Raises
    ------
    RefusedError
        When it is none, is damaged, or the names in it are broken.
    """
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError:
        raise RefusedError(
            "a name in it is marked as UTF-8 and is not; pack it again with another program"
        ) from None
    except (*_BROKEN, ValueError, OverflowError) as error:
        raise RefusedError(f"it is no whole zip archive ({error})") from None


def entries(archive, term, refuse, most=MOST):
    """Yield an archive's files as `Entry`.

    Parameters
    ----------
    archive : ZipFile
    term : Term
        Its time zone is that of times without one.
    refuse : callable
        Is given the name and the reason of a file that is not taken.
    most : int
        Files that it may have.

    Raises
    ------
    RefusedError
        When it has more.
    """
    members = [item for item in archive.infolist() if not item.is_dir()]
    if len(members) > most:
        raise RefusedError(f"it has {len(members):,} files, and {most:,} is the most")
    for item in members:
        name = _name(item)
        if is_junk(name):
            continue
        try:
            _check(item)
            safe = safe_name(name)
        except RefusedError as error:
            refuse(name, str(error))
            continue
        yield Entry(safe, _time(item, term), _opener(archive, item), item.file_size)


def check_whole(archive):
    """Raise `RefusedError` when a student's archive unpacks to more than may be handed in."""
    check_size(sum(item.file_size for item in archive.infolist()), "it unpacks to")


def _name(item):
    """Return a member's name: many programs write UTF-8 and do not say so."""
    if item.flag_bits & _UTF8:
        return item.orig_filename
    try:
        return item.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return item.orig_filename


def _check(item):
    kind = stat.S_IFMT(item.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise RefusedError("it is a link; hand in the file itself")
    if kind not in (0, stat.S_IFREG):
        raise RefusedError("it is no ordinary file")
    if item.flag_bits & _ENCRYPTED:
        raise RefusedError("it is locked by a password")
    check_size(item.file_size)


def _time(item, term):
    """Return a member's time: that of Unix, which is in UTC, or else the local one."""
    extra = item.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == 0x5455 and length >= 5 and len(extra) >= 9 and extra[4] & 1:
            seconds = struct.unpack("<i", extra[5:9])[0]
            return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        extra = extra[4 + length :]
    try:
        return term.utc(datetime(*item.date_time))
    except ValueError:  # a month of 0, for example
        return datetime(1980, 1, 1)


def _opener(archive, item):
    @contextmanager
    def opened():
        try:
            with archive.open(item) as file:
                yield file
        except (*_BROKEN, RuntimeError) as error:
            raise RefusedError(f"it is damaged ({error})") from None

    return opened
