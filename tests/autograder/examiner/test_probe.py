"""What is tried at the start is found where it can be done, and said where it cannot be stopped."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from autograder.examiner import attempts, confinement, limits, probe, process, verdict
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


@pytest.fixture
def fork_alone(monkeypatch):
    """Have the start of processes without end tried, and nothing else."""
    alone = {attempts.FORK: attempts.ATTEMPTS[attempts.FORK]}
    monkeypatch.setattr(attempts, "ATTEMPTS", alone)
    if not confinement.landlock.version():
        pytest.skip("this kernel has no Landlock")


def test_a_watcher_that_is_late_has_no_hole(monkeypatch, fork_alone):
    """As on a busy machine: it comes long after all processes were started."""
    look, start = limits._excess, time.monotonic()

    def late(bounds):
        return look(bounds) if time.monotonic() > start + 3 else None

    monkeypatch.setattr(limits, "_excess", late)
    assert probe.holes_of(confinement.LANDLOCK) == []


def test_a_watcher_that_lets_all_pass_is_found(monkeypatch, fork_alone):
    monkeypatch.setattr(limits, "_excess", lambda bounds: None)
    monkeypatch.setattr(attempts, "PATIENCE", 1.0)
    assert probe.holes_of(confinement.LANDLOCK) == [attempts.FORK]


@pytest.mark.parametrize("what", ["fill the disk", attempts.FORK])
def test_an_attempt_that_does_not_end_is_no_verdict(monkeypatch, what):
    monkeypatch.setattr(attempts, "ATTEMPTS", {what: lambda *_: time.sleep(60)})
    monkeypatch.setattr(probe, "_SECONDS", 1.0)
    with pytest.raises(probe.Undecided, match=f"attempt to {what} within 1 seconds"):
        probe.choose([confinement.NOTHING])


def test_memory_that_is_shared_by_more_and_fewer_is_no_more_memory(monkeypatch):
    """Each look at a share comes while another number of processes has a part in it."""
    parts = iter([1, 4, 5, 6])
    monkeypatch.setattr(limits, "_descendants", lambda *_: iter([1, 2]))
    monkeypatch.setattr(limits, "_used", lambda pid: (1, 600, 0.0))
    monkeypatch.setattr(limits, "_share", lambda pid: 600 // next(parts))
    assert limits._excess(limits.Limits(memory=100)) is None


HOLES = {"landlock": ["fill the disk"], "nothing": ["a", "b"]}
HELD = probe.Confinement("landlock", ("fill the disk",), {})


@pytest.fixture
def tried(monkeypatch):
    """The levels that were tried, one after the other."""
    levels = []

    def holes_of(level):
        levels.append(level)
        return HOLES[level]

    monkeypatch.setattr(probe, "holes_of", holes_of)
    return levels


def test_a_verdict_is_kept_and_nothing_is_tried_again(tmp_path, tried):
    kept = tmp_path / "private" / "verdict.json"
    levels = ["landlock", "nothing"]
    assert probe.choose(levels, kept) == HELD
    assert tried == levels
    assert probe.choose(levels, kept) == HELD
    assert tried == levels
    assert probe.choose(levels) == HELD  # without a file, each time
    assert tried == 2 * levels


def test_with_another_fingerprint_it_is_tried_again(tmp_path, tried, monkeypatch):
    kept = tmp_path / "private" / "verdict.json"
    probe.choose(["landlock"], kept)
    monkeypatch.setattr(probe.fingerprint, "_code", lambda: "another")
    tried.clear()
    assert probe.choose(["landlock"], kept) == HELD
    assert tried == ["landlock"]


@pytest.mark.parametrize("level", ["nothing", "landlock"])
def test_a_verdict_that_students_could_write_is_neither_kept_nor_believed(
    tmp_path, tried, monkeypatch, level
):
    kept = tmp_path / "private" / "verdict.json"
    monkeypatch.setitem(HOLES, "landlock", ["write files of others"])
    probe.choose([level], kept)
    assert not kept.exists()
    forged = {"level": "nothing", "holes": [], "reasons": {}}
    verdict.write(kept, probe.fingerprint.take([level]), forged)
    tried.clear()
    assert probe.choose([level], kept).holes
    assert tried == [level]


def test_a_passing_trouble_is_not_kept(tmp_path, monkeypatch):
    """The system gives namespaces, and this once something else stood in the way."""
    kept = tmp_path / "private" / "verdict.json"

    def holes_of(level):
        if level == "namespaces":
            raise confinement.CannotConfine("no room")
        return []

    monkeypatch.setattr(probe, "holes_of", holes_of)
    monkeypatch.setattr(probe.fingerprint, "gives_namespaces", lambda: True)
    assert probe.choose(kept=kept).level == "landlock"
    assert not kept.exists()
    monkeypatch.setattr(probe.fingerprint, "gives_namespaces", lambda: False)
    assert probe.choose(kept=kept).level == "landlock"
    assert kept.exists()


def test_it_can_be_chosen_in_another_process_meanwhile():
    found = probe.begin([confinement.NOTHING])
    assert "read files of others" in found().holes
    with pytest.raises(confinement.CannotConfine, match="no level"):
        probe.begin([])()


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
