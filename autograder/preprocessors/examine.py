"""Grade a submission with the examiner, in place of nbgrader's own Execute."""

import atexit
import secrets
from pathlib import Path

from nbformat import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from autograder import course, grading
from autograder.examiner.limits import Limits
from autograder.examiner.parents import Parents


class Examine(NbGraderPreprocessor):
    """Run the student's cells in one process and the checks in another, and write the scores down.

    The outputs of a check are its report and its score, from the examiner's own record; nothing
    the student's code prints gets into them.
    """

    limit = Float(
        30.0, help="Seconds that one cell, or one call of a student's function, may take."
    ).tag(config=True)
    notebook_limit = Float(600.0, help="Seconds that a whole notebook may take.").tag(config=True)
    memory_limit = Float(
        4.0, min=0.1, help="GiB of memory that a submission's processes may take together."
    ).tag(config=True)
    disk_limit = Float(
        1.0,
        min=0.01,
        help="GiB that a submission's files may take together. They lie in memory while it is "
        "graded; files handed in that need more than half of it are left out.",
    ).tag(config=True)
    cpu_limit = Float(
        600.0,
        min=0.1,
        help="Seconds of processor time that a submission's processes may use together.",
    ).tag(config=True)
    process_limit = Integer(
        64, min=1, help="Processes and threads that a submission may run at one time."
    ).tag(config=True)
    file_limit = Integer(
        256, min=16, help="Files that a submission's process may have open at one time."
    ).tag(config=True)
    seed = Integer(
        None,
        allow_none=True,
        help="Seed of the checks' inputs. Drawn afresh for each submission when not given, and "
        "recorded in the graded notebook either way.",
    ).tag(config=True)

    _parents = None
    _images = secrets.randbelow(2**63)  # one for all that this process grades
    _warned = False

    def preprocess(self, nb, resources):
        """Fill in the outputs of every code cell that is run while grading.

        What was found when the same submission was examined before may stand in the resources,
        under ``nbgrader`` as ``examined``.
        """
        told = resources["nbgrader"]
        record = told.get("examined")
        if record is None:
            folder = Path(resources["metadata"]["path"])
            chapter = told["assignment"]
            warm = self.parents().of(chapter, self._root())
            record = self.examine(nb, chapter, folder, warm, images=self._images)
            for sentence in record["metadata"]["refused"]:
                self.log.warning("%s", sentence)
        put(nb, record)
        return nb, resources

    def examine(self, nb, chapter, folder, warm, seed=None, images=None, root=None):
        """Examine a notebook; return what there is to keep of it, in plain values.

        Parameters
        ----------
        nb : NotebookNode
            The submission, whose outputs are replaced.
        chapter : str
        folder : Path
            Where the files are that were handed in with it.
        warm : Warm
        seed, images : int, optional
            Seeds of the checks' inputs and of the images that models are tested on, where the
            settings name none.
        root : Path, optional
            The folder of the course, where it is not nbgrader's.

        Returns
        -------
        dict
            ``outputs``, a list for each cell of the notebook, None for one of text; ``scores``, by
            grade_id; and ``metadata`` of the graded notebook.
        """
        confinement = warm.confinement
        self.warn(confinement)
        result = grading.grade(
            nb,
            chapter,
            folder,
            warm,
            seed=seed if self.seed is None else self.seed,
            images=images if self.seed is None else self.seed,
            limit=self.limit,
            notebook_limit=self.notebook_limit,
            limits=self.limits(),
            root=root or self._root(),
        )
        return {
            "outputs": [cell.get("outputs") for cell in nb.cells],
            "scores": {name: check["score"] for name, check in result["checks"].items()},
            "metadata": {
                **{key: result[key] for key in ("seed", "images", "status", "refused")},
                "confinement": confinement.level,
                "holes": list(confinement.holes),
                "misconceptions": {
                    name: check["misconception"]
                    for name, check in result["checks"].items()
                    if check["misconception"]
                },
                "seconds": {name: round(took, 4) for name, took in result["seconds"].items()},
            },
        }

    @classmethod
    def parents(cls):
        """Return the warm parents of this process, which end with it."""
        if Examine._parents is None:
            Examine._parents = Parents()
            atexit.register(Examine._parents.close)
        return Examine._parents

    def settings(self):
        """Return all settings of this plug-in, by name."""
        return {name: getattr(self, name) for name in self.trait_names(config=True)}

    def limits(self):
        """Return what a submission's processes may take, from the settings."""
        return Limits(
            memory=int(self.memory_limit * 2**30),
            disk=int(self.disk_limit * 2**30),
            cpu=self.cpu_limit,
            processes=self.process_limit,
            open_files=self.file_limit,
        )

    def warn(self, confinement):
        """Say once what a student's process can do here that it should not."""
        if confinement.holes and not Examine._warned:
            self.log.warning(warning(confinement))
        Examine._warned = True

    def _root(self):
        converter = getattr(self.parent, "parent", None)
        coursedir = getattr(converter, "coursedir", None)
        return Path(coursedir.root) if coursedir else course.ROOT


def begin(assignment, student, notebooks):
    """Begin to warm up for a chapter, while nbgrader copies and reads what was handed in."""
    Examine.parents().of(assignment, Path.cwd())


def put(nb, record):
    """Write what an examination found into the notebook that was examined, or one like it."""
    for cell, outputs in zip(nb.cells, record["outputs"], strict=True):
        if outputs is not None:
            cell.outputs = [from_dict(output) for output in outputs]
    told = nb.metadata.get("layerwise", {})  # what was repaired, and the receipt
    nb.metadata["layerwise"] = {**told, **record["metadata"]}


def warning(confinement):
    """Return what to tell an instructor of a confinement that has holes."""
    why = "".join(f"\n  no {level}: {reason}" for level, reason in confinement.reasons.items())
    return (
        f"STUDENTS' CODE IS NOT FULLY CONFINED on this system (level: {confinement.level}). It "
        f"can {', '.join(confinement.holes)}.{why}\n  Grade on a Linux where this is not so, or in "
        "a virtual machine that holds nothing you would not show your students; see book/"
        "instructors.md."
    )
