"""A student's text is shown in full and runs nothing."""

import pytest

from autograder.safe_html import markdown2html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[text](javascript:alert(1))",
        '<a href="javascript:alert(1)">text</a>',
        '<iframe src="http://example.org"></iframe>',
        '<div style="position: fixed" onclick="alert(1)">text</div>',
        "<svg onload=alert(1)>",
        "<form action=/formgrader><input name=score></form>",
    ],
)
def test_nothing_in_a_text_runs(source):
    html = markdown2html({}, source).lower()
    for tag in ("<script", "<iframe", "<svg", "<form", "<input"):
        assert tag not in html
    assert "=" not in "".join(part.split(">")[0] for part in html.split("<")[1:] if "on" in part)
    assert 'href="javascript' not in html


def test_markdown_and_formulas_look_as_ever():
    html = markdown2html({}, "# A *b*\n\n$x < y$ and `a < b`\n\n| a |\n| --- |\n| 1 |")
    for part in ("<h1", "<em>b</em>", "$x &lt; y$", "<code>a &lt; b</code>", "<td>1</td>"):
        assert part in html


def test_a_picture_in_an_answer_is_shown():
    cell = {"attachments": {"a.png": {"image/png": "iVBORw0KGgo="}}}
    html = markdown2html({"cell": cell}, "![curve](attachment:a.png)")
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in html
