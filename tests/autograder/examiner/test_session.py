"""A session returns or raises in time, whatever the student's process does or sends."""

import struct
import threading
import time

import numpy as np
import pytest

from autograder.examiner.session import NotebookEnded, TimedOut

#: A loop that only a kill can end. (CPython 3.11 lets an interrupt out of `while True: pass`.)
LOOP = "while True:\n    try:\n        for _ in iter(int, 1): pass\n    except BaseException: pass"


def texts(outputs):
    return [o.get("text") or o.get("evalue") for o in outputs]


def test_a_loop_in_a_cell_is_interrupted_and_the_process_goes_on(session):
    session.limit = 0.3
    outputs = session.run("x = 1\nprint('before')\nwhile True: pass")
    assert texts(outputs)[0] == "before\n"
    assert "interrupted after 0.3 seconds" in texts(outputs)[-1]
    assert session.names(["x"]) == {"x": 1}


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.system('sleep 60')",
        "!sleep 60",
        "import subprocess\nsubprocess.run(['sleep', '60'])",
        "import threading\nthreading.Event().wait()",
        "import time\ntime.sleep(60)",
        "sum(n for n in iter(int, 1))",
    ],
)
def test_what_waits_for_ever_is_interrupted_too(session, source):
    session.limit = 0.3
    assert "interrupted" in texts(session.run(source))[-1]
    assert session.names(["x"]) == {}


def test_a_loop_that_swallows_two_interrupts_is_interrupted_too(session):
    session.limit = 0.3
    stubborn = "for _ in range(3):\n    try: time.sleep(30)\n    except BaseException: pass\n"
    outputs = session.run(f"import time\n{stubborn}y = 2")
    assert "interrupted" in texts(outputs)[-1]
    assert session.names(["y"]) == {"y": 2}


def test_a_loop_that_swallows_every_exception_is_ended_with_the_reason(session, gone):
    session.limit, session.place = 0.3, "cell 4 (sq)"
    with pytest.raises(NotebookEnded, match=r"stopped in cell 4 \(sq\).*could not be interrupted"):
        session.run(LOOP)
    assert gone(session.pid)
    for ask in (lambda: session.run("1"), lambda: session.names(["x"])):
        with pytest.raises(NotebookEnded, match=r"in cell 4 \(sq\)"):
            ask()


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos._exit(0)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "import ctypes\nctypes.string_at(0)",
        "import os\nos.closerange(3, 256)",
    ],
)
def test_the_end_of_the_process_is_said_with_the_cell(session, source):
    session.place = "cell 4 (sq)"
    with pytest.raises(NotebookEnded, match=r"ended in cell 4 \(sq\)"):
        session.run(source)


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.stdout = sys.stderr = sys.displayhook = sys.excepthook = None",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
        "import signal\nsignal.signal = None",
        "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
        "import threading\nfor _ in range(50): threading.Timer(9, print).start()",
        "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None",
        "import sys\nsys.modules.update(dict.fromkeys(('numpy', 'torch', 'json', 'traceback')))",
        "import gc\ngc.disable()\nimport atexit\natexit.register(lambda: 1 / 0)",
        "import os\nos.chdir('/')",
        "import sys\nsys.setrecursionlimit(100)",
        "import builtins\ndel builtins.print, builtins.open, builtins.input",
    ],
)
def test_what_a_cell_does_to_its_process_leaves_the_session_working(session, source):
    session.run(source)
    session.run("def f(x): return [x, 1]\nz = 3")
    values = session.names(["f", "z"])
    assert values["z"] == 3
    assert values["f"](np.ones(2))[1] == 1
    session.limit = 0.3
    session.run("while True: pass")
    assert session.names(["z"]) == {"z": 3}


def test_deleting_what_the_process_itself_needs_is_an_end_with_a_reason(session):
    session.place = "cell 2"
    with pytest.raises(NotebookEnded, match="in cell 2"):
        session.run("import builtins\ndel builtins.len, builtins.isinstance, builtins.type")
        session.names(["x"])


def test_an_answer_that_was_not_asked_for_is_not_taken(hostile):
    session, answer = hostile
    answer({"values": {"np": 1, "checks": 2, "sq": 3}})
    assert session.names(["sq", "missing"]) == {"sq": 3}


@pytest.mark.parametrize(
    "reply",
    [
        None,
        [],
        "text",
        {},
        {"values": None},
        {"values": [1]},
        {"value": 1},
    ],
)
def test_an_answer_in_no_known_form_ends_the_session(hostile, reply, gone):
    session, answer = hostile
    answer(reply)
    with pytest.raises(NotebookEnded, match="sent no proper answer"):
        session.names(["sq"])
    assert gone(session.pid)


@pytest.mark.parametrize("reply", [{"error": None}, {"error": {"type": 1}}, {"error": [1]}])
def test_an_error_in_no_known_form_is_an_error(hostile, reply):
    session, answer = hostile
    answer(reply)
    with pytest.raises(RuntimeError):
        session.names(["sq"])


@pytest.mark.parametrize(
    "garbage",
    [
        b"x" * 10_000,
        b"\xff" * 64,
        struct.pack("!QI", 2**40, 1),
        struct.pack("!QI", 10, 2**31),
        struct.pack("!QIQ", 10, 1, 2**62) + b"x" * 10,
        struct.pack("!QI", 3, 0) + b"[1]",
        b"",
        b"\x00",
        struct.pack("!QI", 1000, 0) + b"[1",
    ],
    ids=lambda garbage: repr(garbage[:16]),
)
def test_garbage_on_the_socket_ends_the_session_in_time(hostile, garbage, gone):
    session, answer = hostile
    answer.sock.sendall(garbage)
    start = time.monotonic()
    with pytest.raises(NotebookEnded, match="the notebook"):
        session.run("1")
    assert time.monotonic() - start < 6
    assert gone(session.pid)


def test_a_process_that_does_not_read_is_ended_in_time(hostile, gone):
    session, _ = hostile
    with pytest.raises(NotebookEnded, match="its answer did not end"):
        session.apply("getattr", np.zeros(10**7), "x")
    assert gone(session.pid)


def test_an_answer_that_dribbles_is_ended_in_time(hostile):
    session, answer = hostile
    stop = threading.Event()

    def dribble():
        for byte in struct.pack("!QI", 10_000, 0) + b" " * 10_000:
            if stop.wait(0.05):
                return
            answer.sock.send(bytes([byte]))

    thread = threading.Thread(target=dribble)
    thread.start()
    try:
        with pytest.raises(NotebookEnded, match="its answer did not end"):
            session.run("1")
    finally:
        stop.set()
        thread.join()


def test_outputs_that_no_shell_gives_are_left_out(hostile):
    session, answer = hostile
    good = {"output_type": "stream", "name": "stdout", "text": "good"}
    answer({"outputs": [good, {"output_type": "nonsense"}, 3]})
    assert session.run("1") == [good]


def test_the_time_of_a_check_bounds_its_calls_together(session):
    session.run("import time\ndef f(s):\n    time.sleep(s)\n    return s")
    f = session.names(["f"])["f"]
    session.deadline = time.monotonic() + 0.5
    with pytest.raises(TimedOut):
        f(30)
    with pytest.raises(TimedOut, match="the time for this check is used up"):
        f(0)
    session.deadline = float("inf")
    assert f(0) == 0


def test_calls_of_watched_functions_are_recorded_also_when_they_fail(session):
    session.run(
        "def f(w, how='good'):\n"
        "    w += 1\n"
        "    if how == 'bad': raise ValueError('no')\n"
        "    while how == 'loop': pass\n"
        "    if how == 'exit': __import__('os')._exit(0)\n"
        "    return w * 2"
    )
    f = session.names(["f"])["f"]
    session.calls.names = {"f"}
    session.limit = 0.3
    w = np.zeros(1)
    f(w)
    for how, kind in [("bad", ValueError), ("loop", TimedOut), ("exit", NotebookEnded)]:
        with pytest.raises(kind):
            f(w, how=how)
    good, bad, loop, ended = session.calls.recorded
    assert (good.args[0], good.args_after[0], good.result) == (0, 1, 2)
    assert (bad.args[0], bad.args_after[0], bad.error) == (0, 1, "ValueError")
    assert (loop.args[0], loop.args_after[0], loop.error) == (0, 1, "TimedOut")
    assert (ended.args[0], ended.args_after[0], ended.error) == (0, 0, "NotebookEnded")
    assert bad.kwargs == {"how": "bad"}


def test_the_end_of_a_session_leaves_nothing_of_the_group_running(session, gone):
    session.run("import subprocess\np = subprocess.Popen(['sleep', '60']).pid")
    pid = session.names(["p"])["p"]
    session.end("over")
    assert gone(pid)
    assert gone(session.pid)
