"""Notebooks mangled in random ways: none stops a batch, and nearly all are recovered.

They are the first 200 of the thousand that `make soak` tries.
"""

import ast
import collections
import functools
import json
import os
import random
from dataclasses import dataclass

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import course, notebook, run, samples, status
from autograder.repair import arrange, exporter, identity, original

#: Notebooks that are mangled.
COUNT = 1000 if os.environ.get("LAYERWISE_SOAK") else 200
#: The share of those with all the student's code in them that have to be recovered in full.
RECOVERED = 0.99
SEED = 20260801
#: Notebooks that the examiner grades as well.
GRADED = 20 if os.environ.get("LAYERWISE_SOAK") else 8

pytestmark = pytest.mark.soak


class Chapter:
    """A chapter with its answers filled in, and what a recovered notebook of it looks like."""

    def __init__(self, name, root):
        self.name = name
        self.source = notebook.read(course.source(name, root)).cells
        self.answers = samples.reference_answers(name, root)
        self.filled = samples.compose(name, self.answers, root=root)
        self.stubs = {}
        for cell in notebook.read(course.release(name, root)).cells:
            if notebook.kind(cell) == "answer":
                first = [s for s in cell.source.split("\n") if s.startswith(("def ", "class "))]
                self.stubs |= {line: cell.source for line in first[:1]}
        self.written = {}
        for cell in self.filled.cells:
            if notebook.kind(cell) == "written":
                cell.source = f"I think that *{notebook.grade_id(cell)}* is\nso, because $x^2 > 0$."
                self.written[notebook.grade_id(cell)] = cell.source
        self.plain = json.loads(nbformat.writes(self.filled))

    def faults(self, cells):
        """Yield what a sanitized notebook lacks of a full recovery."""
        named = {notebook.grade_id(cell): cell for cell in cells if notebook.grade_id(cell)}
        given = [c for c in self.source if notebook.kind(c) in ("given", "check", "text")]
        order = [n for c in given if (n := notebook.grade_id(c)) is not None]
        found = [notebook.grade_id(c) for c in cells if notebook.grade_id(c) in set(order)]
        if found != order:
            yield "the given cells and checks are others, or in another order"
            return
        for cell in given:
            name = notebook.grade_id(cell)
            if notebook.kind(named[name]) != notebook.kind(cell):
                yield f"{name} is of another kind"
            elif notebook.kind(cell) == "check" and named[name].source != cell.source:
                yield f"{name} is another check"
        for name, text in self.written.items():
            if name not in named or text not in named[name].source:
                yield f"the written answer {name} is not there"
        yield from self._lost(cells, named)

    def _lost(self, cells, named):
        """Yield the answers that are not defined as they were where they are checked."""
        after = {}
        for cell, following in zip(self.source, self.source[1:], strict=False):
            after[notebook.grade_id(cell)] = notebook.grade_id(following)
        for name, source in self.answers.items():
            original = next(c for c in self.source if notebook.grade_id(c) == name)
            if notebook.is_experiment(original):
                if name not in named or statements(named[name].source) != statements(source):
                    yield f"the training {name} is not there, or not as it was"
                continue
            check = [notebook.grade_id(cell) for cell in cells].index(after[name])
            ran = [c.source for c in cells[:check] if notebook.kind(c) in ("answer", "extra")]
            if source.startswith("%%cython"):
                if not any(source.split() == text.split() for text in ran):
                    yield f"{name} is not there, or not as it was"
                continue
            last = {}
            for text in ran:
                last |= statements(text)
            lost = {k for k, v in statements(source).items() if last.get(k) != v}
            if lost:
                yield f"{name} lacks {', '.join(lost)} before its check"


@functools.cache
def statements(source):
    """Return a cell's statements as trees in text, by the name that they define or by that text."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return {}
    found = {}
    for node in body:
        for inner in ast.walk(node):  # an editor that splits a docstring drops its blank lines
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                inner.value = " ".join(inner.value.split())
        tree = ast.dump(node)
        found[getattr(node, "name", tree)] = tree
    return found


@dataclass
class Outcome:
    """What became of a mangled notebook."""

    number: int
    chapter: str
    changes: list
    data: bytes
    faults: list


@pytest.fixture(scope="module")
def fuzzed(known_course, mangling):
    """Mangle the chapters' notebooks and repair them; returns an `Outcome` each."""
    root, converter = known_course
    chapters = [Chapter(name, root) for name in course.chapters(root)]
    with Gradebook(converter.coursedir.db_url) as book:
        originals = {
            c.name: original.load(book.find_notebook(c.name, c.name), course.source(c.name, root))
            for c in chapters
        }
    rng = random.Random(SEED)
    outcomes = []
    for number in range(COUNT):
        chapter = chapters[number % len(chapters)]
        mangling.STUBS = chapter.stubs
        data, changes = mangling.mangle(chapter.plain, rng)
        try:
            faults = list(chapter.faults(repaired(data, originals[chapter.name]).cells))
        except Exception as error:
            faults = [f"{type(error).__name__}: {error}"]
        outcomes.append(Outcome(number, chapter.name, changes, data, faults))
    return outcomes


def repaired(data, chapter):
    """Return a file's notebook as a run's sanitizing makes it, but for the gradebook."""
    notes = []
    nb = exporter.read(data, notes)
    nb.cells = arrange.arrange(identity.identify(nb.cells, chapter, notes), chapter, notes)
    nbformat.validate(nb)
    "".join(cell.source for cell in nb.cells).encode()  # it can be written to a file
    return nb


def test_at_least_99_of_100_are_recovered_in_full(fuzzed, capsys):
    whole = [outcome for outcome in fuzzed if "cut_anywhere" not in outcome.changes]
    failed = [outcome for outcome in whole if outcome.faults]
    rate = 1 - len(failed) / len(whole)
    by_change = collections.Counter(change for o in failed for change in o.changes)
    with capsys.disabled():
        print(f"\nfully recovered: {len(whole) - len(failed)} of {len(whole)}, {rate:.1%}")
        for change, count in by_change.most_common(5):
            print(f"  not so after {change}: {count}")
    assert rate >= RECOVERED, [(o.number, o.changes, o.faults) for o in failed]


def test_none_is_refused_but_those_of_which_nothing_is_left(fuzzed):
    raised = [o for o in fuzzed if o.faults and o.faults[0].split(":")[0].endswith("Error")]
    unreadable = [o for o in fuzzed if "UnreadableNotebook" in "".join(o.faults)]
    assert not raised, [(o.number, o.changes, o.faults) for o in raised]
    assert not [o for o in unreadable if "cut_anywhere" not in o.changes]


@pytest.mark.slow
def test_the_examiner_gives_recovered_notebooks_what_the_reference_gets(fuzzed, known_course):
    root, _ = known_course
    chapters = ("batchnorm", "dropout")
    sample = [o for o in fuzzed if o.chapter in chapters and not o.faults][:GRADED]
    for chapter in chapters:
        plain = Chapter(chapter, root).filled
        hand_in(root, "reference", chapter, nbformat.writes(plain).encode())
    for outcome in sample:
        hand_in(root, f"fuzzed-{outcome.number:04}", outcome.chapter, outcome.data)
    assert run.main(chapters=chapters, jobs=2, tables=False, root=root) == 0
    expected = {c: status.read(c, "reference", root).scores for c in chapters}
    assert all(score > 0 for scores in expected.values() for score in scores.values())
    for outcome in sample:
        kept = status.read(outcome.chapter, f"fuzzed-{outcome.number:04}", root)
        assert kept.scores == expected[outcome.chapter], (outcome.number, outcome.changes)


def hand_in(root, student, chapter, data):
    """Put a notebook's file where it is handed in."""
    folder = root / "submitted" / student / chapter
    folder.mkdir(parents=True)
    (folder / f"{chapter}.ipynb").write_bytes(data)
