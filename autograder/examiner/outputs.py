"""A cell's outputs as a notebook holds them, in the amounts that a notebook should hold."""

import io

#: What one cell may print, in bytes, before the rest is cut.
MAX_PRINTED = 100_000
#: What one cell may display beside text, in bytes: figures above all.
MAX_DISPLAYED = 5_000_000

_MAX_ITEMS = 200
_MAX_LINES = 40  # of a traceback
_MAX_LINE = 2_000
_CUT = f"\n[cut here: a cell may print {MAX_PRINTED:,} bytes]\n"
_MIMES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")


class Outputs:
    """The outputs of one cell, capped by bytes and by number.

    Whatever is added, `items` gives outputs that nbformat accepts and that can be written as UTF-8.
    """

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget all outputs."""
        self._items = []
        self._print_left = MAX_PRINTED
        self._display_left = MAX_DISPLAYED

    def stream(self, name, text):
        """Add text that was printed to `name`, stdout or stderr."""
        if self._print_left <= 0:
            return
        data = text.encode(errors="replace")  # a lone surrogate cannot be written to a file
        if len(data) > self._print_left:
            data = data[: self._print_left] + _CUT.encode()
            self._print_left = 0
        self._print_left -= len(data)
        last = self._items[-1] if self._items else {}
        if last.get("name") != name:
            last = {"output_type": "stream", "name": name, "text": []}
            self._add(last)
        last["text"].append(data.decode(errors="ignore"))

    def display(self, data, *, result=False):
        """Add a display, or the value of the cell's last expression: a dict by MIME type."""
        shown = {mime: clean(data[mime], MAX_DISPLAYED) for mime in _MIMES if mime in data}
        if len(shown.get("text/plain", "")) > MAX_PRINTED:
            shown["text/plain"] = shown["text/plain"][:MAX_PRINTED] + _CUT
        size = sum(map(len, shown.values()))
        if size > self._display_left:
            shown = {"text/plain": f"[left out: a cell may display {MAX_DISPLAYED:,} bytes]"}
        self._display_left -= size
        item = {"output_type": "display_data", "data": shown, "metadata": {}}
        if result:
            item |= {"output_type": "execute_result", "execution_count": None}
        self._add(item)

    def error(self, name, message, lines):
        """Add an error with the lines of its traceback."""
        self._add(
            {
                "output_type": "error",
                "ename": clean(name, 200),
                "evalue": clean(message, _MAX_LINE),
                "traceback": [clean(line, _MAX_LINE) for line in lines[-_MAX_LINES:]],
            }
        )

    def items(self):
        """Return the outputs, in nbformat's form."""
        return [
            {**item, "text": "".join(item["text"])} if "text" in item else item
            for item in self._items
        ]

    def take(self, items):
        """Add outputs that come from elsewhere; what is not well-formed is left out."""
        for item in items if type(items) is list else ():
            try:
                self._take(item)
            except (KeyError, TypeError, AttributeError):
                continue

    def _take(self, item):
        if type(item) is not dict:
            return
        kind = item["output_type"]
        if kind == "stream" and item["name"] in ("stdout", "stderr"):
            self.stream(item["name"], clean(item["text"], 2 * MAX_PRINTED))
        elif kind == "error" and type(item["traceback"]) is list:
            self.error(item["ename"], item["evalue"], item["traceback"])
        elif kind in ("display_data", "execute_result") and type(item["data"]) is dict:
            self.display(item["data"], result=kind == "execute_result")

    def _add(self, item):
        if len(self._items) < _MAX_ITEMS:
            self._items.append(item)


class Stream(io.TextIOBase):
    """A text stream that writes into a cell's outputs, or nowhere when there are none."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name, outputs=None):
        self.name = name
        self._outputs = outputs

    def writable(self):
        """Return True."""
        return True

    def write(self, text):
        """Write text; like a file, refuse what is not text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._outputs is not None:
            self._outputs.stream(self.name, text)
        return len(text)


def clean(text, most):
    """Return text of at most `most` characters that can be written as UTF-8.

    Raises
    ------
    TypeError
        When it is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"a {type(text).__name__} is not text")
    return text[:most].encode(errors="replace").decode()
