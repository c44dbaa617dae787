"""Publish what students and Colab see: the release, the library, a README, the licence."""

import hashlib
import json
import os
import shutil
import tempfile
from fnmatch import fnmatch
from pathlib import Path

from autograder import course, notebook, publication, submitted
from autograder.preprocessors.address import address, colab_address

#: What Python and editors leave behind, which nobody would want to publish.
_LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", "*.pyc", "*.egg-info", ".DS_Store")
_MANIFEST = "manifest.json"
_README = """\
# {title}

The notebooks of a course on training neural networks, and the library behind them. Read each
chapter on the [site]({site}), then open its notebook:

| chapter | in Colab | as a file |
| --- | --- | --- |
{chapters}

The first cell of each notebook installs the library where it is missing and leaves your NumPy and
PyTorch as they are. To install it yourself:

    pip install "layerwise @ {library}"

[How to work and what to hand in]({site}book/students.html) is told on the site.

Version {version}. Licence: code BSD-3-Clause, text and figures CC BY 4.0 (see [LICENSE](LICENSE)).
"""


def arguments(parser):
    """Describe the command's argument to its parser."""
    parser.add_argument(
        "directory", metavar="DIR", help="a folder that is missing, empty or an earlier publication"
    )


def main(*, directory, root=course.ROOT):
    """Write into DIR what students and Colab see, unless something in it gives anything away.

    The release's notebooks, the students' library, a README, the licence and the version. It is all
    written or nothing is; the same course gives the same files. A folder `.git` in DIR stays.

    Raises
    ------
    ValueError
        When DIR holds anything else, or something would be given away; every find is named.
    """
    root, target = Path(root).resolve(), Path(directory).resolve()
    if target in (root, *root.parents):
        raise ValueError(f"{directory} holds the course itself; name a folder of its own.")
    _recover(target)
    _check(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        tree = Path(folder, "tree")
        faults = _write(tree, root)
        faults += publication.faults(tree, root)
        if faults:
            shown = "\n  ".join(dict.fromkeys(faults))
            raise ValueError(f"nothing is published until this is mended:\n  {shown}")
        count = _finish(tree)
        _swap(tree, target)
    print(f"{target}: {count} files.")


def _write(tree, root):
    """Write the tree; return what is wrong with its sources, a sentence each."""
    settings = course.settings(root)
    chapters = course.chapters(root)
    missing = [c for c in chapters if not course.release(c, root).is_file()]
    if missing:
        raise ValueError(f"{', '.join(missing)} has no release; run make release first.")
    folders = [Path("release", chapter) for chapter in chapters] + [Path("layerwise", "src")]
    faults = []
    for folder in folders:
        odd = submitted.odd_files(root / folder)
        faults += [f"{path.relative_to(root)} is no ordinary file." for path in odd]
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            if path.is_file() and not path.is_symlink() and not _is_left_out(name):
                _copy(path, tree / name)
    for name in ("LICENSE", "layerwise/pyproject.toml", "layerwise/README.md"):
        _copy(root / name, tree / name)
    version = course.version(root)
    (tree / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    (tree / "README.md").write_text(_readme(settings, chapters, version, root), encoding="utf-8")
    return faults


def _is_left_out(name):
    return any(fnmatch(part, pattern) for part in name.parts for pattern in _LEFT_OUT)


def _copy(source, target):
    """Copy what is in a file, and nothing else of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _readme(settings, chapters, version, root):
    config = settings["sphinx"]["config"]
    rows = []
    for chapter in chapters:
        path = f"release/{chapter}/{chapter}.ipynb"
        link = colab_address(config["layerwise_repository"], config["layerwise_ref"], path)
        title = _title(root / path) or chapter
        rows.append(f"| {title} | [open]({link}) | [{chapter}.ipynb]({path}) |")
    return _README.format(
        title=settings["title"],
        site=config["html_baseurl"],
        chapters="\n".join(rows),
        library=address(settings),
        version=version,
    )


def _title(path):
    """Return the heading of a notebook, or None."""
    lines = (line for cell in notebook.read(path).cells for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), None)


def _finish(tree):
    """Give all files the same rights, and list them with their hashes; return how many."""
    files = {p.relative_to(tree).as_posix(): p for p in sorted(tree.rglob("*")) if p.is_file()}
    for path in files.values():
        path.chmod(0o644)
    listed = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    text = json.dumps({"layerwise publication": 1, "files": listed}, indent=1)
    (tree / _MANIFEST).write_text(text + "\n", encoding="utf-8")
    for path in (tree, *(p for p in tree.rglob("*") if p.is_dir())):
        path.chmod(0o755)
    return len(files) + 1


def _check(target):
    """Raise unless a folder is missing, empty, or an earlier publication as it was written."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ValueError(f"{target} is not a folder.")
    found = {p.relative_to(target).as_posix(): p for p in target.rglob("*") if not p.is_dir()}
    found = {name: path for name, path in found.items() if not name.startswith(".git/")}
    if not found:
        return
    try:
        listed = json.loads((target / _MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, LookupError, TypeError):
        raise ValueError(
            f"{target} is neither empty nor an earlier publication (it has no {_MANIFEST} of one)."
        ) from None
    own = {_MANIFEST, *listed}
    other = sorted(found.keys() - own) + sorted(
        name
        for name, digest in listed.items()
        if name in found and hashlib.sha256(found[name].read_bytes()).hexdigest() != digest
    )
    if other:
        raise ValueError(
            f"{target} holds what no publication has written, and it would be lost: "
            f"{', '.join(other[:5])}; move it away."
        )


def _earlier(target):
    return target.with_name(f".{target.name}.earlier")


def _swap(tree, target):
    """Put a tree in the place of an earlier one, whose `.git` it gets."""
    earlier = _earlier(target)
    if target.exists():
        os.rename(target, earlier)
    os.rename(tree, target)
    _recover(target)


def _recover(target):
    """End what a swap that was killed has left half done."""
    earlier = _earlier(target)
    if not earlier.exists():
        return
    if not target.exists():
        os.rename(earlier, target)
        return
    if (earlier / ".git").exists():
        os.rename(earlier / ".git", target / ".git")
    shutil.rmtree(earlier)
