"""The shell runs any cell, gives its outputs, and survives what the cell did."""

import linecache
import traceback

import pytest


def kinds(outputs):
    return [o["output_type"] for o in outputs]


def test_prints_displays_and_the_last_value_are_outputs(shell):
    outputs, ok, value = shell.run(
        "import sys\nfrom IPython.display import HTML, display\nprint('out')\n"
        "print('err', file=sys.stderr)\ndisplay(HTML('<b>'))\n6 * 7"
    )
    assert ok
    assert value == 42
    assert kinds(outputs) == ["stream", "stream", "display_data", "execute_result"]
    assert outputs[0]["text"] == "out\n"
    assert outputs[1]["name"] == "stderr"
    assert outputs[2]["data"]["text/html"] == "<b>"
    assert outputs[3]["data"]["text/plain"] == "42"


def test_a_cell_without_a_last_expression_has_no_value(shell):
    assert shell.run("7")[2] == 7
    assert shell.run("x = 7")[2] is None
    assert shell.run("")[2] is None


def test_a_value_is_the_cell_s_also_behind_a_semicolon(shell):
    assert shell.run("3;")[2] == 3


@pytest.mark.parametrize(
    "source, name",
    [
        ("1 / 0", "ZeroDivisionError"),
        ("def f(:", "SyntaxError"),
        ("if True:\nx", "IndentationError"),
        ("'a\n", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("import sys\nsys.exit()", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise ExceptionGroup('g', [ValueError(1)])", "ExceptionGroup"),
        ("def f():\n    f()\nf()", "RecursionError"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "E"),
        ("import sys\nsys.displayhook = None\n5", "TypeError"),
        ("%nosuchmagic", "UsageError"),
        ("x = '\\ud800'; raise ValueError(x)", "ValueError"),
        ("\x00", "SyntaxError"),
    ],
)
def test_a_failure_is_an_output_and_the_next_cell_runs(shell, source, name):
    _, ok, _ = shell.run(source)
    assert not ok
    assert type(shell.failure).__name__ == name
    outputs, ok, value = shell.run("print('here')\n1 + 1")
    assert ok
    assert value == 2
    assert kinds(outputs) == ["stream", "execute_result"]
    assert shell.failure is None


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.stdout = sys.stderr = None",
        "import sys\nsys.stdout.close()\nsys.stdout = open('/dev/null', 'w')",
        "import sys\nsys.displayhook = print",
        "import sys\nsys.excepthook = None",
        "get_ipython = print = display = 5",
        "get_ipython().events.register('post_execute', lambda: 1 / 0)",
        "exit()",
        "quit",
        "__builtins__ = None",
        "import gc; gc.disable()",
        "await __import__('asyncio').sleep(0)",
    ],
)
def test_what_a_cell_replaces_costs_the_next_cell_nothing(shell, source):
    space = dict(shell.user_ns)
    shell.run(source)
    shell.events.callbacks["post_execute"].clear()
    shell.user_ns.clear()
    shell.user_ns.update(space)
    outputs, ok, value = shell.run("print('here')\n1 + 1")
    assert ok
    assert value == 2
    assert outputs[0]["text"] == "here\n"


def test_a_command_s_output_is_the_cell_s(shell):
    outputs, ok, _ = shell.run("!echo hello")
    assert ok
    assert outputs[0]["text"].strip() == "hello"


def test_what_is_printed_is_cut_by_bytes_and_not_kept_anywhere(shell):
    outputs, ok, _ = shell.run("print('x' * 20_000_000)")
    assert ok
    assert len(outputs[0]["text"]) < 101_000
    assert not shell.history_manager.outputs


def test_clear_output_clears(shell):
    source = "from IPython.display import clear_output\nprint(1)\nclear_output(wait=True)\nprint(2)"
    assert shell.run(source)[0][0]["text"] == "2\n"


def test_error_messages_do_not_quote_hidden_tests(shell):
    source = "a = 1\n### BEGIN HIDDEN TESTS\nassert a == 'secret'\n### END HIDDEN TESTS\nb = 2"
    outputs, ok, _ = shell.run(source)
    assert not ok
    assert "secret" not in str(outputs)
    frames = traceback.extract_tb(shell.failure.__traceback__)
    assert (frames[-1].lineno, frames[-1].line) == (3, "(a hidden test)")
    assert linecache.getline(frames[-1].filename, 5).strip() == "b = 2"


def test_nothing_is_written_to_the_home_folder(shell):
    assert shell.profile_dir is None
    assert shell.run("1")[1]
