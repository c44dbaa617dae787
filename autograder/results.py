"""What grading has found, kept under a hash of everything that it depends on."""

import ast
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import tempfile
from pathlib import Path

import autograder
import layerwise
from autograder import course

#: The folder beside the gradebook that holds results and statuses.
FOLDER = "grading"
#: How the name of a file ends that is being written.
PART = ".part"
#: The packages that a score may depend on.
PACKAGES = (
    *("nbgrader", "nbconvert", "nbformat", "ipython", "numpy", "torch", "torchvision"),
    *("matplotlib", "cython", "safetensors", "layerwise"),
)
_BANKS = Path(autograder.__file__).parent / "misconceptions"
#: The settings that have nothing to do with what a check finds.
CLERICAL = ("Collect", "Export", "LatePolicy", "Roster", "Term")


class Results:
    """The kept results of a course, a file each, written whole or not at all.

    Parameters
    ----------
    root : Path
        The course's folder.
    """

    def __init__(self, root):
        self.folder = Path(root, FOLDER, "results")

    def get(self, chapter, key):
        """Return the result that is kept under a key, a dict, or None."""
        return read(self._path(chapter, key))

    def put(self, chapter, key, result):
        """Keep a result under a key."""
        write(self._path(chapter, key), result)

    def _path(self, chapter, key):
        return self.folder / chapter / f"{key}.json"


def seed(key):
    """Return the seed of the checks of the result with this key, between 0 and 2**60 - 1.

    A run that was interrupted and begun again thus draws what it would have drawn undisturbed. The
    key cannot be reckoned without the course's sources, and the seeds are too many to try.
    """
    return int(key[:15], 16)


def key(*ingredients):
    """Return the hash of some values that JSON can hold."""
    return hashlib.sha256(json.dumps(ingredients, sort_keys=True).encode()).hexdigest()


def ingredients(chapter, settings, confinement, root=course.ROOT):
    """Return what a chapter's results depend on beside the submission, by name.

    Parameters
    ----------
    chapter : str
    settings : dict
        The examiner's settings.
    confinement : str
        The level on which students' code is confined.
    root : Path
        The course's folder.

    Returns
    -------
    dict
        ``checks``, ``library`` and ``environment``.
    """
    own = [*course.source(chapter, root).parent.rglob("*"), *(_BANKS / chapter).rglob("*.py")]
    return {
        "checks": digest(own),
        "library": [_library(), _settings(root / "nbgrader_config.py")],
        "environment": {**_environment(), "settings": settings, "confinement": confinement},
    }


@functools.cache
def _library():
    """Return the hash of the code that results of every chapter depend on, as it was imported."""
    return digest(path for path in _code() if path.parent.parent != _BANKS)


def _settings(path):
    """Return the hash of nbgrader's settings, without those that no result depends on."""
    text = path.read_text(encoding="utf-8")
    lines = [node for node in ast.parse(text).body if not _is_clerical(node)]
    return hashlib.sha256("\n".join(map(ast.dump, lines)).encode()).hexdigest()


def _is_clerical(node):
    """Return whether a statement sets something on one of the classes of `CLERICAL`."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    words = ast.unparse(node.targets[0]).split(".")
    return words[0] == "c" and words[1:2] != [] and words[1] in CLERICAL


@functools.cache
def installation():
    """Return what of this machine results depend on, a dict of short texts by name.

    It is reckoned once in a process: what it has imported does not change with the files.
    """
    found = _environment()
    packages = {name: str(version) for name, version in found.pop("packages").items()}
    return {**found, **packages, "code of autograder and layerwise": digest(_code())[:12]}


def _environment():
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _code():
    """Return the files of the grader's and the students' library, the bank's among them."""
    packages = Path(autograder.__file__).parent, Path(layerwise.__file__).parent
    return [path for package in packages for path in sorted(package.rglob("*.py"))]


def digest(paths):
    """Return the hash of files' names and contents; checkpoints and the like are left out."""
    total = hashlib.sha256()
    for path in sorted(paths):
        hidden = {".ipynb_checkpoints", "__pycache__"}.intersection(path.parts)
        if path.is_file() and not hidden:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.name} {content}\n".encode())
    return total.hexdigest()


def write(path, value):
    """Write a value to a JSON file: after a kill at any moment it is the old one or the new."""
    write_text(path, json.dumps(value))


def write_text(path, text, mode=0o600):
    """Write a text file, all of it or nothing, with some permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, suffix=PART, delete=False, encoding="utf-8", errors="replace"
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def read(path):
    """Return the value of a JSON file, or None where there is none that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
