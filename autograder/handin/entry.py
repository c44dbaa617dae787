"""One file of what a platform gives, with a name that is safe to use."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from layerwise.weights import LARGEST

#: What operating systems and editors leave beside files; it is passed over without a word.
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__"}
_LONGEST = 200  # bytes of a part of a path: what is written beside it needs a few more
_CHUNK = 1 << 20


class RefusedError(ValueError):
    """A file cannot be taken; the message says why, and follows the file's name."""


@dataclass(frozen=True)
class Entry:
    """A file of a source.

    Attributes
    ----------
    name : str
        Its path in the source, with slashes.
    time : datetime
        When it was handed in, as far as the source tells, in UTC without a zone.
    open : callable
        Opens it to be read, as bytes.
    size : int
        Its bytes, as the source tells.
    sender : str or None
        The address that it was mailed from.
    message : str
        What tells one mail from another; of other files, nothing.
    """

    name: str
    time: datetime
    open: Callable
    size: int
    sender: str | None = None
    message: str = ""

    def save(self, target):
        """Write the file.

        Raises
        ------
        RefusedError
            When it is too large. Nothing is left behind.
        """
        check_size(self.size)
        left = LARGEST
        try:
            with self.open() as source, target.open("xb") as file:
                while chunk := source.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        check_size(LARGEST + 1)
                    file.write(chunk)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def check_size(size, what="it has"):
    """Raise `RefusedError` where a file has more bytes than may be handed in."""
    if size > LARGEST:
        raise RefusedError(f"{what} {size:,} bytes, and {LARGEST:,} is the most")


def safe_name(name):
    """Return a path as it may be used, with slashes.

    Raises
    ------
    RefusedError
        When it leads out of its folder, or holds what no file's name should.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or name[1:3] == ":/":
        raise RefusedError("its path is absolute")
    if ".." in parts:
        raise RefusedError("its path leads out of its folder (..)")
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in name):
        raise RefusedError("its name is in an encoding that is not UTF-8; rename it")
    if not parts or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise RefusedError("its name is empty or holds control characters; rename it")
    if max(len(os.fsencode(part)) for part in parts) > _LONGEST:
        raise RefusedError(f"its name is longer than {_LONGEST} bytes; shorten it")
    return "/".join(parts)


def is_junk(name):
    """Return whether a file is one that operating systems and editors leave behind."""
    parts = name.replace("\\", "/").split("/")
    return bool(_JUNK.intersection(parts)) or parts[-1].startswith("._")
