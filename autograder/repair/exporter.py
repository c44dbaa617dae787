"""Reads what was handed in for nbgrader, where nbformat would refuse it."""

import nbformat
from nbconvert.exporters import NotebookExporter
from traitlets import default

from autograder.repair import form, text
from layerwise.receipt import receipt


class Exporter(NotebookExporter):
    """nbconvert's notebook exporter, which reads a submission however it was mangled.

    What had to be repaired, and the receipt of the file, go to the preprocessors in the resources,
    under ``layerwise`` as ``repairs`` and ``receipt``.
    """

    @default("optimistic_validation")
    def _optimistic_validation(self):
        return True

    def from_file(self, file_stream, resources=None, **settings):
        """Convert a notebook from a file that is open as text."""
        if not getattr(self.parent, "_sanitizing", True):  # this one is nbgrader's own work
            return super().from_file(file_stream, resources=resources, **settings)
        data = file_stream.buffer.read()
        notes = []
        nb = read(data, notes)
        resources["layerwise"] = {"repairs": notes, "receipt": receipt(data)}
        return self.from_notebook_node(nb, resources=resources, **settings)


def read(data, notes):
    """Return the notebook that is in a file, in the current format.

    Parameters
    ----------
    data : bytes
    notes : list of str
        A sentence for each thing that had to be repaired is added.

    Raises
    ------
    UnreadableNotebook
        When no notebook can be made of it.
    """
    return nbformat.from_dict(form.build(text.load(data, notes), notes))
