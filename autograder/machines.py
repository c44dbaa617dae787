"""Where notebooks are examined: by processes of this machine, or by others (see `cluster`)."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import results, status
from autograder.examiner.parents import Parents
from autograder.examiner.warm import WarmParentEnded
from autograder.grading import ExaminerFault
from autograder.submission import Submission

#: How often a notebook is begun whose end says nothing of it.
TRIES = 3


@dataclass(frozen=True, eq=False)
class Work:
    """A notebook that is to be examined.

    Attributes
    ----------
    taken : Submission
        The copy of what was handed in, with its files.
    nb : NotebookNode
        Its notebook, as the examiner is to see it.
    key : str
        The hash that its result is kept under.
    images : int
        Seed of the images that models are tested on.
    """

    taken: Submission
    nb: NotebookNode
    key: str
    images: int

    @property
    def chapter(self):
        """The chapter's name."""
        return self.taken.chapter

    @property
    def files(self):
        """The folder of the files that were handed in with it."""
        return self.taken.files


class Here:
    """Examines notebooks on this machine, several at one time, in forks of warm parents.

    Parameters
    ----------
    examiner : Examine
        The plug-in with its settings.
    jobs : int
        Notebooks examined at one time.
    keep : callable
        Keeps a result, given chapter, key and result.
    root : Path
        The course's folder.

    Attributes
    ----------
    pending : dict
        The work that is not done, by its future.
    """

    def __init__(self, examiner, jobs, keep, root):
        self._examiner = examiner
        self._keep = keep
        self._jobs = jobs
        self._root = root
        self._parents = Parents()
        self._pool = ThreadPoolExecutor(jobs)
        self.pending = {}

    @property
    def confinement(self):
        """How students' processes are confined: a `probe.Confinement`."""
        return self._parents.confinement

    def expect(self, chapters):
        """Begin to warm up for some chapters, in the background, as far as there is room."""
        self._parents.expect(chapters, self._root)

    def keep(self, chapters):
        """End what none of some chapters needs."""
        self._parents.keep(chapters, self._root)

    @property
    def is_full(self):
        """Whether more work would only wait; a little does, so that no thread has to."""
        return len(self.pending) > 2 * self._jobs

    def submit(self, work):
        """Have a notebook examined, in the background."""
        self.pending[self._pool.submit(self._examine, work)] = work

    def done(self):
        """Wait for work that is done; yield it, with its result or the `ExaminerFault` instead.

        Nothing is yielded when there is no work.
        """
        for future in wait(self.pending, return_when=FIRST_COMPLETED).done:
            work = self.pending.pop(future)
            try:
                yield work, future.result()
            except (ExaminerFault, WarmParentEnded, OSError) as error:
                yield work, ExaminerFault(str(error) or type(error).__name__)

    def close(self):
        """End everything that runs; a thread that waits for a notebook ends at once."""
        self._parents.close()
        self._pool.shutdown(cancel_futures=True)

    def _examine(self, work):
        warm = self._parents.of(work.chapter, self._root)
        result = examined(self._examiner, work, warm, self._root)
        self._keep(work.chapter, work.key, result)
        return result


def examined(examiner, work, warm, root):
    """Return the result of a notebook, whose seed comes from its key.

    That a process ended is believed when it happens twice, as anything on this machine may have
    ended it once.

    Parameters
    ----------
    examiner : Examine
    work : Work or worker.Parcel
    warm : Warm
    root : Path
        The course's folder.

    Raises
    ------
    ExaminerFault
        When the examiner's own process keeps ending, or the course is at fault.
    """
    ended = []
    seeds = results.seed(work.key), work.images
    for _ in range(TRIES):
        result = examiner.examine(work.nb, work.chapter, work.files, warm, *seeds, root=root)
        how = result["metadata"]["status"]
        theirs = not how.startswith("the examiner's process ended")
        if theirs and (how == "graded" or status.is_timeout(how) or how in ended):
            break
        ended.append(how)
    if not theirs:
        raise ExaminerFault(f"{how} {len(ended)} times; is there memory enough?")
    result["metadata"]["result"] = work.key
    return result
