"""What is published runs where students open it: a plain Jupyter, and Colab's older IPython.

Each environment is a virtual environment without nbgrader and without this course's autograder. It
is made once and kept in `.cache/`. For a chapter about PyTorch, which students bring along, that of
the environment that runs the tests is lent to it.
"""

import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from importlib import metadata

import nbformat
import pytest
from nbclient import NotebookClient
from packaging.requirements import Requirement

from autograder import course, notebook, publish, samples
from autograder.preprocessors.address import address

ENVIRONMENTS = {
    # What Colab had in August 2026, as far as the notebook touches it.
    "colab": [
        "numpy==2.1.3", "ipython==7.34.0", "ipykernel==6.17.1", "jedi<0.19", "cython==3.0.12",
        "setuptools",
    ],
    "plain": ["numpy>=2.0", "ipykernel", "cython", "setuptools"],
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The tree that students and Colab see."""
    folder = tmp_path_factory.mktemp("published") / "layerwise-main"
    publish.main(directory=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(published, tmp_path_factory):
    """The students' library as they install it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder]
    subprocess.run([*pip, published / "layerwise"], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def python(request, root, wheel):
    """Return the Python of an environment that students have."""
    wanted = ["matplotlib", *ENVIRONMENTS[request.param]]
    key = hashlib.sha256(json.dumps([wanted, sys.version]).encode()).hexdigest()[:12]
    folder = root / ".cache" / "environments" / f"{request.param}-{key}"
    if not (folder / "complete").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        # What is imported is compiled then; most of what is installed never is.
        subprocess.run([*pip, "--no-compile", *wanted], check=True)
        (folder / "complete").touch()
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--force-reinstall", wheel], check=True)
    return folder / "bin" / "python"


@pytest.fixture(params=course.chapters())
def chapter(request):
    return request.param


@pytest.fixture(scope="module")
def lent_torch(tmp_path_factory):
    """A folder with torch, torchvision, safetensors and what they need beside NumPy and Pillow."""
    folder, left, seen = (
        tmp_path_factory.mktemp("torch"),
        ["torch", "torchvision", "safetensors"],
        set(),
    )
    while left:
        name = left.pop()
        if name in seen | {"numpy", "pillow"}:
            continue
        seen.add(name)
        distribution = metadata.distribution(name)
        for requirement in map(Requirement, distribution.requires or ()):
            if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                left.append(requirement.name)
        for top in {file.parts[0] for file in distribution.files if file.parts[0] != ".."}:
            link = folder / top
            if not link.exists():
                link.symlink_to(distribution.locate_file(top))
    return folder


@pytest.fixture
def torch_for_its_chapters(chapter, lent_torch, monkeypatch):
    """Lend torch to a chapter whose given cells import it."""
    cells = notebook.read(course.release(chapter)).cells
    given = "\n".join(cell.source for cell in cells if notebook.kind(cell) == "given")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if re.search(r"^import torch$", given, re.MULTILINE):
        monkeypatch.setenv("PYTHONPATH", os.fspath(lent_torch))


def run(python, nb, tmp_path, chapter, monkeypatch):
    """Run a notebook with that Python's kernel and return it with its outputs."""
    kernels = tmp_path / "jupyter" / "kernels" / "student"
    kernels.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernels / "kernel.json").write_text(
        json.dumps({"argv": command, "display_name": "student", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("LAYERWISE_SMALL", "1")
    monkeypatch.delenv("LAYERWISE_DATASET", raising=False)
    folder = tmp_path / "work"
    folder.mkdir()
    nbformat.write(nb, folder / f"{chapter}.ipynb")  # its last cell looks for it
    own = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        nb, timeout=300, allow_errors=True, kernel_name="student", resources=own
    )
    return client.execute()


def test_the_environment_has_neither_nbgrader_nor_torch_nor_the_autograder(python):
    for module in ("nbgrader", "torch", "autograder"):
        done = subprocess.run([python, "-c", f"import {module}"], cwd="/", capture_output=True)
        assert done.returncode == 1, module


@pytest.mark.slow
@pytest.mark.usefixtures("torch_for_its_chapters")
def test_a_finished_notebook_runs_and_its_visible_checks_pass(
    python, chapter, tmp_path, monkeypatch
):
    nb = samples.compose(chapter, samples.reference_answers(chapter), written="Because.")
    nb = run(python, nb, tmp_path, chapter, monkeypatch)
    for cell in nb.cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        assert not errors, (notebook.grade_id(cell), errors)
    checks = [cell for cell in nb.cells if notebook.kind(cell) == "check"]
    for cell in checks:  # a kernel may send what a cell prints in pieces
        printed = "".join(o.text for o in cell.outputs if o.output_type == "stream")
        assert "pass" in printed, (notebook.grade_id(cell), printed)
        assert "FAIL" not in printed, (notebook.grade_id(cell), printed)
    last = nb.cells[-1].outputs
    assert "Ready to hand in" in "".join(o.get("text", "") for o in last)


@pytest.mark.slow
@pytest.mark.usefixtures("torch_for_its_chapters")
def test_the_untouched_release_stops_only_at_answers(
    python, published, chapter, tmp_path, monkeypatch
):
    nb = notebook.read(course.release(chapter, published))
    nb = run(python, nb, tmp_path, chapter, monkeypatch)
    for cell in nb.cells:
        if notebook.kind(cell) in ("check", "given") and not notebook.is_experiment(cell):
            errors = [o for o in cell.outputs if o.output_type == "error"]
            assert not errors, (notebook.grade_id(cell), errors)


def test_the_wheel_holds_no_solution_and_no_test(wheel, tmp_path):
    shutil.unpack_archive(wheel, tmp_path, "zip")
    names = [path.relative_to(tmp_path).parts for path in tmp_path.rglob("*.py")]
    assert {parts[0] for parts in names} == {"layerwise"}


def test_the_first_cell_installs_the_library_from_the_published_archive(
    python, published, tmp_path, monkeypatch
):
    """GitHub's archive of the repository has its files in a folder; a loopback server gives it."""
    archive = tmp_path / "www" / "archive" / "main"
    shutil.make_archive(archive, "zip", published.parent, published.name)
    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "-y", "layerwise"], check=True)
    cells = notebook.read(course.release("update_rules", published)).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    host, at, path = address(course.settings()).partition("/archive/")
    handler = functools.partial(Quiet, directory=tmp_path / "www")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        assert host in first
        source = first.replace(host + at + path, f"{here}/archive/main.zip#subdirectory=layerwise")
        source += "\nimport layerwise; print(layerwise.__file__)"
        done = subprocess.run(
            [python, "-c", source], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        server.shutdown()
    assert done.returncode == 0, done.stderr
    assert "Ready. The experiments use " in done.stdout
    assert str(python.parents[1]) in done.stdout.splitlines()[-1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        """Keep the requests out of the test's output."""
