"""Install the course into .venv: ``python3 install.py [EXTRA]``. The Makefile calls it.

uv does it in a third of pip's time, as it unpacks on all cores. It reads none of pip's settings, so
they are handed on to it. Where it cannot be had, fails, or pip has a setting that is not known
here, pip installs.
"""

import ast
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
#: What uv calls pip's settings of where packages come from.
OPTIONS = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "constraint": "--constraints",
    "trusted-host": "--allow-insecure-host",
}
#: And what it reads from the environment.
VARIABLES = {"cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY"}
#: Settings of pip that have no say in what is installed.
NEEDLESS = {
    *("timeout", "default-timeout", "retries", "disable-pip-version-check", "no-input", "quiet"),
    *("verbose", "no-color", "progress-bar", "cache-dir", "no-cache-dir", "root-user-action"),
    *("require-virtualenv", "break-system-packages", "no-warn-script-location", "no-compile"),
}


def main(extra=""):
    """Make .venv where there is none, and install the course with an extra of pyproject.toml."""
    if sys.version_info < OLDEST:
        got, oldest = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST))
        sys.exit(
            f"{sys.executable} is Python {got}, expected {oldest} or later: run make "
            f"PYTHON=/path/to/python{oldest}"
        )
    python = VENV / "bin" / "python"
    if not python.is_file():
        venv.create(VENV, with_pip=True)
    what = ["-c", "constraints.txt", "-e", "layerwise", "-e", f".[{extra}]" if extra else "."]
    if not with_uv(python, what):
        pip = [python, "-m", "pip", "install", "-qq"]
        # Python compiles what is used, when it is used first: a third of it all.
        for arguments in (["--upgrade", "pip"], ["--no-compile", *what]):
            failed = subprocess.run([*pip, *arguments], cwd=ROOT).returncode
            if failed:
                sys.exit(failed)


def with_uv(python, what):
    """Install with uv; return whether that was possible."""
    uv = python.with_name("uv")
    if not uv.is_file():
        pip = [python, "-m", "pip", "install", "--quiet", "--no-compile", "uv"]
        if subprocess.run(pip, capture_output=True).returncode:
            return False
    settings = pip_settings(python)
    if not settings.keys() <= {*OPTIONS, *VARIABLES, *NEEDLESS}:
        return False
    options = ["--python", python, "--index-strategy", "unsafe-best-match"]  # the one that pip has
    for name, value in settings.items():
        if name in OPTIONS:
            options += [word for part in value.split() for word in (OPTIONS[name], part)]
    given = {VARIABLES[name]: value for name, value in settings.items() if name in VARIABLES}
    command = [uv, "pip", "install", "--quiet", *options, *what]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, **given}).returncode:
        print("uv could not install the course, so pip tries it.", file=sys.stderr)
        return False
    return True


def pip_settings(python):
    """Return pip's settings from its files and the environment, by name."""
    command = [python, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {}
    for section in ("global", "install", ":env:"):  # the later one wins
        for line in listed.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(f"{section}."):
                found[key.removeprefix(f"{section}.")] = str(ast.literal_eval(value))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
