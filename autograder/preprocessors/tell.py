"""Tell a student, at the top of the feedback, what was repaired, and the receipt of the file."""

from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#$|~"})


class Tell(NbGraderPreprocessor):
    """Put a cell before all others of a notebook whose metadata have something to tell."""

    def preprocess(self, nb, resources):
        """Add the cell."""
        told = nb.metadata.get("layerwise", {})
        lines = []
        if told.get("repairs"):
            lines += ["**Before it was graded, your notebook had to be repaired:**", ""]
            lines += [f"- {note.translate(_SPECIAL)}" for note in told["repairs"]] + [""]
        if told.get("receipt"):
            lines.append(
                f"Receipt of the notebook that was graded: `{told['receipt']}`. It is the one that "
                "you were shown when you handed in, unless that was another version."
            )
        if lines:
            nb.cells.insert(0, new_markdown_cell("\n".join(lines), id="layerwise-repairs"))
        return nb, resources
