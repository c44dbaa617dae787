"""An IPython shell that runs one cell and gives its outputs as notebook outputs."""

import contextlib
import linecache
import re
import sys

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.examiner.outputs import Outputs, Stream

_HIDDEN = re.compile(r"^[^\n]*### BEGIN HIDDEN TESTS.*?(?:### END HIDDEN TESTS|\Z)", re.M | re.S)


class _Publisher(DisplayPublisher):
    outputs = None

    def publish(self, data, metadata=None, **_):
        self.outputs.display(data)

    def clear_output(self, wait=False):
        self.outputs.clear()


class _Hook(DisplayHook):
    outputs = None

    def write_format_data(self, format_dict, md_dict=None):
        self.outputs.display(format_dict, result=True)

    def write_output_prompt(self):
        pass

    def finish_displayhook(self):
        pass


class _Compiler(CachingCompiler):
    """Keeps the lines of hidden tests out of what an error message can quote."""

    def cache(self, transformed_code, number=0, raw_code=None):
        name = super().cache(transformed_code, number, raw_code)
        shown = _HIDDEN.sub(_masked, transformed_code)
        lines = [line + "\n" for line in shown.split("\n")]
        linecache.cache[name] = (len(shown), None, lines, name)
        return name


def _masked(match):
    return "\n".join(["(a hidden test)"] * len(match[0].split("\n")))


class Shell(InteractiveShell):
    """The shell of one side: no history, no colours, no files, nothing of the terminal.

    Attributes
    ----------
    failure : BaseException or None
        What ended the last cell, if it failed.
    """

    def __init__(self):
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        self.failure = None
        self.outputs = Outputs()
        super().__init__(
            config=config,
            compiler_class=_Compiler,
            display_pub_class=_Publisher,
            displayhook_class=_Hook,
            colors="nocolor",
            xmode="Plain",  # the default takes seconds for a deep recursion
        )
        self.display_pub.outputs = self.displayhook.outputs = self.outputs

    def run(self, source):
        """Run a cell.

        Returns
        -------
        outputs : list of dict
        ok : bool
            Whether it ran to its end.
        value : object
            Its last expression's value.
        """
        self.outputs.clear()
        self.history_manager.outputs.clear()
        saved = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream("stdout", self.outputs), Stream("stderr", self.outputs)
        try:
            result = self.run_cell(source, store_history=False)
        finally:
            sys.stdout, sys.stderr = saved
        self.failure = result.error_before_exec or result.error_in_exec
        return self.outputs.items(), self.failure is None, result.result

    def ask_exit(self):
        """Go on: the ``exit()`` of a notebook that ends its kernel costs no points."""
        print("exit() does nothing while a notebook is graded.", file=sys.stderr)

    def init_ipython_dir(self, ipython_dir):
        """Leave the home folder alone."""

    def init_profile_dir(self, profile_dir):
        """Leave the home folder alone."""

    def init_sys_path(self):
        """Leave sys.path alone: a file beside the notebook must not shadow a library."""

    def init_virtualenv(self):
        """Leave sys.path alone."""

    def enable_gui(self, gui=None):
        """Accept ``%matplotlib inline``; there is no event loop to start."""

    @contextlib.contextmanager
    def _tee(self, channel):
        """Keep no second copy of what is printed, as IPython's history would."""
        yield

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.error(etype.__name__, said(evalue), [str(line).rstrip() for line in stb])


def said(error):
    """Return an exception's message, even when it cannot be turned into text."""
    try:
        return str.__str__(str(error))
    except Exception as fault:
        return f"(its message failed with {type(fault).__name__})"
