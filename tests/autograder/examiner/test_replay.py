"""What a student's process keeps is replayed: models, optimisers, graphs and random draws."""

import inspect

import numpy as np
import pytest
import torch
from torch import nn

from autograder.examiner.diagnosis import match
from autograder.misconceptions import Version, _marker


def version(function):
    return Version("f", function.__name__, "a hint", lambda: function)


class Doubled(nn.Module):
    """A model that doubles what its layer says."""

    def __init__(self, features):
        super().__init__()
        self.layer = nn.Linear(features, 2)

    def forward(self, x):
        """Return the scores."""
        return 2 * self.layer(x)


class Detached(nn.Module):
    """A model whose layer learns nothing of its input."""

    def __init__(self, features):
        super().__init__()
        self.layer = nn.Linear(features, 2)

    def forward(self, x):
        """Return the scores."""
        return 2 * self.layer(x.detach())


class Frozen(nn.Module):
    """A model whose bias learns nothing."""

    def __init__(self, features):
        super().__init__()
        self.layer = nn.Linear(features, 2)

    def forward(self, x):
        """Return the scores."""
        return 2 * (x @ self.layer.weight.T + self.layer.bias.detach())


MODELS = (Doubled, Detached, Frozen)


@pytest.mark.parametrize("model", MODELS)
def test_a_class_is_recognised_by_the_gradients_of_its_objects(define, session, model):
    source = inspect.getsource(model).replace(f"class {model.__name__}", "class f")
    f = define(f"import torch\nfrom torch import nn\n{source}")
    session.calls.names = {"f"}
    made, x = f(3), torch.ones(4, 3, requires_grad=True)
    made(x).sum().backward()
    grads = [(name, p.grad) for name, p in made.named_parameters()]
    assert len(grads) == 2
    assert match([version(m) for m in MODELS], session.calls.recorded).function is model


def test_a_model_and_its_optimiser_are_replayed_together(define, session):
    def steps(momentum):
        def build(rate):
            model = nn.Linear(2, 1)
            return model, torch.optim.SGD(model.parameters(), lr=rate, momentum=momentum)

        return build

    versions = [version(steps(0.5)), version(steps(0.0)), version(steps(0.9))]
    f = define(
        """
        import torch
        def f(rate):
            model = torch.nn.Linear(2, 1)
            return model, torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
        """
    )
    session.calls.names = {"f"}
    model, optimiser = f(0.1)
    for _ in range(3):
        optimiser.zero_grad()
        model(torch.ones(3, 2)).sum().backward()
        optimiser.step()
    assert len(dict(model.state_dict())) == 2
    assert match(versions, session.calls.recorded) is versions[2]
    assert match(versions[:2], session.calls.recorded) is None


def test_an_optimiser_of_another_type_is_no_match(define, session):
    f = define("import torch\ndef f(): return torch.optim.Adam([torch.ones(1).requires_grad_()])")
    session.calls.names = {"f"}
    f()
    one = [torch.ones(1).requires_grad_()]
    assert match([version(lambda: torch.optim.SGD(one))], session.calls.recorded) is None
    assert match([version(lambda: torch.optim.Adam(one))], session.calls.recorded)


def test_random_draws_are_drawn_again(define, session):
    f = define("import torch, numpy as np\ndef f(): return torch.randn(3), np.random.rand(2)")
    session.calls.names = {"f"}
    first, _ = f()
    second, _ = f()
    assert not torch.equal(first, second)

    def draws():
        return torch.randn(3), np.random.rand(2)

    def draws_otherwise():
        return torch.rand(3), np.random.rand(2)

    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    found = match([version(draws_otherwise), version(draws)], session.calls.recorded)
    assert found.function is draws
    assert torch.equal(torch.rand(1), expected)  # the examiner's own stream is where it was


def test_errors_of_one_type_are_told_apart_by_what_they_say(define, session):
    f = define("import torch\ndef f(x): return x @ torch.ones(3, 2)")
    session.calls.names = {"f"}
    with pytest.raises(RuntimeError):
        f(torch.ones(2, 2))

    def other_sizes(x):
        return x @ torch.ones(4, 2)

    def same_sizes(x):
        return x @ torch.ones(3, 5)

    versions = [version(other_sizes), version(same_sizes)]
    assert match(versions, session.calls.recorded) is versions[0]  # neither says just that

    def said_alike(x):
        return x @ torch.ones(3, 2)

    versions.append(version(said_alike))
    assert match(versions, session.calls.recorded) is versions[2]


@pytest.mark.parametrize("change", ["dtype", "requires_grad", "value", "device"])
def test_tensors_of_another_kind_do_not_match(define, session, change):
    f = define("import torch\ndef f(): return [torch.ones(2)]")
    session.calls.names = {"f"}
    f()
    other = {
        "dtype": torch.ones(2, dtype=torch.float64),
        "requires_grad": torch.ones(2, requires_grad=True),
        "value": torch.zeros(2),
        "device": torch.ones(2, device="meta"),
    }[change]
    assert match([version(lambda: [other])], session.calls.recorded) is None
    assert match([version(lambda: [torch.ones(2)])], session.calls.recorded)


def test_a_class_of_the_bank_is_written_under_the_graded_name():
    marked = _marker("Net", None)(Doubled)
    try:
        source = marked.bank_versions[0].source()
    finally:
        del Doubled.bank_versions
    assert source.startswith("class Net(nn.Module):\n")
    space = {"nn": nn}
    exec(source, space)
    assert space["Net"](3)(torch.ones(1, 3)).shape == (1, 2)
