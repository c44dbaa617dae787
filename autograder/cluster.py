"""Where notebooks are examined when it is not here: by the workers of a Dask cluster."""

import re
import sys
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait

from tqdm import tqdm

from autograder import course, results, worker
from autograder.examiner.confinement import LEVELS
from autograder.examiner.probe import Confinement
from autograder.examiner.warm import WarmParentEnded
from autograder.grading import ExaminerFault
from autograder.machines import TRIES
from autograder.writer import sentence

#: Seconds for the scheduler to answer.
CONNECT = 20.0

_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
#: What says more of a worker than of the notebook, so that another one may do better.
_ELSEWHERE = (WarmParentEnded, OSError, ImportError, AttributeError)


class Cluster:
    """Examines notebooks on the workers of a Dask cluster, which share no files with this machine.

    Each notebook goes with its files as bytes, and its result comes back. What a worker that died
    had begun is begun anew by another.

    Parameters
    ----------
    examiner : Examine
        The plug-in with its settings.
    address : str
        The scheduler's, such as ``tcp://HOST:8786``. For ``tls://`` Dask's own configuration names
        the certificates.
    keep : callable
        Keeps a result, given chapter, key and result.
    root : Path
        The course's folder.

    Attributes
    ----------
    pending : dict
        The work that is not done, by its future, and how often it was begun.
    confinement : probe.Confinement
        How students' processes are confined: the best that any worker has.

    Raises
    ------
    ValueError
        When that is no address.
    RuntimeError
        When Dask is not installed, the scheduler does not answer, or no worker is fit to grade.
    """

    def __init__(self, examiner, address, keep, root=course.ROOT):
        if not _ADDRESS.fullmatch(address):
            raise ValueError(
                f"--scheduler is {address!r}, expected tcp://HOST:PORT or tls://HOST:PORT."
            )
        self._keep, self._root = keep, root
        self._settings = examiner.settings()
        self._client = _connect(address)
        self.pending = {}
        self._sources = {}  # by chapter
        try:
            self._workers = Workers(self._client, address)
        except BaseException:
            self._client.close()
            raise
        self.confinement = self._workers.confinement
        # A list of workers is then a wish: when all of them are gone, any other may try.
        self._pool = self._client.get_executor(pure=False, allow_other_workers=True)

    @property
    def is_full(self):
        """Whether more work would only wait; a little does, so that no worker has to."""
        return len(self.pending) > 2 * sum(self._workers.some().values())

    def expect(self, chapters):
        """Do nothing: a worker warms up when it gets its first notebook."""

    def keep(self, chapters):
        """Do nothing: a worker may get a notebook of any chapter next."""

    def submit(self, work, tries=1):
        """Have a notebook examined by a worker that is fit for it."""
        fit = self._workers.some()
        source = self._source(work.taken.chapter)
        parcel = worker.pack(work, source, self._settings, self._workers.expected)
        future = self._pool.submit(worker.examine, parcel, workers=list(fit))
        self.pending[future] = work, tries

    def done(self):
        """Wait for work that is done; yield it, with its result or the `ExaminerFault` instead.

        Nothing is yielded when there is no work.

        Raises
        ------
        RuntimeError
            When the scheduler or the last worker is gone.
        """
        finished = ()
        while self.pending and not finished:
            self._workers.some()
            finished = wait(self.pending, 1.0, FIRST_COMPLETED).done
        for future in finished:
            work, tries = self.pending.pop(future)
            outcome = self._outcome(future, work, tries)
            if outcome is not None:
                yield work, outcome

    def close(self):
        """Take back what is not done, and leave the cluster as it was."""
        for future in self.pending:
            future.cancel()
        self._client.close()

    def _outcome(self, future, work, tries):
        """Return a result, or an `ExaminerFault`; None when the work has been begun again."""
        try:
            result = future.result()
            self._keep(work.taken.chapter, work.key, result)
            return result
        except CancelledError:
            raise _lost(self._workers.address) from None
        except worker.Unfit:  # it has joined unseen; next time it will not be asked
            self.submit(work, tries)
        except _ELSEWHERE as error:
            if tries == TRIES:
                return ExaminerFault(f"it failed {tries} times, at last with: {error}")
            self.submit(work, tries + 1)
        except ExaminerFault as error:
            return error
        except Exception as error:  # Dask's own, such as that too many workers died of it
            return ExaminerFault(str(error) or type(error).__name__)

    def _source(self, chapter):
        if chapter not in self._sources:
            path = course.source(chapter, self._root)
            self._sources[chapter] = path.read_text(encoding="utf-8")
        return self._sources[chapter]


class Workers:
    """The workers of a cluster, as they come and go, and which of them are fit for this run.

    Parameters
    ----------
    client : distributed.Client
    address : str
        The scheduler's.

    Attributes
    ----------
    confinement : probe.Confinement
        The best of any worker; those that have another are not fit.
    expected : dict
        What `worker.fitness` must be.
    """

    patience = 60.0  # seconds without any
    every = 1.0  # seconds from one look to the next, at the least

    def __init__(self, client, address):
        self.address = address
        self._client = client
        self._told = {}  # by address: what a worker said of itself, or an error
        self._fit = {}
        self._unfit = {}  # by address: why
        self._said = set()
        self._seen = time.monotonic()
        self._looked = -self.every
        self.expected = results.installation()
        told = [self._told[address][1] for address in self.some()]
        best = min(told, key=lambda confinement: LEVELS.index(confinement["level"]))
        self.confinement = Confinement(**{**best, "holes": tuple(best["holes"])})
        self.expected = {**self.expected, "confinement": self.confinement.level}
        self._looked = -self.every

    def some(self):
        """Return the threads of each worker that is fit, by address; wait for one if need be.

        Raises
        ------
        RuntimeError
            When there is none for a minute, or the scheduler is gone.
        """
        while not self._look():
            if time.monotonic() > self._seen + self.patience:
                raise RuntimeError(
                    f"no worker of {self.address} can grade; start some as the instructors' page "
                    "says, and give the same command again."
                )
            time.sleep(self.every / 4)
        return self._fit

    def _look(self):
        now = time.monotonic()
        if now < self._looked + self.every:
            return self._fit
        try:
            there = self._client.nthreads()
            new = [address for address in there if address not in self._told]
            # Of one that did not answer nothing is known, so it is asked again.
            self._told |= {a: told for a, told in self._ask(new) if not isinstance(told, OSError)}
        except (OSError, TimeoutError):
            raise _lost(self.address) from None
        self._told = {address: told for address, told in self._told.items() if address in there}
        reasons = {address: self._reason(told) for address, told in self._told.items()}
        self._fit = {address: there[address] for address, why in reasons.items() if not why}
        self._say({address: why for address, why in reasons.items() if why})
        self._looked = time.monotonic()
        if self._fit:
            self._seen = self._looked
        return self._fit

    def _ask(self, addresses):
        if not addresses:
            return ()
        return self._client.run(worker.describe, workers=addresses, on_error="return").items()

    def _reason(self, told):
        """Return why a worker may not grade, or nothing."""
        if isinstance(told, Exception):
            return f"it has no autograder like this one ({sentence(told)})"
        return worker.differences(told[0], self.expected)

    def _say(self, unfit):
        for address, why in unfit.items():
            if address not in self._said:
                self._said.add(address)
                tqdm.write(f"{address} is left out: {why}.", file=sys.stderr)


def _connect(address):
    try:
        from distributed import Client
    except ImportError:
        raise RuntimeError(
            "--scheduler needs dask.distributed: pip install -c constraints.txt -e '.[cluster]'"
        ) from None
    try:
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (
        OSError,
        ValueError,
        TypeError,
    ) as error:  # what is wrong with certificates is a TypeError
        raise RuntimeError(
            f"no Dask scheduler answers at {address}: {sentence(error)}. Is it running, and is the "
            "address that which it prints?"
        ) from error


def _lost(address):
    return RuntimeError(
        f"the connection to {address} is lost; what is graded is kept, and the same command goes "
        "on from here."
    )
