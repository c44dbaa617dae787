"""Carry each cell's name in a tag, which Colab keeps where it may drop nbgrader's metadata."""

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import notebook

PREFIX = "grade_id:"


class Tag(NbGraderPreprocessor):
    """Add a tag ``grade_id:NAME`` to every cell that nbgrader knows."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Tag one cell; a tag that is there already is not added again."""
        name = notebook.grade_id(cell)
        if name:
            tags = [t for t in cell.metadata.get("tags", []) if not t.startswith(PREFIX)]
            cell.metadata["tags"] = [*tags, PREFIX + name]
        return cell, resources
