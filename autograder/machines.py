"""Where notebooks are examined: by processes of this machine, or by others (see `cluster`)."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import results, status
from autograder.examiner.warm import Warm, WarmParentEnded
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
    """

    taken: Submission
    nb: NotebookNode
    key: str


class Here:
    """Examines notebooks on this machine, several at one time, in forks of one warm parent.

    Parameters
    ----------
    examiner : Examine
        The plug-in with its settings.
    jobs : int
        Notebooks examined at one time.
    keep : callable
        Keeps a result, given chapter, key and result.

    Attributes
    ----------
    pending : dict
        The work that is not done, by its future.
    """

    def __init__(self, examiner, jobs, keep):
        self._examiner = examiner
        self._keep = keep
        self._jobs = jobs
        self._warm = Warm()
        self._pool = ThreadPoolExecutor(jobs)
        self.pending = {}

    @property
    def confinement(self):
        """How students' processes are confined: a `probe.Confinement`."""
        return self._warm.confinement

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
        self._warm.close()
        self._pool.shutdown(cancel_futures=True)

    def _examine(self, work):
        taken = work.taken
        result = examined(self._examiner, work.nb, taken.chapter, taken.files, self._warm, work.key)
        self._keep(taken.chapter, work.key, result)
        return result


def examined(examiner, nb, chapter, folder, warm, key, root=None):
    """Return the result of a notebook, whose seed comes from the key.

    That a process ended is believed when it happens twice, as anything on this machine may have
    ended it once. The parameters are those of `Examine.examine`.

    Raises
    ------
    ExaminerFault
        When the examiner's own process keeps ending, or the course is at fault.
    """
    ended = []
    for _ in range(TRIES):
        result = examiner.examine(nb, chapter, folder, warm, results.seed(key), root)
        how = result["metadata"]["status"]
        theirs = not how.startswith("the examiner's process ended")
        if theirs and (how == "graded" or status.is_timeout(how) or how in ended):
            break
        ended.append(how)
    if not theirs:
        raise ExaminerFault(f"{how} {len(ended)} times; is there memory enough?")
    result["metadata"]["result"] = key
    return result
