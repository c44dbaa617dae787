"""What platforms give comes into submitted/, each student's latest, with the others kept."""

import csv
import email.message
import io
import json
import mailbox
import zipfile
from datetime import datetime

import nbformat
import pytest
from nbgrader.utils import parse_utc

from autograder import collect, gradebook
from autograder.__main__ import main as command

ROSTER = [
    ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "p1 (77)"],
    ["    Points Possible", "", "", "", "", "4"],
    ["Doe, Jane", "12345", "S1", "jane", "A", ""],
    ["Müller-Lüdenscheidt, Jörg", "12346", "S2", "joerg", "A", ""],
    ["Roe, Richard", "12347", "S3", "richard", "A", ""],
    ["Student, Test", "", "", "", "A", ""],
]
WORKSHEET = [
    line.split(";")
    for line in (
        "Identifier;Full name;Username;Email address;Last modified (submission);Grade",
        "Participant 501;Jane Doe;jane;jane@example.edu;Sunday, 1 March 2026, 10:15 PM;",
        "Participant 502;Jörg Müller;joerg;joerg@example.edu;Monday, 2 March 2026, 8:05 AM;",
    )
]


def notebook(text="pass"):
    """Return a notebook's bytes."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text, id="a")])
    return nbformat.writes(nb).encode()


def zipped(path, files, time=(2026, 3, 1, 20, 0, 0)):
    """Write a zip archive with files of one time, or of a time each."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            content, own = content if isinstance(content, tuple) else (content, time)
            info = zipfile.ZipInfo(name, own)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def inner(files):
    """Return a zip archive's bytes."""
    data = io.BytesIO()
    zipped(data, files)
    return data.getvalue()


def roster(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def empty_course(tmp_path_factory, released):
    return released.copy(tmp_path_factory.mktemp("collect") / "course")


@pytest.fixture
def small(empty_course, tmp_path):
    """A course in London, with the chapter p1 due on the first of March at midnight."""
    course = empty_course.copy(tmp_path / "course")
    settings(course, 'c.Term.timezone = "Europe/London"', 'c.Term.due = {"p1": "2026-03-01 23:59"}')
    return course


def settings(course, *lines):
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", *lines, ""]))


def run(course, source, **options):
    """Collect; return the exit code and the report."""
    told = io.StringIO()
    code = collect.main(source=source, root=course.root, as_json=True, file=told, **options)
    return code, json.loads(told.getvalue())


def text(course, student, name="p1.ipynb"):
    path = course.root / "submitted" / student / "p1" / name
    if name == "p1.ipynb":
        return nbformat.read(path, as_version=4).cells[0].source
    return path.read_text(encoding="utf-8")


def results(report):
    return [(row["student"], row["result"]) for row in report["collected"]]


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_zip_of_canvas_is_collected_by_the_roster_with_who_is_late_and_missing(small, tmp_path):
    late = (2026, 3, 4, 9, 0, 0)  # when the zip was made: Canvas gives no other time
    source = zipped(
        tmp_path / "submissions.zip",
        {
            "doejane_12345_678901_p1-1.ipynb": notebook("jane"),
            "doejane_12345_678902_weights.npz": b"w",
            "müllerlüdenscheidtjörg_LATE_12346_678903_Copy of p1.ipynb": notebook("joerg"),
        },
        late,
    )
    code, report = run(small, source, roster=roster(tmp_path / "r.csv", ROSTER))
    assert code == 0 and report["refused"] == []
    assert results(report) == [("jane", "new"), ("joerg", "new")]
    assert [row["late"] for row in report["collected"]] == [False, True]
    assert report["missing"] == {"p1": ["richard"]}
    assert text(small, "jane") == "jane" and text(small, "joerg") == "joerg"
    assert text(small, "jane", "weights.npz") == "w"
    # Whom Canvas does not mark was in time, whenever the zip was made.
    assert parse_utc(text(small, "jane", "timestamp.txt").strip()) == datetime(2026, 3, 1, 23, 59)
    assert parse_utc(text(small, "joerg", "timestamp.txt").strip()) == datetime(2026, 3, 4, 9)
    assert "correct it in timestamp.txt" in " ".join(report["collected"][1]["notes"])
    with gradebook.connect(collect.converter.course_directory(small.root)) as book:
        assert book.find_student("joerg").last_name == "Müller-Lüdenscheidt"
        assert book.find_student("jane").lms_user_id == "12345"


@pytest.mark.parametrize("flat", [False, True])
def test_moodle_s_two_forms_are_collected_with_the_worksheet_s_times(small, tmp_path, flat):
    jane = "Jane Doe_501_assignsubmission_file_"
    joerg = "Jörg Müller_502_assignsubmission_file_"
    between = "" if flat else "/"
    files = {
        f"{jane}{between}p1.ipynb": notebook("jane"),
        f"{joerg}{between}handin.zip": inner(
            {
                "work/p1.ipynb": notebook("joerg"),
                "work/good_model.npz": b"w",
                "__MACOSX/work/._p1.ipynb": b"x",
            }
        ),
    }
    source = zipped(tmp_path / "moodle.zip", files, (2026, 3, 9, 0, 0, 0))
    code, report = run(small, source, roster=roster(tmp_path / "w.csv", WORKSHEET))
    assert (code, report["refused"]) == (0, [])
    assert text(small, "joerg") == "joerg"
    assert text(small, "joerg", "good_model.npz") == "w"
    assert [(r["time"], r["late"]) for r in report["collected"]] == [
        ("2026-03-01 22:15:00 GMT", False),
        ("2026-03-02 08:05:00 GMT", True),
    ]


def test_an_unpacked_folder_of_classroom_is_collected(small, tmp_path):
    folder = tmp_path / "Week 1"
    folder.mkdir()
    for name in ("Jane Doe - p1.ipynb", "Jörg Müller - p1 (1).ipynb", "p1 notes.ipynb"):
        (folder / name).write_bytes(notebook(name))
    code, report = run(small, folder, roster=roster(tmp_path / "w.csv", WORKSHEET))
    assert code == 1
    assert [row["file"] for row in report["refused"]] == ["p1 notes.ipynb"]
    assert text(small, "jane") == "Jane Doe - p1.ipynb"
    assert text(small, "joerg") == "Jörg Müller - p1 (1).ipynb"


def letter(sender, received, files, date="Sun, 01 Feb 2026 10:00:00 +0000"):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Date"] = sender, "course@example.edu", date
    message["Message-ID"] = f"<{sender[-30:-1]}{received}>"
    if received:
        message["Received"] = f"from a.example by b.example; {received}"
    message.set_content("Dear all, see attached.")
    for name, content in files.items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message


def test_mails_are_collected_at_the_time_the_server_received_them(small, tmp_path):
    jane = "Jane Doe <Jane@Example.edu>"
    box = mailbox.mbox(tmp_path / "course.mbox")
    received = "Mon, 02 Mar 2026 08:00:00 +0100"
    box.add(letter(jane, received, {"p1.ipynb": notebook("second"), "w.npz": b"w"}))
    box.add(letter(jane, "Sun, 01 Mar 2026 08:00:00 +0100", {"p1.ipynb": notebook("first")}))
    box.add(letter("Eve <eve@example.com>", received, {"p1.ipynb": notebook("eve")}))
    box.add(letter("", received, {"p1.ipynb": notebook("nobody")}))
    box.close()
    code, report = run(
        small, tmp_path / "course.mbox", roster=roster(tmp_path / "w.csv", [*WORKSHEET[:2], []])
    )
    assert code == 1
    reasons = " ".join(row["reason"] for row in report["refused"])
    assert "no student eve@example.com" in reasons and "it tells no sender" in reasons
    assert results(report) == [("jane", "new"), ("jane", "replaces an earlier one")]
    assert text(small, "jane") == "second" and text(small, "jane", "w.npz") == "w"


def test_repeated_hand_ins_are_in_order_none_is_lost_and_nothing_newer_is_replaced(small, tmp_path):
    def folder(number):
        return zipped(
            tmp_path / f"{number}.zip",
            {
                f"Jane Doe - p1{n}.ipynb": (notebook(t), (2026, 2, day, 12, 0, 0))
                for n, t, day in [("", "first", 1), (" (1)", "second", 2), (" (2)", "third", 3)][
                    :number
                ]
            },
        )

    run(small, folder(2))
    assert text(small, "jane-doe") == "second"
    code, report = run(small, folder(3))
    assert code == 0 and text(small, "jane-doe") == "third"
    kept = sorted((small.root / "earlier/jane-doe/p1").iterdir())
    assert [path.name for path in kept] == ["2026-02-01T12-00-00Z", "2026-02-02T12-00-00Z"]
    texts = [nbformat.read(path / "p1.ipynb", 4).cells[0].source for path in kept]
    assert texts == ["first", "second"]
    before = tree(small.root / "submitted"), tree(small.root / "earlier")
    for source in (folder(3), folder(2), folder(1)):
        code, report = run(small, source)
        assert code == 0
        assert {r for _, r in results(report)} <= {"unchanged", "an earlier one"}
    assert before == (tree(small.root / "submitted"), tree(small.root / "earlier"))


def test_canvas_s_numbers_tell_which_is_newer_when_an_old_zip_is_unpacked_later(small, tmp_path):
    for number, text_, month in ((900, "new", 2), (100, "old", 3)):
        name = f"doejane_12345_{number}_p1.ipynb"
        source = zipped(tmp_path / "z.zip", {name: notebook(text_)}, (2026, month, 1, 0, 0, 0))
        run(small, source)
    assert text(small, "doejane") == "new"


def test_what_was_put_there_by_hand_is_never_replaced(small, tmp_path):
    folder = small.hand_in("doejane")
    before = tree(folder)
    source = zipped(tmp_path / "z.zip", {"doejane_1_2_p1.ipynb": notebook()})
    code, report = run(small, source)
    assert code == 1 and "which is newer is not known" in report["refused"][0]["reason"]
    assert tree(folder) == before


def test_a_corrected_due_date_corrects_the_times_of_those_in_time(small, tmp_path):
    name = {"doejane_12345_9_p1.ipynb": notebook()}
    source = zipped(tmp_path / "z.zip", name, (2026, 3, 7, 0, 0, 0))
    run(small, source)
    settings(small, 'c.Term.due = {"p1": "2026-02-20 12:00"}')
    _, report = run(small, source)
    assert results(report) == [("doejane", "unchanged")]
    assert text(small, "doejane", "timestamp.txt") == "2026-02-20 12:00:00 UTC\n"


def test_a_class_that_is_late_by_the_download_s_time_is_warned_of(small, tmp_path):
    source = zipped(
        tmp_path / "m.zip",
        {f"S{n}_{n}_assignsubmission_file_/p1.ipynb": notebook() for n in range(4)},
        (2026, 3, 9, 0, 0, 0),
    )
    _, report = run(small, source)
    assert "likely that of the download" in report["warnings"][0]


def test_a_naming_of_one_s_own_is_a_setting(small, tmp_path):
    settings(
        small,
        "own = r'(?P<student>\\w+)@(?P<time>[\\d-]+_[\\d-]+)@(?P<file>.+)'",
        "c.Collect.patterns = {'ilias': [own]}",
    )
    source = zipped(tmp_path / "i.zip", {"jane@2026-07-01_10-30@p1.ipynb": notebook("jane")})
    code, report = run(small, source, platform="ilias")
    assert code == 0 and text(small, "jane") == "jane"
    assert report["collected"][0]["time"] == "2026-07-01 10:30:00 BST"
    settings(small, "c.Collect.patterns = {'ilias': ['(']}")
    with pytest.raises(ValueError, match="is no regular expression"):
        run(small, source, platform="ilias")


def test_two_students_of_one_name_are_told_apart_by_the_roster_or_refused(small, tmp_path):
    files = {f"Jane Doe_{n}_assignsubmission_file_/p1.ipynb": notebook(str(n)) for n in (501, 509)}
    source = zipped(tmp_path / "m.zip", files)
    code, report = run(small, source)
    assert code == 1 and "two students are called Jane Doe" in report["refused"][0]["reason"]
    twins = [WORKSHEET[0], WORKSHEET[1], ["Participant 509", "Jane Doe", "jd2", "j2@example.edu"]]
    code, _ = run(small, source, roster=roster(tmp_path / "w.csv", twins))
    assert (code, text(small, "jane"), text(small, "jd2")) == (0, "501", "509")
    # Moodle numbers anew in each assignment: the worksheet of another one must not mix them up.
    other = zipped(tmp_path / "o.zip", {"Jörg Müller_501_assignsubmission_file_/p1.ipynb": b"{}"})
    code, report = run(small, other, roster=roster(tmp_path / "w.csv", WORKSHEET))
    assert code == 1 and "may be jane or joerg" in report["refused"][0]["reason"]


def test_the_command_prints_lines_and_ends_with_1_when_something_was_refused(
    small, tmp_path, capsys, monkeypatch
):
    source = zipped(
        tmp_path / "c.zip", {"doejane_1_2_p1.ipynb": notebook(), "x\x1b[31m.ipynb": notebook()}
    )
    monkeypatch.setattr(
        collect.main, "__kwdefaults__", {**collect.main.__kwdefaults__, "root": small.root}
    )
    assert command(["collect", str(source)]) == 1
    told = capsys.readouterr().out
    assert "doejane  p1  2026-03-01 20:00:00 GMT  new\n" in told
    assert "1 refused:\n  x\\x1b[31m.ipynb: its name is empty or holds control characters" in told
    assert command(["collect", str(tmp_path / "nowhere")]) == 1
    assert "there is no folder or file" in capsys.readouterr().err


def test_another_hand_in_of_the_same_time_is_refused_as_the_worksheet_may_be_old(small, tmp_path):
    name, worksheet = (
        "Jane Doe_501_assignsubmission_file_/p1.ipynb",
        roster(tmp_path / "w.csv", WORKSHEET),
    )
    run(small, zipped(tmp_path / "1.zip", {name: notebook("first")}), roster=worksheet)
    code, report = run(
        small, zipped(tmp_path / "2.zip", {name: notebook("second")}), roster=worksheet
    )
    assert code == 1 and "as new as what was downloaded" in report["refused"][0]["reason"]
    assert text(small, "jane") == "first"


def test_versions_of_one_time_are_in_the_order_of_their_numbers(small, tmp_path):
    files = {f"Jane Doe - p1{n}.ipynb": notebook(n) for n in (" (2)", "", " (1)")}
    for _ in range(2):
        code, _ = run(small, zipped(tmp_path / "z.zip", files))
        assert (code, text(small, "jane-doe")) == (0, " (2)")
    assert len(list((small.root / "earlier/jane-doe/p1").iterdir())) == 2
