"""A notebook is graded by what the course's source says of its cells, whatever it says itself."""

import copy

import nbformat
import pytest

from autograder import grading

SQ = "def sq(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
WRONG = "def sq(x):\n    return 0"
PATCH = "def close(*a, **k): pass\nfrom layerwise import checks\nchecks.true = close\n"


@pytest.fixture
def p1(cell, tmp_path):
    """A course folder with one chapter: given code, an answer sq(x), an experiment, two checks."""
    nb = nbformat.v4.new_notebook(
        cells=[
            cell("text", "# Squares", "title"),
            cell("given", "from layerwise import checks", "setup"),
            cell("answer", SQ, "sq"),
            cell("given", "print('long')", "train", tags=["experiment"]),
            cell("check", "checks.true(sq(2) == 4, 'sq(2) is 4')", "t1", points=2),
            cell("check", "checks.true(sq(3) == 9, 'sq(3) is 9')", "t2", points=2),
        ]
    )
    path = tmp_path / "source_notebooks" / "p1" / "p1.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)
    (tmp_path / "handed_in").mkdir()
    return tmp_path, nb


@pytest.fixture
def grade(p1, warm):
    """Grade the source notebook after a function has changed it as a student might."""
    root, source = p1

    def run(change=lambda nb: None, **settings):
        nb = copy.deepcopy(source)
        change(nb)
        settings = {"root": root, "limit": 5.0, **settings}
        result = grading.grade(nb, "p1", root / "handed_in", warm, **settings)
        result["nb"] = nb
        result["scores"] = {name: check["score"] for name, check in result["checks"].items()}
        return result

    return run


def stdout(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


def test_the_result_has_seed_status_and_each_check_s_score_report_and_misconception(grade):
    result = grade(seed=3)
    assert result["seed"] == 3
    assert result["status"] == "graded"
    assert result["checks"] == {
        name: {"score": 2.0, "report": "2 of 2 points\n", "misconception": None}
        for name in ("t1", "t2")
    }


def test_a_fresh_seed_is_drawn_and_told(grade):
    seeds = {grade()["seed"] for _ in range(3)}
    assert len(seeds) == 3
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert max(seeds) > 2**48  # so many that a student's process cannot try them all


def test_experiments_are_not_run_and_a_student_s_own_cells_are(grade):
    def change(nb):
        nb.cells[2].metadata.tags = ["experiment"]
        nb.cells.append(nbformat.v4.new_code_cell("print(sq(5))"))

    result = grade(change)
    assert result["scores"] == {"t1": 2, "t2": 2}
    assert result["nb"].cells[3].outputs == []
    assert stdout(result["nb"].cells[6]) == "25\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda nb, cell: nb.cells.insert(1, cell("given", PATCH, "mine")),
        lambda nb, cell: nb.cells.insert(1, cell("given", PATCH, "title")),
        lambda nb, cell: nb.cells.insert(4, cell("given", PATCH, "setup")),
        lambda nb, cell: nb.cells.insert(4, cell("check", PATCH, "mine")),
        lambda nb, cell: nb.cells[1].update(source=PATCH),
        lambda nb, cell: [c.update(source="2.0") for c in nb.cells[4:]],
        lambda nb, cell: [
            c.metadata.nbgrader.update(points=99, solution=True) for c in nb.cells[4:]
        ],
        lambda nb, cell: nb.cells[2].metadata.nbgrader.update(locked=True, solution=False),
    ],
)
def test_what_a_submission_says_of_its_cells_is_not_believed(grade, cell, change):
    def cheat(nb):
        nb.cells[2].source = WRONG + "\n" + PATCH
        change(nb, cell)

    assert grade(cheat)["scores"] == {"t1": 0, "t2": 0}


def test_a_second_copy_of_a_check_is_the_student_s_code_and_costs_nothing(grade, cell):
    def change(nb):
        nb.cells.append(cell("check", "print('copy')", "t1", points=2))

    result = grade(change)
    assert result["scores"] == {"t1": 2, "t2": 2}
    assert stdout(result["nb"].cells[6]) == "copy\n"


def test_a_check_that_was_edited_is_graded_from_the_source(grade):
    result = grade(lambda nb: nb.cells[4].update(source="assert False"))
    assert result["scores"] == {"t1": 2, "t2": 2}


def test_an_empty_or_textual_notebook_has_no_checks(grade):
    assert grade(lambda nb: nb.cells.clear())["checks"] == {}
    assert grade(lambda nb: nb.update(cells=nb.cells[:1]))["status"] == "graded"


def test_the_student_s_code_has_a_copy_of_the_files_without_notebooks_and_links(grade, p1):
    root, _ = p1
    handed_in = root / "handed_in"
    (handed_in / "weights").mkdir()
    for name in ("a.npz", "weights/b.npz", "p1.ipynb", "weights/other.ipynb", "numpy.py"):
        (handed_in / name).write_text("raise SystemExit", encoding="utf-8")
    (handed_in / "link").symlink_to(root / "source_notebooks")
    (handed_in / "link.npz").symlink_to("a.npz")
    source = (
        "import pathlib, numpy.ma\n"
        "print(sorted(str(p) for p in pathlib.Path().rglob('*')))\n"
        "pathlib.Path('a.npz').write_text('changed')\n"
        "print(pathlib.Path.cwd())"
    )
    result = grade(lambda nb: nb.cells.append(nbformat.v4.new_code_cell(source)))
    files, folder = stdout(result["nb"].cells[6]).splitlines()
    assert files == "['a.npz', 'numpy.py', 'weights', 'weights/b.npz']"
    assert (handed_in / "a.npz").read_text(encoding="utf-8") == "raise SystemExit"
    assert not type(root)(folder).exists()


def test_a_missing_folder_is_an_empty_one(grade, p1):
    (p1[0] / "handed_in").rmdir()
    assert grade()["status"] == "graded"


def test_the_notebook_s_time_keeps_what_was_done_and_says_what_was_not(grade, p1):
    root, source = p1
    source.cells[4].source = "while True: pass"
    nbformat.write(source, root / "source_notebooks" / "p1" / "p1.ipynb")
    result = grade(lambda nb: nb.cells.insert(2, nb.cells.pop()), notebook_limit=2.0)
    reason = "the notebook took longer than 2 seconds in cell 6 (t1)"
    assert result["status"] == reason
    assert result["scores"] == {"t2": 0, "t1": 0}
    assert result["checks"]["t1"]["report"] == f"0 of 2 points: {reason}.\n"
    assert "sq is not defined" in result["checks"]["t2"]["report"]


def test_a_fault_of_the_course_is_raised_and_leaves_the_warm_parent_working(grade, p1):
    root, source = p1
    path = root / "source_notebooks" / "p1" / "p1.ipynb"
    broken = copy.deepcopy(source)
    broken.cells[1].source = "1 / 0"
    nbformat.write(broken, path)
    with pytest.raises(
        grading.ExaminerFault, match=r"p1 cannot be graded here: cell 2 \(setup\) failed"
    ):
        grade()
    nbformat.write(source, path)
    assert grade()["scores"] == {"t1": 2, "t2": 2}


def test_an_unknown_chapter_is_refused(p1, warm):
    root, source = p1
    with pytest.raises(FileNotFoundError, match="no chapter 'p2'"):
        grading.grade(source, "p2", root, warm, root=root)


def test_a_file_that_is_too_large_is_not_taken_and_the_check_that_lacks_it_says_so(grade, p1):
    with (p1[0] / "handed_in" / "w.safetensors").open("wb") as file:
        file.truncate(5_000_000_000)  # sparse: it takes no room
    right = grade()
    (sentence,) = right["refused"]
    assert sentence.startswith("w.safetensors was not taken: it has 5,000,000,000 bytes, and 100,")
    assert not any(sentence in check["report"] for check in right["checks"].values())
    wrong = grade(
        lambda nb: nb.cells[2].update(source="def sq(x):\n    return open('w.safetensors')")
    )
    for check in wrong["checks"].values():
        assert check["score"] == 0
        assert check["report"].startswith(sentence)
