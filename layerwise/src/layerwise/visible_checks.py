"""Run a notebook's visible checks with nothing of Jupyter."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run(code, folder):
    """Run cells in a fresh process; return what fails, in sentences, and which checks pass.

    Parameters
    ----------
    code : list of str
        The texts of the cells.
    folder : path
        Where they are run.

    Returns
    -------
    problems : list of str
        A sentence for each cell or check that fails.
    passed : list of str
        The names of the checks that pass.
    """
    with tempfile.TemporaryDirectory() as private:
        report = Path(private, "report.json")
        done = subprocess.run(
            [sys.executable, "-c", _RUNNER, str(report)],
            input=json.dumps(code),
            cwd=folder,
            env={**os.environ, "MPLBACKEND": "Agg"},
            capture_output=True,
            text=True,
        )
        if not report.is_file():
            reason = done.stderr.strip().splitlines() or ["no reason given"]
            return [f"the notebook does not run to its end: {reason[-1]}"], []
        found = json.loads(report.read_text(encoding="utf-8"))
    problems = [f"a cell fails: {error}" for error in found["errors"]]
    for name, failed in found["checks"].items():
        problems += [f"the check of {name} fails: {'; '.join(failed)}"] if failed else []
    return problems, [name for name, failed in found["checks"].items() if not failed]


# Runs cells one after the other, with nothing of Jupyter; magics are left out, but for %%cython,
# without which a check would miss what the cell defines. Where Cython cannot be had, so is that.
_RUNNER = r"""
import json, sys
from layerwise.cython_cell import compile_into, is_cython
from layerwise.parts import results
space, errors = {"__name__": "__main__"}, []
for source in json.load(sys.stdin):
    lines = [l for l in source.splitlines() if not l.lstrip().startswith(("%", "!"))]
    try:
        if is_cython(source):
            compile_into(source, space)
        else:
            exec(compile("\n".join(lines), "cell", "exec"), space)
    except NotImplementedError:
        pass
    except Exception as error:
        errors.append(f"{type(error).__name__}: {error}")
checks = {n: [r["name"] for r in p.records if r["message"]] for n, p in results.items()}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"errors": errors, "checks": checks}, file)
"""
