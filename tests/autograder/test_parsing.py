"""Several threads may parse at one time, which Python 3.11 by itself does not allow."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder import notebook


def test_threads_that_parse_at_one_time_get_their_trees():
    source = Path(notebook.__file__).read_text(encoding="utf-8")
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(notebook.parse, [source] * 200))
    assert len({len(tree.body) for tree in trees}) == 1
