"""Grade a whole class in parallel, and go on where an earlier run was stopped."""

import contextlib
import os
import shutil
import sys
import warnings
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import filelock
from nbgrader.api import MissingEntry
from tqdm import tqdm

from autograder import converter, course, gradebook, results, status, submission, table
from autograder.examiner.warm import Warm, WarmParentEnded
from autograder.grading import ExaminerFault
from autograder.status import Status
from autograder.writer import Writer, sentence

_TRIES = 3


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
        default=os.cpu_count(),
        metavar="N",
        help="notebooks examined at one time (default: the number of cores, here %(default)s)",
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


def main(*, chapters=(), jobs=1, force=False, tables=True, root=course.ROOT):
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
        When another run is grading, or the processes that grade cannot be started.
    """
    root = Path(root).resolve()
    if jobs < 1:
        raise ValueError(f"--jobs is {jobs}, expected 1 or more.")
    for chapter in chapters:
        course.source(chapter, root)
    chapters = list(dict.fromkeys(chapters)) or [c for c in course.chapters(root) if _any(c, root)]
    (root / results.FOLDER).mkdir(exist_ok=True)
    lock = filelock.FileLock(root / results.FOLDER / "lock", timeout=0)
    try:
        with contextlib.chdir(root), lock, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="nbformat")  # of cells without a name
            graded = Run(root, jobs, force).grade(chapters)
    except filelock.Timeout:
        raise RuntimeError(f"another run is grading in {root}; wait until it has ended.") from None
    for chapter in chapters if tables else ():
        print(f"\n== {chapter}")
        table.main(chapter=chapter, root=root)
    failed = [s for s in graded if not s.is_graded and s.name != status.MISSING]
    return 1 if failed else 0


class Run:
    """One run: threads have notebooks examined, and this one alone has what comes of it written.

    Parameters
    ----------
    root : Path
        The course's folder, which is also the working folder.
    jobs : int
        Notebooks examined at one time.
    force : bool
        Whether to examine again what has been examined.
    """

    def __init__(self, root, jobs, force=False):
        self.root = root
        self.jobs = jobs
        self.force = force
        self.results = results.Results(root)
        self.work = root / results.FOLDER / "work"
        shutil.rmtree(self.work, ignore_errors=True)  # what a killed run may have left
        for path in (root / results.FOLDER).rglob(f"*{results.PART}"):
            path.unlink()
        self.converter = converter.Converter(converter.application())
        self.writer = Writer(root, self.converter)
        self.numbers = iter(range(sys.maxsize))

    def grade(self, chapters):
        """Grade what is handed in for some chapters; return the statuses, one a submission."""
        with Warm() as self.warm:
            self.converter.examine.warn(self.warm.confinement)
            before = {chapter: self._begin(chapter) for chapter in chapters}
            tasks = [(c, s) for c in chapters for s in self._students(c, before[c])]
            statuses = {}
            with _progress(len(tasks)) as bar:
                for task, found in self._all(tasks, before):
                    statuses[task] = found
                    bar.update()
        shutil.rmtree(self.work, ignore_errors=True)
        for chapter in chapters:
            self._tell_changes(chapter, before[chapter])
        return list(statuses.values())

    def _begin(self, chapter):
        """Prepare a chapter; return what the gradebook says of it before anything is graded."""
        database = self.converter.coursedir.db_url.removeprefix("sqlite:///")
        try:
            if "://" not in database and not Path(database).is_file():
                raise MissingEntry
            with self.writer.gradebook() as book:
                scores = gradebook.scores(book, chapter)
                known = {s.id: scores.get(s.id, (None, {})) for s in book.students}
            gradebook.follow(self.converter, chapter, self.root)
        except MissingEntry:
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
        examiner = self.converter.examine
        level = self.warm.confinement.level
        settings = {name: getattr(examiner, name) for name in examiner.trait_names(config=True)}
        needs = {
            chapter: results.ingredients(chapter, settings, level, self.root) for chapter in before
        }
        pending, tasks = {}, iter(tasks)
        pool = ThreadPoolExecutor(self.jobs)
        try:
            while True:
                # A few wait, so that no thread has to while this one writes.
                for chapter, student in tasks:
                    known = before[chapter].get(student, (None, {}))[1]
                    found = self._now(chapter, student, needs[chapter], known)
                    if isinstance(found, Status):
                        yield (chapter, student), found
                    else:
                        pending[pool.submit(self._examine, *found)] = found
                        if len(pending) > 2 * self.jobs:
                            break
                if not pending:
                    return
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    taken, _, key = pending.pop(future)
                    yield (taken.chapter, taken.student), self._write(taken, key, future)
        finally:
            self.warm.close()  # a thread that waits for a notebook then ends at once
            pool.shutdown(cancel_futures=True)

    def _now(self, chapter, student, needs, known):
        """Return a submission's status when nothing has to be run, else what is to be run."""
        source = self.root / self.converter.coursedir.submitted_directory / student / chapter
        kept = status.read(chapter, student, self.root)
        if not source.exists() and not source.is_symlink():
            return kept or self.writer.keep(Status(status.MISSING), chapter, student)
        folder = self.work / str(next(self.numbers))
        ignore = self.converter.coursedir.ignore
        taken = submission.take(source, student, chapter, folder, ignore)
        key = results.key(chapter, student, taken.digest, needs)
        if self._is_current(taken, kept, key, known):
            shutil.rmtree(folder, ignore_errors=True)
            return kept
        if taken.problem:
            return self.writer.refuse(taken, Status(*taken.problem, key))
        try:
            nb = self.converter.sanitize(taken)
        except Exception as error:  # a broken notebook can raise almost any
            reason = f"{chapter}.ipynb cannot be read: {sentence(error)}"
            return self.writer.refuse(taken, Status(status.UNREADABLE, reason, key))
        taken.notes += self.converter.notes
        result = None if self.force else self.results.get(chapter, key)
        return self.writer.record(taken, key, result) if result else (taken, nb, key)

    def _is_current(self, taken, kept, key, known):
        """Return whether a submission's result stands where it belongs."""
        if self.force or kept is None or kept.key != key:
            return False
        target = self.writer.target(taken)
        if not kept.is_graded:
            return not target.exists() and not known
        graded = results.read(target / f"{taken.chapter}.ipynb") or {}
        told = graded.get("metadata", {}).get("layerwise", {})
        return told.get("result") == key and kept.scores.items() <= known.items()

    def _examine(self, taken, nb, key):
        """Have a notebook examined and keep the result; this runs in a thread.

        That a process ended is believed when it happens twice, as anything on this machine may have
        ended it once.
        """
        ended = []
        for _ in range(_TRIES):
            result = self.converter.examine.examine(
                nb, taken.chapter, taken.files, self.warm, results.seed(key)
            )
            how = result["metadata"]["status"]
            theirs = not how.startswith("the examiner's process ended")
            if theirs and (how == "graded" or status.is_timeout(how) or how in ended):
                break
            ended.append(how)
        if not theirs:
            raise ExaminerFault(f"{how} {len(ended)} times; is there memory enough?")
        result["metadata"]["result"] = key
        self.results.put(taken.chapter, key, result)
        return result

    def _write(self, taken, key, future):
        """Write down what came of an examination."""
        try:
            result = future.result()
        except (ExaminerFault, WarmParentEnded, OSError) as error:
            # It says nothing of the submission, so it is tried again by the next run.
            return self.writer.refuse(taken, Status(status.CRASHED, sentence(error)))
        return self.writer.record(taken, key, result)

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
