"""What is odd in a source is refused with a sentence, and everything else is collected."""

import io
import json
import os
import shutil
import stat
import struct
import zipfile

import nbformat
import pytest

from autograder import collect
from autograder.handin.entry import RefusedError, safe_name
from layerwise.weights import LARGEST

GOOD = nbformat.writes(nbformat.v4.new_notebook()).encode()
#: The hand-in that is collected whatever else is in a source.
ZOE = "doezoe_9_99_p1.ipynb"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course with a chapter p1, which nobody has released."""
    root = tmp_path_factory.mktemp("refusals")
    path = root / "source_notebooks" / "p1" / "p1.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD)
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    return root


@pytest.fixture
def refused(root, tmp_path):
    """Collect a source in which zoe's hand-in is, too; return the reasons by file."""

    def run(source, **options):
        shutil.rmtree(root / "submitted", ignore_errors=True)
        if source.is_dir():
            (source / ZOE).write_bytes(GOOD)
        told = io.StringIO()
        code = collect.main(source=source, root=root, as_json=True, file=told, **options)
        report = json.loads(told.getvalue())
        assert (root / "submitted/doezoe/p1/p1.ipynb").read_bytes() == GOOD
        left = [p.name for p in root.rglob("*.part")]
        assert left == []
        assert code == (1 if report["refused"] else 0)
        return {row["file"]: row["reason"] for row in report["refused"]}

    return run


def pack(path, *members):
    """Write a source: an archive of names, or of a `ZipInfo` each, with contents, and zoe's."""
    return _write(path, *members, (ZOE, GOOD))


def _write(path, *members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def info(name, mode=0o100644, **settings):
    found = zipfile.ZipInfo(name, (2026, 3, 1, 0, 0, 0))
    found.external_attr = mode << 16
    for key, value in settings.items():
        setattr(found, key, value)
    return found


def packed(*members):
    data = io.BytesIO()
    _write(data, *members)
    return data.getvalue()


@pytest.mark.parametrize(
    "name, reason",
    [
        ("../doejane_1_2_p1.ipynb", "leads out of its folder"),
        ("a/../../doejane_1_2_p1.ipynb", "leads out of its folder"),
        ("..\\..\\doejane_1_2_p1.ipynb", "leads out of its folder"),
        ("/etc/doejane_1_2_p1.ipynb", "absolute"),
        ("C:\\x\\doejane_1_2_p1.ipynb", "absolute"),
        ("doejane_1_2_p1\n.ipynb", "control characters"),
        ("doejane_1_2_p1\x00.ipynb", "control characters"),
        (f"doejane_1_2_{'p' * 300}.ipynb", "longer than"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(refused, tmp_path, root, name, reason):
    before = {p for p in root.parent.rglob("doejane*")}
    # zipfile itself cuts a name at NUL when it writes
    stand_in = name.replace("\x00", "\x01")
    source = pack(tmp_path / "s.zip", (stand_in, GOOD))
    data = source.read_bytes().replace(stand_in.encode(), name.encode())
    source.write_bytes(data)
    found = refused(source)
    assert len(found) == 1 and reason in next(iter(found.values()))
    assert {p for p in root.parent.rglob("doejane*")} == before


def test_links_and_devices_in_a_zip_are_refused(refused, tmp_path):
    source = pack(
        tmp_path / "s.zip",
        (info("doejane_1_2_p1.ipynb", stat.S_IFLNK | 0o777), "/etc/passwd"),
        (info("doejoe_2_3_p1.ipynb", stat.S_IFIFO | 0o644), GOOD),
    )
    found = refused(source)
    assert "is a link" in found["doejane_1_2_p1.ipynb"]
    assert "no ordinary file" in found["doejoe_2_3_p1.ipynb"]


def test_links_and_pipes_in_a_folder_are_refused(refused, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "doejane_1_2_p1.ipynb").symlink_to("/etc/passwd")
    (folder / "all").symlink_to("/")
    os.mkfifo(folder / "doejoe_2_3_p1.ipynb")
    assert set(refused(folder)) == {"doejane_1_2_p1.ipynb", "all", "doejoe_2_3_p1.ipynb"}


def test_a_file_of_300_mb_is_refused_and_the_notebook_beside_it_taken(refused, tmp_path, root):
    folder = tmp_path / "folder"
    folder.mkdir()
    with (folder / "doejane_1_3_good_model.npz").open("wb") as file:
        file.truncate(300_000_000)
    (folder / "doejane_1_2_p1.ipynb").write_bytes(GOOD)
    found = refused(folder)
    assert list(found) == ["doejane_1_3_good_model.npz"]
    assert "300,000,000 bytes, and 100,000,000 is the most" in found["doejane_1_3_good_model.npz"]
    assert sorted(p.name for p in (root / "submitted/doejane/p1").iterdir()) == [
        "p1.ipynb",
        "timestamp.txt",
    ]


@pytest.fixture(scope="module")
def bomb():
    """An archive of little that unpacks to more than may be handed in."""
    zeros = bytes(LARGEST // 4 + 1)
    return packed(*((f"{n}.npy", zeros) for n in range(4)))


def test_bombs_are_refused_as_a_zip_as_weights_and_as_a_notebook(refused, tmp_path, bomb):
    source = pack(
        tmp_path / "s.zip",
        ("doejane_1_2_handin.zip", bomb),
        ("doejoe_2_3_good_model.npz", bomb),
        ("doejoe_2_4_p1.ipynb", GOOD),
        ("doeann_4_6_many.zip", packed(*((f"{n}.ipynb", b"{}") for n in range(1_001)))),
        ("doebob_3_5_in.zip", packed(("p1.ipynb", GOOD), ("more.zip", packed(("a", b"a"))))),
    )
    found = refused(source)
    assert "unpacks to 100,000,004 bytes" in found["doejane_1_2_handin.zip"]
    assert "unpacks to 100,000,004 bytes" in found["doejoe_2_3_good_model.npz"]
    assert "1,001 files" in found["doeann_4_6_many.zip"]
    assert "archive within an archive" in found["doebob_3_5_in.zip/more.zip"]
    assert len(found) == 4


def test_an_archive_that_lies_about_its_sizes_is_refused(refused, tmp_path):
    source = pack(tmp_path / "s.zip", (info("doejane_1_2_p1.ipynb"), bytes(1_000_000)))
    data = source.read_bytes()
    lie = data.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10))
    assert lie != data
    source.write_bytes(lie)
    assert "damaged" in refused(source)["doejane_1_2_p1.ipynb"]


def test_damaged_locked_and_broken_archives_are_refused(refused, tmp_path, root):
    locked = packed((info("p1.ipynb"), GOOD))
    at = locked.index(b"PK\x01\x02") + 8
    locked = locked[:at] + b"\x01\x00" + locked[at + 2 :]
    folder = tmp_path / "folder"
    folder.mkdir()
    whole = packed(("p1.ipynb", os.urandom(5000)))
    for name, content in {
        "doeann_1_2_in.zip": b"PK\x03\x04 and then nothing",
        "doebob_2_3_in.zip": locked,
        "doecid_3_4_in.zip": whole[:60] + bytes(2000) + whole[2060:],
        "doedot_4_5_in.zip": b"",
    }.items():
        (folder / name).write_bytes(content)
    found = refused(folder)
    assert "no whole zip" in found["doeann_1_2_in.zip"]
    assert "password" in found["doebob_2_3_in.zip/p1.ipynb"]
    assert "damaged" in found["doecid_3_4_in.zip/p1.ipynb"]
    assert "no whole zip" in found["doedot_4_5_in.zip"]
    assert [p.name for p in (root / "submitted").iterdir()] == ["doezoe"]


@pytest.mark.parametrize("encoding, flag", [("utf-8", True), ("utf-8", False), ("cp437", False)])
def test_names_are_read_in_the_encodings_that_zips_have(refused, tmp_path, root, encoding, flag):
    name = "müllerjörg_5_6_p1.ipynb"
    plain = "m\x01\x01llerj\x01\x01rg_5_6_p1.ipynb"
    if encoding == "cp437":
        plain = plain.replace("\x01\x01", "\x01")
    source = pack(tmp_path / "s.zip", (plain, GOOD))
    data = source.read_bytes().replace(plain.encode(), name.encode(encoding))
    if flag:
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.index(mark) + place
            data = data[:at] + b"\x00\x08" + data[at + 2 :]
    source.write_bytes(data)
    assert refused(source) == {}
    assert (root / "submitted" / "müllerjörg" / "p1" / "p1.ipynb").is_file()


def test_names_that_are_marked_as_utf_8_and_are_not_are_refused(refused, tmp_path):
    broken = packed(("xx.ipynb", GOOD)).replace(b"xx.ipynb", b"\xff\xfe.ipynb")
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = broken.index(mark) + place
        broken = broken[:at] + b"\x00\x08" + broken[at + 2 :]
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "doejane_1_2_in.zip").write_bytes(broken)
    with open(os.fsencode(folder) + b"/doejoe_2_3_\xff.ipynb", "wb") as file:
        file.write(GOOD)
    found = refused(folder)
    assert "marked as UTF-8 and is not" in found["doejane_1_2_in.zip"]
    assert "encoding that is not UTF-8" in found["doejoe_2_3_\\udcff.ipynb"]


def test_a_student_s_own_time_is_not_taken(refused, tmp_path, root):
    inner = packed(("p1.ipynb", GOOD), ("timestamp.txt", b"2020-01-01 00:00:00 UTC"))
    source = pack(tmp_path / "s.zip", (info("doejane_1_2_in.zip"), inner))
    found = refused(source)
    assert "the platform's to tell" in found["doejane_1_2_in.zip/timestamp.txt"]
    told = (root / "submitted/doejane/p1/timestamp.txt").read_text(encoding="utf-8")
    assert told == "2026-03-01 00:00:00 UTC\n"


def test_files_without_a_notebook_and_notebooks_of_no_chapter_are_refused(refused, tmp_path):
    source = pack(
        tmp_path / "s.zip",
        ("doejane_1_2_good_model.npz", b"w"),
        ("doejoe_2_3_homework.ipynb", GOOD),
        ("readme.txt", b"?"),
    )
    found = refused(source)
    assert "without a notebook" in found["doejane_1_2_good_model.npz"]
    assert "say --chapter" in found["doejoe_2_3_homework.ipynb"]
    assert "not as canvas gives it" in found["readme.txt"]
    assert set(refused(source, chapter="p1")) == {"doejane_1_2_good_model.npz", "readme.txt"}


def test_a_link_in_submitted_is_not_written_through(refused, tmp_path, root):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    source = pack(tmp_path / "s.zip", ("doejane_1_2_p1.ipynb", GOOD))

    shutil.rmtree(root / "submitted", ignore_errors=True)
    (root / "submitted").mkdir()
    (root / "submitted" / "doejane").symlink_to(elsewhere)
    told = io.StringIO()
    assert collect.main(source=source, root=root, as_json=True, file=told) == 1
    assert "is a link" in json.loads(told.getvalue())["refused"][0]["reason"]
    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_leaves_nothing_half_written(root, tmp_path, monkeypatch):
    shutil.rmtree(root / "submitted", ignore_errors=True)
    source = pack(tmp_path / "s.zip")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.handin.place._write_time", full)
    with pytest.raises(OSError, match="No space"):
        collect.main(source=source, root=root)
    assert list((root / "submitted").rglob("*")) == []


def test_a_safe_name_is_normalised():
    assert safe_name("a\\b/./c") == "a/b/c"
    assert safe_name("Mu\u0308ller/x") == "Müller/x"
    with pytest.raises(RefusedError):
        safe_name("")
