"""Run the code of all pages side by side, before the first page is read.

myst-nb runs a page's code when it comes to the page, one after the other, unless the results are in
its cache already. This puts them there. A page whose code fails or dies is left to myst-nb, which
tries it alone and says so.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

log = logging.getLogger(__name__)


def notebook_of(env: BuildEnvironment, docname: str) -> NotebookNode | None:
    """Return a page with code as a notebook, as myst-nb reads it, or None for any other page."""
    path = env.doc2path(docname)
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, text)
    return reader and reader.read(text)


def is_known(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    """Tell whether the results of a notebook are in the cache."""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def run_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the pages that are to be read and whose results are not known."""
    settings = env.mystnb_config
    if settings.execution_mode != "cache":
        return
    cache = get_cache(settings.execution_cache_path)
    notebooks = {env.doc2path(docname): notebook_of(env, docname) for docname in docnames}
    todo = {path: nb for path, nb in notebooks.items() if nb and not is_known(cache, nb)}

    def run(path: str) -> ExecutionResult | None:
        log.info("%s: Executing notebook", path)
        try:
            return single_nb_execution(
                todo[path],
                cwd=str(Path(path).parent),
                timeout=settings.execution_timeout,
                allow_errors=settings.execution_allow_errors,
            )
        except DeadKernelError:
            return None

    # The code runs in kernels, which are processes; a thread waits for each.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for path, result in zip(todo, threads.map(run, todo), strict=True):
            if result and result.err is None:
                bundle = CacheBundleIn(result.nb, path, data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    app.connect("env-before-read-docs", run_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
