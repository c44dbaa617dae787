"""What a worker of a Dask cluster does: examines notebooks that come as bytes, nothing else.

A worker needs the course's packages in an environment like the run's, and none of the course's
notebooks. All that a result depends on and that is not installed comes with the work.
"""

import asyncio
import dataclasses
import json
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

from autograder import machines, results
from autograder.examiner import handed_in
from autograder.examiner.parents import Parents
from autograder.preprocessors.examine import Examine
from layerwise.weights import LARGEST

_lock = threading.Lock()
_running = None


class Unfit(RuntimeError):
    """A worker's results could be others than the run's, so it refuses the work."""


@dataclass(frozen=True, eq=False)
class Parcel:
    """A notebook to be examined, with all that goes with it.

    Attributes
    ----------
    chapter, key : str
    images : int
        See `machines.Work`.
    nb, source : str
        The submission, and the chapter's source notebook, in JSON.
    files : dict of str to bytes or int
        What was handed in with it, by path. Of a file that is too large to be graded, the size.
    settings : dict
        The examiner's.
    expected : dict
        What `fitness` must be on the machine that examines it.
    """

    chapter: str
    key: str
    images: int
    nb: str
    source: str
    files: dict
    settings: dict
    expected: dict


def pack(work, source, settings, expected):
    """Return the `Parcel` of some `machines.Work`.

    Parameters
    ----------
    work : machines.Work
    source : str
        The chapter's source notebook.
    settings, expected : dict
        See `Parcel`.
    """
    taken = work.taken
    files = {}
    for path in sorted(path for path in taken.files.rglob("*") if path.is_file()):
        if path.suffix != ".ipynb":  # these stay behind in any case, see `handed_in`
            size = handed_in.size_of(path)
            content = path.read_bytes() if max(size, path.stat().st_size) <= LARGEST else size
            files[path.relative_to(taken.files).as_posix()] = content
    nb = json.dumps(work.nb)
    told = settings, expected
    return Parcel(taken.chapter, work.key, work.images, nb, source, files, *told)


def examine(parcel):
    """Examine a notebook; return its result, or raise what `machines.examined` raises.

    Raises
    ------
    Unfit
        When this machine differs from what the parcel expects.
    """
    different = differences(fitness(), parcel.expected)
    if different:
        raise Unfit(different)
    with tempfile.TemporaryDirectory(prefix="parcel-", ignore_cleanup_errors=True) as folder:
        root, files = Path(folder, "course"), Path(folder, "files")
        files.mkdir()
        source = root / "source_notebooks" / parcel.chapter / f"{parcel.chapter}.ipynb"
        _write(source, parcel.source.encode())
        for name, content in parcel.files.items():
            _write(files / name, content)
        nb = nbformat.from_dict(json.loads(parcel.nb))
        work = dataclasses.replace(parcel, nb=nb, files=files)
        examiner = Examine(**parcel.settings)
        return machines.examined(examiner, work, _parents().of(parcel.chapter, root), root)


def _write(path, content):
    """Write a file; of one that is too large, an empty one of that size will do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    with path.open("wb") as file:
        file.truncate(content)


async def describe():
    """Return this worker's `fitness` and its `probe.Confinement`, as dicts.

    It is called in the worker's event loop, which must go on meanwhile: the first call takes the
    seconds in which the warm parent starts.
    """
    return await asyncio.to_thread(lambda: (fitness(), asdict(_parents().confinement)))


def fitness():
    """Return what a result depends on of the machine that made it, short texts by name."""
    return {**results.installation(), "confinement": _parents().confinement.level}


def differences(found, expected):
    """Return in words what of a worker's `fitness` is not as expected, or nothing."""
    names = [name for name in expected if found.get(name) != expected[name]]
    return ", ".join(f"{name} {found.get(name)} in place of {expected[name]}" for name in names)


def _parents():
    """Return the warm parents of this worker, which end with it."""
    global _running
    with _lock:
        if _running is None:
            _running = Parents()
    return _running
