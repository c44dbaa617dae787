"""A parser for what was meant to be JSON: cut off, or with a comma or bracket too many."""

import re
from json.decoder import scanstring

#: Notebooks nest about ten deep; what goes deeper than this is none.
DEEPEST = 60

_SKIPPED = re.compile(r'[^{}\[\]"\d\-tfnNI]*')
_WORD = re.compile(
    r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity|[^{}\[\]\",:\s]+|."
)
_BODY = re.compile(r'(?:[^"\\]|\\.)*', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\/bfnrt]|u[\da-fA-F]{4})?')
_VALUES = {"true": True, "false": False, "null": None}
_CLOSERS = {dict: "}", list: "]"}


class _End(Exception):
    """The text ended in the middle of a value."""


def loads(text):
    """Return what can be made of a text, and whether the text ends before the value does.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple
        The value, plain dicts, lists, strings, numbers, booleans and None; and a bool.

    Raises
    ------
    ValueError
        When it holds no object or list, or nests deeper than any notebook.

    Examples
    --------
    >>> loads('{"a": [1, 2,], "b": ["x", "y')
    ({'a': [1, 2], 'b': ['x', 'y']}, True)
    """
    start = re.search(r"[{\[]", text)
    if not start:
        raise ValueError("there is no JSON in it")
    made = {} if start[0] == "{" else []
    try:
        _fill(made, text, start.end(), 1)
    except _End:
        return made, True
    return made, False


def _fill(made, text, place, depth):
    """Put what follows into a dict or list, up to its closing bracket; return the place after it.

    It is filled in place, so that what was read before the text ends is kept.
    """
    if depth > DEEPEST:
        raise ValueError(f"it nests more than {DEEPEST} deep")
    key = None
    while True:
        place = _SKIPPED.match(text, place).end()
        if place >= len(text):
            raise _End
        char = text[place]
        if char in "}]":
            # A bracket of the wrong kind closes what is around: one was left out here.
            return place + (char == _CLOSERS[type(made)])
        if char in "{[":
            value = {} if char == "{" else []
            key = _add(made, key, value)
            place = _fill(value, text, place + 1, depth + 1)
        elif char == '"':
            value, place, ended = _string(text, place)
            if isinstance(made, dict) and key is None and ended:
                key = value
            else:
                key = _add(made, key, value)
            if not ended:
                raise _End
        else:
            word = _WORD.match(text, place)
            key, place = _add(made, key, _number(word[0])), word.end()


def _add(made, key, value):
    """Add a value, to a dict only where a key waits for it; return the key that then waits."""
    if isinstance(made, list):
        made.append(value)
    elif key is not None:
        made[key] = value
    return None


def _string(text, place):
    """Return a string, the place after it, and whether it has its closing quotation mark."""
    # On a string alone: an error would count the lines of all that stands before it.
    end = _BODY.match(text, place + 1).end()
    rest = text[place + 1 : end]
    if end < len(text):
        rest = _ESCAPE.sub(lambda found: found[0] if found[1] else r"\\", rest)
        return scanstring(rest + '"', 0, False)[0], end + 1, True
    for cut in range(7):  # an escape such as \\u00e9 may have been cut in two
        try:
            return scanstring(rest[: len(rest) - cut] + '"', 0, False)[0], end, False
        except ValueError:
            continue
    return "", end, False


def _number(word):
    if word in _VALUES:
        return _VALUES[word]
    try:
        return int(word) if word.lstrip("-").isdigit() and len(word) < 300 else float(word)
    except ValueError:
        return None
