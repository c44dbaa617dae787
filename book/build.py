"""Build the site: ``python book/build.py``.

When nothing that goes into the site has changed since it was built, this says so and stops. Else
every build starts from clean pages, so that a page taken out of the book is out of the site too;
only the results of the pages' code are kept between builds. Jupyter Book knows when a page's own
code has changed, not when what it calls or reads has: this clears the results then. Warnings and
broken references fail the build, and a failed build leaves the last good site as it was.
"""

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What the pages' code calls or reads, directly or not: whole folders, since a result that is out of
# date costs more than one that is computed again.
CALLED = (
    *("autograder", "benchmarks/results", "book/experiments", "book/figures", "book/results"),
    *("layerwise/src", "source_notebooks", "CITATION.cff"),
    "_toc.yml",  # gives the order of the chapters
)
# What goes into the site beyond that.
SHOWN = ("book", "release", "CHANGELOG.md", "_config.yml")
BY_THE_WAY = re.compile(r"/(__pycache__|\.ipynb_checkpoints|[^/]*\.egg-info)/")
# What would make the course's own code draw another set, or a smaller one.
STEERING = ("LAYERWISE_DATASET", "LAYERWISE_SEED", "LAYERWISE_SMALL")
MILESTONES = {
    r"reading sources\.\.\. \[": "reading the pages",
    r"(\S+\.md): Executing notebook": "running the code of {0}",
    r"writing output\.\.\. \[": "writing the pages",
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# The lines that name a fault, as Sphinx, its extensions and a page's code write them.
FAULT = re.compile(r"(WARNING|ERROR|\w*[Ee]rror): |^nbclient\.exceptions")
TAIL = 25


def fingerprint(root: Path, names: tuple[str, ...] = CALLED + SHOWN) -> str:
    """Return a hash of files and folders of a tree, of Python and of all installed packages."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in installed():
        digest.update(f"{name}\n".encode())
    for path in files(root, names):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def called_fingerprint(root: Path) -> str:
    """Return a hash of everything outside the pages that their code's results depend on."""
    digest = hashlib.sha256(fingerprint(root, CALLED).encode())
    for page in sorted(root.glob("book/*.md")):  # a table names chapters by their pages' titles
        title = re.search(r"^# .*", page.read_text(encoding="utf-8"), re.MULTILINE)
        digest.update(f"{page.name} {title and title[0]}\n".encode())
    return digest.hexdigest()


def installed() -> list[str]:
    """Return the installed packages with their versions, as the names of their folders say them."""
    return sorted(info.name for place in sys.path for info in Path(place).glob("*.dist-info"))


def files(root: Path, names: tuple[str, ...]) -> list[Path]:
    """Return the files of a tree that have one of the names or are in such a folder, in order."""
    places = [root / name for name in names]
    found = {path for place in places for path in (place, *place.rglob("*")) if path.is_file()}
    return sorted(path for path in found if not BY_THE_WAY.search(path.as_posix()))


def kept(path: Path) -> str | None:
    """Return a fingerprint that an earlier build has written, if any."""
    return path.read_text(encoding="utf-8") if path.is_file() else None


def prepare(work: Path, stamp: str) -> None:
    """Clear the working folder of old pages, and of old results if `stamp` is a new one."""
    book, stamp_file = work / "_build", work / "called.sha256"
    stale = ["html", ".doctrees", "jupyter_execute"]
    stale += [".jupyter_cache"] if kept(stamp_file) != stamp else []
    for name in stale:
        shutil.rmtree(book / name, ignore_errors=True)
    stamp_file.unlink(missing_ok=True)  # until this build is done, the results may be half there
    work.mkdir(parents=True, exist_ok=True)


def run_jupyter_book(root: Path, work: Path, log: Path, *options: str) -> int:
    """Run Jupyter Book, tell its progress in a few lines, and return its exit status.

    `options` are further ones of ``jupyter-book build``.
    """
    # Sphinx makes millions of objects that stay: looking through them for garbage costs a fifth.
    script = (
        "import gc, sys; gc.set_threshold(100_000, 50, 100); "
        "from jupyter_book.cli.main import main; sys.exit(main())"
    )
    arguments = ["build", str(root), "--path-output", str(work), "-W", "-n", "--keep-going"]
    # The published figures are of the course as it stands, whatever this shell tries out with it.
    environment = {name: os.environ[name] for name in os.environ if name not in STEERING} | {
        "NO_COLOR": "1",
        # The pages' code must run in this environment, whatever kernels the user has installed.
        "JUPYTER_PREFER_ENV_PATH": "1",
        # Several threads for one small matrix product wait for each other more than they work.
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
    )
    told = set()
    with process, log.open("w", encoding="utf-8") as file:
        for line in process.stdout:
            line = COLOUR.sub("", line)
            file.write(line)
            for pattern, words in MILESTONES.items():
                match = re.search(pattern, line)
                news = match and words.format(*(Path(name).stem for name in match.groups()))
                if news and news not in told:
                    told.add(news)
                    print(f"  {news}", flush=True)
    return process.returncode


def report_failure(log: Path, site: Path) -> None:
    """Say on standard error what went wrong: the lines that name it, and how the log ends."""
    lines = log.read_text(encoding="utf-8").splitlines()
    faults = dict.fromkeys(line for line in lines if FAULT.search(line))
    kept = " The last good site is still there." if site.exists() else ""
    text = [
        *lines[-TAIL:],
        "",
        "The book was not built." + kept,
        *(f"  {fault}" for fault in faults),
        f"The whole log: {log}",
    ]
    print(*text, sep="\n", file=sys.stderr)


def publish(html: Path, site: Path) -> None:
    """Put the finished pages in the place of the old ones."""
    old = site.with_name(site.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        os.replace(site, old)
    os.replace(html, site)
    shutil.rmtree(old, ignore_errors=True)


def build(root: Path, output: Path) -> int:
    """Build the book of the tree at `root` and return an exit status.

    Parameters
    ----------
    root : Path
        The folder with `_config.yml` and `_toc.yml`.
    output : Path
        Where the site goes, as `output/site`; `output/book` is the working folder.

    Returns
    -------
    int
        0, or 1 after a failed build.
    """
    work, site = output / "book", output / "site"
    log, built = work / "build.log", work / "site.sha256"
    stamp = fingerprint(root)
    if kept(built) == stamp and (site / "index.html").is_file():
        print(f"The site is up to date: {site / 'index.html'}")
        return 0
    print("Building the book", flush=True)
    called = called_fingerprint(root)
    prepare(work, called)
    built.unlink(missing_ok=True)
    if run_jupyter_book(root, work, log) != 0:
        shutil.rmtree(work / "_build" / "html", ignore_errors=True)
        report_failure(log, site)
        return 1
    (work / "called.sha256").write_text(called, encoding="utf-8")
    publish(work / "_build" / "html", site)
    built.write_text(stamp, encoding="utf-8")
    print(f"The site: {site / 'index.html'}")
    return 0


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build the site of the course.")
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "_build",
        help="folder for the site, as OUTPUT/site (default: %(default)s)",
    )
    return build(ROOT, parser.parse_args().output.resolve())


if __name__ == "__main__":
    sys.exit(main())
