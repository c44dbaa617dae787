"""Grade a whole class in parallel, and go on where an earlier run was stopped."""

import collections
import contextlib
import os
import secrets
import shutil
import sys
import warnings
from pathlib import Path

import filelock
from nbgrader.api import MissingEntry
from tqdm import tqdm

from autograder import (
    converter,
    course,
    gradebook,
    grading,
    late,
    results,
    status,
    submission,
    table,
)
from autograder.grading import ExaminerFault
from autograder.machines import Here, Work
from autograder.status import Status
from autograder.writer import Writer, sentence


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument(
        "chapters",
        metavar="CHAPTER",
        nargs="*",
        help="for example update_rules; every chapter that was handed in when none is named",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="notebooks examined at one time on this machine "
        f"(default: the number of cores, here {os.cpu_count()})",
    )
    parser.add_argument(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help="have the workers of a Dask cluster examine them, as many at one time as those have "
        "threads; tls://HOST:PORT where Dask is set up for it",
    )
    parser.add_argument(
        "--force", action="store_true", help="grade again what has been graded already"
    )
    parser.add_argument(
        "--no-tables",
        dest="tables",
        action="store_false",
        help="do not end with the tables of students, statuses and scores",
    )


def main(*, chapters=(), jobs=None, scheduler=None, force=False, tables=True, root=course.ROOT):
    """Grade everything in submitted/ that is new or whose checks have changed, in parallel.

    A run that was stopped, however that happened, goes on where it was when the same command is
    given again. The gradebook and autograded/ are those of a bare `nbgrader autograde`.

    Returns
    -------
    int
        0, or 1 when something that was handed in could not be graded.

    Raises
    ------
    ValueError
        When there is no such chapter, or it is not in the gradebook.
    RuntimeError
        When another run is grading, or the processes that grade cannot be started or reached.
    """
    root = Path(root).resolve()
    if jobs is not None and jobs < 1:
        raise ValueError(f"--jobs is {jobs}, expected 1 or more.")
    if jobs and scheduler:
        raise ValueError("--jobs is for this machine; with --scheduler, leave it out.")
    for chapter in chapters:
        course.source(chapter, root)
    chapters = list(dict.fromkeys(chapters)) or [c for c in course.chapters(root) if _any(c, root)]
    (root / results.FOLDER).mkdir(exist_ok=True)
    lock = filelock.FileLock(root / results.FOLDER / "lock", timeout=0)
    try:
        with contextlib.chdir(root), lock, gradebook.kept_open(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="nbformat")  # of cells without a name
            graded = Run(root, jobs, force, scheduler).grade(chapters)
    except filelock.Timeout:
        raise RuntimeError(f"another run is grading in {root}; wait until it has ended.") from None
    for chapter in chapters if tables else ():
        print(f"\n== {chapter}")
        table.main(chapter=chapter, root=root)
    failed = [s for s in graded if not s.is_graded and s.name != status.MISSING]
    return 1 if failed else 0


class Run:
    """One run: it has notebooks examined elsewhere, and writes what comes of it, alone.

    Parameters
    ----------
    root : Path
        The course's folder, which is also the working folder.
    jobs : int, optional
        Notebooks examined at one time; the number of cores when not given.
    force : bool
        Whether to examine again what has been examined.
    scheduler : str, optional
        The address of a Dask scheduler whose workers are to examine them.
    """

    def __init__(self, root, jobs=None, force=False, scheduler=None):
        self.root = root
        self.jobs = jobs or os.cpu_count()
        self.force = force
        self.scheduler = scheduler
        self.results = results.Results(root)
        self.work = root / results.FOLDER / "work"
        shutil.rmtree(self.work, ignore_errors=True)  # what a killed run may have left
        for path in (root / results.FOLDER).rglob(f"*{results.PART}"):
            path.unlink()
        self.converter = converter.Converter(converter.application())
        late.check(self.converter)
        self.writer = Writer(root, self.converter)
        self.numbers = iter(range(sys.maxsize))
        # The same for all; of a run that was stopped, the next one goes on with it.
        self.images_file = root / results.FOLDER / "images.json"
        self.images = results.read(self.images_file)
        if type(self.images) is not int:
            self.images = secrets.randbelow(2**63)
            results.write(self.images_file, self.images)

    def grade(self, chapters):
        """Grade what is handed in for some chapters; return the statuses, one a submission."""
        with contextlib.closing(self._machines()) as self.machines:
            self.machines.expect(chapters[:1])
            confinement = self.machines.confinement
            self.converter.examine.warn(confinement)
            told = self.converter.examine.settings(), confinement.level, self.root
            self.needs = {chapter: results.ingredients(chapter, *told) for chapter in chapters}
            before = {chapter: self._begin(chapter) for chapter in chapters}
            tasks = [(c, s) for c in chapters for s in self._students(c, before[c])]
            statuses, left = {}, collections.Counter(chapter for chapter, _ in tasks)
            with _progress(len(tasks)) as bar:
                for task, found in self._all(tasks, before):
                    statuses[task] = found
                    left[task[0]] -= 1
                    if not left[task[0]]:
                        self.machines.keep(+left)
                    bar.update()
        shutil.rmtree(self.work, ignore_errors=True)
        self.images_file.unlink(missing_ok=True)
        for chapter in chapters:
            late.bring_up_to_date(self.converter, chapter)
            self._tell_changes(chapter, before[chapter])
        return list(statuses.values())

    def _machines(self):
        """Return what examines notebooks: this machine, or a cluster."""
        if not self.scheduler:
            return Here(self.converter.examine, self.jobs, self.results.put, self.root)
        from autograder.cluster import Cluster  # Dask need not be installed

        return Cluster(self.converter.examine, self.scheduler, self.results.put, self.root)

    def _begin(self, chapter):
        """Prepare a chapter; return what the gradebook says of it before anything is graded."""
        try:
            with self.writer.gradebook() as book:
                scores = gradebook.scores(book, chapter)
                known = {s.id: scores.get(s.id, (None, {})) for s in book.students}
            needs = self.needs[chapter]
            marks = [needs["checks"], needs["library"]]
            gradebook.follow(self.converter, chapter, marks, self.root)
        except (MissingEntry, gradebook.NoGradebook):
            raise ValueError(
                f"the gradebook knows no chapter {chapter!r}; run nbgrader generate_assignment "
                f"{chapter} first."
            ) from None
        return known

    def _students(self, chapter, known):
        step = self.converter.coursedir.submitted_directory
        found = {path.parent.name for path in Path(self.root, step).glob(f"*/{chapter}")}
        return sorted({*found, *known})

    def _all(self, tasks, before):
        """Yield each task with its status, as they are done."""
        chapters = list(before)
        later = {chapter: chapters[n + 1 : n + 2] for n, chapter in enumerate(chapters)}
        tasks = iter(tasks)
        while True:
            for chapter, student in tasks:
                known = before[chapter].get(student, (None, {}))[1]
                found = self._now(chapter, student, self.needs[chapter], known)
                if isinstance(found, Status):
                    yield (chapter, student), found
                    continue
                if chapter in later:  # the first one of it; what is next warms up meanwhile
                    grading.prepare(chapter, self.root)
                    self.machines.expect([chapter, *later.pop(chapter)])
                self.machines.submit(found)
                if self.machines.is_full:
                    break
            if not self.machines.pending:
                return
            for work, outcome in self.machines.done():
                yield (work.taken.chapter, work.taken.student), self._write(work, outcome)

    def _now(self, chapter, student, needs, known):
        """Return a submission's status when nothing has to be run, else the `Work` that has."""
        source = self.root / self.converter.coursedir.submitted_directory / student / chapter
        kept = status.read(chapter, student, self.root)
        if not source.exists() and not source.is_symlink():
            return kept or self.writer.keep(Status(status.MISSING), chapter, student)
        told = source, student, chapter
        ignore = self.converter.coursedir.ignore
        seen = submission.look(*told, ignore)
        if self._is_current(seen, kept, results.key(chapter, student, seen.digest, needs), known):
            return kept
        taken = submission.take(*told, self.work / str(next(self.numbers)), ignore)
        key = results.key(chapter, student, taken.digest, needs)
        if taken.problem:
            return self.writer.refuse(taken, Status(*taken.problem, key))
        try:
            nb = self.converter.sanitize(taken)
        except Exception as error:  # a broken notebook can raise almost any
            reason = f"{chapter}.ipynb cannot be read: {sentence(error)}"
            return self.writer.refuse(taken, Status(status.UNREADABLE, reason, key))
        taken.notes += self.converter.notes
        result = self.results.get(chapter, key)
        if result and not self.force:
            return self.writer.record(taken, nb, key, result)
        # What is graded again is so on the same images.
        images = result["metadata"].get("images") if result else None
        return Work(taken, nb, key, self.images if images is None else images)

    def _is_current(self, taken, kept, key, known):
        """Return whether a submission's result stands where it belongs."""
        if self.force or kept is None or kept.key != key:
            return False
        target = self.writer.target(taken)
        if not kept.is_graded:
            return not target.exists() and not known
        if taken.time != _time(target):
            return False
        graded = results.read(target / f"{taken.chapter}.ipynb") or {}
        told = graded.get("metadata", {}).get("layerwise", {})
        return told.get("result") == key and kept.scores.items() <= known.items()

    def _write(self, work, outcome):
        """Write down what came of an examination."""
        if isinstance(outcome, ExaminerFault):
            # It says nothing of the submission, so it is tried again by the next run.
            return self.writer.refuse(work.taken, Status(status.CRASHED, sentence(outcome)))
        return self.writer.record(work.taken, work.nb, work.key, outcome)

    def _tell_changes(self, chapter, before):
        """Print whose scores are others than before the run."""
        with self.writer.gradebook() as book:
            after = gradebook.scores(book, chapter)
        old = {student: score for student, (score, _) in before.items() if score is not None}
        new = {student: after.get(student, (None,))[0] for student in old}
        rise = [s for s in old if new[s] is not None and new[s] > old[s]]
        fall = [s for s in old if new[s] is None or new[s] < old[s]]
        for what, students in (("rise", rise), ("fall", fall)):
            if students:
                changes = [f"{s} {old[s]:g} -> {_points(new[s])}" for s in sorted(students)]
                print(f"{chapter}: the scores of {len(students)} {what}: {', '.join(changes)}")


def _progress(total):
    """Return a bar with the time left; where the output is kept, a line every ten seconds."""
    every = 0.1 if sys.stderr.isatty() else 10.0
    return tqdm(total=total, desc="graded", unit="notebook", mininterval=every)


def _points(score):
    return "none" if score is None else f"{score:g}"


def _any(chapter, root):
    return any(Path(root, "submitted").glob(f"*/{chapter}"))


def _time(folder):
    """Return when what lies in a folder was handed in, as nbgrader reads it."""
    path = folder / submission.TIMESTAMP
    return path.read_bytes() if path.is_file() else None
