"""Equal Cython cells are compiled once, and no student changes what another's are compiled to."""

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.examiner import compiled, confinement
from autograder.examiner.compiled import Store
from autograder.examiner.handed_in import STUDENT

NAME = "_cython_magic_" + "0" * 64
ANSWER = f'{{"name": "{NAME}", "sizes": [2, 4]}}\nsopage'.encode()
NONE = b'{"name": null, "sizes": []}\n'
TWICE = "def twice(int x):\n    return 2 * x\n"


class Compiles:
    """Answers as a compiler would, and keeps what it was asked."""

    def __init__(self, answer=ANSWER):
        self.answer = answer
        self.asked = []

    def __call__(self, line, cell):
        self.asked.append((line, cell))
        return self.answer


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    return Store(tmp_path / "store")


@pytest.fixture
def job(tmp_path):
    """A factory of jobs of answers in Cython."""
    made = iter(range(100))

    def make(*sources, files=()):
        folder = tmp_path / f"job{next(made)}"
        (folder / STUDENT).mkdir(parents=True)
        for name in files:
            (folder / STUDENT / name).touch()
        cells = [{"kind": "answer", "source": source} for source in sources]
        return {"folder": str(folder), "cells": cells}

    return make


def laid(job):
    """Return the names and contents of what was laid into a job's folder."""
    folder = Path(job["folder"], confinement.COMPILED)
    return {p.name.removeprefix(NAME): p.read_bytes() for p in folder.glob("*")}


def test_equal_cells_are_compiled_once(store, job):
    compiles, first, second = (
        Compiles(),
        job("%%cython\n" + TWICE),
        job("n = 1", "%%cython\n" + TWICE),
    )
    for made in (first, second):
        store.provide(made, "namespaces", compiles)
        suffix = compiled.sysconfig.get_config_var("EXT_SUFFIX")
        assert laid(made) == {suffix: b"so", ".html": b"page", ".pyx": TWICE.encode()}
    assert compiles.asked == [("", TWICE)]
    again = Compiles()
    Store(store.folder).provide(job("%%cython\n" + TWICE), "namespaces", again)
    assert again.asked == []  # by the next run neither


def test_threads_that_need_the_same_wait_for_the_first(store, job):
    compiles = Compiles()

    def slowly(line, cell):
        time.sleep(0.2)
        return compiles(line, cell)

    jobs = [job("%%cython\n" + TWICE) for _ in range(4)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda made: store.provide(made, "namespaces", slowly), jobs))
    assert len(compiles.asked) == 1
    assert all(laid(made) for made in jobs)


LINES = ["", "-a", "--annotate", "-3", "-2", "--cplus", "-+", "-c=-O3", "-c -O2", "-a -3"]


def test_what_compiles_it_belongs_to_its_key(monkeypatch):
    keys = {compiled.key(line, TWICE, "namespaces") for line in LINES}
    keys |= {compiled.key("", TWICE + "\n", "namespaces"), compiled.key("", TWICE, "landlock")}
    for name, value in [("sys.version", "4.0"), ("confinement.FLAGS", "-O3")]:
        with monkeypatch.context() as patch:
            patch.setattr(f"autograder.examiner.compiled.{name}", value)
            compiled._tools.cache_clear()
            keys.add(compiled.key("", TWICE, "namespaces"))
    with monkeypatch.context() as patch:
        patch.setenv("CC", "another-compiler")
        compiled._tools.cache_clear()
        keys.add(compiled.key("", TWICE, "namespaces"))
    compiled._tools.cache_clear()
    assert len(keys) == len(LINES) + 5


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_flags_is_kept_by_its_text(line):
    assert compiled.split(f"%%cython {line}\n{TWICE}") == (line, TWICE)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "-I /tmp",
            "-S evil.c",
            "-L /tmp",
            "-l evil",
            "--link-args=-L.",
            "-n evil",
            "--pgo",
            "-f",
        ),
        *("-c=-fplugin=./evil.so", "-c=-O3=x", "-c=-O3 -Wl,x", "-c=-include=x", "--verbose"),
        *("{line}", "$line", "-a;", "-c=-O9"),
    ],
)
def test_a_line_that_could_name_a_file_or_mean_another_thing_each_time_is_not(line, store, job):
    compiles, made = Compiles(), job(f"%%cython {line}\n{TWICE}", f"%%cython_inline\n{TWICE}")
    store.provide(made, "namespaces", compiles)
    assert compiles.asked == []
    assert laid(made) == {}


@pytest.mark.parametrize("name", ["helper.pxd", "more.pxi", "own.h", "setup.cfg"])
def test_beside_files_that_a_compiler_reads_nothing_is_kept(store, job, name):
    compiles, made = Compiles(), job("%%cython\n" + TWICE, files=[name])
    store.provide(made, "namespaces", compiles)
    assert compiles.asked == []
    assert laid(made) == {}


def test_that_it_cannot_be_compiled_apart_is_kept_as_well_but_not_that_no_answer_came(store, job):
    for answer, times in ((NONE, 1), (None, 2), (b"nonsense", 2)):
        compiles = Compiles(answer)
        for _ in range(2):
            made = job(f"%%cython\n{TWICE}# {answer}\n")
            store.provide(made, "namespaces", compiles)
            assert laid(made) == {}
        assert len(compiles.asked) == times


WRONG = {
    "nothing": b"",
    "no head": b"\n",
    "a list": b"[]\n",
    "a long head": b" " * 2000 + ANSWER,
    "deep": b"[" * 900 + b"\n",
    "no bytes": ANSWER.partition(b"\n")[0] + b"\n",
    "too few bytes": ANSWER[:-1],
    "more bytes": ANSWER + b"x",
    "a path": ANSWER.replace(NAME.encode(), b"../evil"),
    "another name": ANSWER.replace(NAME.encode(), b"sitecustomize"),
    "a name with a line": ANSWER.replace(NAME.encode(), NAME.encode() + b"\\n"),
    "a negative size": ANSWER.replace(b"[2, 4]", b"[-2, 8]"),
    "a size of nothing": ANSWER.replace(b"[2, 4]", b"[0, 6]"),
    "a fraction": ANSWER.replace(b"[2, 4]", b"[2.0, 4.0]"),
    "many files": ANSWER.replace(b"[2, 4]", b"[2, 2, 2]"),
    "no files": ANSWER.replace(b"[2, 4]", b"[]"),
    "no list": ANSWER.replace(b"[2, 4]", b'"24"'),
    "a name in a list": ANSWER.replace(f'"{NAME}"'.encode(), b"[1]"),
    "none with bytes": NONE + b"x",
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_an_answer_that_is_not_proper_is_none(answer):
    assert compiled.parse(answer) is None


def test_proper_answers_are_read():
    assert compiled.parse(ANSWER) == (NAME, [b"so", b"page"])
    assert compiled.parse(NONE) == (None, [])


def poison(path, how):
    content = path.read_bytes()
    other = ANSWER.replace(b"so", b"XX")
    if how == "cut":
        path.write_bytes(content[:-1])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "changed":
        path.write_bytes(content[:32] + other)
    elif how == "open to all":
        path.write_bytes(hashlib.sha256(other).digest() + other)
        path.chmod(0o666)
    elif how == "a link":
        path.rename(path.with_name("real"))
        path.symlink_to("real")


@pytest.mark.parametrize("how", ["cut", "empty", "changed", "open to all", "a link"])
def test_one_that_was_damaged_or_could_have_been_written_by_others_is_compiled_again(
    store, job, how
):
    store.provide(job("%%cython\n" + TWICE), "namespaces", Compiles())
    (path,) = store.folder.iterdir()
    poison(path, how)
    compiles, made = Compiles(), job("%%cython\n" + TWICE)
    store.provide(made, "namespaces", compiles)
    assert len(compiles.asked) == 1
    assert b"so" in laid(made).values()
    store.provide(job("%%cython\n" + TWICE), "namespaces", compiles)
    assert len(compiles.asked) == 1


def test_the_oldest_go_when_there_are_too_many(store, job, monkeypatch):
    monkeypatch.setattr(compiled, "_MOST", 3)
    for number in range(5):
        store.provide(job(f"%%cython\n{TWICE}# {number}\n"), "namespaces", Compiles())
        for path in store.folder.iterdir():  # as if each were a day older
            os.utime(path, (path.stat().st_mtime - 86400,) * 2)
    assert len(list(store.folder.iterdir())) == 3
    compiles = Compiles()
    store.provide(job(f"%%cython\n{TWICE}# 4\n"), "namespaces", compiles)
    assert compiles.asked == []
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in store.folder.iterdir())
    assert store.folder.stat().st_mode & 0o777 == 0o700


def test_where_nothing_can_be_kept_it_is_provided_all_the_same(tmp_path, job):
    (tmp_path / "file").touch()
    made = job("%%cython\n" + TWICE)
    Store(tmp_path / "file").provide(made, "namespaces", Compiles())
    assert b"so" in laid(made).values()
