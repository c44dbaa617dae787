"""How many wrong and right versions the tests of each chapter are tried on."""

import re
from collections import Counter

from figures.table import table
from IPython.display import Markdown

from autograder import course, misconceptions


def label(chapter: str) -> str:
    """Return a chapter's name in words, spelt as in its page's title if it stands there."""
    words = chapter.replace("_", " ")
    page = course.ROOT / "book" / f"{chapter}.md"
    title = re.search(r"^# (.*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    # Of a name in two words, the page may spell the first one otherwise.
    wanted = rf"\b({words}|\w+ {words.split()[-1]})\b"
    spelt = re.search(wanted, title[1], re.IGNORECASE)
    return spelt[0] if spelt else words.capitalize()


def counts() -> Markdown:
    """Return a table: the versions of each graded function, by chapter, without their names."""
    rows = []
    for chapter in course.chapters():
        versions = misconceptions.load(chapter)
        wrong = Counter(version.of for version in versions if version.is_wrong)
        right = Counter(version.of for version in versions if not version.is_wrong)
        for function in dict.fromkeys(version.of for version in versions):
            numbers = [str(wrong[function]), str(right[function])]
            rows.append([label(chapter), f"`{function}`", *numbers])
    return table(
        "tab-strength",
        "Versions in the bank. All the wrong ones lose points, none of the right ones does.",
        ["chapter", "function", "wrong versions", "right versions"],
        rows,
    )
