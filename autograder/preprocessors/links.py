"""Refuse a submission that is only a link, and say which files were left out for being one."""

from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.submitted import is_odd, odd_files


class NotHandedIn(ValueError):
    """A notebook, or its folder, is a link to something that lies elsewhere."""


class Links(NbGraderPreprocessor):
    """Look at what was handed in before anything of it is run.

    That links are not copied with the notebook is a setting in `nbgrader_config.py`: nbgrader
    copies before any plug-in is asked.
    """

    def preprocess(self, nb, resources):
        """Raise `NotHandedIn`, or return the notebook as it came."""
        folder = Path(resources["metadata"]["path"])
        notebook = folder / f"{resources['metadata']['name']}.ipynb"
        for path in (notebook, folder):
            if is_odd(path):
                raise NotHandedIn(
                    f"{path} is a link and was not graded, as it leads to {path.resolve()}; ask "
                    "for the file itself."
                )
        for path in odd_files(folder):
            self.log.warning("%s is no ordinary file and was left out.", path)
        return nb, resources
