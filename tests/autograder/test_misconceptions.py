"""The bank against the checks: wrong versions lose points and are named, right ones lose none.

The oracle is the bank itself, whose versions say what they are. Each is graded as a submission
would be, by the examiner, with the checks of the source notebook and fresh inputs.
"""

import functools
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder import course, misconceptions, notebook, samples
from autograder.trial import Trial
from layerwise.cython_cell import is_cython

WRONG_SEEDS = (11, 4_000_000_007)
RIGHT_SEEDS = (*WRONG_SEEDS, 2026)

BANK = [(chapter, v) for chapter in course.chapters() for v in misconceptions.load(chapter)]
WRONG = [entry for entry in BANK if entry[1].is_wrong]
RIGHT = [entry for entry in BANK if not entry[1].is_wrong]
LAST = list({(chapter, v.of, v.is_wrong): (chapter, v) for chapter, v in BANK}.values())
FIRST_WRONG = list({(chapter, v.of): (chapter, v) for chapter, v in reversed(WRONG)}.values())


def named(entries):
    return [pytest.param(c, v, id=f"{c}-{v.of}-{v.name}") for c, v in entries]


@functools.cache
def trial(chapter, warm=None):
    return Trial(chapter, warm)


def check_of(chapter, function):
    return trial(chapter).check_of(function)


@pytest.fixture(scope="module")
def grade(warm):
    def graded(chapter, answers, seed, checks=None):
        result = trial(chapter, warm).grade(answers, seed, checks)
        assert result["status"] == "graded"
        return result["checks"]

    return graded


@pytest.fixture(scope="module")
def reference(grade):
    """What the source's own answers earn, by chapter and seed."""
    return functools.cache(lambda c, seed: grade(c, samples.reference_answers(c), seed))


@pytest.fixture(scope="module")
def together(warm):
    """Grade all versions of a function in one run, by chapter, function and seed."""

    @functools.cache
    def graded(chapter, function, seed):
        versions = [v for c, v in BANK if (c, v.of) == (chapter, function)]
        if seed not in WRONG_SEEDS:
            versions = [v for v in versions if not v.is_wrong]
        found = trial(chapter, warm).grade_together(versions, seed)
        return {v.name: result for v, result in zip(versions, found, strict=True)}

    return graded


@pytest.fixture
def outcomes(warm, together, record_property):
    """What came of a version's own check for each seed; it is recorded for the table."""

    def graded(chapter, version, seeds):
        def once(seed):
            found = together(chapter, version.of, seed)[version.name]
            found = found or trial(chapter, warm).grade_version(version, seed)
            assert found["status"] == "graded"
            return seed, found

        with ThreadPoolExecutor(max_workers=2) as pool:
            results = list(pool.map(once, seeds))
        kind = "wrong" if version.is_wrong else "right"
        seconds = [found["seconds"] for _, found in results]
        record = {"function": f"{chapter}.{version.of}", "kind": kind, "seconds": seconds}
        record_property("version of the bank", record)
        return results

    return graded


@pytest.mark.parametrize("chapter", course.chapters())
def test_the_sources_own_answers_earn_every_point(chapter, reference):
    points = trial(chapter).points()
    for seed in RIGHT_SEEDS:
        given = reference(chapter, seed)
        assert {name: result["score"] for name, result in given.items()} == points, given


@pytest.mark.parametrize(("chapter", "version"), named(WRONG))
def test_a_wrong_version_loses_points_and_is_named(chapter, version, outcomes, reference):
    for seed, result in outcomes(chapter, version, WRONG_SEEDS):
        full = reference(chapter, seed)[check_of(chapter, version.of)]["score"]
        assert result["score"] < full, f"seed {seed}: no point was lost\n{result['report']}"
        assert result["misconception"] == f"{version.of}.{version.name}", result["report"]
        assert version.hint in result["report"]


@pytest.mark.parametrize(("chapter", "version"), named(RIGHT))
def test_a_right_version_keeps_every_point(chapter, version, outcomes, reference):
    for seed, result in outcomes(chapter, version, RIGHT_SEEDS):
        full = reference(chapter, seed)[check_of(chapter, version.of)]["score"]
        assert result["score"] == full, f"seed {seed}:\n{result['report']}"
        assert result["misconception"] is None


@pytest.mark.parametrize(("chapter", "version"), named(FIRST_WRONG))
def test_the_checks_of_other_answers_keep_their_points(chapter, version, grade, reference):
    seed, own = WRONG_SEEDS[0], check_of(chapter, version.of)
    others = {n: r for n, r in reference(chapter, seed).items() if n != own}
    results = grade(chapter, samples.with_version(chapter, version), seed)
    assert {n: results[n]["score"] for n in others} == {n: r["score"] for n, r in others.items()}
    assert all(results[name]["misconception"] is None for name in others)


@pytest.mark.parametrize(("chapter", "version"), named(LAST))
def test_a_version_alone_too_is_what_the_bank_says(chapter, version, warm):
    """So the others before it leave nothing behind that it needs."""
    alone = trial(chapter, warm).grade_version(version, WRONG_SEEDS[0])
    assert trial(chapter, warm).is_as_expected(version, alone), alone["report"]


@pytest.mark.parametrize("chapter", course.chapters())
@pytest.mark.parametrize("answer", ["", "def {name}(*args): raise NotImplementedError('empty')"])
def test_an_empty_answer_is_taken_for_no_misconception(chapter, answer, grade):
    answers = {
        cell: "\n".join(answer.format(name=name) for name in notebook.bound_names(text))
        for cell, text in samples.reference_answers(chapter).items()
    }
    for result in grade(chapter, answers, WRONG_SEEDS[0]).values():
        assert result["score"] == 0
        assert result["misconception"] is None


@pytest.mark.parametrize("chapter", course.chapters())
def test_a_mistake_that_is_not_in_the_bank_is_not_given_another_ones_hint(chapter, grade):
    answers = {
        cell: "\n".join(f"def {n}(*args): return 'unheard of'" for n in notebook.bound_names(text))
        for cell, text in samples.reference_answers(chapter).items()
    }
    for result in grade(chapter, answers, WRONG_SEEDS[0]).values():
        assert result["score"] == 0
        assert result["misconception"] is None


@pytest.mark.parametrize("chapter", course.chapters())
def test_every_function_with_a_check_has_wrong_and_right_versions(chapter):
    graded = set(notebook.answer_names(trial(chapter).source))
    for kind in (WRONG, RIGHT):
        assert {v.of for c, v in kind if c == chapter} == graded


@pytest.mark.parametrize("chapter", course.chapters())
def test_versions_of_one_function_differ_in_name_and_hint(chapter):
    versions = [v for c, v in BANK if c == chapter]
    names = [(v.of, v.name) for v in versions]
    hints = [(v.of, v.hint) for v in versions if v.is_wrong]
    assert len(set(names)) == len(names)
    assert len(set(hints)) == len(hints)


@pytest.mark.parametrize("chapter", course.chapters())
def test_a_hint_is_one_sentence_or_two(chapter):
    for version in (v for c, v in WRONG if c == chapter):
        assert len(re.findall(r"[.?!](?=\s|$)", version.hint)) <= 2, version.hint
        assert version.hint[-1] in ".?", version.hint


ZEROED = """
def zeroed(function):
    def answer(*args, **kwargs):
        import numpy, torch
        def zero(value):
            if type(value) is numpy.ndarray and value.dtype.kind in "iuf" and value.flags.writeable:
                value = {value}
                value[...] = 0
            elif type(value) is torch.Tensor:
                value = {value}
                value.detach().zero_()
            elif type(value) is dict:
                value.update((key, zero(item)) for key, item in list(value.items()))
            elif type(value) in (list, tuple):
                value = type(value)(zero(item) for item in value)
            return value
        return function(*map(zero, args), **zero(kwargs))
    return answer
"""


@pytest.mark.parametrize("chapter", course.chapters())
def test_overwriting_the_inputs_gains_nothing(chapter, grade):
    """Every function answers for zeros: once in copies, once in what a check goes on using."""
    scores = []
    for value in ("value + 0", "value"):
        answers = samples.reference_answers(chapter)
        for cell, text in answers.items():
            functions = re.findall(r"^def (\w+)", text, re.MULTILINE)
            if functions and not is_cython(text):
                wrapped = [f"{name} = zeroed({name})" for name in functions]
                answers[cell] = "\n".join([text, ZEROED.format(value=value), *wrapped])
        results = grade(chapter, answers, WRONG_SEEDS[0])
        scores.append({name: result["score"] for name, result in results.items()})
    copied, overwritten = scores
    assert {n: s for n, s in overwritten.items() if s > copied[n]} == {}
