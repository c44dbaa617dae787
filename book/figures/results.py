"""What the experiments measured, kept in `book/results` for the figures and tables.

An experiment is a module `book/experiments/<chapter>/<name>.py` with a function ``measure``. Its
results are in `book/results/<chapter>/<name>.json`, with a hash of the code that they came from.
"""

import ast
import hashlib
import json
import re
from pathlib import Path
from types import SimpleNamespace

from IPython.core.inputtransformer2 import TransformerManager

from autograder import course, solutions
from layerwise.cython_cell import is_cython

python = TransformerManager().transform_cell

BOOK = Path(__file__).resolve().parents[1]
#: Where imports are looked for. What only brings the solutions here is not part of an experiment.
LIBRARY = course.ROOT / "layerwise" / "src"
PLACES = (BOOK, LIBRARY)
#: The version, and what only draws.
NOT_RUN = {LIBRARY / "layerwise" / name for name in ("__init__.py", "plots.py")}


def names() -> list[str]:
    """Return the experiments, each as ``<chapter>/<name>``."""
    return sorted(f"{p.parent.name}/{p.stem}" for p in (BOOK / "experiments").glob("*/*.py"))


def path(name: str) -> Path:
    """Return where an experiment's results are kept."""
    return BOOK / "results" / f"{name}.json"


def measured(name: str) -> dict:
    """Return what an experiment measured.

    Raises
    ------
    FileNotFoundError
        When it has not been run.
    """
    try:
        text = path(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(
            f"there is no {path(name)}; run python book/measure.py {name}."
        ) from None
    return json.loads(text)["measured"]


def solver(run: dict) -> SimpleNamespace:
    """Return a training's histories under the names that `layerwise.plots` knows them by."""
    return SimpleNamespace(
        loss_history=run["loss"],
        train_acc_history=run["training accuracy"],
        val_acc_history=run["validation accuracy"],
    )


def write(name: str, told: dict) -> None:
    """Keep an experiment's results, with each list of numbers on one line."""
    text = json.dumps(told, indent=1, ensure_ascii=False)
    flat = re.sub(r"\[[^][{}]*\]", lambda match: re.sub(r"\s+", " ", match[0]), text)
    part = path(name).with_suffix(".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(flat + "\n", encoding="utf-8")
    part.replace(path(name))


def code_hash(name: str) -> str:
    """Return a hash of the code that an experiment runs: its own, the library's, the solutions.

    Comments, docstrings and blank lines do not change it.
    """
    digest = hashlib.sha256()
    cells = [cell.source for cell in solutions.cells(name.partition("/")[0])]
    for text in cells:
        digest.update((text if is_cython(text) else bare(python(text))).encode())
    for file in sources(name, cells):
        text = file.read_text(encoding="utf-8")
        digest.update((bare(text) if file.suffix == ".py" else text).encode())
    return digest.hexdigest()


def sources(name: str, cells: list[str]) -> list[Path]:
    """Return the course's files that an experiment consists of.

    Those are its own file and what it or one of the chapter's cells imports and uses, directly or
    not, with what a module reads from a file with its name.
    """
    own = BOOK / "experiments" / f"{name}.py"
    solution = "\n".join(python(text) for text in cells if not is_cython(text))
    todo, found = [own, *modules(solution)], set()
    while todo:
        file = todo.pop()
        if file not in found:
            found |= {file, *file.parent.glob(f"{file.stem}.json")}
            todo += modules(file.read_text(encoding="utf-8"))
    return sorted(found)


def modules(source: str) -> list[Path]:
    """Return the course's files that code imports and uses."""
    tree, found = ast.parse(source), []
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [n.name for n in node.names if (n.asname or n.name).split(".")[0] in used]
        elif isinstance(node, ast.ImportFrom):
            names = [n.name for n in node.names if (n.asname or n.name) in used]
            found += [node.module, *(f"{node.module}.{name}" for name in names)] if names else []
    stems = [place.joinpath(*name.split(".")) for name in found for place in PLACES]
    forms = [form for s in stems for form in (s.with_suffix(".py"), s / "__init__.py")]
    return [form for form in forms if form.is_file() and form not in NOT_RUN]


def bare(source: str) -> str:
    """Return code without blank lines, docstrings, and comments on their own lines.

    Examples
    --------
    >>> bare('def f():\\n    "Return 1."\\n    # One.\\n\\n    return 1\\n')
    'def f():\\n    return 1'
    """
    dropped = set()
    for node in ast.walk(ast.parse(source)):
        documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if documented and ast.get_docstring(node) is not None:
            dropped |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(source.splitlines(), start=1)
    kept = (line.rstrip() for number, line in lines if number not in dropped)
    return "\n".join(line for line in kept if line.strip() and line.strip()[0] != "#")
