"""The warm parents of a run, one for each set of modules that its chapters import."""

import hashlib
import threading

from autograder import course, notebook
from autograder.examiner import imports
from autograder.examiner.confinement import LEVELS
from autograder.examiner.warm import Warm

#: Parents that run at one time; a run goes through its chapters one after the other.
_MOST = 2


class Parents:
    """Starts a warm parent when a chapter first needs it, and ends those that are needed no more.

    Threads may share it. Use as a context manager, or call `close`.

    Parameters
    ----------
    levels : iterable of str
        As `Warm` takes them.
    """

    def __init__(self, levels=LEVELS):
        self._levels = levels
        self._lock = threading.Lock()
        self._running = {}  # from the one that was not asked for the longest
        self._wanted = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def of(self, chapter, root=course.ROOT):
        """Return the running `Warm` for a chapter's notebooks, which may not be ready yet."""
        with self._lock:
            wanted = self._imports(chapter, root)
            warm = self._running.pop(wanted, None) or Warm(self._levels, wanted)
            self._running[wanted] = warm
            idle = [key for key, other in self._running.items() if not other.is_busy]
            for old in idle[: max(len(self._running) - _MOST, 0)]:
                if old != wanted:
                    self._running.pop(old).close()
        return warm

    def expect(self, chapters, root=course.ROOT):
        """Start what some chapters will need, one after the other, as far as there is room."""
        with self._lock:
            for chapter in chapters:
                wanted = self._imports(chapter, root)
                if wanted not in self._running:
                    if len(self._running) == _MOST:
                        return
                    self._running[wanted] = Warm(self._levels, wanted)

    def keep(self, chapters, root=course.ROOT):
        """End those that none of some chapters needs: of two, each takes hundreds of megabytes."""
        with self._lock:
            if len(self._running) < 2:
                return
            wanted = {self._imports(chapter, root) for chapter in chapters}
            for key, warm in list(self._running.items()):
                if key not in wanted and not warm.is_busy:
                    self._running.pop(key).close()

    def _imports(self, chapter, root):
        path = course.source(chapter, root)
        key = hashlib.sha256(path.read_bytes()).digest()
        if key not in self._wanted:
            self._wanted[key] = imports.of(notebook.read(path))
        return self._wanted[key]

    @property
    def confinement(self):
        """How students' processes are confined: a `probe.Confinement`."""
        with self._lock:
            if self._running:
                return next(iter(self._running.values())).confinement
        with Warm(self._levels, imports.Imports()) as warm:  # the one that starts soonest
            return warm.confinement

    def close(self):
        """End all of them; whoever waits for a notebook gets `WarmParentEnded`."""
        with self._lock:
            for warm in self._running.values():
                warm.close()
            self._running = {}
