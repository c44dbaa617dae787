"""The picture of the examiner can be read: no text leaves its box or lies on another."""

import itertools

from figures import examiner
from matplotlib.backends.backend_agg import FigureCanvasAgg


def test_texts_lie_within_their_boxes_and_apart_from_each_other():
    figure = examiner.processes()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    (axes,) = figure.axes
    texts = {text.get_text(): text.get_window_extent(canvas.get_renderer()) for text in axes.texts}
    texts.pop("", None)  # the arrows'
    *boxes, _wall = [patch.get_window_extent(canvas.get_renderer()) for patch in axes.patches[:5]]
    for box, (*_, title, content) in zip(boxes, examiner.BOXES.values(), strict=True):
        for text in (texts[title], texts[content]):
            assert box.x0 < text.x0 and text.x1 < box.x1
            assert box.y0 < text.y0 and text.y1 < box.y1
    for first, second in itertools.combinations(texts, 2):
        assert not texts[first].overlaps(texts[second]), (first, second)


def test_it_can_be_read_on_light_and_dark(on_both_grounds):
    on_both_grounds(examiner.processes())
