"""A student's process tries to reach what is not its own, on each level and as each user."""

import os
import re
import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest

import layerwise
from autograder.examiner import confinement, private, tree
from layerwise.data import cache

#: For what may take long on a busy machine.
LONG = {"limit": 120.0, "seconds": 300}

#: Calls of the C library, made from a student's cell.
CALLS = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *args):
    ctypes.set_errno(0)
    result = getattr(libc, name)(*args)
    print(name, "did" if result >= 0 else os.strerror(ctypes.get_errno()))
"""


@pytest.fixture
def other(tmp_path):
    """A folder that anybody may read and write, with a file in it."""
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    folder = tmp_path / "other"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "gradebook.db").write_text("scores", encoding="utf-8")
    (folder / "gradebook.db").chmod(0o666)
    return folder


@pytest.fixture
def sleeper():
    """A process of the test's own."""
    with subprocess.Popen(["sleep", "120"]) as running:
        yield running
        assert running.poll() is None
        running.kill()


def test_no_file_beyond_its_own_and_the_environment_can_be_read(confined, other, root):
    files = [
        str(other / "gradebook.db"),
        str(root / "source_notebooks" / "update_rules" / "update_rules.ipynb"),
        str(root / "autograder" / "misconceptions" / "__init__.py"),
        str(root / "nbgrader_config.py"),
        str(Path(__file__)),
        "/etc/shadow",
        "/etc/hostname",
        "/proc/1/environ",
        "/root/.bashrc",
    ]
    assert Path(files[0]).read_text(encoding="utf-8") == "scores"
    source = f"""
    import os
    for path in {files}:
        try: print("read", path, open(path, "rb").read(3))
        except OSError: pass
    for path in {[str(other), str(root / "source_notebooks"), "/root", "/home", "/var", "/sys"]}:
        try: print("listed", path, os.listdir(path))
        except OSError: pass
    print("tried")
    """
    said = confined.says(source)
    assert said.endswith("tried")
    assert "read /" not in said
    # The tree has empty folders on the way to the environment and to the data sets.
    way = {
        path.split("/")[2]
        for path in [*tree.environment(), str(cache.folder())]
        if "/root/" in path
    }
    listed = [line for line in said.splitlines()[:-1] if not line.startswith("listed /root")]
    assert listed == []
    assert not set(re.findall("'(.*?)'", said)) - way


def test_nothing_beyond_its_own_can_be_written_or_changed(confined, other):
    """What is not the test's own is tried so that success would change nothing."""
    files = [np.__file__, os.__file__, layerwise.__file__, sys.executable, other / "gradebook.db"]
    source = f"""
    import os
    def tried(what, path, change):
        try: change()
        except OSError: return
        print(what, path)
    for path in {[str(path) for path in files]}:
        for name in (path, os.path.dirname(path)):
            try: kept = os.stat(name)
            except OSError: continue
            tried("mode", name, lambda: os.chmod(name, kept.st_mode & 0o7777))
            tried("owner", name, lambda: os.chown(name, kept.st_uid, kept.st_gid))
            tried("times", name, lambda: os.utime(name, ns=(kept.st_atime_ns, kept.st_mtime_ns)))
        tried("wrote", path, lambda: open(path, "ab").close())
        try: file = open(path, "rb")
        except OSError: continue
        kept = os.fstat(file.fileno())
        tried("descriptor", path, lambda: os.fchmod(file.fileno(), kept.st_mode & 0o7777))
    own = "{other}/"
    tried("wrote", own, lambda: open(own + "new", "wb").close())
    tried("removed", own, lambda: os.remove(own + "gradebook.db"))
    tried("renamed", own, lambda: os.rename(own + "gradebook.db", own + "new"))
    tried("linked", own, lambda: os.link(own + "gradebook.db", "link"))
    tried("truncated", own, lambda: os.truncate(own + "gradebook.db", 0))
    tried("attribute", own, lambda: os.setxattr(own + "gradebook.db", "user.x", b"x"))
    print("tried")
    """
    assert confined.says(source) == "tried"
    assert (other / "gradebook.db").read_text(encoding="utf-8") == "scores"
    assert os.listdir(other) == ["gradebook.db"]


def test_kept_verdicts_and_compiled_cells_are_out_of_reach(confined):
    canaries = [private.folder() / "canary", private.folder() / "cython" / "canary"]
    for path in canaries:
        private.write(path, b"kept")
    source = f"""
    import os
    for path in {[str(path) for path in canaries]}:
        for mode in ("r", "a", "w"):
            try: open(path, mode).close(); print("opened", path, mode)
            except OSError: pass
        tries = [lambda: os.remove(path), lambda: os.rename(path, path + "x"),
                 lambda: os.symlink("x", path + "y"), lambda: os.listdir(os.path.dirname(path))]
        for attempt in tries:
            try: attempt(); print("did", path)
            except OSError: pass
    print("tried")
    """
    assert confined.says(source) == "tried"
    for path in canaries:
        assert private.read(path, 10) == b"kept"
        path.unlink()


def test_nothing_is_left_for_the_next_student(confined):
    source = """
    import os, tempfile
    places = {"/tmp", "/var/tmp", "/dev/shm", tempfile.gettempdir(), os.path.expanduser("~"), "."}
    for place in places:
        path = os.path.join(place, "left_by_a_student")
        if os.path.exists(path): print("found", path)
        try: open(path, "w").close()
        except OSError: continue
        print("wrote", path)
    """
    first, second = (confined.run(textwrap.dedent(source)) for _ in range(2))
    said = [run["cells"][0]["outputs"][0]["text"] for run in (first, second)]
    assert all("wrote ./" in text for text in said)
    assert "found" not in "".join(said)
    for run in (first, second):
        assert not Path(run["folder"]).exists()
    for place in ("/tmp", "/var/tmp", "/dev/shm", Path.home()):
        assert not Path(place, "left_by_a_student").exists()


def test_it_works_in_a_copy_of_what_was_handed_in(confined):
    source = """
    import os
    print(sorted(os.listdir()), open("weights.npz").read())
    open("weights.npz", "a").write("!")
    open("new", "w").write("x")
    print(open("weights.npz").read())
    """
    assert confined.says(source, files={"weights.npz": b"w"}) == "['weights.npz'] w\nw!"


@pytest.fixture
def listeners(other):
    """Sockets of the test's that listen, by name: (family, kind, address, socket)."""
    made = {
        "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "unix": (socket.AF_UNIX, socket.SOCK_STREAM, str(other / "socket")),
        "unix datagrams": (socket.AF_UNIX, socket.SOCK_DGRAM, str(other / "datagrams")),
        "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0layerwise-test-{os.getpid()}"),
    }
    listening = {}
    for name, (family, kind, address) in made.items():
        sock = socket.socket(family, kind)
        sock.bind(address)
        if kind == socket.SOCK_STREAM:
            sock.listen()
        if name.startswith("unix"):
            os.chmod(address, 0o777)
        sock.settimeout(0.2)
        listening[name] = (int(family), int(kind), sock.getsockname(), sock)
    yield listening
    for *_, sock in listening.values():
        sock.close()


def came(kind, sock):
    """Return whether anything has reached a listener."""
    try:
        if kind == socket.SOCK_DGRAM:
            return bool(sock.recv(10))
        sock.accept()[0].close()
        return True
    except TimeoutError:
        return False


def test_no_socket_leads_out(confined, listeners):
    for family, kind, address, sock in listeners.values():  # they can be reached from here
        with socket.socket(family, kind) as client:
            client.connect(address)
            client.send(b"x")
            assert came(kind, sock)
    targets = {name: target[:3] for name, target in listeners.items()}
    source = f"""
    import socket
    for name, (family, kind, address) in {targets}.items():
        try:
            client = socket.socket(family, kind)
            client.connect(tuple(address) if type(address) is list else address)
            client.send(b"x")
            print("reached", name)
        except OSError: pass
    try:
        one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        one.sendto(b"x", {targets["unix datagrams"][2]!r})
        print("reached past a pair")
    except OSError: pass
    try: print("found", socket.gethostbyname("localhost.localdomain"))
    except OSError: pass
    print("tried")
    """
    assert confined.says(source) == "tried"
    assert not any(came(kind, sock) for _, kind, _, sock in listeners.values())


def test_no_other_process_is_seen_signalled_or_traced(confined, sleeper):
    os.kill(sleeper.pid, 0)  # from here it can be
    source = f"""
    {textwrap.indent(CALLS, "    ").strip()}
    pid = {sleeper.pid}
    try: seen = [int(n) for n in os.listdir("/proc") if n.isdigit()]
    except OSError: seen = []
    print(len(set(seen) - {{1, os.getpid()}}))
    for target in (pid, os.getppid()):
        try: os.kill(target, 0); print("signalled", target)
        except OSError: pass
    call("ptrace", 0x4206, pid, None, None)
    try: print(open(f"/proc/{{pid}}/cmdline").read())
    except OSError: print("unseen")
    """
    assert confined.says(source).splitlines() == ["0", "ptrace Operation not permitted", "unseen"]


def test_no_descriptor_and_no_variable_is_inherited(confined, monkeypatch):
    source = """
    import os
    opened = []
    for number in range(1024):
        try: os.fstat(number)
        except OSError: continue
        opened.append(os.readlink(f"/proc/self/fd/{number}").split(":")[0])
    print(opened)
    print([name for name in os.environ if "SEED" in name or "TOKEN" in name or "SSH" in name])
    """
    assert confined.says(source).splitlines() == [
        "['/dev/null', '/dev/null', '/dev/null', 'socket']",
        "[]",
    ]


def test_no_privilege_is_had_and_none_can_be_got(confined, other):
    source = f"""
    {textwrap.indent(CALLS, "    ").strip()}
    words = dict(line.split(":") for line in open("/proc/self/status"))
    print(*(words[n].strip().strip("0") or 0 for n in ("CapEff", "CapPrm", "CapBnd", "CapAmb")))
    print(words["NoNewPrivs"].strip())
    call("unshare", 0x10000000)
    call("unshare", 0x00020000)
    call("mount", b"none", b"/tmp", b"tmpfs", 0, None)
    call("mount", b"none", b"/", None, 1 << 5, None)
    call("umount2", b"/proc", 2)
    call("chroot", b".")
    call("setns", 0, 0)
    call("syscall", 319, b"x", 0) if os.uname().machine == "x86_64" else call("unshare", 1)
    call("mknod", b"device", 0o20666, 0x103)
    try: os.chown("/usr", 0, 0); print("changed the owner")
    except OSError: pass
    if os.getuid():
        for change in (os.setuid, os.setgid):
            try: change(0); print("became root")
            except OSError: pass
    """
    lines = confined.says(source).splitlines()
    effective, permitted, bounding, ambient = lines[0].split()
    assert effective == permitted == ambient == "0"
    # An ordinary user cannot narrow what a program could bring; that none can is the next line.
    assert bounding == "0" or confined.confinement.level == confinement.LANDLOCK
    assert lines[1] == "1"
    refused = ("not permitted", "denied")
    assert [line for line in lines[2:] if not line.endswith(refused)] == []
    assert len(lines) == 11


def test_as_root_the_process_is_of_a_user_that_owns_nothing(confined):
    uid, groups = confined.says("import os; print(os.getuid(), os.getgroups())").split(" ", 1)
    if confined.confinement.level == confinement.NAMESPACES:
        assert int(uid) >= 54321
        assert groups in ("[]", f"[{uid}]")


def test_the_environment_can_be_used(confined):
    source = """
    import encodings.idna, sqlite3, unittest, html.parser, PIL.Image
    import subprocess, sys
    from layerwise import checks, data
    print(subprocess.run([sys.executable, "-c", "print(6)"], capture_output=True).stdout)
    print(data.load("shapes10", num_train=50, num_val=10, num_test=10)["X_train"].shape)
    """
    text = confined.says(source)
    assert text.startswith("b'6\\n'\n"), text
    assert "(50, 3, 32, 32)" in text


def test_processes_work_together(confined):
    source = """
    import multiprocessing
    with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(abs, [-1, -2]))
    """
    said = confined.says(source)
    if confined.confinement.level == confinement.LANDLOCK:
        assert said.startswith("PermissionError")  # there is no shared memory for its locks
    else:
        assert said == "[1, 2]"


def test_a_cython_cell_is_compiled_once_and_apart(confined):
    """A magic that compiles leaves a file in C, one that finds the module leaves none."""
    look = "import pathlib; print(*sorted(p.suffix for p in pathlib.Path.home().rglob('_cython*')))"
    cell = "%%cython\ndef twice(int x):\n    return 2 * x"
    for _ in range(2):
        result = confined.run(
            "%load_ext Cython", cell, "print(twice(4))", look, limits=None, **LONG
        )
        outputs = [cell["outputs"] for cell in result["cells"]]
        assert outputs[1] == []
        assert outputs[2][0]["text"] == "8\n", result
        assert outputs[3][0]["text"] == ".pyx .so\n"


def test_pip_and_google_drive_fail_without_harm(confined):
    cells = (
        "!pip install no-such-package-of-anyone",
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "print('still here')",
    )
    result = confined.run(*cells, limits=None)
    assert result["status"] == "graded"
    assert "Retrying" not in str(result["cells"][0]["outputs"])
    assert "does nothing while a notebook is graded" in result["cells"][1]["outputs"][-1]["text"]
    assert result["cells"][2]["outputs"][0]["text"] == "still here\n"


def test_threads_run_beside_each_other_in_trees_of_their_own(confined, warm):
    if confined.confinement is not warm.confinement:
        return  # the pipe to the others carries one job at a time
    texts = []
    source = "import os, time; open('x', 'a').write('x'); time.sleep(0.3); print(os.listdir())"
    threads = [
        threading.Thread(target=lambda: texts.append(confined.says(source))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["['x']"] * 4


def test_folders_of_the_course_are_never_shown():
    shown = [Path(path) for path in tree.environment()]
    home = Path.home().resolve()
    assert not any(home.is_relative_to(path) for path in shown)
    assert Path(np.__file__).is_relative_to(sys.prefix)
    assert any(Path(np.__file__).is_relative_to(path) for path in shown)
