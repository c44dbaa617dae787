"""Equations, which are typeset when the site is built."""

import copy
import re

import pytest

pytestmark = pytest.mark.slow


def test_no_tex_is_left_in_a_page_and_each_equation_is_there_for_eyes_and_ears(pages):
    count = 0
    for name, page in pages.items():
        page = copy.copy(page)  # the others' is to stay whole
        for equation in page.select("span.math, div.math"):
            count += 1
            [boxes], [words] = equation.select(".katex-html"), equation.select("math")
            assert boxes["aria-hidden"] == "true"
            assert words.get_text(strip=True), name
            words.find("annotation").extract()  # the TeX, which nobody sees or hears
        for kind in page.select("script, style, pre, code, annotation"):
            kind.extract()
        assert not re.search(r"\\\(|\\\[|\\frac|\\mathrm", page.get_text()), name
    assert count > 150


def test_an_equation_with_several_lines_is_aligned_and_numbered(pages):
    equation = pages["book/convolution.html"].select("div.math")[1]
    assert re.fullmatch(r"\(4\.\d\)#?", equation.select_one(".eqno").get_text())
    assert len(equation.select("mtable")[-1].select("mtr")) == 2
