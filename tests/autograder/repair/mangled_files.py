"""What befalls the files of notebooks: each function returns the bytes in another way."""

import json
import re


def dumped(nb):
    """Return a notebook's file as Jupyter writes it."""
    return (json.dumps(nb, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def byte_order_mark(data, rng):
    return b"\xef\xbb\xbf" + data


def utf_16(data, rng):
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-16-be"])
    return data.decode("utf-8", "replace").encode(encoding)


def windows_1252(data, rng):
    return data.decode("utf-8", "replace").encode("cp1252", "ignore")


def zero_bytes(data, rng):
    return data + b"\0" * rng.randint(1, 4096)


def windows_file(data, rng):
    return data.replace(b"\n", b"\r\n")


def trailing_commas(data, rng):
    return re.sub(rb"(\})(\s*\])", rb"\1,\2", data)


def merge_conflict(data, rng):
    """Two versions of some cells' metadata, as version control leaves them in the file."""
    conflict = b'<<<<<<< HEAD\n\\1\n=======\n   "scrolled": true,\n\\1\n>>>>>>> other\n'
    return re.sub(rb'(?m)^(   "deletable": false,)\n', conflict, data)


def brackets_missing(data, rng):
    return data.rstrip()[: -rng.randint(1, 3)]


def cut_at_the_end(data, rng):
    """Cut off what follows the last cell's beginning."""
    at = data.rfind(b'"cell_type"')
    return data[: at + rng.randint(0, 40)] if at > 0 else data


def cut_anywhere(data, rng):
    return data[: rng.randrange(len(data) // 4, len(data))]


FILES = [
    *(byte_order_mark, utf_16, windows_1252, zero_bytes, windows_file, trailing_commas),
    *(merge_conflict, brackets_missing, cut_at_the_end, cut_anywhere),
]
