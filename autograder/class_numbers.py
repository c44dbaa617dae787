"""A class in numbers: scores, checks, misconceptions, cells, repairs and statuses of a chapter."""

from collections import Counter, defaultdict
from dataclasses import asdict

import numpy as np

from autograder import item_analysis, misconceptions


def numbers(chapter, works, pass_mark):
    """Return what a report says of a chapter, as plain values that JSON can hold.

    Parameters
    ----------
    chapter : str
    works : list of Work
        See `autograder.marks`.
    pass_mark : float
        The share of the points that passes, in [0, 1].

    Returns
    -------
    dict
        ``shares`` are the students' points as shares of those that have been given so far: a
        written answer that waits to be marked counts for nobody yet. ``pass_rate``, ``mean`` and
        ``quartiles`` are of these, None where nobody has a score.
    """
    graded = [work for work in works if work.is_graded]
    shares = [share for share in map(_share, graded) if share is not None]
    return {
        "title": works[0].title if works else chapter,
        "students": len(works),
        "graded": len(graded),
        "maximum": max((work.maximum for work in works), default=0.0),
        "waiting": sum(any(m.waits and m.is_written for m in w.marks) for w in graded),
        "shares": sorted(shares),
        "mean": float(np.mean(shares)) if shares else None,
        "quartiles": np.quantile(shares, [0.25, 0.5, 0.75]).tolist() if shares else None,
        "pass_mark": pass_mark,
        "pass_rate": float(np.mean(np.array(shares) >= pass_mark - 1e-9)) if shares else None,
        "statuses": dict(Counter(work.kind for work in works).most_common()),
        "checks": _checks(graded),
        "misconceptions": _misconceptions(chapter, graded),
        "cells": _cells(graded),
        "repairs": _repairs(graded),
    }


def _share(work):
    """Return a score as a share of the points that have been given; None where none have."""
    given = work.maximum - sum(m.maximum for m in work.marks if m.waits and m.is_written)
    return max(work.score - work.penalty, 0.0) / given if given > 0 else None


def _checks(graded):
    """Return difficulty and discrimination of each check, of the students who have all of them."""
    by_student = [{m.name: m for m in work.marks if not m.is_written} for work in graded]
    names = list(dict.fromkeys(name for found in by_student for name in found))
    whole = [found for found in by_student if found.keys() == set(names)]
    if not whole:
        return []
    points = {name: whole[0][name].maximum for name in names}
    scores = [[found[name].points for name in names] for found in whole]
    return [
        {**asdict(item), "title": whole[0][item.name].title}
        for item in item_analysis.items(scores, points)
    ]


def _misconceptions(chapter, graded):
    """Return the misconceptions that were met, the most common first."""
    bank = {f"{v.of}.{v.name}": v.hint for v in misconceptions.load(chapter) if v.is_wrong}
    named = {hint: name for name, hint in bank.items()}
    counts, below, hints = Counter(), Counter(), {}
    for work in graded:
        for mark in work.marks:
            if mark.is_written or mark.points >= mark.maximum:
                continue
            below[mark.name] += 1
            # What was graded by an earlier version says the hint alone.
            name = mark.misconception or named.get(mark.report.hint)
            if name:
                counts[name, mark.name] += 1
                hints[name] = bank.get(name) or mark.report.hint
    return [
        {"name": name, "check": check, "hint": hints[name], "students": n, "failed": below[check]}
        for (name, check), n in counts.most_common()
    ]


def _cells(graded):
    """Return what each cell took, the slowest first."""
    seconds = defaultdict(list)
    for work in graded:
        for name, took in work.seconds.items():
            seconds[name].append(took)
    rows = [
        {
            "name": name or "cells of the students' own",
            "median": float(np.median(took)),
            "longest": max(took),
            "notebooks": len(took),
        }
        for name, took in seconds.items()
    ]
    return sorted(rows, key=lambda row: (-row["median"], -row["longest"]))


def _repairs(graded):
    counts = Counter(note for work in graded for note in dict.fromkeys(work.notes))
    return [{"note": note, "students": number} for note, number in counts.most_common()]
