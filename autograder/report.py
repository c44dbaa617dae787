"""What a chapter's grades say of the class and of the checks, on one page."""

import json
import sys
from pathlib import Path

from autograder import class_numbers, course, feedback, marks, pages, report_figures, results


def arguments(parser):
    """Describe the command's arguments to its parser."""
    feedback.chapters_argument(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="FILE",
        help="where the page goes (default: _build/report.html in the course's folder)",
    )
    parser.add_argument(
        "--pass-mark",
        type=float,
        default=50.0,
        metavar="PERCENT",
        help="the share of the points that passes, in per cent (default: %(default)g)",
    )
    parser.add_argument(
        "--json",
        dest="as_json",
        action="store_true",
        help="print the numbers as JSON; a page is then written with --out alone",
    )


def main(*, chapters=(), out=None, pass_mark=50.0, as_json=False, root=course.ROOT):
    """Write a page on how the class did: scores, checks, misconceptions, slow cells, repairs.

    Raises
    ------
    FileNotFoundError
        When there is no such chapter.
    ValueError
        When the pass mark is no percentage.
    RuntimeError
        When nothing has been graded.
    """
    root = Path(root).resolve()
    if not 0 <= pass_mark <= 100:
        raise ValueError(f"--pass-mark is {pass_mark:g}, expected a percentage from 0 to 100.")
    for chapter in chapters:
        course.source(chapter, root)
    chapters = list(dict.fromkeys(chapters)) or feedback.graded_chapters(root)
    told = {
        chapter: class_numbers.numbers(chapter, list(marks.load(chapter, root)), pass_mark / 100)
        for chapter in chapters
    }
    if as_json:
        print(json.dumps({"chapters": told}, indent=2))
    if out or not as_json:
        out = Path(out) if out else root / "_build" / "report.html"
        figures = {chapter: _figures(numbers) for chapter, numbers in told.items()}
        text = pages.render("report.html", chapters=told, figures=figures)
        results.write_text(out, text, mode=0o644)
        print(f"The report: {out}", file=sys.stderr if as_json else sys.stdout)


def _figures(numbers):
    """Return the figures of what there is to show, by their names."""
    shown = {
        "scores": "shares",
        "checks": "checks",
        "misconceptions": "misconceptions",
        "cells": "cells",
        "statuses": "statuses",
    }
    return {
        name: getattr(report_figures, name)(numbers)
        for name, needs in shown.items()
        if numbers[needs]
    }
