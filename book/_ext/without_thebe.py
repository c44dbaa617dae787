"""Leave Thebe out of the pages.

Jupyter Book loads the extension sphinx_thebe whether or not a book runs code in the browser. Here
it would only add a script twice, and the second time is an error in the reader's browser console.
"""

from sphinx.application import Sphinx
from sphinx_thebe import init_thebe_core


def disconnect(app: Sphinx, config) -> None:
    """Take sphinx_thebe's script writer out of the build.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The running build.
    config : sphinx.config.Config
        Its settings, unused.
    """
    listeners = app.events.listeners["env-before-read-docs"]
    for listener in [one for one in listeners if one.handler is init_thebe_core]:
        app.disconnect(listener.id)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("config-inited", disconnect)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
