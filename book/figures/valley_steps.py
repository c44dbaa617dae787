"""The four update rules in a valley, step by step: a figure to play with."""

import contourpy
import numpy as np
from figures import valley
from figures.play import Play, coordinate, legend, line, number, svg, tag, text

WIDTH, HEIGHT, LEFT, BOTTOM = 440, 330, 34, 30  # the margins are for the axes' numbers
VALLEYS = {
    "straight": ("along an axis", valley.straight),
    "tilted": ("turned by 45°", valley.tilted),
    "bent": ("bent", valley.bent),
}
FIRST, SHOWN = "straight", 25  # the still picture: which valley, after how many steps
MARKS = {  # the corners of the marks of layerwise.plots, around (0, 0)
    "o": "m-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0",
    "s": "m-2.9 -2.9h5.8v5.8h-5.8z",
    "^": "m0 -3.8l3.8 6.6h-7.6z",
    "D": "m0 -4l4 4l-4 4l-4 -4z",
}
DASHES = {"-": "none", "--": "6 3", "-.": "7 3 1.5 3"}
STAR = "m0 -9l2.6 6h6.2l-5 4.2l1.9 6.4l-5.7 -3.8l-5.7 3.8l1.9 -6.4l-5 -4.2h6.2z"


def to_picture(window: tuple, points: np.ndarray) -> np.ndarray:
    """Return where points of the plane, shape (..., 2), lie in the picture."""
    left, right, bottom, top = window
    share = (points - [left, bottom]) / [right - left, top - bottom]
    across, up = WIDTH - LEFT - 8, HEIGHT - BOTTOM - 8
    return np.stack([LEFT + across * share[..., 0], 8 + up * (1 - share[..., 1])], axis=-1)


def ground(name: str) -> str:
    """Return a valley's contour lines, axes and minimum."""
    _, make = VALLEYS[name]
    a_valley = make()
    window = left, right, bottom, top = a_valley.window
    x, y = np.meshgrid(np.linspace(left, right, 151), np.linspace(bottom, top, 151))
    loss = a_valley.loss(np.stack([x, y], axis=-1))
    contours = contourpy.contour_generator(x, y, loss)
    lines = [
        line(to_picture(window, np.vstack([points[:-1:3], points[-1:]])))
        for level in np.geomspace(0.05, loss.max(), 9)
        for points in contours.lines(level)
        if len(points) > 20
    ]
    parts = [tag("path", d="".join(lines), class_="contour", clip_path="url(#valley-frame)")]
    for value in np.arange(np.ceil(left), right):
        place, _ = to_picture(window, np.array([value, bottom]))
        parts.append(text(place, HEIGHT - BOTTOM + 16, number(value)))
    for value in np.arange(np.ceil(bottom), top):
        _, place = to_picture(window, np.array([left, value]))
        parts.append(text(LEFT - 7, place, number(value), "value end"))
    star_x, star_y = to_picture(window, np.array(a_valley.minimum))
    parts.append(tag("path", d=f"M{coordinate(star_x)} {coordinate(star_y)}{STAR}", class_="star"))
    shown = {} if name == FIRST else {"hidden": "hidden"}
    return tag("g", *parts, data_valley=name, **shown)


def still() -> Play:
    """Return the figure: the paths in the straight valley with the best learning rates."""
    paths = []
    for place, descent in enumerate(valley.best_descents(VALLEYS[FIRST][1]), 1):
        rule = descent.rule
        points = to_picture(valley.straight().window, descent.path[: SHOWN + 1])
        marks = "".join(f"M{coordinate(x)} {coordinate(y)}{MARKS[rule.marker]}" for x, y in points)
        drawn = (
            tag("path", d=line(points), class_="track", stroke_dasharray=DASHES[rule.line]),
            tag("path", d=marks, class_="marks"),
        )
        paths.append(tag("g", *drawn, class_=f"path colour-{place}", data_rule=rule.name))
    frame = {"x": LEFT, "y": 8, "width": WIDTH - LEFT - 8, "height": HEIGHT - BOTTOM - 8}
    picture = svg(
        WIDTH,
        HEIGHT,
        tag("clipPath", tag("rect", **frame), id="valley-frame"),
        *(ground(name) for name in VALLEYS),
        tag("rect", **frame, class_="frame"),
        tag("g", *paths, class_="paths", clip_path="url(#valley-frame)"),
        text(WIDTH - 14, HEIGHT - BOTTOM - 10, "x", "name end"),
        text(LEFT + 12, 22, "y", "name"),
        scale=1.2,
    )
    alt = (
        f"The contour lines of a long valley and the first {SHOWN} steps of four paths in it. SGD "
        "jumps from wall to wall and then creeps along the floor; momentum swings from side to "
        "side in wide waves; RMSProp leaves the picture with its first step and comes back near "
        "the minimum; Adam takes one wide curve."
    )
    return Play("valley_steps", alt, _data(), picture, legend(_samples(), still_only=True))


def _samples():
    """Return a piece of each rule's path; the module's table of the rules has them too."""
    samples = {}
    for place, descent in enumerate(valley.best_descents(VALLEYS[FIRST][1]), 1):
        rule = descent.rule
        track = tag("path", d="M1 6L33 6", class_="track", stroke_dasharray=DASHES[rule.line])
        mark = tag("path", d=f"M17 6{MARKS[rule.marker]}", class_="marks")
        samples[rule.name] = tag("g", track, mark, class_=f"colour-{place}")
    return samples


def _data():
    """Say where the valleys lie in the picture, and how the rules look and start."""
    rules = [one.rule for one in valley.best_descents(VALLEYS[FIRST][1])]
    looks = [{"name": r.name, "mark": MARKS[r.marker], "dash": DASHES[r.line]} for r in rules]
    valleys = []
    for name, (words, make) in VALLEYS.items():
        a_valley = make()
        rates = [one.learning_rate for one in valley.best_descents(make)]
        valleys.append(
            {
                "name": name,
                "words": words,
                "window": a_valley.window,
                "start": a_valley.start,
                "last": a_valley.steps,
                "rates": rates,
            }
        )
    frame = [LEFT, 8, WIDTH - LEFT - 8, HEIGHT - BOTTOM - 8]
    return {
        "frame": frame,
        "shown": SHOWN,
        "rates": valley.LEARNING_RATES,
        "rules": looks,
        "valleys": valleys,
    }
