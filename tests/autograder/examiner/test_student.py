"""The student's process keeps its objects, its random stream and its channel to itself."""

import os
import signal
import time

import numpy as np
import pytest

from autograder.examiner.wire import Channel


@pytest.fixture
def ask(forked):
    """Send a request and return the reply, as the examiner would: ``ask("run", source="x")``."""
    sock, pid = forked()
    channel = Channel(sock, lambda handle: handle, lambda handle: handle)

    def ask(do, **more):
        objects = channel.send({"drop": [], "do": do, **more})
        return channel.receive(time.monotonic() + 20, objects)[0]

    ask.channel, ask.pid = channel, pid
    assert ask("start", seed=3) == {"started": True}
    return ask


def printed(reply):
    assert [o["output_type"] for o in reply["outputs"]] == ["stream"], reply
    return reply["outputs"][0]["text"].strip()


def test_it_has_its_seed(ask):
    np.random.seed(3)
    expected = f"{np.random.rand()} 0.23796462709189137"
    source = "import random\nimport numpy as np\nprint(np.random.rand(), random.random())"
    assert printed(ask("run", source=source)) == expected


def test_it_has_no_descriptor_but_its_socket_and_the_null_device(ask):
    source = (
        "import os\n"
        "for n in range(256):\n"
        "    try: os.fstat(n)\n"
        "    except OSError: continue\n"
        "    print(n, os.readlink(f'/proc/self/fd/{n}').split(':')[0], end=' ')"
    )
    words = printed(ask("run", source=source)).split()
    assert words[:6] == ["0", "/dev/null", "1", "/dev/null", "2", "/dev/null"]
    assert words[7:] == ["socket"]


def test_it_has_no_seed_of_the_checks_in_its_environment(ask):
    assert printed(ask("run", source="import os\nprint('LAYERWISE_SEED' in os.environ)")) == "False"


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.write(1, b'x' * 1_000_000); os.write(2, b'y')",
        "import os\nos.system('head -c 1000000 /dev/zero; echo x >&2')",
        "import subprocess\nsubprocess.run(['echo', 'x'], check=True)",
        "!head -c 300000 /dev/zero",
        "import sys\nsys.__stdout__.write('x'); sys.__stderr__.write('y')",
    ],
)
def test_output_below_python_disturbs_nothing(ask, source):
    reply = ask("run", source=source)
    assert all(o["output_type"] != "error" for o in reply["outputs"])
    assert printed(ask("run", source="print('here')")) == "here"


@pytest.mark.parametrize(
    "source",
    ["input('name? ')", "import sys\nnext(sys.stdin)", "import getpass\ngetpass.getpass()"],
)
def test_there_is_nobody_to_ask(ask, source):
    reply = ask("run", source=source)
    assert reply["outputs"][-1]["output_type"] == "error"
    assert printed(ask("run", source="print('here')")) == "here"


def test_figures_are_displayed(ask):
    source = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    (figure,) = ask("run", source=source)["outputs"]
    assert figure["data"]["image/png"].startswith("iVBOR")


def test_an_interrupt_ends_what_runs_and_nothing_else(ask):
    objects = ask.channel.send({"do": "run", "drop": [], "source": "print(1)\nwhile True: pass"})
    time.sleep(0.3)
    os.kill(ask.pid, signal.SIGINT)
    reply, _ = ask.channel.receive(time.monotonic() + 20, objects)
    assert reply["outputs"][0]["text"] == "1\n"
    assert reply["outputs"][1]["ename"] == "KeyboardInterrupt"
    os.kill(ask.pid, signal.SIGINT)  # nothing runs
    time.sleep(0.1)
    assert printed(ask("run", source="print('here')")) == "here"


def test_a_copy_made_by_fork_does_not_answer_too(ask):
    reply = ask("run", source="import os\nprint('once')\npid = os.fork()")
    assert printed(reply) == "once"
    assert printed(ask("run", source="print(os.waitpid(pid, 0)[1])")) == "0"


def test_a_call_returns_its_value_and_what_it_changed(ask):
    ask("run", source="def f(w, config):\n    w += 1\n    config['t'] = [w]\n    return w")
    f = ask("names", names=["f", "g"])["values"]["f"]
    w, config = np.zeros(2), {}
    reply = ask("call", target=f, args=(w,), kwargs={"config": config})
    assert reply["value"] is w
    assert w.tolist() == [1, 1]
    assert config["t"][0] is w


def test_a_call_that_raises_is_described(ask):
    ask("run", source="def f():\n    x = 1\n    raise KeyError('missing')")
    f = ask("names", names=["f"])["values"]["f"]
    error = ask("call", target=f, args=(), kwargs={})["error"]
    assert error == {
        "type": "KeyError",
        "bases": ["KeyError", "LookupError", "Exception", "BaseException", "object"],
        "message": "'missing'",
        "place": "in f, line 3: raise KeyError('missing')",
    }


def test_what_a_call_prints_is_not_sent(ask):
    ask("run", source="def f():\n    print('x' * 10**7)\n    return 1")
    f = ask("names", names=["f"])["values"]["f"]
    assert ask("call", target=f, args=(), kwargs={}) == {"value": 1}


def test_kept_objects_are_dropped_when_the_examiner_says_so(ask):
    ask("run", source="import weakref\nclass C: pass\nleft = weakref.WeakSet()")
    ask("run", source="def f():\n    c = C()\n    left.add(c)\n    return c")
    f = ask("names", names=["f"])["values"]["f"]
    handle = ask("call", target=f, args=(), kwargs={})["value"]
    assert printed(ask("run", source="print(len(left))")) == "1"
    assert printed(ask("run", drop=[handle.number], source="print(len(left))")) == "0"


def test_a_name_too_large_to_copy_is_a_handle(ask):
    ask("run", source="a, big = 1, list(range(10**6))")
    values = ask("names", names=["a", "big"])["values"]
    assert values["a"] == 1
    assert values["big"].type_name == "list"


def test_it_ends_when_the_examiner_closes_the_channel(ask, gone):
    ask.channel.close()
    assert gone(ask.pid)
