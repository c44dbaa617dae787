"""Run the experiments behind the site's figures: ``python book/measure.py [CHAPTER/NAME ...]``.

Each one's results go into `book/results`, from which the site draws them: building it trains
nothing. It takes about a minute and a half of a processor for all of them.
"""

import argparse
import importlib
import os
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version

from build import STEERING
from figures import results

DIGITS = 6


def run(name: str) -> str:
    """Run one experiment, keep its results, and return its name."""
    module = importlib.import_module(f"experiments.{name.replace('/', '.')}")
    told = {
        "command": f"python book/measure.py {name}",
        "data": module.DATASET,
        "seeds": list(module.SEEDS),
        "versions": {"python": platform.python_version()}
        | {package: version(package) for package in ("numpy", "torch")},
        "code": results.code_hash(name),
        "measured": rounded(module.measure()),
    }
    results.write(name, told)
    return name


def rounded(value: object) -> object:
    """Return a nest of dicts, lists and numbers with so many digits as a figure can show."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return float(f"{value:.{DIGITS}g}")


def main() -> int:
    """Read the command line and run the experiments, as many at a time as there are cores."""
    known = results.names()
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="CHAPTER/NAME", help=", ".join(known))
    asked = parser.parse_args().names
    if unknown := sorted(set(asked) - set(known)):
        parser.error(f"there is no experiment {unknown[0]!r}; there are: {', '.join(known)}.")
    # The results are of the course as it stands, whatever this shell tries out with it; and
    # several threads for one small matrix product wait for each other more than they work.
    for variable in STEERING:
        os.environ.pop(variable, None)
    os.environ["OMP_NUM_THREADS"] = "1"
    with ProcessPoolExecutor() as pool:
        for name in pool.map(run, asked or known):
            print(results.path(name), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
