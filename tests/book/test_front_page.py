"""The landing page's addresses, one level up."""

import pytest
from front_page import moved_up


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("students.html", "book/students.html"),
        ("students.html#colab", "book/students.html#colab"),
        ("../_static/mark.svg?v=1", "_static/mark.svg?v=1"),
        ("../genindex.html", "genindex.html"),
        ("../", "./"),
        ("#what-makes-it-different", "#what-makes-it-different"),
        ("", ""),
        ("https://example.org/a", "https://example.org/a"),
        ("//example.org/a", "//example.org/a"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("/layerwise/a.html", "/layerwise/a.html"),
    ],
)
def test_an_address_leads_to_the_same_place_from_one_level_up(address, moved):
    assert moved_up(f'<a href="{address}">', "book") == f'<a href="{moved}">'


def test_all_kinds_of_addresses_in_a_page_are_moved():
    before = '<html data-content_root="../"><img src="../a.png"><form action="../search.html">'
    after = '<html data-content_root="./"><img src="a.png"><form action="search.html">'
    assert moved_up(before, "book") == after


def test_text_that_only_looks_like_an_address_stays():
    text = "<p>Write href=students.html or data-src.</p>"
    assert moved_up(text, "book") == text
