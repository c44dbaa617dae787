"""A receipt: a short hash of what a notebook says, the same for whoever has the same notebook.

On the command line, without running anything of the notebook::

    python -m layerwise.receipt update_rules.ipynb
"""

import hashlib
import json
import sys
from pathlib import Path


def receipt(data):
    """Return the receipt of a file that is handed in, such as ``"5f3a-9c1e-8b7d-2c40-11aa"``.

    A notebook's is drawn from the types and texts of its cells in their order. Outputs, metadata
    and the file's name play no part: running or saving it again does not change the receipt, one
    changed letter in a cell does. Any other file's is drawn from its bytes.

    Parameters
    ----------
    data : bytes
        What is in the file.

    Returns
    -------
    str
        The first 80 bits of a SHA-256 hash.

    Examples
    --------
    >>> receipt(b"weights")
    '9a12-9038-d9a0-0aed-0cf6'
    """
    cells = cells_of(data)
    if cells is not None:
        data = json.dumps(cells).encode()
    digest = hashlib.sha256(data).hexdigest()
    return "-".join(digest[place : place + 4] for place in range(0, 20, 4))


def cells_of(data):
    """Return the types and texts of a notebook's cells that are not empty; else None.

    Parameters
    ----------
    data : bytes or dict
        A file's content, or a notebook as plain values.

    Returns
    -------
    list of tuple of str, or None
    """
    try:
        nb = data if isinstance(data, dict) else json.loads(data.decode("utf-8-sig"))
        cells = [(str(cell["cell_type"]), text_of(cell)) for cell in nb["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return [cell for cell in cells if cell[1]]


def text_of(cell):
    """Return a cell's text, in whichever way the file has its lines.

    Parameters
    ----------
    cell : dict
        A cell of a notebook as plain values.

    Returns
    -------
    str

    Examples
    --------
    >>> text_of({"source": ["a = 1\\n", "b = 2"]})
    'a = 1\\nb = 2'
    """
    source = cell.get("source", "")
    text = source if isinstance(source, str) else "".join(source)
    return text.replace("\r\n", "\n").strip()


def main(arguments=None):
    """Print the receipts of the files named on the command line.

    Parameters
    ----------
    arguments : list of str, optional
        Paths; by default those of the command line.

    Returns
    -------
    int
        The exit status: 0 when all files could be read, else 1.
    """
    good = True
    for path in sys.argv[1:] if arguments is None else arguments:
        try:
            print(f"{receipt(Path(path).read_bytes())}  {path}")
        except OSError as error:
            print(f"{path}: cannot be read ({error.strerror}); check the path.", file=sys.stderr)
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
