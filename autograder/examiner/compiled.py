"""Keeps what Cython cells were compiled to, so that equal ones of many students are compiled once.

A compiled cell is kept by the hash of its text, of the magic's line, and of all that compiles it.
It is made from these alone, in a process that sees no student's files, and so one student's cell
cannot change what another's is compiled to. It is only ever loaded in students' processes, each
from a private copy. Where it is not to be had, the cell is compiled where it is run.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shlex
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

from autograder.examiner import confinement, handed_in, private
from layerwise.cython_cell import is_cython

#: The most bytes of a compiled cell.
LARGEST = 32 * 2**20
_MOST = 1000  # compiled cells that are kept
#: Lines of the magic that name no file and no program, and mean the same each time.
_LINE = re.compile(r"( *(-a|--annotate|-[23]|-\+|--cplus|(-c|--compile-args)[= ]-O[0-3]))* *")
_NAME = re.compile(r"_cython_magic_[0-9a-f]{8,64}")
#: What the compiler would read beside a notebook; then it is compiled there.
_READ = {".pyx", ".pxd", ".pxi", ".h", ".hpp", ".c", ".cpp", ".cfg"}


class Store:
    """The compiled cells of this user.

    Parameters
    ----------
    folder : Path, optional
        This user's own when not given.
    """

    def __init__(self, folder=None):
        self.folder = folder or private.folder() / "cython"
        self._busy = {}

    def provide(self, job, level, compile_apart):
        """Lay what a job's cells are compiled to into its folder, for the student's process.

        Parameters
        ----------
        job : dict
            See `autograder.examiner.examine.main`.
        level : str
            How the process that compiles is confined.
        compile_apart : callable
            Takes a magic's line and cell, and returns what `compiler.main` answers, or None when
            no answer comes.
        """
        sources = [cell["source"] for cell in job["cells"] if cell["kind"] != "check"]
        parts = [part for part in map(split, sources) if part]
        handed = Path(job["folder"], handed_in.STUDENT)
        if not parts or any(path.suffix in _READ for path in handed.rglob("*")):
            return
        for line, cell in parts:
            name, files = self._get(line, cell, level, compile_apart) or (None, [])
            if name:
                _lay(Path(job["folder"], confinement.COMPILED), name, cell, files)

    def _get(self, line, cell, level, compile_apart):
        path = self.folder / key(line, cell, level)
        with self._busy.setdefault(
            path.name, threading.Lock()
        ):  # of equal ones, the first compiles
            answer = self._read(path)
            if answer is None:
                answer = compile_apart(line, cell)
                if answer is None or parse(answer) is None:
                    return None
                self._write(path, answer)
        return parse(answer)

    def _read(self, path):
        content = private.read(path, LARGEST) or b""
        digest, answer = content[:32], content[32:]
        if hashlib.sha256(answer).digest() != digest:  # damaged, or none
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return answer

    def _write(self, path, answer):
        with contextlib.suppress(OSError):  # then it is compiled again next time
            private.write(path, hashlib.sha256(answer).digest() + answer)
            kept = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
            for old in kept[:-_MOST]:
                old.unlink()


def split(source):
    """Return the line and the cell that IPython gives the magic, or None for what is not kept.

    Examples
    --------
    >>> split("%%cython -a\\ncdef int n\\n")
    ('-a', 'cdef int n\\n')
    >>> split("%%cython -I /tmp\\ncdef int n\\n"), split("n = 3")
    (None, None)
    """
    if not is_cython(source):
        return None
    first, _, cell = source.lstrip().partition("\n")
    magic, _, line = first.rstrip().partition(" ")
    if magic != "%%cython" or not _LINE.fullmatch(line):
        return None
    return line, cell if cell.endswith("\n") else cell + "\n"


def key(line, cell, level):
    """Return the hash of a cell and of all that compiles it."""
    return hashlib.sha256(json.dumps([line, cell, level, *_tools()]).encode()).hexdigest()


def parse(answer):
    """Return the name and the files that a compiler answers with, or None for no proper answer.

    Parameters
    ----------
    answer : bytes

    Returns
    -------
    (str or None, list of bytes) or None
    """
    head, _, rest = answer.partition(b"\n")
    try:
        told = json.loads(head) if len(head) < 1000 else None
        name, sizes = told["name"], told["sizes"]
        if name is None:
            return (None, []) if sizes == [] and not rest else None
        proper = type(name) is str and _NAME.fullmatch(name) and len(sizes) in (1, 2)
        proper = proper and all(type(size) is int and 0 < size < LARGEST for size in sizes)
        if not proper or sum(sizes) != len(rest):
            return None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return name, [rest[: sizes[0]], *([rest[sizes[0] :]] if sizes[1:] else [])]


@functools.cache
def _tools():
    """Return what compiles a cell here: versions, flags and programs."""
    command = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    try:
        words = [*shlex.split(command), "--version"]
        compiler = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    except (OSError, ValueError):
        compiler = None
    versions = []
    for package in ("cython", "numpy", "setuptools", "ipython"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            versions.append([package, importlib.metadata.version(package)])
    libraries = os.confstr("CS_GNU_LIBC_VERSION") if sys.platform == "linux" else ""
    machine = [platform.machine(), libraries]
    return [command, compiler, confinement.FLAGS, versions, sys.version, sys.executable, machine]


def _lay(target, name, cell, files):
    """Write what the magic would have left of a cell where it compiles."""
    target.mkdir(exist_ok=True)
    suffixes = (sysconfig.get_config_var("EXT_SUFFIX"), ".html")
    for suffix, content in zip(suffixes, files, strict=False):
        (target / f"{name}{suffix}").write_bytes(content)
    (target / f"{name}.pyx").write_text(cell, encoding="utf-8")  # an error's lines are read from it
