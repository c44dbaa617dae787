"""How many wrong and right versions the tests of each chapter are tried on."""

from collections import Counter

from figures.table import table
from IPython.display import Markdown

from autograder import course, misconceptions


def counts() -> Markdown:
    """Return a table: the versions of each graded function, by chapter, without their names."""
    rows = []
    for chapter in course.chapters():
        versions = misconceptions.load(chapter)
        wrong = Counter(version.of for version in versions if version.is_wrong)
        right = Counter(version.of for version in versions if not version.is_wrong)
        for function in dict.fromkeys(version.of for version in versions):
            label = chapter.replace("_", " ").capitalize()
            rows.append([label, f"`{function}`", str(wrong[function]), str(right[function])])
    return table(
        "tab-strength",
        "Versions in the bank. All the wrong ones lose points, none of the right ones does.",
        ["chapter", "function", "wrong versions", "right versions"],
        rows,
    )
