"""What a dry run tries, what is expected of it, and how it is told."""

from dataclasses import dataclass

from autograder.pages import points

#: What is tried, and what is expected of it.
KINDS = {
    "reference": "every point",
    "empty release": "no point, and no hint",
    "right version": "every point of its check, and no hint",
    "wrong version": "fewer points than its check has, and its own hint",
    "attack": "no point that its answer does not deserve, and no harm to others",
}


@dataclass
class Case:
    """One thing that was tried.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    name : str
    expected, got : str
    is_as_expected : bool
    report : str
        What the checks said.
    """

    kind: str
    name: str
    expected: str
    got: str
    is_as_expected: bool
    report: str = ""


def of_work(kind, work, expected):
    """Return the case of a submission that is to have certain points in each check."""
    marks = {mark.name: mark for mark in work.marks if not mark.is_written}
    got = {name: mark.points for name, mark in marks.items()}
    hints = [m.misconception for m in marks.values() if m.misconception]
    words = f"{points(sum(got.values()))} points ({work.status})"
    words += f", hints {', '.join(hints)}" if hints else ""
    fine = got == expected and not hints and work.is_graded
    report = "\n".join(_deviating(name, marks.get(name), most) for name, most in expected.items())
    return Case(kind, work.chapter, KINDS[kind], words, fine, report.strip())


def _deviating(name, mark, most):
    """Return what a check said that gave other points than expected."""
    if mark is None:
        return f"{name}: no points at all\n"
    if mark.points == most:
        return ""
    said = [f"  {p.state}  {p.name}: {p.message}" for p in mark.report.parts]
    return "\n".join([f"{name}: {points(mark.points)}, expected {points(most)}", *said])


def print_table(cases):
    """Print how many of each kind were tried, and came out as expected."""
    line = "{:15} {:>6} {:>12}  {}".format
    print(line("what", "tried", "as expected", "expected"))
    for kind, expected in KINDS.items():
        of_kind = [case for case in cases if case.kind == kind]
        fine = sum(case.is_as_expected for case in of_kind)
        print(line(kind, len(of_kind), fine, expected))


def print_case(case, seed):
    """Print all there is of what came out otherwise than expected."""
    print(f"\n{case.kind} {case.name} (seed {seed})")
    print(f"  expected: {case.expected}")
    print(f"  got:      {case.got}")
    for text in case.report.splitlines():
        print(f"    {text}")
