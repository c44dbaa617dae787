"""What stands for a student's function or object behaves like it, and believes nothing of it."""

import copy
import time

import numpy as np
import pytest
import torch

from autograder.examiner.kept import Handle
from autograder.examiner.proxy import Remote, rebuild, stand_in
from autograder.examiner.session import NotebookEnded


@pytest.mark.parametrize(
    "body, expected",
    [
        ("return x[::2, 1:]", np.arange(12.0).reshape(4, 3)[::2, 1:]),
        ("return x.T", np.arange(12.0).reshape(4, 3).T),
        ("return np.asfortranarray(x)", np.arange(12.0).reshape(4, 3)),
        ("return np.array(2.0)", np.array(2.0)),
        ("return np.float32(2)", np.float32(2)),
        ("return np.empty((0, 3))", np.empty((0, 3))),
        ("return np.broadcast_to(np.ones(1), (3, 2))", np.ones((3, 2))),
        ("return [float('nan'), 10**400, -0.0]", [np.nan, 10**400, -0.0]),
        ("return {1: 'a', (2, None): 'b', 2.5: {}}", {1: "a", (2, None): "b", 2.5: {}}),
        ("return (x[0, 0], [x[0]])", (0.0, [np.arange(3.0)])),
    ],
)
def test_plain_results_arrive_as_they_are(define, body, expected):
    f = define(f"import numpy as np\ndef f(x):\n    {body}")
    got = f(np.arange(12.0).reshape(4, 3))
    assert type(got) is type(expected)
    if isinstance(expected, dict):
        assert got == expected
    else:
        np.testing.assert_equal(got, expected)


def test_a_tensor_arrives_as_a_tensor(define):
    got = define("import torch\ndef f(x): return 2 * x")(torch.ones(2, dtype=torch.float64))
    assert torch.equal(got, torch.full((2,), 2.0, dtype=torch.float64))


@pytest.mark.parametrize(
    "body, kind",
    [
        ("return lambda: 5", "function"),
        ("return f", "function"),
        ("return (n for n in [3, 4])", "generator"),
        ("return np.ones(2).view(np.recarray)", "recarray"),
        ("return np.array([None])", "ndarray"),
        ("return type('Text', (str,), {})('a')", "Text"),
        ("return type('Own', (), {'a': 1})()", "Own"),
        ("return open('/dev/null')", "TextIOWrapper"),
    ],
)
def test_other_results_are_stood_in_for(define, body, kind):
    got = define(f"import numpy as np\ndef f():\n    {body}")()
    assert isinstance(got, Remote)
    assert type(got).__name__ == got._student_type == kind
    assert repr(got) == f"<a {kind} in the student's process>"


def test_a_cyclic_list_and_a_very_deep_one_arrive(define):
    f = define(
        """
        def f(depth):
            outer = inner = []
            for _ in range(depth): outer = [outer]
            inner.append(inner)
            return outer
        """
    )
    cyclic = f(0)
    assert cyclic[0] is cyclic
    deep = f(5_000)
    for _ in range(5_001):
        (deep,) = deep


@pytest.mark.parametrize(
    "body",
    [
        "return np.broadcast_to(np.zeros(1), (10**6, 10**6))",
        "return list(range(10**6))",
        "return 'x' * 10**8",
        "t = ()\n    for _ in range(99): t = (t,)\n    return t",
        "x = np.zeros(1)\n    return [x, np.broadcast_to(x, 10**9)]",
    ],
)
def test_a_result_too_large_fails_that_call_alone(define, session, body):
    session.limit = 60.0  # walking through a million items may take longer than two seconds
    f = define(f"import numpy as np\ndef f(ask=True):\n    if not ask: return 1\n    {body}")
    with pytest.raises(ValueError, match="cannot be handed over"):
        f()
    assert f(False) == 1


def test_what_a_call_changes_in_dicts_and_lists_is_changed_here(define):
    f = define(
        """
        import numpy as np
        def f(w, config, items, same):
            w *= 2
            config["velocity"][0] = 9
            config["t"] = config.get("t", 0) + 1
            config["new"] = np.ones(2)
            items.append(w is same)
            return config, w
        """
    )
    w, velocity = np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.zeros(2)
    before = w.copy()
    config, items = {"velocity": velocity}, []
    got, same = f(w, config, items=items, same=w)
    assert got is config
    np.testing.assert_array_equal(same, 2 * before)
    np.testing.assert_array_equal(w, before)
    assert velocity.tolist() == [9, 0]
    assert config["velocity"] is velocity
    assert config["t"] == 1
    assert config["new"].tolist() == [1, 1]
    assert items == [True]


def test_a_new_array_in_the_place_of_an_old_one_leaves_the_old_one_alone(define):
    f = define("def f(config):\n    config['v'] = config['v'] + 1\n    return config")
    old = np.zeros(2)
    config = {"v": old}
    assert f(config)["v"].tolist() == [1, 1]
    assert old.tolist() == [0, 0]


def test_what_a_call_changes_before_it_raises_is_changed_here(define):
    f = define("def f(config):\n    config['w'][0] = 5\n    raise ValueError('late')")
    w = np.zeros(2)
    with pytest.raises(ValueError, match="late"):
        f({"w": w})
    assert w.tolist() == [5, 0]


def test_a_read_only_argument_is_read_only_there(define):
    f = define("def f(w):\n    w += 1")
    w = np.zeros(2)
    w.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        f(w)


def test_an_argument_in_another_shape_is_a_clear_failure(define):
    f = define("def f(w):\n    w.shape = (6,)")
    with pytest.raises(ValueError, match="return a new array instead"):
        f(np.zeros((2, 3)))


def test_an_opaque_cache_is_handed_back(define):
    f = define(
        """
        class Cache: pass
        def f(x, cache=None):
            if cache: return cache.x
            cache = Cache()
            cache.x = x
            return cache
        """
    )
    cache = f(np.ones(2))
    assert isinstance(cache, Remote)
    assert f(0, cache=cache).tolist() == [1, 1]
    assert cache.x.tolist() == [1, 1]


def test_what_only_the_examiner_has_cannot_be_handed_over(define):
    f = define("def f(x): return x")
    with pytest.raises(TypeError, match="a set cannot be handed to a student's function"):
        f({1})
    assert f(1) == 1


def test_a_class_of_the_student_s_can_be_used(define):
    model = define(
        """
        class f:
            table = {}
            def __init__(self, n): self.n, self._session = n, "own"
            def loss(self, x): return self.n * x
            def __len__(self): return 3
            def __getitem__(self, k): return self.table[k]
            def __setitem__(self, k, v): self.table[k] = v
            def __iter__(self): yield from ("a", [1])
            def __bool__(self): return False
            def __float__(self): return 2.5
        """
    )(n=2)
    assert model.loss(4) == 8
    assert model._session == "own"
    model.n = 5
    assert model.loss(4) == 20
    assert len(model) == 3
    assert list(model) == ["a", [1]]
    model["k"] = 1
    assert model["k"] == 1
    assert not model
    assert float(model) == 2.5
    assert not hasattr(model, "nothing")
    assert copy.deepcopy(model) is model


def test_an_object_equal_to_everything_equals_nothing(define):
    f = define(
        """
        class Any(float):
            __array_ufunc__ = None
            def __eq__(self, other): return True
        def f(): return Any()
        """
    )
    got = f()
    assert got != 0.0
    assert not np.any(got == np.zeros(3))
    with pytest.raises(TypeError):
        np.testing.assert_allclose(got, 0.0)


def test_what_is_no_longer_held_here_is_dropped_there(define, session):
    f = define(
        """
        import weakref
        class C: pass
        left = weakref.WeakSet()
        def f():
            c = C()
            left.add(c)
            return c
        """
    )
    for _ in range(20):
        f()
    held = f()
    session.run("n = len(left)")
    assert session.names(["n"]) == {"n": 1}
    assert isinstance(held, Remote)


@pytest.mark.parametrize(
    "raised, kind, message",
    [
        ("ValueError('a')", ValueError, "a"),
        ("KeyError('k')", KeyError, "'k'"),
        ("NotImplementedError", NotImplementedError, ""),
        ("SystemExit(1)", RuntimeError, "1"),
        ("KeyboardInterrupt", RuntimeError, ""),
        ("GeneratorExit", RuntimeError, ""),
        ("StopIteration(3)", RuntimeError, "3"),
        ("UnicodeDecodeError('utf-8', b'x', 0, 1, 'why')", RuntimeError, "why"),
        ("ExceptionGroup('g', [ValueError()])", RuntimeError, "g"),
        ("type('Mine', (OSError,), {})('m')", OSError, "m"),
        ("np.linalg.LinAlgError('l')", ValueError, "l"),
        ("AssertionError('\\ud800')", AssertionError, "?"),
        ("type('E', (Exception,), {'__str__': lambda self: 1 / 0})()", Exception, "ZeroDivision"),
        ("'not an exception'", TypeError, "exceptions must derive"),
    ],
)
def test_an_exception_arrives_as_the_nearest_of_python_s_own(define, raised, kind, message):
    f = define(f"import numpy as np\ndef f():\n    raise {raised}")
    with pytest.raises(kind) as caught:
        f()
    assert message in str(caught.value)
    assert isinstance(caught.value, Exception)
    assert caught.value._student_place.startswith("in f, line 3: raise")


def test_an_answer_cannot_end_a_check_s_loop_in_silence(define):
    f = define("def f(x): raise StopIteration")
    with pytest.raises(RuntimeError):
        all(map(lambda x: f(x) == x, [1, 2]))


@pytest.mark.parametrize(
    "described",
    [
        None,
        "text",
        {},
        {"type": 3, "bases": 4, "message": 5, "place": 6},
        {"type": "", "bases": [], "message": "m", "place": None},
        {"type": "a b", "bases": [None, [], "eval", "SystemExit", "__import__"], "message": "m"},
        {"type": "E", "bases": ["BaseException", "ExceptionGroup"], "message": "m", "place": "p"},
    ],
)
def test_any_description_of_an_exception_makes_one(described):
    error = rebuild(described)
    assert isinstance(error, Exception)
    assert type(error._student_type) is str
    assert type(error._student_place) is str
    assert str(error) in ("", "m")


@pytest.mark.parametrize("name", ["", "a b", "\x00", "\ud800", "x" * 10_000, "None"])
def test_any_name_of_a_type_makes_a_stand_in(name, session):
    remote = stand_in(session, Handle(1, "object", name))
    assert repr(remote).encode()
    assert not callable(remote)


def test_a_student_s_timeout_names_the_call(define, session):
    f = define("def f():\n    while True: pass")
    session.limit = 0.2
    start = time.monotonic()
    with pytest.raises(
        TimeoutError, match=r"no answer within 0.2 seconds; is there a loop\?"
    ) as caught:
        f()
    assert caught.value._student_place == "in the call of f"
    assert time.monotonic() - start < 2
    assert session.names(["f"])


def test_the_end_of_the_process_is_said_by_whatever_is_asked_next(define):
    f = define("import os\ndef f(): os._exit(0)")
    for _ in range(2):
        with pytest.raises(NotebookEnded, match="the notebook's process ended in its start"):
            f()
