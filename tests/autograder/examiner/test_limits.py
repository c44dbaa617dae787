"""Bombs: each is stopped at its limit, is told why, and is harmless where its defence fails."""

import contextlib
import os
import resource
import time
from pathlib import Path

import pytest

from autograder.examiner import confinement, limits, process
from autograder.examiner.limits import Limits

BOUNDS = Limits(memory=400 * 2**20, disk=32 * 2**20, cpu=20.0, processes=24, open_files=64)
HERE = "print('still here')"
#: For what is ended by another limit than that of time, on a busy machine too.
LONG = {"limit": 120.0, "seconds": 300}


def ends(result, reason):
    """Whether a notebook ended in its first cell for a reason."""
    (output,) = result["cells"][0]["outputs"]
    return f"process ended in cell 1: {reason}" in output["evalue"]


def test_one_process_gets_a_memory_error_and_goes_on(confined):
    source = "import numpy as np\nnp.ones(700 * 2**17)"
    result = confined.run(source, HERE, limits=BOUNDS)
    assert result["cells"][0]["outputs"][0]["ename"] in ("MemoryError", "_ArrayMemoryError")
    assert result["cells"][1]["outputs"][0]["text"] == "still here\n"


@pytest.mark.parametrize("kind", ["own", "shared"])
def test_processes_that_take_too_much_memory_together_are_ended(confined, kind):
    """Six take 150 MiB each, of their own or in mappings that no limit of the kernel's counts."""
    take = {
        "own": "bytearray(b'x') * (150 * 2**20)",
        "shared": "mmap.mmap(-1, 150 * 2**20); [kept.write(b'x' * 2**20) for _ in range(150)]",
    }[kind]
    source = (
        "import mmap, os, signal, time\n"
        "for _ in range(6):\n"
        "    if not os.fork():\n"
        "        signal.signal(signal.SIGALRM, signal.SIG_DFL); signal.alarm(120)\n"
        f"        kept = {take}\n"
        "        signal.pause()\n"
        "    time.sleep(0.1)\n"
        "time.sleep(100)"
    )
    result = confined.run(source, HERE, limits=BOUNDS, **LONG)
    assert ends(result, "it used more than 0.390625 GiB of memory"), result


def test_a_fork_bomb_is_stopped_and_leaves_nothing(confined):
    """It starts sixty processes at most, that end by themselves."""
    naps = f"120.{time.monotonic_ns() % 10**6:06}"
    source = (
        "import os, signal, time\n"
        "started = 0\n"
        "try:\n"
        "    for _ in range(60):\n"
        "        if not os.fork():\n"
        f"            os.setsid(); os.execlp('sleep', 'sleep', '{naps}')\n"
        "        started += 1\n"
        "    time.sleep(100)\n"
        "except OSError as error: print(error)\n"
        "print('started', started)"
    )
    result = confined.run(source, HERE, limits=BOUNDS, **LONG)
    text = str(result["cells"][0]["outputs"])
    if confined.confinement.level == confinement.NAMESPACES:
        assert "Resource temporarily unavailable" in text
        assert int(text.split("started ")[1].split("\\n")[0]) < BOUNDS.processes
        assert result["cells"][1]["outputs"][0]["text"] == "still here\n"
    else:
        assert ends(result, "it ran more than 24 processes and threads"), result
    assert running(naps) == 0


def running(word):
    """Return how many processes of the machine have a word in their command."""
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            count += word.encode() in (folder / "cmdline").read_bytes()
    return count


def test_the_disk_cannot_be_filled(confined):
    """Three files of 24 MiB where 32 MiB are allowed."""
    source = (
        "import tempfile\n"
        "written, files = 0, []\n"
        "for _ in range(3):\n"
        "    files.append(tempfile.TemporaryFile(buffering=0))\n"
        "    for _ in range(24): written += files[-1].write(b'x' * 2**20)\n"
    )
    outputs = confined.run(source, limits=BOUNDS)["cells"][0]["outputs"]
    if confined.confinement.level == confinement.NAMESPACES:
        assert "No space left on device" in outputs[0]["evalue"]
    else:
        assert confined.confinement.holes == ("fill the disk",)


def test_one_file_cannot_grow_beyond_the_limit(confined):
    source = "file = open('big', 'wb')\nfor _ in range(40): file.write(b'x' * 2**20)"
    outputs = confined.run(source, limits=BOUNDS)["cells"][0]["outputs"]
    assert outputs[0]["ename"] == "OSError"


def test_what_was_handed_in_leaves_room_to_write(confined):
    files = {"a": b"x" * 2**20, "large": b"x" * (17 * 2**20)}
    said = confined.says("import os; print(sorted(os.listdir()))", limits=BOUNDS, files=files)
    kept = ["a"] if confined.confinement.level == confinement.NAMESPACES else ["a", "large"]
    assert said == str(kept)


@pytest.mark.parametrize("processes", [1, 3])
def test_a_loop_uses_up_its_processor_time(confined, processes):
    """They end by themselves after two minutes."""
    source = (
        "import os, signal\n"
        f"for _ in range({processes - 1}): os.fork()\n"
        "signal.signal(signal.SIGALRM, signal.SIG_DFL); signal.alarm(120)\n"
        "while True:\n"
        "    try:\n"
        "        while True: pass\n"
        "    except BaseException: pass\n"
    )
    result = confined.run(source, HERE, limits=Limits(cpu=1.0), **LONG)
    assert ends(result, "it used more than 1 seconds of processor time"), result


def test_files_cannot_be_opened_without_end(confined):
    source = "kept = [open('/dev/null') for _ in range(100)]"
    assert confined.says(source, limits=BOUNDS).startswith("OSError: [Errno 24]")


def test_output_is_cut(confined):
    source = (
        "import os, subprocess\nprint('x' * 20_000_000)\n"
        "written = os.write(1, b'y' * 10_000_000)\n"
        "done = subprocess.run('head -c 10000000 /dev/zero', shell=True)"
    )
    outputs = confined.run(source, HERE, limits=BOUNDS)["cells"]
    (printed,) = outputs[0]["outputs"]
    assert len(printed["text"]) < 101_000
    assert "yy" not in printed["text"]
    assert outputs[1]["outputs"][0]["text"] == "still here\n"


def test_daemons_end_with_the_notebook(confined, tmp_path):
    seconds = f"63.{time.monotonic_ns() % 10**6}"
    source = (
        "import os, signal, subprocess\n"
        f"command = ['sleep', '{seconds}']\n"
        "if not os.fork():\n"
        "    os.setsid()\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    if not os.fork(): os.execvp('sleep', command)\n"
        "    os._exit(0)\n"
        "print(subprocess.Popen(command, start_new_session=True).poll())"
    )
    assert confined.says(source) == "None"
    assert running(seconds) == 0


def test_limits_that_are_lower_already_are_kept():
    def lower():
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        limits.apply(Limits(open_files=64), own_user=False)
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (32, 32)
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)

    assert os.waitstatus_to_exitcode(os.waitpid(process.fork(lower), 0)[1]) == 0
