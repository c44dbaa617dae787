"""The templates of the pages that are made of a class; what is put into HTML is escaped."""

import functools
import textwrap

import jinja2

#: How a part's state is shown: in words and with a sign, as a colour alone is not seen by all.
STATES = {
    "pass": {"word": "passed", "sign": "✓", "colour": "good"},
    "part": {"word": "partly", "sign": "◐", "colour": "partly"},
    "FAIL": {"word": "failed", "sign": "✗", "colour": "bad"},
}


def points(value):
    """Return points as they are written: without decimals that say nothing."""
    return f"{round(value, 2):g}"


def given(mark):
    """Return a mark's points in words."""
    if mark.waits and mark.is_written:
        return f"not marked yet ({points(mark.maximum)} points)"
    return f"{points(mark.points)} of {points(mark.maximum)} points"


def _colour(mark):
    if mark.waits and mark.is_written:
        return "soft"
    if mark.points >= mark.maximum:
        return "good"
    return "partly" if mark.points > 0 else "bad"


def _wrapped(text, first, rest):
    """Break text into lines, each paragraph for itself."""
    lines = []
    for line in str(text).splitlines() or [""]:
        indent = rest if lines else first
        lines += textwrap.wrap(line, 88, initial_indent=indent, subsequent_indent=rest) or [""]
    return "\n".join(lines)


def number(value):
    """Return a number with two decimals, or a dash where there is none."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _percent(share):
    return f"{100 * share:.0f} %"


def render(name, **values):
    """Return a template of the folder `templates`, filled in."""
    return _environment().get_template(name).render(**values)


@functools.cache
def _environment():
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder"),
        autoescape=jinja2.select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters.update(points=points, given=given, colour=_colour, wrapped=_wrapped)
    made.filters.update(number=number, percent=_percent)
    made.globals["STATES"] = STATES
    return made
