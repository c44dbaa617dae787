"""The table that says how many versions the tests are tried on."""

from figures import strength

from autograder import course, misconceptions


def test_a_chapter_is_spelt_as_in_its_page_s_title():
    labels = {chapter: strength.label(chapter) for chapter in course.chapters()}
    assert labels["pytorch"] == "PyTorch"
    assert labels["update_rules"] == "Update rules"
    assert labels["convolution"] == "Convolution"
    assert labels["conv_challenge"] == "ConvNet challenge"
    text = strength.counts().data
    shown = [line.split("|")[1].strip() for line in text.splitlines() if "| `" in line]
    assert list(dict.fromkeys(shown)) == list(labels.values())


def test_the_table_counts_every_version_and_names_none():
    text = strength.counts().data
    versions = misconceptions.load("update_rules")
    rows = [line.strip("|").split("|") for line in text.splitlines() if "Update rules" in line]
    assert sum(int(row[2]) for row in rows) == sum(version.is_wrong for version in versions) >= 12
    assert sum(int(row[3]) for row in rows) == sum(not version.is_wrong for version in versions)
    assert not [version.name for version in versions if f"{version.name} " in text]
