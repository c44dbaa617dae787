"""install.py hands pip's settings on to uv, and has pip install where uv cannot."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def install(root, tmp_path, monkeypatch):
    """The script as a module, for an environment that has uv in it."""
    spec = importlib.util.spec_from_file_location("install", root / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    (tmp_path / "bin").mkdir()
    for name in ("python", "uv"):
        (tmp_path / "bin" / name).touch()
    return module


@pytest.fixture
def ran(install, monkeypatch):
    """The commands that the script ran, with the status that each program is set to end with."""

    class Ran(list):
        status = {}  # noqa: RUF012 - a new one for each test
        settings = ""

    found = Ran()

    def run(command, env=None, **_):
        words = [Path(command[0]).name, *map(str, command[1:])]
        if "config" in words:
            return subprocess.CompletedProcess(command, 0, found.settings)
        found.append((words, env or {}))
        return subprocess.CompletedProcess(command, found.status.get(words[0], 0))

    monkeypatch.setattr(install.subprocess, "run", run)
    return found


def test_uv_installs_from_where_pip_would(install, ran):
    ran.settings = "global.find-links='/a\\n/b'\n:env:.index-url='https://x/simple'\n"
    ran.settings += (
        "global.index-url='https://y/simple'\nglobal.cert='/c.pem'\nglobal.timeout='9'\n"
    )
    install.main("test")
    ((command, environment),) = ran
    assert command[0] == "uv"
    text = " ".join(command)
    assert "--find-links /a --find-links /b" in text
    assert "--default-index https://x/simple" in text
    assert "https://y" not in text
    assert text.endswith("-c constraints.txt -e layerwise -e .[test]")
    assert environment["SSL_CERT_FILE"] == "/c.pem"


@pytest.mark.parametrize("settings", ["global.no-binary=':all:'\n", ""])
def test_pip_installs_where_uv_fails_or_does_not_know_a_setting(install, ran, settings):
    ran.settings, ran.status = settings, {"uv": 2}
    install.main()
    assert ("uv" in [words[0] for words, _ in ran]) == (settings == "")
    words, _ = ran[-1]
    assert words[:4] == ["python", "-m", "pip", "install"]
    assert words[-6:] == ["-c", "constraints.txt", "-e", "layerwise", "-e", "."]


def test_a_failure_of_pip_is_the_script_s(install, ran):
    ran.status = {"uv": 2, "python": 1}
    with pytest.raises(SystemExit) as ended:
        install.main()
    assert ended.value.code == 1


def test_pip_s_settings_are_read_from_its_files_and_the_environment(install, tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://x/simple\n[install]\nfind-links =\n  /a\n  /b\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_FIND_LINKS", "/c")
    settings = install.pip_settings(sys.executable)
    assert settings["index-url"] == "https://x/simple"
    assert settings["find-links"] == "/c"
    monkeypatch.delenv("PIP_FIND_LINKS")
    assert install.pip_settings(sys.executable)["find-links"].split() == ["/a", "/b"]


def test_an_old_python_is_refused_with_a_sentence(install, monkeypatch):
    monkeypatch.setattr(install.sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match=r"is Python 3\.10, expected 3\.11 or later: run make"):
        install.main()
