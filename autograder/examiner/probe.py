"""Tries to break out of each level of confinement, to choose one and to know its holes."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import layerwise
from autograder.examiner import attempts, confinement, fingerprint, process, verdict
from autograder.examiner.wire import pair

_SECONDS = 150.0  # without news, until a probe is given up
_WRITES = "write files of others"


@dataclass(frozen=True)
class Confinement:
    """How the students' processes of a run are confined.

    Attributes
    ----------
    level : str
        One of `confinement.LEVELS`.
    holes : tuple of str
        What a student's process can do that it should not.
    reasons : dict of str to str
        Why each better level could not be had.
    """

    level: str
    holes: tuple = ()
    reasons: dict = field(default_factory=dict)


class Undecided(RuntimeError):
    """A probe did not end, so nothing can be said of the confinement."""


def begin(levels=confinement.LEVELS, kept=None):
    """Choose in another process, while this one goes on.

    Parameters
    ----------
    levels, kept
        See `choose`.

    Returns
    -------
    callable
        Waits for the `Confinement` and returns it, or raises `CannotConfine`.
    """
    ours, theirs = pair()
    with theirs:
        pid = process.fork(lambda: _choose_apart(levels, kept, theirs), theirs)

    def result():
        with ours, ours.makefile(encoding="utf-8") as file:
            told = json.loads(file.read() or "{}")
        os.waitpid(pid, 0)
        if "level" not in told:
            raise confinement.CannotConfine(told.get("error", "the process that tried it ended"))
        return _confinement(told)

    return result


def _choose_apart(levels, kept, sock):
    process.adopt_orphans()
    try:
        told = asdict(choose(levels, kept))
    except (confinement.CannotConfine, Undecided) as error:
        told = {"error": str(error)}
    process.end_orphans(but=[])  # what an attempt to break out may have left
    sock.sendall(json.dumps(told).encode())


def choose(levels=confinement.LEVELS, kept=None):
    """Return the best `Confinement` here: one without a hole, else one with the fewest.

    Parameters
    ----------
    levels : sequence of str
        The best first.
    kept : Path, optional
        The file of an earlier verdict, which holds as long as its fingerprint does.

    Raises
    ------
    CannotConfine
        When none of the levels can be had.
    Undecided
        When an attempt did not end.
    """
    if kept is None:
        return _tried(levels)
    marks = fingerprint.take(levels)
    found = _read(kept, marks)
    if not found:
        found = _tried(levels)
        if _may_be_kept(found, marks):
            verdict.write(kept, marks, asdict(found))
    return found


def known(levels, kept):
    """Return the `Confinement` of an earlier verdict that still holds, or None.

    The parameters are those of `choose`.
    """
    return _read(kept, fingerprint.take(levels))


def _read(kept, marks):
    told = verdict.read(kept, marks)
    found = told and _confinement(told)
    return found if found and _may_be_kept(found, marks) else None


def _may_be_kept(found, marks):
    """Whether a verdict is not one that a student's process could write, or of a passing trouble.

    It is the latter where the system gives namespaces and yet another level was the best.
    """
    return not writes(found) and not (found.reasons and marks["namespaces"])


def writes(found):
    """Return whether students' processes can write what is the grading user's, such as a verdict.

    Parameters
    ----------
    found : Confinement
    """
    return found.level == confinement.NOTHING or _WRITES in found.holes


def _confinement(told):
    return Confinement(told["level"], tuple(told["holes"]), told["reasons"])


def _tried(levels):
    found, reasons = [], {}
    for level in levels:
        try:
            holes = holes_of(level)
        except confinement.CannotConfine as error:
            reasons[level] = str(error)
            continue
        found.append((level, holes))
        if not holes:
            break
        reasons[level] = f"a process can {', '.join(holes)}"
    if not found:
        raise confinement.CannotConfine(f"no level of confinement can be had: {reasons}")
    level, holes = min(found, key=lambda item: len(item[1]))  # of equals, the first
    better = levels[: levels.index(level)]
    return Confinement(level, tuple(holes), {name: reasons[name] for name in better})


def holes_of(level):
    """Return what a process that is confined on this level can do although it should not.

    Raises
    ------
    CannotConfine
        When the level cannot be had, or a notebook could not be run on it.
    Undecided
        When an attempt did not end.
    """
    with (
        tempfile.TemporaryDirectory(prefix="probe-", ignore_cleanup_errors=True) as folder,
        contextlib.ExitStack() as targets,
    ):
        target = attempts.Target(folder, targets, watched=level != confinement.NOTHING)
        ours, theirs = pair()
        told, its_end = pair()
        with ours, told:
            with theirs, its_end:
                pid = process.fork(lambda: _probe(level, target, theirs, its_end), theirs, its_end)
            try:
                return _findings(ours)
            finally:
                process.end([pid])


def _probe(level, target, sock, told):
    """Enter the level and report on a socket what can be done there, a line each."""

    def report(**news):
        sock.sendall(json.dumps(news).encode() + b"\n")

    try:
        confinement.enter(level, str(target.job), attempts.LIMITS, sock, told)
        if level != confinement.NOTHING:
            _work()
    except Exception as error:
        report(unfit=str(error) or type(error).__name__)
        return
    for what, attempt in attempts.ATTEMPTS.items():
        report(trying=what)
        with contextlib.suppress(Exception):
            if attempt(target, sock):
                report(hole=what)
    report(end=True)


def _findings(sock):
    """Read the report of a probe that may end in the midst of it."""
    sock.settimeout(_SECONDS)
    holes, last = [], {}
    try:
        with contextlib.suppress(ConnectionError), sock.makefile(encoding="utf-8") as lines:
            for line in lines:
                last = json.loads(line)
                if "unfit" in last:
                    raise confinement.CannotConfine(last["unfit"])
                holes += [last["hole"]] if "hole" in last else []
    except TimeoutError:
        raise Undecided(
            f"nothing came of the attempt to {last.get('trying', 'begin')} within {_SECONDS:g} "
            "seconds, so the confinement is unknown; is the machine very busy?"
        ) from None
    # Too many processes are a reason to be ended.
    if "end" not in last and last != {"trying": attempts.FORK}:
        where = f"when it tried to {last['trying']}" if "trying" in last else "before it began"
        raise confinement.CannotConfine(f"a process that was to try it ended {where}")
    return holes


def _work():
    """Do what an honest notebook does, or raise what stands in the way."""
    for path in (Path(os.__file__).parent / "encodings" / "idna.py", layerwise.__file__, "weights"):
        Path(path).read_bytes()
    for folder in (".", tempfile.gettempdir()):
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)
