"""From the bytes of a file to the plain values that its JSON holds."""

import codecs
import json

from autograder.repair import loose_json

#: Bytes up to which a file that is not JSON is taken apart; beyond, it is refused.
MOST = 20_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnreadableNotebook(ValueError):
    """No notebook can be made of a file."""


def load(data, notes):
    """Return what a file's JSON holds.

    Parameters
    ----------
    data : bytes
    notes : list of str
        A sentence for each thing that had to be repaired is added.

    Raises
    ------
    UnreadableNotebook
        When there is nothing like JSON in it.
    """
    text = decode(data, notes)
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableNotebook("it nests deeper than any notebook does") from None
    except ValueError as error:
        reason = error
    if not text.strip():
        raise UnreadableNotebook("the file is empty")
    if len(text) > MOST:
        raise UnreadableNotebook(f"it is not JSON ({reason})")
    for side in (0, 1):
        one = one_side(text, side)
        if one is None:
            break
        try:
            value = json.loads(one)
        except ValueError:
            continue
        which = ("first", "second")[side]
        notes.append(f"The file held two versions, from a merge; the {which} was taken.")
        return value
    try:
        value, cut = loose_json.loads(one_side(text, 0) or text)
    except ValueError as error:
        raise UnreadableNotebook(f"it is not JSON: {error}") from None
    if cut:
        notes.append("The file was cut off; what is left of it was taken.")
    else:
        notes.append("The file was not quite JSON; it was read all the same.")
    return value


def decode(data, notes):
    """Return the text of a file, whatever its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            notes.append(f"The file began with a byte order mark and was read as {encoding}.")
            return data[len(mark) :].decode(encoding, errors="replace").replace("\0", "")
    evens, odds = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(evens, odds) > len(data[:2000]) // 5:
        encoding = "utf-16-le" if odds > evens else "utf-16-be"
        notes.append(f"The file was read as {encoding}.")
        return data.decode(encoding, errors="replace").replace("\0", "")
    if b"\0" in data:
        notes.append("The file held zero bytes; they were left out.")
        data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    # In a text of Windows hardly any two letters in a row look like one of UTF-8.
    if not any("\x7f" < char != "\ufffd" for char in text):
        notes.append("The file was not UTF-8; it was read as Windows-1252.")
        return data.decode("cp1252", errors="replace")
    notes.append("The file held bytes that are not UTF-8; they were left out.")
    return text


def one_side(text, side):
    """Return one side of a text with the markers of a merge, the first or second; else None."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    kept, now = [], None
    for line in text.splitlines(keepends=True):
        mark = line[:7]
        if mark == "<<<<<<<" and now is None:
            now = 0
        elif mark == "|||||||" and now == 0:
            now = 2  # the common ancestor, which neither side wants
        elif mark == "=======" and now in (0, 2):
            now = 1
        elif mark == ">>>>>>>" and now == 1:
            now = None
        elif now is None or now == side:
            kept.append(line)
    return "".join(kept)
