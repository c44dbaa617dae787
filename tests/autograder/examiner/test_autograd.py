"""A check differentiates through a student's function as if it were in its own process.

The oracle is PyTorch in one process.
"""

import gc

import numpy as np
import pytest
import torch
import torch._dynamo  # an optimiser would import it in the child, within a call's limit
from torch.nn import functional as F

from autograder.examiner import autograd
from autograder.examiner.plain import Malformed
from autograder.examiner.proxy import Remote
from autograder.examiner.session import NotebookEnded

MODEL = """
import torch
from torch import nn
class f(nn.Module):
    def __init__(self, features, classes=3):
        super().__init__()
        self.hidden = nn.Linear(features, 4)
        self.out = nn.Linear(4, classes)
    def forward(self, x):
        return self.out(torch.relu(self.hidden(x)))
"""


def leaf(*shape, dtype=torch.float64):
    return torch.randn(shape, dtype=dtype, requires_grad=True)


def linear(x, w, b, times=1.0):
    return times * (x @ w + b)


LINEAR = "def f(x, w, b, times=1.0):\n    return times * (x @ w + b)"


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.complex64])
def test_a_backward_reaches_the_arguments(define, dtype):
    f = define(LINEAR)
    x = torch.randn(5, 2, dtype=dtype)
    w, b = leaf(2, 3, dtype=dtype), leaf(3, dtype=dtype)
    out = f(x, w, b=b, times=2.0)
    assert type(out) is torch.Tensor
    assert out.requires_grad and not out.is_leaf
    (out.abs() ** 2).sum().backward()
    got = [w.grad, b.grad]
    w.grad = b.grad = None
    (linear(x, w, b, 2.0).abs() ** 2).sum().backward()
    for mine, expected in zip(got, [w.grad, b.grad], strict=True):
        torch.testing.assert_close(mine, expected)
    assert x.grad is None


def test_gradients_gather_over_two_calls_and_shared_arguments(define):
    f = define("def f(params):\n    w, v = params\n    return (w * v).sum()")
    w = leaf(3)
    f([w, w]).backward()
    f((w, w.detach())).backward()
    torch.testing.assert_close(w.grad, 3 * w.detach())


def test_an_argument_that_has_no_part_in_it_gets_no_gradient(define):
    f = define("def f(w, v): return w * 2")
    w, v = leaf(2), leaf(2)
    f(w, v).sum().backward()
    assert v.grad is None
    assert w.grad.tolist() == [2, 2]


def test_a_result_can_be_handed_on_to_another_call(define):
    f = define("def f(x): return x ** 2")
    x = leaf(3)
    f(3 * f(x)).sum().backward()
    torch.testing.assert_close(x.grad, 36 * x.detach() ** 3)


def test_two_tensors_of_one_graph_go_back_one_after_the_other(define):
    f = define("def f(w):\n    h = w.exp()\n    return {'twice': [2 * h], 'square': (h * h,)}")
    w = leaf(3)
    out = f(w)
    out["twice"][0].sum().backward()
    out["square"][0].sum().backward()
    torch.testing.assert_close(w.grad, (2 * w.exp() + 2 * (2 * w).exp()).detach())


@pytest.mark.parametrize(
    "body",
    ["return (x @ w).detach()", "with torch.no_grad(): return x @ w", "return x.detach() * 2"],
)
def test_a_broken_graph_is_seen(define, body):
    out = define(f"import torch\ndef f(x, w):\n    {body}")(torch.ones(1, 2), leaf(2, 2).float())
    assert not out.requires_grad


def test_under_no_grad_nothing_is_hung_up(define):
    f = define(LINEAR)
    with torch.no_grad():
        out = f(torch.ones(1, 2), torch.ones(2, 2, requires_grad=True), torch.ones(2))
    assert not out.requires_grad


def test_a_model_trains_there_as_it_would_here(define, session):
    build = define(MODEL + "make = lambda model, **kw: torch.optim.SGD(model.parameters(), **kw)")
    make = session.names(["make"])["make"]
    mine = {}
    exec(MODEL, mine)
    there, here = build(2), mine["f"](2)
    there.load_state_dict(dict(here.state_dict()))
    steps = {"lr": 0.1, "momentum": 0.9, "nesterov": True}
    steppers = make(there, **steps), torch.optim.SGD(here.parameters(), **steps)
    for _ in range(3):
        x, y = torch.randn(5, 2), torch.randint(3, (5,))
        for model, optimiser in zip((there, here), steppers, strict=True):
            optimiser.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimiser.step()
    got, expected = dict(there.state_dict()), here.state_dict()
    assert list(got) == list(expected)
    for name in got:
        torch.testing.assert_close(got[name], expected[name])
    for parameter, own in zip(there.parameters(), here.parameters(), strict=True):
        assert type(parameter) is torch.Tensor  # a copy
        torch.testing.assert_close(parameter.grad, own.grad)


def test_the_input_of_a_model_gets_its_gradient_too(define):
    model = define(MODEL)(2)
    x = leaf(4, 2).float().detach().requires_grad_()
    model(x).sum().backward()
    state = dict(model.state_dict())
    hidden = (x @ state["hidden.weight"].T + state["hidden.bias"]).detach() > 0
    expected = (hidden * state["out.weight"].sum(0)) @ state["hidden.weight"]
    torch.testing.assert_close(x.grad, expected)


def test_dtypes_and_devices_are_handed_over(define):
    f = define("import torch\ndef f(**kw):\n    made = torch.ones(2, **kw)\n    return made, kw")
    made, kw = f(dtype=torch.float64, device=torch.device("cpu"))
    assert made.dtype == kw["dtype"] == torch.float64
    assert made.device == kw["device"] == torch.device("cpu")
    made, _ = f(device="meta")
    assert isinstance(made, Remote)
    assert made.device == torch.device("meta")


def test_an_error_in_the_backward_is_the_student_s(define):
    f = define(
        """
        import torch
        class Odd(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x): return x.clone()
            @staticmethod
            def backward(ctx, grad): raise KeyError("odd")
        f = Odd.apply
        """
    )
    with pytest.raises(KeyError, match="odd") as caught:
        f(leaf(2)).sum().backward()
    assert "raise KeyError" in caught.value._student_place


def test_a_backward_that_ends_the_process_is_said(define):
    source = "def f(x):\n    x = 2 * x\n    x.register_hook(lambda grad: os._exit(0))\n    return x"
    f = define("import os\n" + source)
    with pytest.raises(NotebookEnded):
        f(leaf(2)).sum().backward()


@pytest.mark.parametrize(
    "grads",
    [
        "[torch.ones(3, dtype=torch.float64)]",
        "[torch.ones(2)]",
        "[torch.ones(2, 1, dtype=torch.float64)]",
        "[torch.ones(2, dtype=torch.float64).to_sparse()]",
        "[np.ones(2)]",
        "[3]",
        "[]",
        "[None, None]",
        "None",
        "'text'",
        "{}",
        "object()",
    ],
)
def test_a_gradient_that_cannot_be_ends_the_session(define, session, grads):
    f = define(
        f"""
        import gc, torch, numpy as np
        from autograder.examiner import autograd
        from autograder.examiner.student import OPERATIONS
        def f(x):
            OPERATIONS["backward"] = lambda graph, grad: {grads}
            return 2 * x
        """
    )
    with pytest.raises(NotebookEnded, match="sent no proper answer"):
        f(leaf(2)).sum().backward()
    assert session.ended


@pytest.mark.parametrize(
    "item",
    [
        None,
        3,
        (),
        [1, 2, 3],
        (torch.ones(2), None),
        (torch.ones(2), "a graph", None),
        (torch.ones(2), None, torch.ones(3)),
        (torch.ones(2), None, np.ones(2)),
        (np.ones(2), None, None),
    ],
    ids=str,
)
def test_a_tensor_that_is_not_well_described_is_malformed(session, item):
    with pytest.raises(Malformed):
        autograd.connect(session, [item], [])
    with pytest.raises(Malformed):
        autograd.connect(session, item, [])


@pytest.mark.parametrize("what", ["has a gradient here", "whole numbers", "twice", "both"])
def test_a_graph_that_no_tensor_can_have_is_malformed(define, session, what):
    graph = define("class C: pass\nf = C()")
    own = torch.ones(2, requires_grad=True)
    described = {
        "has a gradient here": [(own, graph, None)],
        "whole numbers": [(torch.ones(2, dtype=torch.int64), graph, None)],
        "twice": [(value := torch.ones(2), graph, None), (value, graph, None)],
        "both": [(torch.ones(2), graph, torch.ones(2))],
    }[what]
    with pytest.raises(Malformed):
        autograd.connect(session, described, [own])


def test_a_gradient_of_what_the_check_owns_is_not_taken_over(session):
    own = torch.ones(2, requires_grad=True)
    autograd.connect(session, [(own, None, torch.full((2,), 7.0))], [own])
    assert own.grad is None


def test_a_graph_is_dropped_with_its_tensor(define, session):
    f = define(
        """
        import weakref
        left = weakref.WeakSet()
        def f(x):
            x = x * 2
            left.add(x)
            return x
        """
    )
    out = f(leaf(2))
    session.run("n = len(left)")
    assert session.names(["n"]) == {"n": 1}
    out.sum().backward()
    del out
    gc.collect()
    session.run("import gc; gc.collect(); n = len(left)")
    session.run("n = len(left)")
    assert session.names(["n"]) == {"n": 0}


def test_values_without_tensors_have_nothing_to_tell():
    cyclic = [np.ones(2), {"a": (1, "b")}]
    cyclic.append(cyclic)
    assert autograd.tensors(cyclic, []) == []
