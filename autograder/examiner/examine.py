"""The examiner's side: runs checks against the student's process and keeps the record."""

import contextlib
import hashlib
import math
import os
import random
import sys
import time
import traceback
from pathlib import Path

import numpy as np

from autograder import misconceptions
from autograder.examiner import diagnosis, handed_in, held_out
from autograder.examiner.confinement import FAILED
from autograder.examiner.outcome import label, lost, scored, unscored
from autograder.examiner.session import NotebookEnded, Session, TimedOut
from autograder.examiner.wire import Channel
from layerwise import checks, parts
from layerwise.parts import explain

#: How much longer than one call a whole check may take.
_CHECK_LIMITS = 4


def main(job_socket, student_socket, told, student_pid, shell, images):
    """Examine one notebook and send back what came of it, each cell as it is done.

    The job is a dict: ``folder`` (a path; what was handed in lies in its subfolder
    `handed_in.STUDENT`), ``chapter``, ``cells`` (dicts of ``kind``, ``source``, ``points``, and
    ``place`` and ``name`` for the reader of a report, and for a given cell ``rehearsals``: those of
    its functions that checks call where the student's code is; and for a given cell or a check
    ``uses``: the names in it), ``names`` (what the answer cells define), ``seed``, ``images`` (the
    seed of those that models are tested on, which lie in the folder of this name) and ``limit``
    (seconds that a cell or call may take).

    The messages sent back are dicts. ``cells`` is a list of outcomes, one for each cell of the job
    in its order: a dict of ``outputs``, ``score``, which is None but for a check, and ``seconds``.
    The last
    message has ``status``, either "graded" or the reason why the student's process ended early;
    ``fault``, None or what is wrong on the course's own side; and ``seconds``.
    """
    channel = Channel(job_socket)
    job, _ = channel.receive()
    start = time.monotonic()
    session = Session(
        student_socket, student_pid, limit=job["limit"], told=told, note=checks.note_overwritten
    )
    try:
        examiner = _begin(job, session, shell, images)
        for cell in job["cells"]:
            began = time.monotonic()
            outcome = examiner.cell(cell)
            channel.send({"cells": [{**outcome, "seconds": time.monotonic() - began}]})
        end = {"status": session.ended or "graded", "fault": examiner.fault}
    except Exception as error:  # whatever it is, it is not the student's
        traceback.print_exc()
        end = {"fault": f"the examiner failed: {type(error).__name__}: {error}"}
    session.end("the examination is over")
    channel.send({**end, "seconds": time.monotonic() - start})


def _begin(job, session, shell, images):
    """Seed both sides, load the chapter's bank and return the examiner."""
    os.environ["LAYERWISE_SEED"] = str(job["seed"])
    # Both processes were forked with the same random state; neither may foretell the other's.
    own = stream_seed(job["seed"], "examiner")
    np.random.seed(own)
    random.seed(own)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(own)
    parts.shared_draw = held_out.HeldOut(images, job["images"])
    wrong = [version for version in misconceptions.load(job["chapter"]) if version.is_wrong]
    folder, files = Path(job["folder"], handed_in.STUDENT), Path("handed_in").absolute()
    handed_in.copy(folder, files)  # before the student's code can touch them
    examiner = Examiner(session, job["names"], wrong, shell, files)
    examiner.start(stream_seed(job["seed"], "student"))
    return examiner


def stream_seed(seed, name):
    """Return the seed of a random stream, derived from another seed that it does not show.

    Parameters
    ----------
    seed : int
    name : str
        Whose stream it is.

    Returns
    -------
    int
        Between 0 and 2**32 - 1, as NumPy's global stream wants it.
    """
    return int.from_bytes(hashlib.sha256(f"{name} {seed}".encode()).digest()[:4], "big")


class Examiner:
    """Walks through a notebook's cells with a student's session beside its own namespace.

    Parameters
    ----------
    session : Session
        The student's process.
    names : list of str
        What the answer cells define. In a check these, and only these, are the student's.
    wrong : list of Version
        The bank's wrong versions.
    shell : Shell
        Where given cells and checks are run.
    files : Path
        A folder with what was handed in, where the bank's versions are run.

    Attributes
    ----------
    fault : str or None
        What is wrong on the course's own side.
    """

    def __init__(self, session, names, wrong, shell, files):
        self.session = session
        self.names = names
        self.wrong = wrong
        self.shell = shell
        self.files = files
        self.fault = None
        self.rehearsals = {}  # by name: its cell's source, and the examiner's own function
        session.calls.names = {version.of for version in wrong}

    def start(self, seed):
        """Have the random streams of the student's process seeded."""
        self.session.calls.seed = seed
        try:
            self.session.start(seed)
        except (NotebookEnded, TimedOut):  # every cell will say why
            if FAILED in (self.session.ended or ""):
                self.fault = self.session.ended

    def cell(self, cell):
        """Run one cell where it belongs; return its outputs and score."""
        self.session.place = label(cell)
        self.session.deadline = math.inf
        if cell["kind"] == "check":
            return self._check(cell)
        try:
            outcome = unscored(self.session.run(cell["source"]))
        except (NotebookEnded, TimedOut) as error:
            outcome = lost(cell, f"{error}; what this cell had printed is lost")
        if cell["kind"] == "given":
            self._given(cell)
            for name in cell.get("rehearsals", ()):
                self.rehearsals[name] = cell["source"], self.shell.user_ns.get(name)
                self.session.calls.names.add(name)
        return outcome

    def _given(self, cell):
        """Run a given cell here: the examiner's own np, torch and checks come from it.

        One that builds on what a student was to write may fail with it.
        """
        uses_answers = not set(self.names).isdisjoint(cell["uses"])
        if uses_answers:
            self._borrow(self.names)
        _, ok, _ = self.shell.run(cell["source"])
        if not ok and not uses_answers:
            self.fault = f"{self.session.place} failed in the examiner: {self.shell.failure!r}"

    def _borrow(self, names):
        """Put the student's names beside the examiner's own; return what went wrong, or None."""
        space = self.shell.user_ns
        for name in names:
            space.pop(name, None)
        try:
            # A rehearsal is defined once more first: the student's code may have put another there.
            for source in dict.fromkeys(
                self.rehearsals[n][0] for n in names if n in self.rehearsals
            ):
                self.session.run(source)
            space.update(self.session.names(names))
        except Exception as error:  # the student's process may answer with any
            return error
        return None

    def _check(self, cell):
        points = cell["points"]
        self.session.calls.clear()
        self.session.deadline = time.monotonic() + _CHECK_LIMITS * self.session.limit
        problem = self._borrow([*self.names, *(n for n in self.rehearsals if n in cell["uses"])])
        if problem:
            return lost(cell, str(problem))
        outputs, ok, value = self.shell.run(cell["source"])
        score, problem = self._score(ok, value, points)
        version = self._misconception(cell["name"]) if score < points else None
        report = [o["text"].rstrip("\n") for o in outputs if o.get("name") == "stdout"]
        report += [problem] if problem else []
        if version:
            report.append(f"What your {version.of} does looks like this: {version.hint}")
        result = scored(score, "\n".join(report) or f"{score:g} of {points:g} points")
        if version:
            result["misconception"] = f"{version.of}.{version.name}"
        return result

    def _score(self, ok, value, points):
        """Return the score and, unless the check's report says it, what was wrong."""
        if not ok:
            return 0.0, explain(self.shell.failure)
        if value is None:
            return points, None
        if type(value) is int or (type(value) is float and math.isfinite(value)):
            return float(min(max(value, 0.0), points)), None
        what = repr(value) if type(value) is float else f"a {type(value).__name__}"
        return 0.0, f"the check ended in {what}, which is no score; tell the instructor."

    def _misconception(self, check):
        """Return the wrong version that explains a failed check.

        A check may call more functions than the one it is named after, such as the forward that
        makes a cache; what those do right is no sign of a version that errs elsewhere.
        """
        calls = self.session.calls
        if not calls.complete:
            return None
        with contextlib.chdir(self.files):  # a version may read what was handed in
            own = [version for version in self.wrong if check == f"check_{version.of}"]
            rehearsals = {name: function for name, (_, function) in self.rehearsals.items()}
            return diagnosis.match(own or self.wrong, calls.recorded, rehearsals)
