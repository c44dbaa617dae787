"""The licences of what the site carries along are those that come with it."""

import importlib.metadata
import re

import pytest
from figures import licences

# How a licence's own text begins.
BEGINNING = {"MIT": "MIT License", "Apache-2.0": "Apache License"}


def stated(name):
    """Return how a package states its licence."""
    told = importlib.metadata.metadata(name)
    return " ".join([told.get("License-Expression") or "", *(told.get_all("Classifier") or [])])


@pytest.mark.parametrize(("names", "use", "licence"), licences.PACKAGES)
def test_a_package_states_the_licence_that_the_page_gives(names, use, licence):
    for name in names:
        assert re.search(rf"\b{licence.split('-')[0]}\b", stated(name)), name


def test_each_folder_of_others_work_is_listed_and_has_its_licence_beside_it(root):
    static = root / "book" / "_static"
    folders = {path.name for path in static.iterdir() if path.is_dir()} - {"figures"}
    assert folders
    assert folders <= set(licences.VENDORED)
    shown = licences.shipped().data
    for folder in folders:
        name, _, licence = licences.VENDORED[folder]
        assert f"| {name} |" in shown
        text = (static / folder / "LICENSE").read_text(encoding="utf-8")
        assert BEGINNING[licence.split(";")[0]] in text
    for folder in set(licences.VENDORED) - folders:
        assert licences.VENDORED[folder][0] not in shown


def test_the_packages_are_those_that_build_the_site(root):
    wanted = (root / "constraints.txt").read_text(encoding="utf-8").lower()
    for names, _, _ in licences.PACKAGES:
        for name in names:
            assert re.search(rf"^{name.lower().replace('-', '[-_]')}==", wanted, re.MULTILINE), name
