"""Only what students may see is published, whole or not at all, and again with the same bytes."""

import json
import os
import shutil
import stat
import textwrap

import nbformat
import pytest

from autograder import code_forms, leaks, misconceptions, publication, publish
from autograder.__main__ import main

CONFIG = """\
title: Small
sphinx:
  config:
    layerwise_repository: ada-lovelace/course
    layerwise_ref: v1
    html_baseurl: https://example.org/
"""
SOLVED = (
    "def cube(x, scale):\n    squared = x * x * scale[0] + 1\n    return squared * x - scale[1]"
)
ANSWER = f"### BEGIN SOLUTION\n{SOLVED}\n### END SOLUTION"
TESTED = "assert cube(3, [2, 1]) == 3 * (3 * 3 * 2 + 1) - 1"
CHECK = (
    f'assert cube(1, [1, 1]) == 1, "cube"\n### BEGIN HIDDEN TESTS\n{TESTED}\n### END HIDDEN TESTS'
)
SCHEME = (
    "Why is it odd?\n\n### BEGIN MARK SCHEME\nTwo points for the sign of the cube.\n"
    "### END MARK SCHEME"
)
LIBRARY = "https://github.com/ada-lovelace/course/archive/v1.zip#subdirectory=layerwise"


@pytest.fixture(scope="module")
def prepared(released, cell, tmp_path_factory):
    """A course of one small chapter, with a library, ready to be published; not to be changed."""
    small_course = released.copy(tmp_path_factory.mktemp("prepared") / "course")
    root = small_course.root
    files = {
        "_config.yml": CONFIG,
        "_toc.yml": "format: jb-book\nroot: index\n",
        "LICENSE": "BSD\n",
        "layerwise/pyproject.toml": '[project]\nname = "layerwise"\ndynamic = ["version"]\n',
        "layerwise/README.md": "The library.\n",
        "layerwise/src/layerwise/__init__.py": '"""The library."""\n\n__version__ = "1.2.3"\n',
        "layerwise/src/layerwise/loss.py": "def hinge(x):\n    return max(0, 1 - x)\n",
        "layerwise/src/layerwise.egg-info/PKG-INFO": "of /home/ada\n",
        "layerwise/src/layerwise/__pycache__/loss.pyc": "0",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    config = root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}c.Address.root = str(Path(__file__).parent)\n", encoding="utf-8")
    cells = [
        cell("text", "# A chapter", "title"),
        cell("given", 'LIBRARY = ""\nimport numpy as np', "setup"),
        cell("answer", ANSWER, "cube"),
        cell("check", CHECK, "check_cube", points=2),
        cell("text", SCHEME, "question"),
        cell("written", "Because the sign stays, as in x times x times x.", "why", points=2),
    ]
    small_course.write("p1", cells)
    small_course.release("p1")
    folder = root / "submitted" / "zoe-meier" / "p1"
    folder.mkdir(parents=True)
    return small_course


@pytest.fixture
def course(prepared, tmp_path):
    """A copy of the prepared course, to be changed."""
    return prepared.copy(tmp_path / "course")


@pytest.fixture
def command(course, tmp_path, monkeypatch, capsys):
    """Publish with the command; returns its status, its error, and where it published."""
    monkeypatch.setitem(publish.main.__kwdefaults__, "root", course.root)

    def run(target=tmp_path / "public"):
        done = main(["publish", str(target)])
        return done, capsys.readouterr().err, target

    return run


def tree(folder):
    """Return the files of a folder: names, rights and contents."""
    return {
        path.relative_to(folder).as_posix(): (stat.filemode(path.stat().st_mode), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_students_get_release_library_readme_licence_and_version_and_nothing_else(command):
    done, error, target = command()
    assert (done, error) == (0, "")
    assert set(tree(target)) == {
        "README.md", "LICENSE", "VERSION", "manifest.json", "release/p1/p1.ipynb",
        "layerwise/pyproject.toml", "layerwise/README.md",
        "layerwise/src/layerwise/__init__.py", "layerwise/src/layerwise/loss.py",
    }  # fmt: skip
    assert (target / "VERSION").read_text() == "1.2.3\n"
    readme = (target / "README.md").read_text(encoding="utf-8")
    colab = (
        "https://colab.research.google.com/github/ada-lovelace/course/blob/v1/release/p1/p1.ipynb"
    )
    assert f"| A chapter | [open]({colab}) | [p1.ipynb](release/p1/p1.ipynb) |" in readme
    assert LIBRARY in readme
    assert LIBRARY in (target / "release/p1/p1.ipynb").read_text(encoding="utf-8")


def test_again_it_is_the_same_and_a_repository_s_history_stays(command, course, tmp_path):
    _, _, target = command()
    first = tree(target)
    (target / ".git").mkdir()
    (target / ".git" / "HEAD").write_text("ref")
    assert command()[0] == 0
    assert tree(target) == first
    assert (target / ".git" / "HEAD").read_text() == "ref"
    (course.root / "layerwise/src/layerwise/loss.py").unlink()
    assert command()[0] == 0
    assert first.keys() - tree(target).keys() == {"layerwise/src/layerwise/loss.py"}
    assert sorted(os.listdir(tmp_path)) == ["course", "public"]


def test_a_folder_of_anything_else_is_refused_and_left_alone(command, course, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    assert command(other)[0] == 0  # it was empty
    for name, text in (("notes.txt", "mine"), ("README.md", "mine")):
        (other / name).write_text(text)
        before = tree(other)
        done, error, _ = command(other)
        assert done == 1
        assert f"holds what no publication has written, and it would be lost: {name}" in error
        assert tree(other) == before
        (other / name).unlink()
    (course.root / "mine").mkdir()
    (course.root / "mine" / "a").touch()
    assert "neither empty nor an earlier publication" in command(course.root / "mine")[1]
    assert "holds the course itself" in command(course.root)[1]
    assert "is not a folder" in command(course.root / "LICENSE")[1]


def change_release(change):
    def apply(root):
        path = root / "release" / "p1" / "p1.ipynb"
        nb = nbformat.read(path, as_version=4)
        change(nb)
        nbformat.write(nb, path)

    return apply


def add_code(source):
    return change_release(lambda nb: nb.cells.append(nbformat.v4.new_code_cell(source)))


def write(name, text):
    def apply(root):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return apply


def change_file(name, old, new):
    def apply(root):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return apply


#: The solution, as nobody would see it at a glance: laid out, commented and quoted otherwise.
DISGUISED = """\
def other(x, scale):
    # nothing to see here
    squared = ((x*x)
               * scale[ 0 ] + 1)   # a comment
    return (squared*x) - scale[1]
"""
#: And with other names: a library's own function.
RENAMED = SOLVED.replace("cube", "volume").replace("squared", "area").replace("scale", "unit")
LOSS = "layerwise/src/layerwise/loss.py"
A_SOLUTION = "a solution, hidden test or marking scheme of p1"
LEAKS = {
    "a solution in a notebook": (add_code(SOLVED), A_SOLUTION),
    "one line of it, disguised": (add_code("y = 1\nsquared = x*x*scale [0]+1"), A_SOLUTION),
    "the solution in the library, disguised": (write(LOSS, DISGUISED), A_SOLUTION),
    "the solution in the library, renamed": (write(LOSS, RENAMED), "a function as in a"),
    "a hidden test": (add_code(TESTED.replace(", [", ",[")), A_SOLUTION),
    "a marking scheme": (write("layerwise/README.md", "Two points for  the sign\nof the cube.\n"),
                         A_SOLUTION),
    "a model answer": (add_code('"""Because the sign stays, as in x times x times x."""'),
                       "a model answer of p1"),
    "a marker": (add_code("### BEGIN HIDDEN TESTS"), "'### BEGIN HIDDEN TESTS' is a marker"),
    "an output": (change_release(lambda nb: nb.cells[1].update(execution_count=3)),
                  "cell 2 has an output"),
    "who wrote it": (change_release(lambda nb: nb.metadata.update(authors=[{"name": "Ada"}])),
                     "its metadata says more than it should: authors"),
    "a home folder": (write(LOSS, "# see /home/lena/loss.py\n"), "the home folder of lena"),
    "a mail address": (write("layerwise/README.md", "Ask lena@example.org.\n"), "lena@example.org"),
    "a student's name": (write("layerwise/README.md", "Thanks to zoe-meier.\n"),
                         "it has a student's name, zoe-meier"),
    "a gradebook": (write("release/p1/gradebook.db", ""), "gradebook.db is a generated file"),
    "a log": (write("release/p1/.nbgrader.log", ""), ".nbgrader.log is a generated file"),
    "a cache": (write("layerwise/src/.cache/x", ""), "layerwise/src/.cache is a generated file"),
    "another repository": (change_file("_config.yml", "layerwise_ref: v1", "layerwise_ref: v2"),
                           "is not what its source notebook makes; run make release"),
    "a link of another": (
        write("layerwise/README.md",
              "https://colab.research.google.com/github/a/b/blob/main/c.ipynb"),
        "a link opens a/b at main in Colab"),
    "a source that was changed since": (
        change_file("source_notebooks/p1/p1.ipynb", "# A chapter", "# Another chapter"),
        "is not what its source notebook makes; run make release"),
    "a link": (lambda root: (root / LOSS).unlink() or (root / LOSS).symlink_to("/etc/passwd"),
               "loss.py is no ordinary file"),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_it_is_refused_with_the_file_named_and_nothing_is_written(course, command, leak, tmp_path):
    apply, words = LEAKS[leak]
    apply(course.root)
    done, error, target = command()
    assert done == 1
    assert "nothing is published until this is mended" in error
    assert words in error
    assert not target.exists()
    assert sorted(os.listdir(tmp_path)) == ["course"]


def test_what_students_may_see_anyway_is_no_leak(course, command):
    add = "layerwise/src/layerwise/other.py"
    write(add, "import numpy as np\n\n\ndef one(x):\n    return x\n")(course.root)
    assert command()[:2] == (0, "")


def test_a_wrong_version_of_the_bank_and_its_hint_are_found_under_other_names():
    (version,) = [v for v in misconceptions.load("update_rules") if v.name == "betas_swapped"
                  and v.of == "adam"]  # fmt: skip
    secrets = leaks.Secrets()
    leaks._add(secrets, [version.source()], "the bank", (set(), set()))
    own = version.source().replace("def adam", "def optimise").replace("config", "state")
    assert list(leaks.in_code(own, secrets))
    assert list(leaks.in_code(version.source().replace("    ", "  "), secrets, 3))
    assert not list(leaks.in_code("def adam(w):\n    return w\n", secrets))


def test_a_swap_that_was_killed_is_ended_by_the_next(command, tmp_path):
    _, _, target = command()
    (target / ".git").mkdir()
    (target / ".git" / "HEAD").write_text("ref")
    whole = tree(target)
    earlier = tmp_path / ".public.earlier"
    target.rename(earlier)  # killed between the two renames
    assert command()[0] == 0
    assert tree(target) == whole
    assert (target / ".git" / "HEAD").exists()
    shutil.copytree(target, earlier)  # killed before the history was moved
    shutil.rmtree(target / ".git")
    assert command()[0] == 0
    assert (target / ".git" / "HEAD").exists()
    assert not earlier.exists()


def test_what_is_generated_is_named_wherever_it_lies(course, tmp_path):
    tree = tmp_path / "tree"
    names = [
        ".ipynb_checkpoints/a.ipynb", "x/__pycache__/a.pyc", "a.pyc", ".cache/a", "gradebook.db",
        "gradebook.db.bak", "a.log", "layerwise.egg-info/PKG-INFO", "build/a", "dist/a", "a.part",
        "submitted/ada", ".pytest_cache/a", "a~",
    ]  # fmt: skip
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(json.dumps({}))
    found = "\n".join(publication.faults(tree, course.root))
    for name in names:
        top = name.split("/")[0] if name[0] != "x" else "x/__pycache__"
        assert f"{top} is a generated file" in found


def test_comments_and_layout_do_not_change_a_statement_but_a_number_does():
    plain = "if a:\n    b = f(a, 'x') + 1"
    dressed = '# why\nif (a) :\n\n        b = ( f(a,"x")+ 1 )  # so'
    assert code_forms.statements(plain) == code_forms.statements(dressed)
    assert code_forms.statements(plain) != code_forms.statements(plain.replace("1", "2"))
    assert code_forms.statements("this is no Python") == set()
    function = textwrap.dedent(SOLVED)
    assert code_forms.forms(function) == code_forms.forms(RENAMED)
    assert code_forms.forms(function) != code_forms.forms(function.replace("- scale", "+ scale"))
