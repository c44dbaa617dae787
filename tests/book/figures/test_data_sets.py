"""What the page on the data sets shows is what the library gives."""

import re

import numpy as np
from figures import data_sets

from layerwise import data
from layerwise.data import cifar10, fashion_mnist, shapes10


def cells(markdown):
    """Return the rows of a table's body as lists of strings."""
    text = markdown.data.replace("\N{NO-BREAK SPACE}", " ")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_pictures_are_training_images_of_their_classes():
    arrays = data.load("shapes10", num_train=data_sets.POOL, num_val=0, num_test=0, dtype=float)
    images = data_sets.first_of_each_class()
    assert images.shape == (10, data_sets.EACH, 32, 32, 3)
    for label, of_class in enumerate(images):
        for image in of_class:
            same = (arrays["X_train"] == image.transpose(2, 0, 1)).all(axis=(1, 2, 3))
            assert arrays["y_train"][same].tolist() == [label]


def test_the_picture_names_the_classes_in_the_order_of_the_labels(on_both_grounds, alt):
    figure = data_sets.shapes()
    on_both_grounds(figure)
    titles = [axes.get_title() for axes in figure.axes if axes.get_title()]
    assert titles == list(shapes10.CLASSES)
    text = alt("data", "data_sets.shapes()")
    places = [text.index(name) for name in shapes10.CLASSES]
    assert places == sorted(places)
    assert "four pictures in each column" in text
    assert data_sets.EACH == 4


def test_the_table_of_sizes_agrees_with_what_the_sets_give():
    rows = {row[0]: row[1:] for row in cells(data_sets.sizes())}
    assert list(rows) == ["shapes10", "cifar10", "fashion_mnist"]
    assert set(rows) == set(data.NAMES)
    assert rows["cifar10"] == ["50,000", "10,000", "49,000", "1,000", "1,000", "170 MB"]
    assert rows["fashion_mnist"] == ["60,000", "10,000", "59,000", "1,000", "10,000", "31 MB"]
    given = [int(cell.replace(",", "")) for cell in rows["shapes10"][2:5]]
    sizes = data.load("shapes10", num_train=0, num_val=0)
    assert len(sizes["y_test"]) == given[2]
    assert rows["shapes10"][:2] == ["any number", "any number"]
    assert rows["shapes10"][5] == "nothing"
    for module in (cifar10, fashion_mnist):
        assert module.SIZES[0] + module.SIZES[1] == module.AVAILABLE[0]


def test_the_table_of_classes_has_each_label_once():
    rows = cells(data_sets.classes())
    assert [row[0] for row in rows] == [str(label) for label in range(10)]
    assert [row[1] for row in rows] == list(shapes10.CLASSES)
    assert [row[2] for row in rows] == list(cifar10.CLASSES)
    assert [row[3] for row in rows] == list(fashion_mnist.CLASSES)


def test_the_form_is_that_of_what_is_loaded():
    text = data_sets.form().data
    arrays = data.load("shapes10", num_train=3, num_val=1, num_test=1)
    assert str(("N", *arrays["X_train"].shape[1:])).replace("'", "") in text
    assert f"type {arrays['X_train'].dtype}," in text
    assert f"type {arrays['y_train'].dtype}." in text
    assert arrays["X_train"].max() <= 255
    assert arrays["X_train"].max() > 200


def test_the_numbers_of_images_in_a_class_are_what_the_page_says(root):
    text = (root / "book" / "data.md").read_text(encoding="utf-8")
    _, labels, _, tests = fashion_mnist.read(60_000, 10_000)
    told = re.search(r"## Fashion-MNIST.*?([\d,]+) training and ([\d,]+) test", text, re.S)
    for said, y in zip(told.groups(), (labels, tests), strict=True):
        assert np.bincount(y).tolist() == [int(said.replace(",", ""))] * 10


def test_the_course_s_licences_are_those_of_its_licence_file(root):
    text = (root / "book" / "data.md").read_text(encoding="utf-8")
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    assert "BSD 3-Clause License" in licence
    assert "CC BY 4.0" in licence
    ours = text.split("## Licences of the course")[1].split("##")[0]
    assert "| BSD-3-Clause |" in ours
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)" in ours
