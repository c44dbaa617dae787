"""Cut Font Awesome down to the icons in use.

The theme brings 2,000 icons as fonts, and once more as a script of 540 kB that draws the same icons
over them. A page shows about fifteen.
"""

import hashlib
import io
import re
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FACE = re.compile(r"@font-face\s*\{[^{}]*vendor/fontawesome/webfonts/([\w-]+)\.ttf[^{}]*\}")
SOURCES = re.compile(r"src:[^;}]*")
# Icons stand in Unicode's area for private use, in a stylesheet as they are or by their number.
ICON = re.compile(r"[\ue000-\uf8ff]|\\([ef][0-9a-fA-F]{3})\b")


def icons(text: str) -> set[int]:
    """Return the code points of the icons that a stylesheet names.

    Examples
    --------
    >>> sorted(hex(code) for code in icons('.moon:before{content:"\\\\f186"}'))
    ['0xf186']
    """
    found = ICON.finditer(text)
    return {int(match.group(1), 16) if match.group(1) else ord(match.group()) for match in found}


def subset(font: Path, wanted: set[int]) -> bytes:
    """Return a font with the wanted of its icons as WOFF, or nothing if it has none of them."""
    options = Options(flavor="woff", hinting=False, layout_features=[], name_IDs=[])
    options.recalc_timestamp = False  # the same icons, the same file
    with TTFont(font, recalcTimestamp=False) as loaded:
        if not wanted & set(loaded.getBestCmap()):
            return b""
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(loaded)
        loaded.flavor = "woff"
        content = io.BytesIO()
        loaded.save(content)
    return content.getvalue()


def cut(text: str, static: Path) -> str:
    """Write fonts with the icons that a stylesheet names, and return it with those in their place.

    Parameters
    ----------
    text : str
        The site's stylesheet, whose addresses count from `static`.
    static : Path
        The site's folder `_static`, where the theme has put the whole fonts.

    Returns
    -------
    str
        The stylesheet. A font none of whose icons it names is no longer in it.
    """
    wanted = icons(text)

    def replaced(face: re.Match) -> str:
        name = face.group(1)
        content = subset(static / "vendor/fontawesome/webfonts" / f"{name}.ttf", wanted)
        if not content:
            return ""
        file = f"{name}.{hashlib.sha256(content).hexdigest()[:10]}.woff"
        (static / file).write_bytes(content)
        return SOURCES.sub(f'src:url("{file}") format("woff")', face.group())

    return FACE.sub(replaced, text)
