"""Whose a file is: by its name or its mail, and the roster."""

import re

from autograder.handin.entry import RefusedError, safe_name
from autograder.handin.naming import Match


class Owners:
    """Finds the students of files.

    Parameters
    ----------
    naming : Naming
        How the platform names files.
    roster : Roster or None
        Without one, students are called as the platform calls them.
    refuse : callable
        Is given the name and the reason of a file whose student is not known.
    """

    def __init__(self, naming, roster, refuse):
        self._naming = naming
        self._roster = roster
        self._refuse = refuse
        self._called = {}

    def match(self, entry):
        """Return the `Match` of a file, or None with the reason told."""
        if entry.sender:
            return Match({"email": entry.sender}, entry.name.rpartition("/")[2])
        found = self._naming.match(entry.name)
        if found is None:
            platform = self._naming.platform
            reason = f"its name is not as {platform} gives it, so whose it is is not known"
            self._refuse(entry.name, reason)
        return found

    def student(self, entry, match):
        """Return the name of the student's folder, or None with the reason told."""
        if self._roster:
            return self._enrolled(entry, match)
        kind = next(kind for kind in ("student", "email", "name", "id") if kind in match.who)
        name = re.sub(r"\s+", "-", match.who[kind].casefold())
        try:
            if safe_name(name) != name or "/" in name or name.startswith((".", "-")):
                raise RefusedError("it cannot be a folder's name")
        except RefusedError as error:
            self._refuse(entry.name, f"the student is called {match.who[kind]!r}: {error}")
            return None
        if self._called.setdefault(name, match.who) != match.who:
            reason = f"two students are called {match.who[kind]}; give a --roster"
            self._refuse(entry.name, reason)
            return None
        return name

    def _enrolled(self, entry, match):
        words = ", ".join(match.who.values())
        found = sorted({student.student for student in self._roster.find(match.who)})
        if len(found) == 1:
            return found[0]
        reason = f"the roster has no student {words}"
        if found:
            reason = f"{words} may be {' or '.join(found)} by the roster"
        self._refuse(entry.name, reason)
        return None
