"""Follow the links that lead out of the site: ``python book/links.py``, which `make links` runs.

Sphinx's own link checker asks each address. Links inside the site are not its business, the build
fails on those; nor are the buttons of a chapter, whose targets the tests look for in the tree.
"""

import argparse
import json
import sys
from pathlib import Path

import build

# A page that robots may not read is there all the same.
REFUSED = ("401 ", "403 ", "429 ")


def broken(output: Path) -> list[str]:
    """Return a sentence for each link that leads nowhere, from the checker's report.

    Parameters
    ----------
    output : Path
        The checker's `output.json`, an object a line.
    """
    lines = output.read_text(encoding="utf-8").splitlines() if output.is_file() else []
    found = [json.loads(line) for line in lines]
    return [
        f"{link['filename']}:{link['lineno']}: {link['uri']} does not answer ({link['info']})"
        for link in found
        if link["status"] in ("broken", "timeout") and not link["info"].startswith(REFUSED)
    ]


def check(root: Path, output: Path) -> int:
    """Follow the links of the tree at `root` and return an exit status.

    Parameters
    ----------
    root : Path
        The folder with `_config.yml` and `_toc.yml`.
    output : Path
        Where the site is built, as `output/site`; the results of the pages' code are shared.

    Returns
    -------
    int
        0 when all links lead somewhere, else 1.
    """
    work = output / "book"
    log = work / "links.log"
    print("Following the links that lead out of the site", flush=True)
    stamp = build.called_fingerprint(root)
    build.prepare(work, stamp)
    status = build.run_jupyter_book(root, work, log, "--builder", "linkcheck")
    (work / "called.sha256").write_text(stamp, encoding="utf-8")
    report = work / "_build" / "html" / "output.json"  # where Jupyter Book has every builder write
    faults = broken(report)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        print(f"Links that lead nowhere: {len(faults)}. Mend or remove them.", file=sys.stderr)
        return 1
    if status != 0 or not report.is_file():
        print(f"The links could not be checked; the whole log: {log}", file=sys.stderr)
        return 1
    print("Every link leads somewhere.")
    return 0


def main() -> int:
    """Read the command line and follow the links."""
    parser = argparse.ArgumentParser(description="Follow the links that lead out of the site.")
    default = build.ROOT / "_build"
    parser.add_argument("--output", type=Path, default=default, help="as for book/build.py")
    return check(build.ROOT, parser.parse_args().output.resolve())


if __name__ == "__main__":
    sys.exit(main())
