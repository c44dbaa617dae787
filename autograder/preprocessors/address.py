"""Write the release's address into the notebook's first cell, from the one place that sets it."""

import re
from pathlib import Path
from urllib.parse import quote

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder import course

_LINE = re.compile(r'^(\s*)LIBRARY = ".*"$', re.MULTILINE)


class SettingMissing(SystemExit):
    """A setting that the release needs is not there; ends the command with its sentence."""


class Address(NbGraderPreprocessor):
    """Set ``LIBRARY = "..."`` in given cells to what `_config.yml` says."""

    root = Unicode(str(course.ROOT), help="The folder that holds _config.yml.").tag(config=True)

    def preprocess(self, nb, resources):
        """Replace the address in every cell that has such a line."""
        library = address(course.settings(Path(self.root)))
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.source = _LINE.sub(rf'\g<1>LIBRARY = "{library}"', cell.source)
        return nb, resources


def address(settings):
    """Return what pip installs the students' library from: the release's archive of the repository.

    Parameters
    ----------
    settings : dict
        What `_config.yml` says.

    Raises
    ------
    SettingMissing
        When the repository or its reference is not set.
    """
    try:
        config = settings["sphinx"]["config"]
        repository, reference = config["layerwise_repository"], config["layerwise_ref"]
    except KeyError as error:
        raise SettingMissing(
            f"_config.yml has no {error}; set layerwise_repository and layerwise_ref under "
            "sphinx: config:, as the students' notebooks install the library from there."
        ) from None
    return f"https://github.com/{repository}/archive/{reference}.zip#subdirectory=layerwise"


def colab_address(repository, reference, notebook):
    """Return the address at which Colab opens a notebook of a GitHub repository.

    Parameters
    ----------
    repository : str
        The repository, as OWNER/NAME.
    reference : str
        A branch, tag or commit.
    notebook : str
        The notebook's path from the root of the repository.

    Returns
    -------
    str
        The address.

    Examples
    --------
    >>> colab_address("ada/course", "v1", "release/a/a.ipynb")
    'https://colab.research.google.com/github/ada/course/blob/v1/release/a/a.ipynb'
    """
    path = f"{repository}/blob/{quote(reference)}/{quote(notebook)}"
    return f"https://colab.research.google.com/github/{path}"


def kaggle_address(repository, reference, notebook):
    """Return the address at which Kaggle opens a notebook of a GitHub repository.

    Parameters
    ----------
    repository, reference, notebook : str
        As for `colab_address`.

    Examples
    --------
    >>> kaggle_address("ada/course", "v1", "release/a/a.ipynb")
    'https://kaggle.com/kernels/welcome?src=https://github.com/ada/course/blob/v1/release/a/a.ipynb'
    """
    path = f"{repository}/blob/{quote(reference)}/{quote(notebook)}"
    # An address inside an address: what is quoted in it is quoted once more.
    return "https://kaggle.com/kernels/welcome?src=" + quote(
        f"https://github.com/{path}", safe=":/"
    )
