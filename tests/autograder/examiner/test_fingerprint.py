"""A fingerprint is the same on the next day, and another one where a level could be another."""

import json
import os
import subprocess
import sys

import pytest

from autograder.examiner import confinement, fingerprint, kernel, process

TAKE = """
import json
from autograder.examiner import fingerprint
print(json.dumps(fingerprint.take(["namespaces"])))
"""


def taken(**environment):
    """Take a fingerprint in another process."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", TAKE],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_it_is_the_same_in_another_process_and_comes_back_from_json():
    first = taken()
    assert first == taken()
    here = fingerprint.take(["namespaces"])
    assert json.loads(json.dumps(here)) == here
    assert here["kernel"] == first["kernel"]
    assert here["code"] == first["code"]


def changed(monkeypatch, target, name, value):
    """Return which parts of a fingerprint are others after a change."""
    before = fingerprint.take(confinement.LEVELS)
    monkeypatch.setattr(target, name, value)
    after = fingerprint.take(confinement.LEVELS)
    assert before.keys() == after.keys()
    return {part for part in before if before[part] != after[part]}


class Uname:
    """Another kernel."""

    sysname, release, version, machine = "Linux", "3.10.0", "#1", "x86_64"


CHANGES = {
    "kernel": (os, "uname", lambda: Uname),
    "python": (fingerprint.sys, "version", "3.99"),
    "places": (fingerprint.tempfile, "tempdir", "/elsewhere"),
    "namespaces": (fingerprint, "_unshares", lambda: None),
    "landlock": (fingerprint.landlock, "version", lambda: 99),
    "code": (fingerprint, "_CODE", (kernel,)),
    "settings": (fingerprint, "_SETTINGS", ("/proc/sys/kernel/pid_max",)),
    "bounds": (fingerprint.limits, "_NAMES", ("CPU",)),
    "rights": (fingerprint, "_RIGHTS", ("Name",)),
}


@pytest.mark.parametrize("part", CHANGES)
def test_a_change_is_seen_in_its_part_alone(monkeypatch, part):
    if part == "namespaces":
        monkeypatch.setattr(fingerprint, "_unshares", lambda: True)
    assert changed(monkeypatch, *CHANGES[part]) == {part}


def test_the_levels_and_the_environment_belong_to_it(monkeypatch):
    assert fingerprint.take(["a"])["levels"] != fingerprint.take(["b"])["levels"]
    monkeypatch.setenv("LAYERWISE_DATA", "/one")
    assert fingerprint.take(["a"])["variables"]["LAYERWISE_DATA"] == "/one"


def test_a_change_of_the_code_that_confines_is_seen(monkeypatch, tmp_path):
    before = fingerprint.take(["a"])["code"]
    other = tmp_path / "seccomp.py"
    other.write_bytes(fingerprint.Path(fingerprint.seccomp.__file__).read_bytes() + b"\n")
    monkeypatch.setattr(fingerprint.seccomp, "__file__", str(other))
    assert fingerprint.take(["a"])["code"] != before


def test_a_right_that_is_given_up_is_seen():
    def give_up():
        before = fingerprint.take(["a"])["rights"]
        kernel.prctl(kernel.SET_NO_NEW_PRIVS, 1)
        assert fingerprint.take(["a"])["rights"] != before

    assert os.waitpid(process.fork(give_up), 0)[1] == 0
