"""The Makefile's steps, with a program in Python's place that only says what it was called with."""

import os
import re
import subprocess

import pytest

PYTHON = """#!/bin/sh
echo "called with $*"
case "$*" in *"autograder $FAILING "*) echo "sorry" >&2; exit 3;; esac
"""


@pytest.fixture
def make(root, tmp_path):
    """Run make with a target in which one of the grader's commands may fail."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "installed").touch()

    def run(*arguments, failing="none"):
        # Of a make that runs the tests, it is to know nothing.
        outside = {name: value for name, value in os.environ.items() if "MAKE" not in name}
        places = [f"VENV={tmp_path}", f"LOGS={tmp_path / 'logs'}", "CHAPTERS=a b"]
        return subprocess.run(
            ["make", *arguments, *places],
            cwd=root,
            env={**outside, "FAILING": failing},
            capture_output=True,
            text=True,
        )

    return run


def test_a_course_is_a_line_a_step_with_its_time_then_the_tables_and_the_site(make, root):
    done = make("course")
    assert done.returncode == 0, done.stderr
    first, *steps = done.stdout.split("called with")[0].splitlines()
    assert first == "== The course, in minutes the first time"
    assert all(re.fullmatch(r" +\d+ s  .+", line) for line in steps)
    names = [line.split(" s  ")[1] for line in steps]
    assert names[0] == "Release"  # the site shows it
    names.remove("The site")  # at the same time as the others
    assert names == ["Release", "A sample class", "Grades", "Feedback"]
    *_, tables, blank, site = done.stdout.splitlines()
    assert (tables, blank) == ("called with -m autograder grade a b", "")
    assert site == f"The site: {root / '_build/site/index.html'}"


def test_a_step_that_fails_says_so_and_what_it_printed_and_ends_the_course(make):
    done = make("course", failing="grade")
    assert done.returncode == 2
    assert "sorry" in done.stderr
    assert "called with -m autograder grade a b" in done.stderr
    assert "Failed: Grades" in done.stderr
    assert "Feedback" not in done.stdout
    assert "The site: " not in done.stdout


def test_a_step_alone_prints_what_its_command_prints(make):
    done = make("release")
    assert done.stdout == "== Release\ncalled with -m autograder release a b\n"
    assert make("grade", failing="grade").returncode == 2


def test_students_is_the_size_of_the_sample_class(make):
    assert make("class", "STUDENTS=36").stdout.endswith("sample-class a b --students 36\n")
    assert make("class").stdout.rstrip().endswith("sample-class a b")
