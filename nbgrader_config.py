"""What a bare `nbgrader ...` in this folder reads: the course's folders and plug-ins."""

import glob
import os
import sys
import warnings
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors as stock
from sqlalchemy.exc import SAWarning

try:
    from autograder.late import LatePolicy
    from autograder.preprocessors.address import Address
    from autograder.preprocessors.due import Due
    from autograder.preprocessors.examine import Examine
    from autograder.preprocessors.links import Links
    from autograder.preprocessors.refuse import Refuse
    from autograder.preprocessors.repair import Repair
    from autograder.preprocessors.save import Save
    from autograder.preprocessors.tag import Tag
    from autograder.preprocessors.tell import Tell
    from autograder.repair.exporter import Exporter
    from autograder.submitted import odd_files
except ImportError as error:
    # nbgrader would go on without this file, and run students' code unconfined.
    raise SystemExit(
        f"nbgrader_config.py cannot be read ({error}); run nbgrader in the course's environment."
    ) from error

c = get_config()  # noqa: F821 - nbgrader defines it

# nbgrader calls `alembic` as a bare command, which is found only beside its own Python.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

# nbgrader's own use of its database draws these from SQLAlchemy 2; an instructor can do nothing.
warnings.simplefilter("ignore", SAWarning)

c.CourseDirectory.root = str(Path(__file__).parent)
# A database that checks its references, as PostgreSQL does, wants each chapter to be of a course.
c.CourseDirectory.course_id = "layerwise"
c.CourseDirectory.source_directory = "source_notebooks"
c.CourseDirectory.release_directory = "release"
# nbgrader would copy what a link that was handed in leads to, before any plug-in is asked.
_odd = odd_files(Path(__file__).parent / "submitted")
c.CourseDirectory.ignore.extend(glob.escape(str(path)) for path in _odd)

c.ClearSolutions.code_stub = {
    "python": "# Write your answer here, in place of the next line.\n"
    'raise NotImplementedError("write your answer here")'
}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"
# A marking scheme stands in the question's cell, above the answer that it is for.
c.ClearMarkScheme.enforce_metadata = False

c.GenerateAssignment.preprocessors = [
    Refuse,
    Address,
    stock.LockCells,
    stock.ClearSolutions,
    stock.ClearOutput,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    stock.SaveCells,
    stock.ClearHiddenTests,
    stock.ClearMarkScheme,
    stock.ComputeChecksums,
    stock.CheckCellMetadata,
    Tag,
]

# What nbformat would refuse is read; then the cells are given their names and places again.
c.Autograde.exporter_class = Exporter
c.Autograde.sanitize_preprocessors = [
    Links,
    Repair,
]
# The processes that examine warm up meanwhile.
c.Autograde.pre_convert_hook = "autograder.preprocessors.examine.begin"
c.Autograde.autograde_preprocessors = [
    Examine,
    stock.IgnorePattern,
    ClearMetadataPreprocessor,
    stock.LimitOutput,
    Save,
    Due,
    stock.AssignLatePenalties,
]

# When chapters are due, and what lateness costs: nothing, until you say so. What is set here on
# c.Term, c.LatePolicy, c.Roster, c.Collect and c.Export needs no new grading.
c.Term.timezone = "UTC"
c.AssignLatePenalties.plugin_class = LatePolicy

# A script in a student's text or output would run in the browser of whoever grades, signed in.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"markdown2html": "autograder.safe_html.markdown2html"}
# Feedback shows the student's work and the reports, never a hidden test or a marking scheme.
c.GenerateFeedback.preprocessors = [
    stock.ClearHiddenTests,
    stock.ClearMarkScheme,
    stock.GetGrades,
    Tell,
    CSSHTMLHeaderPreprocessor,
]
