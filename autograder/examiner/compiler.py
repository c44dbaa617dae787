"""Compiles one Cython cell in a confined process that holds nothing but the cell's text.

What it answers with is a claim, like everything that comes from such a process: a line of JSON with
the module's ``name`` and the ``sizes`` of the files that follow, or with no name when the cell is
to be compiled where it is run, because that fails or prints something.
"""

import contextlib
import io
import json
import os
import sys
import sysconfig
from pathlib import Path

from autograder.examiner.wire import Channel


class _Compiled(Exception):
    """It is compiled, and not run: what it does when it is run is for its student's process."""


def spare_builds():
    """Have the magic build only what it compiles.

    Also for a cell that is compiled already it would begin to, which reads the descriptions of all
    packages that are installed, several times.
    """
    if "Cython.Build.IpythonMagic" not in sys.modules:
        return
    from Cython.Build.IpythonMagic import CythonMagics

    build = CythonMagics._build_extension

    def build_what_is_new(self, extension, *args, **kwargs):
        if extension is not None:
            build(self, extension, *args, **kwargs)

    CythonMagics._build_extension = build_what_is_new
    CythonMagics._so_ext = sysconfig.get_config_var("EXT_SUFFIX")


def main(sock):
    """Take a magic's line and cell over a socket, compile them, and answer."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    (line, cell), _ = Channel(sock).receive()
    sock.settimeout(None)
    name, files = compiled(line, cell) or (None, [])
    head = json.dumps({"name": name, "sizes": [len(content) for content in files]})
    sock.sendall(b"\n".join([head.encode(), b"".join(files)]))


def compiled(line, cell):
    """Compile a cell as the magic does in a notebook.

    Parameters
    ----------
    line, cell : str
        What stands behind ``%%cython``, and below it.

    Returns
    -------
    (str, list of bytes) or None
        The module's name; the module, and the page of an annotated one.
    """
    from Cython.Build import IpythonMagic

    # Where the module will lie, and an error's lines will be looked for, in the student's process.
    os.makedirs(os.path.join(os.environ["XDG_CACHE_HOME"], "ipython", "cython"))
    made, said = [], io.StringIO()

    def stop(name, path):
        made.extend((name, Path(path)))
        raise _Compiled

    IpythonMagic.load_dynamic = stop
    quiet = contextlib.redirect_stdout(said), contextlib.redirect_stderr(said)
    with quiet[0], quiet[1], contextlib.suppress(Exception):
        IpythonMagic.CythonMagics(shell=None).cython(line, cell)
    if not made or said.getvalue():
        return None
    name, path = made
    pages = [page for page in (path.with_name(f"{name}.html"),) if page.exists()]
    return name, [file.read_bytes() for file in (path, *pages)]
