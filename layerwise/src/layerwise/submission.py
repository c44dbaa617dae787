"""What a student runs last: is every answer there, do the visible checks pass, is the name right?

In a notebook, the last cell calls `review`. On the command line::

    python -m layerwise.submission update_rules.ipynb
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from layerwise.parts import results

_STUB = 'raise NotImplementedError("write your answer here")'
_WRITTEN_STUB = "*Write your answer here, in place of this line.*"
_TAG = "grade_id:"


class UnreadableNotebook(ValueError):
    """The file is not a notebook that can be handed in."""


def review(chapter, namespace, files=()):
    """Print what a running notebook still lacks.

    Parameters
    ----------
    chapter : str
        The notebook's name without ``.ipynb``.
    namespace : dict
        The notebook's ``globals()``.
    files : sequence of str
        Files that are handed in together with it.

    Returns
    -------
    bool
        Whether nothing is missing.
    """
    source = [str(cell) for cell in namespace.get("In", [])]
    checked = [
        name
        for text in reversed(source)
        for name in re.findall(r"^parts = checks\.Parts\(\"(\w+)\"", text, re.MULTILINE)
    ]
    problems = []
    for name in dict.fromkeys(reversed(checked)):
        failed = (
            [r["name"] for r in results[name].records if r["message"]] if name in results else []
        )
        if name not in results:
            problems.append(f"the check of {name} has not run to its end")
        elif failed:
            problems.append(f"the check of {name} fails: {'; '.join(failed)}")
    if not checked:
        problems.append("no check has been run yet: run all cells from the top")
    problems += [f"{name} is not beside the notebook" for name in files if not Path(name).is_file()]
    name = _own_name(namespace)
    if name and name != f"{chapter}.ipynb":
        problems.append(f"the notebook is called {name}; hand it in as {chapter}.ipynb")
    return _print_verdict(f"{chapter}.ipynb", problems)


def inspect(path, run=True):
    """Return what a notebook file still lacks, as a list of sentences; an empty list is good.

    Parameters
    ----------
    path : path
        The notebook.
    run : bool
        Also run the notebook's cells, without its experiments, to see which checks pass.

    Raises
    ------
    FileNotFoundError, UnreadableNotebook
        When the file is missing or is no notebook.
    """
    path = Path(path)
    cells = _read(path)
    problems = []
    expected = re.sub(r"^Copy of |\s*\(\d+\)$|-Copy\d+$", "", path.stem)
    if path.name != f"{expected}.ipynb":
        problems.append(f"the file is called {path.name}; hand it in as {expected}.ipynb")
    names = [_grade_id(cell) for cell in cells]
    problems += [
        f"the cell {name} is there {names.count(name)} times; keep the one you filled in"
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    for cell in cells:
        if _STUB in _source(cell) or _WRITTEN_STUB in _source(cell):
            problems.append(f"the answer {_grade_id(cell) or '(unnamed)'} is still empty")
    if run:
        problems += _failing_checks(path, cells)
    return problems


def main(arguments=None):
    """Inspect the files named on the command line; the exit status is 0 when nothing is missing."""
    paths = sys.argv[1:] if arguments is None else arguments
    if not paths or paths[0] in ("-h", "--help"):
        print("usage: python -m layerwise.submission NOTEBOOK.ipynb [...]")
        return 0 if paths else 2
    good = True
    for path in paths:
        try:
            good &= _print_verdict(path, inspect(path))
        except (OSError, UnreadableNotebook) as error:
            print(f"{path}: {error}", file=sys.stderr)
            good = False
    return 0 if good else 1


def _read(path):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [cell for cell in cells if cell["cell_type"] in ("code", "markdown", "raw")]
    except FileNotFoundError:
        raise FileNotFoundError("there is no such file; check the path and the spelling.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableNotebook(
            f"got a file that is not a notebook ({type(error).__name__}), expected one in "
            "Jupyter's format; download it again from where you work, as .ipynb."
        ) from None


def _source(cell):
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _grade_id(cell):
    """Return a cell's name from nbgrader's metadata or, where that was dropped, from its tag."""
    meta = cell.get("metadata", {})
    tags = [t.removeprefix(_TAG) for t in meta.get("tags", []) if t.startswith(_TAG)]
    return meta.get("nbgrader", {}).get("grade_id") or (tags[0] if tags else None)


def _failing_checks(path, cells):
    """Run the notebook's cells in a fresh process and return which visible checks fail."""
    code = [
        _source(c)
        for c in cells
        if c["cell_type"] == "code" and "experiment" not in c.get("metadata", {}).get("tags", [])
    ]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [sys.executable, "-c", _RUNNER, str(report)],
            input=json.dumps(code),
            cwd=path.resolve().parent,
            env={**os.environ, "MPLBACKEND": "Agg"},
            capture_output=True,
            text=True,
        )
        if not report.is_file():
            reason = done.stderr.strip().splitlines() or ["no reason given"]
            return [f"the notebook does not run to its end: {reason[-1]}"]
        found = json.loads(report.read_text(encoding="utf-8"))
    problems = [f"a cell fails: {error}" for error in found["errors"]]
    for name, failed in found["checks"].items():
        problems += [f"the check of {name} fails: {'; '.join(failed)}"] if failed else []
    return problems


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


def _own_name(namespace):
    """Return the running notebook's file name where the front end tells it, else None."""
    told = namespace.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    return Path(told).name if told and told.endswith(".ipynb") else None


def _print_verdict(name, problems):
    if problems:
        print(f"{name} is not ready to hand in:")
        for problem in problems:
            print(f"  - {problem}")
    else:
        print(f"{name}: every answer is there and every visible check passes. Ready to hand in.")
    return not problems


if __name__ == "__main__":
    sys.exit(main())
