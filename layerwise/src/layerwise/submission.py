"""What a student runs last: is every answer there, do the visible checks pass, is the name right?

In a notebook, the last cell calls `review`. On the command line::

    python -m layerwise.submission update_rules.ipynb

Both end with a receipt, which the grader writes into the feedback as well (see
`layerwise.receipt`).
"""

import ast
import difflib
import json
import re
import sys
from pathlib import Path

from layerwise import own_notebook, visible_checks
from layerwise.parts import results
from layerwise.receipt import receipt

_STUB = 'raise NotImplementedError("write your answer here")'
_WRITTEN_STUB = "*Write your answer here, in place of this line.*"
_TAG = "grade_id:"
_CHECK = re.compile(r"^parts = checks\.Parts\(\"(\w+)\"", re.MULTILINE)
_DEFINES = re.compile(r"^(?:def|class|cpdef[^(\n]*?)[ \t]+(\w+)[ \t]*[(:]", re.MULTILINE)


class UnreadableNotebook(ValueError):
    """The file is not a notebook that can be handed in."""


def review(chapter, namespace, files=(), answers=()):
    """Print what a running notebook still lacks, what passes, and the receipt of its saved file.

    Parameters
    ----------
    chapter : str
        The notebook's name without ``.ipynb``.
    namespace : dict
        The notebook's ``globals()``.
    files : sequence of str
        Files that are handed in together with it.
    answers : sequence of str
        The functions and classes that are asked for, each of which has its check.

    Returns
    -------
    bool
        Whether nothing is missing.
    """
    source = [str(cell) for cell in namespace.get("In", [])]
    ran = list(dict.fromkeys(name for text in source for name in _CHECK.findall(text)))
    problems, passed = [], []
    if ran:
        own = [name for name, value in namespace.items() if callable(value)]
        problems += misnamed(answers, own)
    else:
        problems.append("no check has been run yet: run all cells from the top")
    for name in dict.fromkeys([*answers, *ran]) if ran else ():
        records = results[name].records if name in results else ()
        failed = [record["name"] for record in records if record["message"]]
        if name not in ran:
            problems.append(f"the check of {name} has not been run; is its cell still there?")
        elif name not in results:
            problems.append(f"the check of {name} has not run to its end")
        elif failed:
            problems.append(f"the check of {name} fails: {'; '.join(failed)}")
        else:
            passed.append(name)
    problems += [f"{name} is not beside the notebook" for name in files if not Path(name).is_file()]
    name = own_notebook.name(namespace)
    if name and name != f"{chapter}.ipynb":
        problems.append(f"the notebook is called {name}; hand it in as {chapter}.ipynb")
    saved = own_notebook.read(chapter, namespace)
    if saved is not None:
        problems += _empty(_cells(saved))
    good = _print_verdict(f"{chapter}.ipynb", problems, passed)
    _print_receipt(saved, chapter)
    return good


def inspect(path, run=True):
    """Return what a notebook file still lacks, as a list of sentences; an empty list is good.

    Parameters
    ----------
    path : path
        The notebook.
    run : bool
        Also run the notebook's cells, without its experiments, to see which checks pass.

    Returns
    -------
    list of str

    Raises
    ------
    FileNotFoundError, UnreadableNotebook
        When the file is missing or is no notebook.
    """
    return _look(Path(path), run)[0]


def _look(path, run):
    """Return what a notebook lacks, and the names of the checks that pass."""
    cells = _cells(_bytes(path))
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
    code = "\n".join(_source(cell) for cell in cells if cell["cell_type"] == "code")
    asked = _asked(cells)
    problems += misnamed(asked, _DEFINES.findall(code))
    lost = [name for name in asked if name not in _CHECK.findall(code)]
    problems += [f"the check of {name} is not there any more" for name in lost]
    problems += _empty(cells)
    if not run:
        return problems, []
    code = [
        _source(cell)
        for cell in cells
        if cell["cell_type"] == "code" and "experiment" not in _tags(cell)
    ]
    failing, passed = visible_checks.run(code, path.resolve().parent)
    return problems + failing, passed


def misnamed(asked, defined):
    """Return a sentence for each function that is asked for and not defined.

    Parameters
    ----------
    asked, defined : sequence of str
        Names that the check cells use, and names that the answers define.

    Returns
    -------
    list of str

    Examples
    --------
    >>> misnamed(["sgd_momentum"], ["SGD_momentum", "adam"])
    ['sgd_momentum is not defined; is SGD_momentum meant to be it?']
    """
    found = []
    own = {name.lower(): name for name in defined if name not in asked}
    for name in asked:
        if name not in defined:
            near = difflib.get_close_matches(name.lower(), own, n=1, cutoff=0.75)
            guess = f"; is {own[near[0]]} meant to be it?" if near else ""
            found.append(f"{name} is not defined{guess}")
    return found


def _asked(cells):
    """Return the names of the answers, from the last cell's call of `review`."""
    for cell in reversed(cells):
        found = re.search(r"^submission\.review\([\s\S]*\)\s*$", _source(cell), re.MULTILINE)
        if not found:
            continue
        try:
            told = {word.arg: word.value for word in ast.parse(found[0]).body[0].value.keywords}
            return [str(name) for name in ast.literal_eval(told["answers"])]
        except (SyntaxError, ValueError, KeyError, TypeError):
            return []
    return []


def _empty(cells):
    """Return a sentence for each answer that nothing has been written into."""
    return [
        f"the answer {_grade_id(cell) or '(unnamed)'} is still empty"
        for cell in cells
        if _STUB in _source(cell) or _WRITTEN_STUB in _source(cell)
    ]


def main(arguments=None):
    """Inspect the files named on the command line, and print what they lack.

    Parameters
    ----------
    arguments : list of str, optional
        Paths; by default those of the command line.

    Returns
    -------
    int
        The exit status: 0 when nothing is missing, 1 when something is, 2 without a path.
    """
    paths = sys.argv[1:] if arguments is None else arguments
    if not paths or paths[0] in ("-h", "--help"):
        print("usage: python -m layerwise.submission NOTEBOOK.ipynb [...]")
        return 0 if paths else 2
    good = True
    for path in paths:
        try:
            good &= _print_verdict(path, *_look(Path(path), run=True))
            _print_receipt(_bytes(Path(path)), Path(path).stem)
        except (OSError, UnreadableNotebook) as error:
            print(f"{path}: {error}", file=sys.stderr)
            good = False
    return 0 if good else 1


def _bytes(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError("there is no such file; check the path and the spelling.") from None


def _cells(data):
    """Return a notebook's cells, from the bytes of its file."""
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        for cell in cells:
            _source(cell)
        return [cell for cell in cells if cell["cell_type"] in ("code", "markdown", "raw")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableNotebook(
            f"got a file that is not a notebook ({type(error).__name__}), expected one in "
            "Jupyter's format; download it again from where you work, as .ipynb."
        ) from None


def _source(cell):
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _grade_id(cell):
    """Return a cell's name from nbgrader's metadata or, where that was dropped, from its tag."""
    meta = cell.get("metadata")
    told = meta.get("nbgrader") if isinstance(meta, dict) else None
    tags = [tag.removeprefix(_TAG) for tag in _tags(cell) if tag.startswith(_TAG)]
    name = told.get("grade_id") if isinstance(told, dict) else None
    return name or (tags[0] if tags else None)


def _tags(cell):
    meta = cell.get("metadata")
    tags = meta.get("tags") if isinstance(meta, dict) else None
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _print_verdict(name, problems, passed):
    if problems:
        print(f"{name} is not ready to hand in:")
        for problem in problems:
            print(f"  - {problem}")
        if passed:
            print(f"What passes its visible check: {', '.join(passed)}.")
    else:
        print(f"{name}: every answer is there and every visible check passes. Ready to hand in.")
    return not problems


def _print_receipt(data, name):
    if data is None:
        print(
            "For a receipt save the notebook, and run "
            f"`python -m layerwise.submission {name}.ipynb` in its folder."
        )
        return
    print(f"Receipt of the notebook as it is saved: {receipt(data)}")
    print("Keep it. The feedback shows the same one, if it is this version that was graded.")


if __name__ == "__main__":
    sys.exit(main())
