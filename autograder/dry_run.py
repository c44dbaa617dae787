"""Grade a chapter before it is released: what is right, what is wrong, and who cheats."""

import json
import os
import secrets
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from autograder import attacks, course, misconceptions, samples
from autograder.cases import KINDS, Case, of_work, print_case, print_table
from autograder.examiner.parents import Parents
from autograder.grading import ExaminerFault
from autograder.pages import points
from autograder.scratch_course import ScratchCourse
from autograder.trial import Trial

_FIRST, _LAST = "a-honest", "z-honest"
#: Seconds that an attack's cell may take at least, and how many times the reference's slowest.
_LIMIT, _TIMES = 6.0, 3.0


def arguments(parser):
    """Describe the command's arguments to its parser."""
    parser.add_argument("chapter", metavar="CHAPTER", help="for example update_rules")
    parser.add_argument(
        "--students",
        type=int,
        default=100,
        metavar="N",
        help="predict the time for a class of this size (default: %(default)s)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count(),
        metavar="N",
        help="notebooks examined at one time (default: the number of cores, here %(default)s)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="seed of the inputs that versions are tried on, to try once more what deviated",
    )
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="print all that was tried as JSON"
    )


def main(*, chapter, students=100, jobs=1, seed=None, as_json=False, root=course.ROOT):
    """Try CHAPTER's checks before its release, on right, wrong and empty answers and on attacks.

    Nothing of the course is changed: the chapter is released and graded in a folder of its own.

    Returns
    -------
    int
        0, or 1 when something came out otherwise than expected.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.
    ValueError
        When the number of students or of jobs is less than one.
    RuntimeError
        When the chapter cannot be released or graded.
    """
    root = Path(root).resolve()
    course.source(chapter, root)
    for name, value in (("--students", students), ("--jobs", jobs)):
        if value < 1:
            raise ValueError(f"{name} is {value}, expected 1 or more.")
    run = DryRun(chapter, jobs, secrets.randbelow(2**60) if seed is None else seed, root)
    cases = run.cases()
    deviations = [case for case in cases if not case.is_as_expected]
    predicted = run.seconds_to_start + students * run.seconds_a_notebook
    if as_json:
        told = {
            "chapter": chapter,
            "seed": run.seed,
            "cases": [asdict(case) for case in cases],
            "deviations": len(deviations),
            "jobs": jobs,
            "seconds_to_start": run.seconds_to_start,
            "seconds_a_notebook": run.seconds_a_notebook,
            "students": students,
            "predicted_seconds": predicted,
        }
        print(json.dumps(told, indent=2))
    else:
        print_table(cases)
        for case in deviations:
            print_case(case, run.seed)
        print(
            f"\nA class of {students} would take about {_duration(predicted)} with --jobs {jobs}: "
            f"{run.seconds_a_notebook:.2f} s a notebook, measured on {run.measured} like those of "
            f"the sample class, and {run.seconds_to_start:.1f} s to start."
        )
    return 1 if deviations else 0


class DryRun:
    """Tries a chapter's checks.

    Parameters
    ----------
    chapter : str
    jobs : int
        Notebooks examined at one time.
    seed : int
        Seed of the inputs that the bank's versions are tried on.
    root : Path
        The course's folder.

    Attributes
    ----------
    seconds_to_start, seconds_a_notebook : float
        What a run takes to start, and for each notebook, with as many jobs; known after `cases`.
    measured : int
        The number of notebooks that this was measured on.
    """

    def __init__(self, chapter, jobs, seed, root):
        self.chapter, self.jobs, self.seed, self.root = chapter, jobs, seed, root
        self.files = samples.trained_files(chapter, root=root)
        self.reference = samples.reference_answers(chapter, root)
        self.seconds_to_start = self.seconds_a_notebook = 0.0
        self.measured = 0

    def cases(self):
        """Try everything; return the `Case` of each."""
        most = Trial(self.chapter, None, self.root).points()
        with tempfile.TemporaryDirectory(prefix="dry-run-", ignore_cleanup_errors=True) as folder:
            found = self._class(Path(folder, "class"), most)
            with Parents() as parents:
                warm = parents.of(self.chapter, self.root)
                found += self._bank(Trial(self.chapter, warm, self.root))
                holes = warm.confinement.holes
            if not holes:
                return found + self._attacks(Path(folder, "attacks"), most)
        got = f"not tried, as what students write can, on this system: {', '.join(holes)}"
        return [*found, Case("attack", "all", KINDS["attack"], got, False)]

    def _class(self, folder, most):
        """Grade a sample class by the course's own command, and take the time."""
        scratch = ScratchCourse(folder, self.chapter, self.root)
        small = samples.trained_files(self.chapter, small=True, root=self.root)
        kinds = {}
        for number, (what, answers) in enumerate(
            samples.sample_class(self.chapter, scratch.root), 1
        ):
            nb = samples.compose(self.chapter, answers, root=scratch.root)
            files = small if what == samples.TOO_SHORT else self.files
            kinds[what] = f"student-{number:03}"
            scratch.hand_in(kinds[what], nb, files)
        took = scratch.grade(self.jobs)
        done = scratch.done()
        self.measured = len(done)
        self.seconds_a_notebook = (done[-1] - done[0]) / max(len(done) - 1, 1)
        self.seconds_to_start = max(took - len(done) * self.seconds_a_notebook, 0.0)
        works = scratch.works()
        whole, empty = works[kinds["the reference"]], works[kinds["nothing filled in"]]
        self.slowest = max(whole.seconds.values(), default=0.0)
        return [
            of_work("reference", whole, most),
            of_work("empty release", empty, dict.fromkeys(most, 0.0)),
        ]

    def _bank(self, trial):
        """Grade every version of the bank by its own check."""
        versions = misconceptions.load(self.chapter)
        groups = defaultdict(list)
        for version in versions:
            groups[version.of].append(version)
        most = trial.points()

        def tried(versions):
            together = trial.grade_together(versions, self.seed)
            return [case(*each) for each in zip(versions, together, strict=True)]

        def case(version, found):
            kind = "wrong version" if version.is_wrong else "right version"
            name = f"{version.of}.{version.name}"
            try:
                found = found or trial.grade_version(version, self.seed)
            except ExaminerFault as fault:
                return Case(kind, name, KINDS[kind], str(fault), False)
            full = most[trial.check_of(version.of)]
            got = f"{points(found['score'])} of {points(full)} points, "
            got += f"the hint of {found['misconception'] or 'none'}"
            got += "" if found["status"] == "graded" else f"; {found['status']}"
            fine = trial.is_as_expected(version, found)
            return Case(kind, name, KINDS[kind], got, fine, found["report"])

        with ThreadPoolExecutor(self.jobs) as pool:
            cases = chain.from_iterable(pool.map(tried, groups.values()))
            return list(_progress(cases, len(versions), "versions"))

    def _attacks(self, folder, most):
        """Grade all attacks in one run, between two honest students."""
        names = attacks.names(self.root)
        if not names:
            return []
        limit = max(_LIMIT, _TIMES * self.slowest)
        scratch = ScratchCourse(folder, self.chapter, self.root, f"c.Examine.limit = {limit}")
        honest = samples.compose(self.chapter, self.reference, root=scratch.root)
        for student in (_FIRST, _LAST):
            scratch.hand_in(student, honest, self.files)
        for name in names:
            nb = attacks.transplanted(name, scratch.released, self.reference, self.root)
            attacks.aim(nb, SCRATCH=str(scratch.root.parent))
            beside = attacks.read(name, self.root)[2].get("beside")
            attacks.lay_beside(scratch.hand_in(f"m-{name}", nb, self.files), beside, self.chapter)
        scratch.grade(self.jobs)
        # A written answer that nobody wrote has a score as well: zero.
        scores = {
            student: {name: score for name, score in checks.items() if name in most}
            for student, checks in scratch.scores().items()
        }
        found = [self._case_of_attack(name, scratch, scores, most) for name in names]
        harmed = [s for s in (_FIRST, _LAST) if scores.get(s) != most]
        harm = [f"the honest student {s} has {scores.get(s)}" for s in harmed]
        harm += [] if scratch.is_unharmed() else ["the source notebook was changed"]
        expected = "honest students have every point, and the source notebook is as it was"
        got = "; ".join(harm) or "so it is"
        return [*found, Case("attack", "(what they did to others)", expected, got, not harm)]

    def _case_of_attack(self, name, scratch, scores, most):
        student = f"m-{name}"
        deserved = sum(most.values()) if attacks.read(name, self.root)[2]["honest"] else 0.0
        got = scores.get(student, {})
        total = sum(got.values())
        words = f"{points(total)} points ({scratch.status(student)})"
        expected = f"at most {points(deserved)} points"
        return Case("attack", name, expected, words, total <= deserved, scratch.reports(student))


def _duration(seconds):
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _progress(items, total, what):
    every = 0.1 if sys.stderr.isatty() else 10.0
    return tqdm(items, total=total, desc="tried", unit=what, mininterval=every)
