"""Hand-ins, put together from single files: which notebook, which files with it, in which order."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from autograder.handin import naming
from autograder.handin.entry import Entry

_TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class File:
    """A file that a student has handed in.

    Attributes
    ----------
    entry : Entry
    student : str
    name : str
        Its path in what was handed in.
    time : datetime
    number : int or None
        Rises with each hand-in, where the platform numbers them.
    late : bool or None
        Whether the platform says so; None where it says nothing.
    group : str
        Files of one student and group belong together.
    """

    entry: Entry
    student: str
    name: str
    time: datetime
    number: int | None = None
    late: bool | None = None
    group: str = ""

    @property
    def order(self):
        """What sorts the versions of a file, the oldest first."""
        return self.number or 0, self.time


@dataclass
class Attempt:
    """A hand-in of a student for a chapter.

    Attributes
    ----------
    student, chapter : str
    files : dict of str to File
        By their paths beside the notebook.
    notes : list of str
        What is worth telling of it.
    """

    student: str
    chapter: str
    files: dict
    notes: list = field(default_factory=list)

    @property
    def time(self):
        """When the last of its files came, in UTC."""
        return max(file.time for file in self.files.values())

    @property
    def number(self):
        """The platform's number of the notebook, or None."""
        return self.files[f"{self.chapter}.ipynb"].number

    @property
    def late(self):
        """Whether the platform says that it is late, or None."""
        return self.files[f"{self.chapter}.ipynb"].late

    @property
    def order(self):
        """What sorts hand-ins, the oldest first."""
        return self.number or 0, self.time


def attempts(files, chapters, known, refuse, chapter=None):
    """Return the hand-ins that some files make up, by student and chapter, the oldest first.

    Parameters
    ----------
    files : iterable of File
    chapters : list of str
        All of the course.
    known : dict of str to set of str
        The names of files that each chapter asks for.
    refuse : callable
        Is given the name and the reason of a file that is not taken.
    chapter : str, optional
        The one that everything is for.

    Returns
    -------
    dict of (str, str) to list of Attempt
    """
    groups = defaultdict(list)
    for file in files:
        groups[file.student, file.group].append(file)
    found = defaultdict(list)
    for group in groups.values():
        for attempt in _Group(group, chapters, known, refuse, chapter).attempts():
            found[attempt.student, attempt.chapter].append(attempt)
    for same in found.values():
        same.sort(key=lambda attempt: attempt.order)
    return dict(found)


class _Group:
    """Files of one student that belong together, in several versions perhaps."""

    def __init__(self, files, chapters, known, refuse, chapter):
        self._files = files
        self._chapters = [chapter] if chapter else chapters
        self._known = known
        self._refuse = refuse
        self._only = chapter

    def attempts(self):
        """Yield the hand-ins, the oldest of a chapter first."""
        notebooks = [f for f in self._files if f.name.lower().endswith(".ipynb")]
        others = [f for f in self._files if f not in notebooks]
        by_chapter = self._notebooks(notebooks)
        beside = {chapter: defaultdict(list) for chapter in by_chapter}
        for file in others:
            chapter = self._chapter(file, by_chapter)
            if chapter:
                name = self._beside(file, by_chapter[chapter][-1], self._known[chapter])
                beside[chapter][name].append(file)
        for chapter, versions in by_chapter.items():
            yield from self._versions(chapter, versions, beside[chapter])

    def _notebooks(self, notebooks):
        """Return the versions of each chapter's notebook, the oldest first."""
        told = {file: naming.chapter_of(_base(file), self._chapters) for file in notebooks}
        if self._only and not any(told.values()):
            names = {naming.plain(_base(file), ())[0] for file in notebooks}
            if len(names) > 1:
                for file in notebooks:
                    self._refuse(
                        file.entry.name,
                        f"it came with other notebooks, none of them named {self._only}.ipynb; "
                        "rename the right one",
                    )
                return {}
            told = dict.fromkeys(notebooks, self._only)
        found = defaultdict(list)
        for file, chapter in told.items():
            if chapter:
                found[chapter].append(file)
            else:
                expected = self._only or "of any chapter, or say --chapter"
                self._refuse(file.entry.name, f"its name is not that of the notebook {expected}")
        for chapter, versions in found.items():
            target = f"{chapter}.ipynb"
            versions.sort(key=lambda f: (*f.order, naming.plain(_base(f), {target})[1]))
        return dict(found)

    def _chapter(self, file, by_chapter):
        """Return the chapter that a file beside notebooks belongs to, or None."""
        if PurePosixPath(file.name).name == _TIMESTAMP:
            self._refuse(file.entry.name, "the time is the platform's to tell, not the student's")
            return None
        if len(by_chapter) == 1:
            return next(iter(by_chapter))
        asked = [
            chapter
            for chapter in by_chapter
            if naming.plain(_base(file), self._known[chapter])[0] in self._known[chapter]
        ]
        if len(asked) == 1:
            return asked[0]
        if by_chapter:
            reason = f"it came with notebooks of {', '.join(by_chapter)}, which of them is it for?"
        else:
            reason = "it came without a notebook; hand in both together"
        self._refuse(file.entry.name, reason)
        return None

    def _beside(self, file, notebook, known):
        """Return a file's path beside the notebook, without what was added to its name."""
        path = PurePosixPath(file.name)
        folder = PurePosixPath(notebook.name).parent
        path = path.relative_to(folder) if path.is_relative_to(folder) else path
        return str(path.with_name(naming.plain(path.name, known)[0]))

    def _versions(self, chapter, notebooks, beside):
        """Yield the hand-ins of a chapter; the last has the last version of each file."""
        for versions in beside.values():
            versions.sort(key=lambda file: file.order)
        for back in range(len(notebooks), 0, -1):
            notebook = notebooks[-back]
            target = f"{chapter}.ipynb"
            files = {target: notebook}
            files |= {name: v[-back] for name, v in beside.items() if len(v) >= back}
            notes = [
                f"{PurePosixPath(file.name).name} was taken for {name}"
                for name, file in files.items()
                if PurePosixPath(file.name).name != PurePosixPath(name).name
            ]
            yield Attempt(notebook.student, chapter, files, notes)


def _base(file):
    return PurePosixPath(file.name).name
