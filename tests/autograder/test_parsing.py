"""Several threads may parse at one time, which Python 3.11 by itself does not allow."""

import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder import notebook


class Rubbish:
    """An object whose collection gives another thread its turn, in the midst of a parse."""

    def __init__(self):
        self.own = self

    def __del__(self):
        sum(range(50))


@pytest.fixture
def restless():
    """Have threads change, and objects collected, as often as can be."""
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20, 2, 2)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("restless")
def test_threads_that_parse_at_one_time_get_their_trees():
    source = Path(notebook.__file__).read_text(encoding="utf-8")

    def parsed(_):
        Rubbish()
        return notebook.parse(source)

    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(parsed, range(100)))
    assert len({len(tree.body) for tree in trees}) == 1
