"""Chapters are found by their files, never listed in code."""

import pytest

from autograder import course


def make(root, *chapters, toc=""):
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\n" + toc)
    for chapter in chapters:
        folder = root / "source_notebooks" / chapter
        folder.mkdir(parents=True)
        (folder / f"{chapter}.ipynb").write_text("{}")


def test_chapters_come_in_the_order_of_the_contents(tmp_path):
    toc = "chapters:\n  - file: book/zebra\n  - file: book/apple\n"
    make(tmp_path, "apple", "unlisted", "zebra", toc=toc)
    assert course.chapters(tmp_path) == ["zebra", "apple", "unlisted"]


def test_an_unknown_chapter_is_refused_and_the_known_ones_named(tmp_path):
    make(tmp_path, "apple")
    with pytest.raises(FileNotFoundError, match=r"no chapter 'pear' .*; the chapters are: apple\."):
        course.source("pear", tmp_path)


def test_every_chapter_has_a_page_a_source_and_a_release(root):
    for chapter in course.chapters():
        assert course.source(chapter).is_file()
        assert course.release(chapter).is_file()
        assert (root / "book" / f"{chapter}.md").is_file()
