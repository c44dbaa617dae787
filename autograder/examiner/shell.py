"""An IPython shell that runs one cell and gives its outputs as notebook outputs."""

import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

#: What one cell may print, in bytes, before the rest is cut.
MAX_PRINTED = 100_000
_CUT = "\n[output cut here: a cell may print {:,} bytes]\n"


class Outputs:
    """The outputs of the running cell, in nbformat's form, with its text capped by bytes."""

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget all outputs, before a cell runs."""
        self.items = []
        self._left = MAX_PRINTED

    def stream(self, name, text):
        """Append text that was printed to `name` (stdout or stderr)."""
        if self._left <= 0:
            return
        data = text.encode(errors="replace")
        if len(data) > self._left:
            text = data[: self._left].decode(errors="ignore") + _CUT.format(MAX_PRINTED)
        self._left -= len(data)
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def add(self, kind, data, metadata, **more):
        """Append a display or a result, unless it is larger than a cell may print."""
        size = sum(len(v) for v in data.values() if isinstance(v, str | bytes))
        if size <= 20 * MAX_PRINTED:
            data = {k: v for k, v in data.items() if isinstance(v, str | dict | list)}
            self.items.append(
                {"output_type": kind, "data": data, "metadata": metadata or {}, **more}
            )


class _Stream:
    """A text stream that writes into the cell's outputs."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name, outputs):
        self.name = name
        self._outputs = outputs

    def write(self, text):
        self._outputs.stream(self.name, str(text))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False


class _Publisher(DisplayPublisher):
    outputs = None

    def publish(self, data, metadata=None, **_):
        self.outputs.add("display_data", data, metadata)


class _Hook(DisplayHook):
    outputs = None

    def write_format_data(self, format_dict, md_dict=None):
        self.outputs.add("execute_result", format_dict, md_dict, execution_count=None)

    def write_output_prompt(self):
        pass

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """The shell of one side: no history file, no colours, nothing of the terminal."""

    def __init__(self, **kwargs):
        config = Config()
        config.HistoryManager.enabled = False
        super().__init__(
            config=config,
            display_pub_class=_Publisher,
            displayhook_class=_Hook,
            colors="nocolor",
            **kwargs,
        )
        self.outputs = Outputs()
        self.display_pub.outputs = self.displayhook.outputs = self.outputs

    def init_sys_path(self):
        """Leave sys.path alone: a file beside the notebook must not shadow a library."""

    def enable_gui(self, gui=None):
        """Accept ``%matplotlib inline``; there is no event loop to start."""

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.items.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue)[:2000],
                "traceback": [line[:5000] for line in stb],
            }
        )

    def run(self, source):
        """Run a cell; return its outputs, whether it succeeded and its last expression's value."""
        self.outputs.clear()
        saved = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout", self.outputs), _Stream("stderr", self.outputs)
        try:
            result = self.run_cell(source, store_history=False)
        finally:
            sys.stdout, sys.stderr = saved
        #: What ended the last cell that failed, if any.
        self.failure = result.error_before_exec or result.error_in_exec
        return self.outputs.items, result.success, result.result
