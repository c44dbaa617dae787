"""How platforms name what students hand in, and what the files were called before."""

import re
from dataclasses import dataclass
from datetime import datetime

#: Regular expressions by platform, tried in order on a file's path, or on the end of it. ``file``
#: is the name that the student gave; ``id``, ``name`` and ``email`` are the platform's for the
#: student, ``student`` is the course's own; ``late`` marks what came late, where a name without
#: it came in time; ``time`` is when it came, ``number`` rises with each hand-in.
PATTERNS = {
    "canvas": [r"(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?P<number>\d+)_(?P<file>[^/]+)"],
    "moodle": [
        r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_file_?/(?P<file>.+)",
        r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_file_(?P<file>[^/]+)",
    ],
    "mail": [
        r"(?:(?P<time>\d{4}-\d\d-\d\d[T_ ]\d\d[-:.]?\d\d)[_ ]+)?"
        r"(?P<email>[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]+)[/_ ]+(?P<file>.+)",
    ],
    "classroom": [
        r"(?:Copy of )?(?P<name>[^/]+?) - (?P<file>[^/]+)",
        r"(?P<name>[^/]+)/(?P<file>[^/]+)",
    ],
}
#: The groups that can tell a student.
WHO = ("student", "id", "email", "name")
_COPY = re.compile(
    r"^(?:Copy of |Kopie von |Copie de |Copia de )+|[ _]?\((\d+)\)$| - Copy$|-(\d+)$"
)


@dataclass(frozen=True)
class Match:
    """What a file's name tells.

    Attributes
    ----------
    who : dict of str to str
        The platform's words for the student.
    file : str
        The file's own name.
    number : int or None
    time : datetime or None
        Local.
    late : bool or None
        None where the platform does not tell.
    """

    who: dict
    file: str
    number: int | None = None
    time: datetime | None = None
    late: bool | None = None


class Naming:
    """The naming of one platform.

    Parameters
    ----------
    platform : str
    patterns : list of str

    Raises
    ------
    ValueError
        When a pattern is none, or tells no file or student.
    """

    def __init__(self, platform, patterns):
        self.platform = platform
        self._patterns = []
        for text in patterns:
            try:
                found = re.compile(f"(?:.*?/)??(?:{text})")
            except re.error as error:
                raise ValueError(
                    f"c.Collect.patterns of {platform} has {text!r}, which is no regular "
                    f"expression: {error}."
                ) from None
            groups = set(found.groupindex)
            if "file" not in groups or not groups.intersection(WHO):
                raise ValueError(
                    f"c.Collect.patterns of {platform} has {text!r}; expected a group (?P<file>…) "
                    f"and one of {', '.join(WHO)}."
                )
            self._patterns.append(found)

    def match(self, name):
        """Return the `Match` of a path, or None."""
        for pattern in self._patterns:
            found = pattern.fullmatch(name)
            if found:
                groups = found.groupdict()
                return Match(
                    {key: groups[key].strip() for key in WHO if groups.get(key)},
                    groups["file"],
                    int(groups["number"]) if groups.get("number") else None,
                    _time(groups.get("time")),
                    bool(groups["late"]) if "late" in groups else None,
                )
        return None


def guess(names, namings):
    """Return the first of some namings that fits half of the names, else what fits the most.

    The loosest come last; they would fit what a stricter one rightly leaves out.
    """
    fits = [sum(naming.match(name) is not None for name in names) for naming in namings]
    half = [naming for naming, count in zip(namings, fits, strict=True) if 2 * count >= len(names)]
    return half[0] if half else namings[fits.index(max(fits))]


def plain(name, known):
    """Return a file's name without what browsers, Drive and Canvas add to copies, and a count.

    Parameters
    ----------
    name : str
        A name without folders.
    known : collection of str
        The names that the course knows: these stand as they are, and a name that is not known
        without the addition either keeps it.

    Returns
    -------
    tuple of str and int
        The name, and the number of the copy.
    """
    stem, dot, suffix = name.rpartition(".")
    if name in known or not dot:
        return name, 0
    count = 0
    while found := _COPY.search(stem):
        stem = stem[: found.start()] + stem[found.end() :]
        count = count or int(found[1] or found[2] or 0)
        if f"{stem}.{suffix}" in known:
            return f"{stem}.{suffix}", count
    return name, count


def chapter_of(name, chapters):
    """Return the chapter that a notebook's name tells, or None.

    Parameters
    ----------
    name : str
        Without folders. Spaces and hyphens count as the chapters' underscores.
    chapters : iterable of str
    """
    words = re.sub(r"[\s-]+", "_", name.casefold())
    found = [chapter for chapter in chapters if chapter.casefold() in words]
    longest = max(found, key=len, default=None)
    return longest if all(chapter in longest for chapter in found) else None


def _time(text):
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M")
    except ValueError:
        return None
