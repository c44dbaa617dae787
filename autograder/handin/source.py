"""A folder, a zip, a mail or a mailbox, walked to its files."""

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.handin import archive, mail
from autograder.handin.entry import Entry, RefusedError, check_size, is_junk, safe_name
from autograder.submitted import is_odd


class Source:
    """What a platform gave. To be used by `with`, as it keeps archives open.

    Parameters
    ----------
    path : Path
    term : Term
    refuse : callable
        Is given the name and the reason of a file that is not taken.
    """

    def __init__(self, path, term, refuse):
        self._path = path
        self._term = term
        self._refuse = refuse
        self._stack = ExitStack()

    def __enter__(self):
        """Return the source."""
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="collect-")))
        return self

    def __exit__(self, *_):
        """Close the archives."""
        self._stack.close()

    def entries(self, is_handed_in):
        """Yield the files; archives of a platform and mails are opened, those of students are not.

        Parameters
        ----------
        is_handed_in : callable
            Returns whether a file's name, as the platform gives it, is that of a hand-in.

        Raises
        ------
        ValueError
            When there is nothing at the path that could be read.
        """
        if self._path.is_dir():
            for entry in self._walk():
                yield from self._opened(entry, is_handed_in)
        elif self._path.is_file():
            first = self._file(self._path, self._path.name)
            if not first.name.lower().endswith((".zip", ".eml", ".mbox")):
                raise ValueError(
                    f"{self._path} is neither a folder nor a .zip, .eml or .mbox file."
                )
            yield from self._opened(first, lambda name: False)
        else:
            raise ValueError(f"there is no folder or file {self._path}; check the path.")

    def inside(self, entry):
        """Yield the files of a student's own archive, at the time at which it was handed in.

        Raises
        ------
        RefusedError
            When the archive cannot be read, or unpacks to too much.
        """
        found = self._open(entry)
        archive.check_whole(found)
        prefix = f"{entry.name}/"
        refuse = self._refuser(prefix)
        for item in archive.entries(found, self._term, refuse, archive.MOST_OF_A_STUDENT):
            if item.name.lower().endswith(".zip"):
                refuse(item.name, "it is an archive within an archive; hand in the files")
                continue
            yield Entry(
                prefix + item.name, entry.time, item.open, item.size, entry.sender, entry.message
            )

    def _walk(self):
        for place, folders, files in os.walk(self._path):
            folders.sort()
            for name in sorted([*folders, *files]):
                path = Path(place, name)
                shown = path.relative_to(self._path).as_posix()
                if is_junk(shown):
                    continue
                if is_odd(path):
                    self._refuse(shown, "it is a link or no ordinary file")
                elif not path.is_dir():
                    try:
                        yield self._file(path, safe_name(shown))
                    except RefusedError as error:
                        self._refuse(shown, str(error))

    def _file(self, path, name):
        told = path.stat()
        time = datetime.fromtimestamp(told.st_mtime, UTC).replace(tzinfo=None)
        return Entry(name, time, lambda: path.open("rb"), told.st_size)

    def _opened(self, entry, is_handed_in):
        """Yield an entry, or those of the archive or mail that it is."""
        suffix = Path(entry.name).suffix.lower()
        # On the disk an archive of a platform may be as large as it likes.
        path = self._path / entry.name if self._path.is_dir() else self._path
        path = path if path.is_file() else None
        try:
            if suffix == ".zip" and not is_handed_in(entry.name):
                opened = self._open(entry, path)
                prefix = "" if path == self._path else f"{entry.name}/"
                for item in archive.entries(opened, self._term, self._refuser(prefix)):
                    yield from self._opened_inside(prefix, item)
            elif suffix == ".eml":
                yield from self._mail(entry)
            elif suffix == ".mbox" and path:
                for name, data in mail.letters(path):
                    yield from self._letter(name, data)
            else:
                yield entry
        except RefusedError as error:
            self._refuse(entry.name, str(error))

    def _opened_inside(self, prefix, item):
        entry = Entry(prefix + item.name, item.time, item.open, item.size)
        if not entry.name.lower().endswith(".eml"):
            yield entry
            return
        try:
            yield from self._mail(entry)
        except RefusedError as error:
            self._refuse(entry.name, str(error))

    def _mail(self, entry):
        check_size(entry.size)
        with entry.open() as file:
            yield from mail.entries(entry.name, file.read(), self._refuse)

    def _letter(self, name, data):
        try:
            yield from mail.entries(name, data, self._refuse)
        except RefusedError as error:
            self._refuse(name, str(error))

    def _open(self, entry, path=None):
        """Return an entry's archive, from the disk."""
        if path is None:
            path = self._folder / f"{len(list(self._folder.iterdir()))}.zip"
            entry.save(path)
        return self._stack.enter_context(archive.open_archive(path))

    def _refuser(self, prefix):
        return lambda name, reason: self._refuse(prefix + name, reason)
