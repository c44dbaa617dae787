"""What is tried at the start is found where it can be done, and said where it cannot be stopped."""

import os
import shutil
import signal
import subprocess

import pytest

from autograder.examiner import attempts, confinement, probe, process
from autograder.preprocessors.examine import Examine, warning


def test_without_confinement_the_attempts_succeed():
    """Else they would show nothing where they fail."""
    holes = probe.holes_of(confinement.NOTHING)
    wanted = {
        "read files of others",
        "write files of others",
        "change the rights of others' files",
        "read the grader's code",
        "reach other programs over sockets",
        "see other processes",
        "signal other processes",
        "fill the disk",
        "start processes without end",
    }
    assert wanted <= set(holes)


def test_where_the_system_gives_namespaces_they_are_had_without_a_hole():
    """The oracle is util-linux; else a fault of ours would pass for one of the system's."""
    unshare = ["unshare", "--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--mount-proc"]
    unshare += [] if os.geteuid() == 0 else ["--map-root-user"]
    given = shutil.which("unshare") and subprocess.run([*unshare, "true"]).returncode == 0
    if given:
        assert probe.holes_of(confinement.NAMESPACES) == []
    else:
        assert probe.choose().level != confinement.NAMESPACES


def test_the_best_level_without_a_hole_is_chosen(monkeypatch):
    holes = {"namespaces": ["a", "b"], "landlock": [], "nothing": ["c"]}
    monkeypatch.setattr(probe, "holes_of", holes.get)
    assert probe.choose() == probe.Confinement("landlock", (), {"namespaces": "a process can a, b"})


def test_where_all_have_holes_the_fewest_count_and_then_the_order(monkeypatch):
    holes = {"namespaces": ["a", "b"], "landlock": ["c"], "nothing": ["d"]}
    monkeypatch.setattr(probe, "holes_of", holes.get)
    chosen = probe.choose()
    assert (chosen.level, chosen.holes) == ("landlock", ("c",))
    assert list(chosen.reasons) == ["namespaces"]


def test_a_level_that_cannot_be_had_is_passed_over_with_its_reason(monkeypatch):
    def no_namespaces(flags):
        raise PermissionError(1, "unshare failed: Operation not permitted")

    def no_landlock():
        return 0

    monkeypatch.setattr(confinement.kernel, "unshare", no_namespaces)
    monkeypatch.setattr(confinement.landlock, "version", no_landlock)
    chosen = probe.choose()
    assert chosen.level == confinement.NOTHING
    assert "read files of others" in chosen.holes
    assert "unshare failed: Operation not permitted" in chosen.reasons["namespaces"]
    assert "no Landlock" in chosen.reasons["landlock"]


def test_on_another_system_it_is_said(monkeypatch):
    monkeypatch.setattr(confinement.sys, "platform", "darwin")
    monkeypatch.setattr(confinement.process, "die_with", lambda parent: None)
    with pytest.raises(confinement.CannotConfine, match="needs Linux, and this is darwin"):
        probe.holes_of(confinement.NAMESPACES)


def test_a_level_on_which_no_notebook_would_run_is_not_taken(monkeypatch):
    monkeypatch.setattr(probe.sys, "executable", "/nowhere/python")
    with pytest.raises(confinement.CannotConfine, match="/nowhere/python"):
        probe.holes_of(confinement.LANDLOCK)


def test_a_probe_that_dies_is_not_taken_for_one_that_held(monkeypatch):
    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setitem(attempts.ATTEMPTS, "fill the disk", die)
    with pytest.raises(confinement.CannotConfine, match="ended when it tried to fill the disk"):
        probe.holes_of(confinement.NOTHING)


def test_no_level_at_all_is_an_error():
    with pytest.raises(confinement.CannotConfine, match="no level"):
        probe.choose([])


def test_nothing_is_left_of_a_probe(tmp_path, monkeypatch):
    monkeypatch.setattr(probe.tempfile, "tempdir", str(tmp_path))
    for level in confinement.LEVELS:
        try:
            probe.holes_of(level)
        except confinement.CannotConfine:
            continue
    process.end([])
    assert list(tmp_path.iterdir()) == []


class Log:
    """Keeps the warnings."""

    def __init__(self):
        self.warnings = []

    def warning(self, text):
        self.warnings.append(text)


def test_holes_are_said_once_in_a_run_and_what_to_do(monkeypatch):
    holes = probe.Confinement("landlock", ("fill the disk",), {"namespaces": "not permitted"})
    monkeypatch.setattr(Examine, "_warned", False)
    examine, log = Examine(), Log()
    monkeypatch.setattr(Examine, "log", log)
    examine.warn(holes)
    examine.warn(holes)
    assert log.warnings == [warning(holes)]
    for words in ("NOT FULLY CONFINED", "landlock", "fill the disk", "not permitted", "virtual"):
        assert words in log.warnings[0]


def test_without_a_hole_there_is_nothing_to_say(monkeypatch):
    monkeypatch.setattr(Examine, "_warned", False)
    examine, log = Examine(), Log()
    monkeypatch.setattr(Examine, "log", log)
    examine.warn(probe.Confinement("namespaces"))
    assert log.warnings == []
