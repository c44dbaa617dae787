"""What compiles a cell sees its text alone, takes no more than it may, and changes no output."""

import functools
import json
from dataclasses import asdict

import pytest

from autograder.examiner import compiled, compiler, probe
from autograder.examiner.compiled import Store
from autograder.examiner.limits import Limits
from autograder.examiner.probe import Confinement

BOUNDS = Limits(memory=600 * 2**20, disk=64 * 2**20, cpu=600.0, processes=24, open_files=64)
LONG = {"limit": 120.0, "seconds": 300}
SECRET = "1234567890123"
TWICE = "def twice(int x):\n    return 2 * x\n"


def asked(limits):
    """Return what a job asks of its warm parent, as far as a compiler needs it."""
    return {"limits": asdict(limits), "hidden": []}


@pytest.fixture
def compile_apart(warm):
    """Compile a cell apart, within some limits."""
    return functools.partial(warm._compile, asked(BOUNDS), 120.0)


@pytest.fixture
def outside(tmp_path):
    """A folder that anybody may read, with files that would compile."""
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    (tmp_path / "secret.pxi").write_text(f"secret = {SECRET}\n", encoding="utf-8")
    (tmp_path / "secret.h").write_text(f"#define SECRET {SECRET}LL\n", encoding="utf-8")
    (tmp_path / "secret.c").write_text(f"long long secret = {SECRET}LL;\n", encoding="utf-8")
    return tmp_path


def test_a_cell_is_compiled_to_a_module_of_the_name_that_the_magic_looks_for(compile_apart):
    name, files = compiled.parse(compile_apart("-a", TWICE))
    assert name.startswith("_cython_magic_")
    assert files[0].startswith(b"\x7fELF")
    assert b"twice" in files[1]


VERBATIM = 'cdef extern from *:\n    """\n    {}\n    """\n    long long SECRET\nsecret = SECRET\n'
READS = {
    "an include": 'include "{outside}/secret.pxi"\n',
    "a C include": VERBATIM.replace("{}", '#include "{outside}/secret.h"'),
    "a header's folder": "# distutils: include_dirs = {outside}\n"
    'cdef extern from "secret.h":\n    long long SECRET\nsecret = SECRET\n',
    "a source": "# distutils: sources = {outside}/secret.c\n"
    'cdef extern from *:\n    """extern long long secret;"""\n    long long secret\nx = secret\n',
    "bytes in the assembler": VERBATIM.replace(
        "{}", '__asm__(".incbin \\\\"{outside}/secret.c\\\\"");\n    #define SECRET 5'
    ),
    "a plug-in": "# distutils: extra_compile_args = -fplugin={outside}/secret.so\n" + TWICE,
    "a store": VERBATIM.replace(
        "{}", 'long long SECRET = 1; __asm__(".incbin \\\\"{store}\\\\"");'
    ),
}


@pytest.mark.parametrize("source", READS.values(), ids=READS)
def test_no_file_but_its_own_is_compiled_into_it(source, compile_apart, outside, warm):
    """It is then compiled where it is run, where there is nothing of others either."""
    kept = warm._compiled.folder / "canary"
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.write_text(SECRET, encoding="utf-8")
    source = source.replace("{outside}", str(outside)).replace("{store}", str(kept))
    answer = compile_apart("", source)
    kept.unlink()
    assert compiled.parse(answer) == (None, [])
    assert SECRET.encode() not in answer


@pytest.mark.parametrize("what", ["a C include", "bytes in the assembler"])
def test_the_same_text_compiles_with_a_file_that_it_may_read(what, compile_apart):
    """Else the cells above would fail for another reason."""
    source = READS[what].replace("{outside}/secret.c", "/usr/include/stdio.h")
    include = '/usr/include/stdio.h"\n    #define SECRET 5\n'
    source = source.replace('{outside}/secret.h"', include)
    assert compiled.parse(compile_apart("", source))[0]


def test_a_compiler_that_loops_is_ended(warm):
    """Each of its files would hold itself twice, 200 deep."""
    source = VERBATIM.replace("{}", "#include __FILE__\n    #include __FILE__")
    asked_for = asked(Limits(cpu=2.0))
    assert warm._compile(asked_for, 120.0, "", source) in (None, NONE)
    assert compiled.parse(warm._compile(asked(BOUNDS), 120.0, "", TWICE))[0]


def test_a_compiler_that_takes_too_much_memory_or_disk_is_ended(compile_apart):
    lines = ["#define A0 1,1,1,1,1,1,1,1,1,1,"]
    lines += [f"#define A{n} " + f"A{n - 1} " * 10 for n in range(1, 9)]
    memory = VERBATIM.replace("{}", "\n    ".join([*lines, "static char all[] = {A8};"]))
    disk = VERBATIM.replace("{}", "char all[1 << 30] = {1}; long long SECRET;")
    for source in (memory, disk):
        assert compile_apart("", source) in (None, NONE)


def test_a_cell_that_is_compiled_already_begins_no_build(monkeypatch):
    from Cython.Build.IpythonMagic import CythonMagics

    suffix = CythonMagics(shell=None).so_ext
    begun = []
    monkeypatch.setattr(CythonMagics, "_get_build_extension", lambda *_, **__: begun.append(1))
    for name in ("_build_extension", "_so_ext"):  # for the tests after this one
        monkeypatch.setattr(CythonMagics, name, getattr(CythonMagics, name, None), raising=False)
    compiler.spare_builds()
    CythonMagics(shell=None)._build_extension(None, "folder", quiet=True)
    assert CythonMagics(shell=None).so_ext == suffix
    assert begun == []
    with pytest.raises(AttributeError):  # of what is not compiled, a build is begun
        CythonMagics(shell=None)._build_extension(object(), "folder")
    assert begun == [1]


NONE = json.dumps({"name": None, "sizes": []}).encode() + b"\n"
CELLS = {
    "an error of Cython's": "%%cython\ndef twice(int x):\n    return y\n",
    "an error of the compiler's": "%%cython\n" + VERBATIM.replace("{}", "#error no"),
    "an annotated one": f"%%cython -a\n{TWICE}",
    "one that prints": f"%%cython\nprint('here')\n{TWICE}",
    "one that fails when it is run": "%%cython\nimport nowhere\n",
    "an option that there is not": f"%%cython --no-such\n{TWICE}",
}


@pytest.mark.parametrize("source", CELLS.values(), ids=CELLS)
def test_outputs_are_those_of_a_cell_that_is_compiled_where_it_is_run(
    source, cells, tmp_path, monkeypatch
):
    outputs = []
    for store in (Nothing(), Store(tmp_path / "store"), Store(tmp_path / "store")):
        monkeypatch.setattr(cells.warm, "_compiled", store)
        run = cells.run("%load_ext Cython", source, limits=None, **LONG)
        outputs.append(run["cells"][1]["outputs"])
    assert without_places(outputs[0]) == without_places(outputs[1]) == without_places(outputs[2])


class Nothing:
    """No store."""

    def provide(self, *_):
        pass


def without_places(outputs):
    text = json.dumps(outputs)
    return text.replace("/student/.cache/ipython", "").replace("/student/.ipython", "")


def test_beside_a_file_of_its_own_a_cell_is_compiled_where_it_is_run(cells, tmp_path, monkeypatch):
    monkeypatch.setattr(cells.warm, "_compiled", Store(tmp_path / "store"))
    files = {"own.pxi": b"number = 7\n"}
    sources = "%load_ext Cython", '%%cython\ninclude "own.pxi"\n', "print(number)"
    outputs = cells.run(*sources, limits=None, files=files, **LONG)["cells"][2]["outputs"]
    assert outputs[0].get("text") == "7\n", outputs
    assert not (tmp_path / "store").exists()


def test_where_students_processes_could_write_the_store_it_is_not_used(
    cells, tmp_path, monkeypatch
):
    monkeypatch.setattr(cells.warm, "_compiled", Store(tmp_path / "store"))
    monkeypatch.setattr(cells.warm, "_confinement", Confinement("landlock", (probe._WRITES,)))
    sources = "%load_ext Cython", f"%%cython\n{TWICE}", "print(twice(4))"
    outputs = cells.run(*sources, limits=None, **LONG)["cells"][2]["outputs"]
    assert outputs[0]["text"] == "8\n"
    assert not (tmp_path / "store").exists()
