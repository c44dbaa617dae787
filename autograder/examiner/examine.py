"""The examiner's side: runs checks against the student's process and keeps the record."""

import ast
import os
import tempfile
import time

from autograder import misconceptions, notebook
from autograder.examiner import diagnosis
from autograder.examiner.proxy import Session, StudentGone, StudentTimeout
from autograder.examiner.shell import Shell
from autograder.examiner.wire import Channel
from layerwise.parts import explain

#: How much longer than one call a whole check may take.
_CHECK_LIMITS = 4


def main(job_socket, student_socket, student_pid):
    """Examine one notebook and send back the result.

    The job is a dict: ``folder`` (the student's, a path), ``chapter``, ``cells`` (dicts of kind,
    source, points), ``names`` (what the answer cells define), ``seed`` and ``limit`` (seconds that
    a cell or call may take). The result is a dict: ``cells``, one for each cell of the job, with
    its outputs and, for a check, its score; ``status``, either ``"graded"`` or the reason why
    the student's process ended early; ``fault``, None or what is wrong on the course's own side;
    and ``seconds``.
    """
    channel = Channel(job_socket)
    job = channel.receive()
    start = time.monotonic()
    os.environ["LAYERWISE_SEED"] = str(job["seed"])
    wrong = [v for v in misconceptions.load(job["chapter"]) if v.is_wrong]
    session = Session(
        student_socket, student_pid, limit=job["limit"], watched={v.of for v in wrong}
    )
    with tempfile.TemporaryDirectory(prefix="examiner-") as folder:
        os.chdir(folder)
        session.start(job["folder"])
        examiner = Examiner(session, job["names"], wrong)
        cells = [examiner.cell(cell) for cell in job["cells"]]
        status = session.ended or "graded"
        session.end("the examination is over.")
        os.chdir("/")
    seconds = time.monotonic() - start
    channel.send({"cells": cells, "status": status, "fault": examiner.fault, "seconds": seconds})


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
    """

    def __init__(self, session, names, wrong):
        self.session = session
        self.names = names
        self.wrong = wrong
        self.shell = Shell()
        self.fault = None

    def cell(self, cell):
        """Run one cell where it belongs; return its outputs and score."""
        if cell["kind"] == "check":
            return self._check(cell)
        outputs = self._student_cell(cell["source"])
        if cell["kind"] == "given":
            # The examiner's own np, torch and checks come from its own run of the given cells.
            self._borrow()
            _, ok, _ = self.shell.run(cell["source"])
            if not ok and not self._uses_answers(cell["source"]):
                self.fault = f"a given cell failed in the examiner: {self.shell.failure!r}"
        return {"outputs": outputs, "score": None}

    def _student_cell(self, source):
        self.session.deadline = float("inf")
        try:
            return self.session.run(source)[0]
        except (StudentGone, StudentTimeout) as error:
            return [_error(error)]

    def _uses_answers(self, source):
        """Whether a given cell builds on what a student was to write, and so may fail with it."""
        nodes = ast.walk(notebook.tree(source))
        return any(isinstance(node, ast.Name) and node.id in self.names for node in nodes)

    def _borrow(self):
        """Put the student's names into the examiner's namespace, as proxies or plain copies."""
        space = self.shell.user_ns
        for name in self.names:
            space.pop(name, None)
        try:
            space.update(self.session.names(self.names))
            return None
        except (StudentGone, StudentTimeout) as error:
            return error

    def _check(self, cell):
        points = float(cell["points"])
        self.session.calls.clear()
        self.session.deadline = time.monotonic() + _CHECK_LIMITS * self.session.limit
        gone = self._borrow()
        if gone:
            return scored(0.0, f"0 of {points:g} points: {gone}")
        outputs, ok, value = self.shell.run(cell["source"])
        text = "".join(
            o["text"] for o in outputs if o["output_type"] == "stream" and o["name"] == "stdout"
        )
        score, problem = self._score(ok, value, points)
        if problem:
            text += f"\n{problem}" if text else problem
        result = scored(score, text)
        if score < points:
            self._diagnose(result)
        return result

    def _score(self, ok, value, points):
        """Return the score and, unless the check's report says it, what was wrong."""
        if not ok:
            return 0.0, explain(self.shell.failure)
        if value is None:
            return points, None
        if type(value) in (int, float) and value == value:
            return min(max(float(value), 0.0), points), None
        return (
            0.0,
            f"the check ended in a {type(value).__name__}, not a number; tell the instructor.",
        )

    def _diagnose(self, result):
        version = diagnosis.match(self.wrong, self.session.calls)
        if version:
            result["misconception"] = f"{version.of}.{version.name}"
            result["outputs"][0]["text"] += (
                f"\nWhat your {version.of} does looks like this: {version.hint}\n"
            )


def scored(score, text):
    """Return a check's result: its score, with the report as outputs that nbgrader reads."""
    value = {"text/plain": repr(float(score))}
    return {
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": text.rstrip("\n") + "\n"},
            {
                "output_type": "execute_result",
                "data": value,
                "metadata": {},
                "execution_count": None,
            },
        ],
        "score": float(score),
    }


def _error(error):
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": [f"{type(error).__name__}: {error}"],
    }
