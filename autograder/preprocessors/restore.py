"""Put the cells that a student may not change back to what they were."""

import re

from nbgrader.preprocessors import OverwriteCells
from traitlets import default

_REGION = re.compile(
    r"^.*### BEGIN (HIDDEN TESTS|MARK SCHEME)[\s\S]*?### END \1.*\n?", re.MULTILINE
)


class Restore(OverwriteCells):
    """nbgrader's OverwriteCells, with a warning only where a student really changed something.

    The stock class warns of every check that has hidden tests, since these are put back too.
    """

    @default("add_missing_cells")
    def _add_missing_cells(self):
        return True

    def preprocess_cell(self, cell, resources, cell_index):
        """Restore one cell, and say so when what a student saw of it had been edited."""
        before = cell.source
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.source != before and _visible(cell.source).strip() != before.strip():
            name = cell.metadata["nbgrader"]["grade_id"]
            self.log.warning("The cell %s had been changed; it was put back.", name)
        return cell, resources

    def report_change(self, name, attr, old, new):
        """Report a changed cell type, lock or number of points; not a changed checksum."""
        if attr != "checksum":
            super().report_change(name, attr, old, new)


def _visible(source):
    """Return what a release shows of a check's or question's source."""
    return _REGION.sub("", source)
