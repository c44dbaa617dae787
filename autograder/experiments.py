"""Run a source notebook from top to bottom in a real kernel, experiments included."""

import os
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder import course, notebook

#: The sets that need no download here; the chapters are also meant for cifar10.
DATASETS = ("shapes10", "fashion_mnist")


def main(*, chapter, root=course.ROOT):
    """Run CHAPTER's experiments in full on each data set; keep the notebooks with figures."""
    for dataset in DATASETS:
        started = time.monotonic()
        print(f"{chapter} on {dataset}: running all cells, which takes minutes", flush=True)
        nb = execute(chapter, dataset=dataset, root=root)
        path = root / "_build" / "experiments" / f"{chapter}-{dataset}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, path)
        for cell in nb.cells:
            if cell.cell_type == "code" and notebook.is_experiment(cell):
                print(f"--- {notebook.grade_id(cell)}\n{_last_lines(cell)}")
        print(f"{time.monotonic() - started:.0f} s; with figures: {path}\n", flush=True)


def execute(chapter, *, dataset=None, small=False, root=course.ROOT):
    """Return a chapter's source notebook with the outputs of a run from top to bottom.

    Parameters
    ----------
    chapter : str
    dataset : str, optional
        What LAYERWISE_DATASET says while it runs; the default set when not given.
    small : bool
        Small mode: seconds instead of minutes.

    Raises
    ------
    RuntimeError
        When a cell fails; the message names the cell and ends in its error.
    """
    nb = notebook.read(course.source(chapter, root))
    environment = {
        **os.environ,
        "LAYERWISE_SMALL": "1" if small else "0",
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
    }
    environment.pop("LAYERWISE_DATASET", None)
    if dataset:
        environment["LAYERWISE_DATASET"] = dataset
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            nb, timeout=1800, kernel_name="python3", resources={"metadata": {"path": folder}}
        )
        try:
            client.execute(env=environment)
        except CellExecutionError as error:
            failed = next(c for c in reversed(nb.cells) if c.get("execution_count"))
            last = str(error).strip().splitlines()[-1]
            raise RuntimeError(f"{chapter}, cell {notebook.grade_id(failed)}: {last}") from error
        nb.metadata["layerwise"] = {"files": sorted(p.name for p in Path(folder).iterdir())}
    return nb


def _last_lines(cell, most=12):
    """Return what a cell printed, without the progress that is overwritten."""
    text = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")
    lines = [line.rsplit("\r", 1)[-1] for line in text.split("\n") if line.strip()]
    return "\n".join(lines[-most:])
