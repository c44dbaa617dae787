"""Gradients across the two processes: a graph stays where it was made, and is asked from here.

In the student's process, `tensors` tells of each tensor in a reply what its numbers do not say: the
graph that it hangs on, kept there as a `Graph`, and the gradient that has been gathered in it. In
the examiner, `connect` hangs the copy of such a tensor on a function of its own, whose backward
asks the student's process to run its backward. A check then reads like ordinary PyTorch::

    scores = three_layer_convnet(x, params)
    F.cross_entropy(scores, y).backward()
    params[0].grad

What comes back is taken as a claim: a gradient must have the shape and dtype of its tensor.
"""

import functools
import sys

from autograder.examiner.plain import Malformed, inside, is_tensor
from autograder.examiner.proxy import Remote


class Graph:
    """A tensor that a function returned, with the arguments that want a gradient of it.

    Parameters
    ----------
    output : Tensor
    leaves : list of Tensor
        Those of the call's arguments, in the order of the message, that require a gradient.
    """

    def __init__(self, output, leaves):
        self.output = output
        self.leaves = leaves

    def backward(self, grad):
        """Go back from the output; return each leaf's gradient, None where it has no part in it.

        Whatever else the output depends on, such as a model's parameters, gathers its gradient as
        always. The graph is kept: one call may return several tensors that share it.
        """
        for leaf in self.leaves:
            leaf.grad = None
        self.output.backward(grad, retain_graph=True)
        grads = [leaf.grad for leaf in self.leaves]
        for leaf in self.leaves:
            leaf.grad = None  # the examiner's own tensor gathers it
        return grads


def leaves(objects):
    """Return those of a message's objects that are tensors and require a gradient."""
    return [value for value in objects if is_tensor(value) and value.requires_grad]


def tensors(value, leaves):
    """Describe the tensors in a value that have a graph or a gradient.

    Parameters
    ----------
    value : object
        What is about to be handed to the examiner.
    leaves : list of Tensor
        Those of the request that required a gradient when it came.

    Returns
    -------
    list of tuple
        The tensor, its `Graph` or None, and its gradient or None.
    """
    if "torch" not in sys.modules:
        return []
    return [
        (tensor, None if tensor.grad_fn is None else Graph(tensor, leaves), _grad(tensor))
        for tensor in hanging(value)
    ]


def hanging(value):
    """Return the tensors in a value, however nested, that have a graph or a gradient."""
    tensors = filter(is_tensor, inside(value, (list, tuple, dict)))
    return [t for t in tensors if t.grad_fn is not None or _grad(t) is not None]


def connect(session, described, objects):
    """Give the tensors of a reply their graph and gradient.

    Parameters
    ----------
    session : Session
        Whose process has the graphs.
    described : object
        What the process says of its tensors, as `tensors` does.
    objects : list
        The table of the request's objects.

    Raises
    ------
    Malformed
        When it is not what `tensors` writes.
    """
    if type(described) is not list:
        raise Malformed("tensors are described in a list")
    for item in described:
        if type(item) is not tuple or len(item) != 3 or not is_tensor(item[0]):
            raise Malformed("a tensor is described by a tuple of three")
        tensor, graph, grad = item
        own = any(tensor is value for value in objects)
        if grad is not None and not own:  # what the check itself owns gathers its gradient here
            if not _fits(grad, tensor):
                raise Malformed("a gradient of another shape or dtype")
            tensor.grad = grad.detach()
        if graph is not None:
            differentiable = tensor.is_floating_point() or tensor.is_complex()
            if not isinstance(graph, Remote) or not differentiable or grad is not None:
                raise Malformed("a graph that no tensor can have")
            if not tensor.is_leaf or (own and tensor.requires_grad):
                raise Malformed("a graph for a tensor that has one here")
            _hang(session, tensor, graph, leaves(objects))


def _hang(session, tensor, graph, wanted):
    """Let a tensor's backward ask the student's process; change the tensor itself, in place."""
    import torch

    def ask(grad):
        grads = session.apply("backward", graph, grad)
        proper = type(grads) is list and len(grads) == len(wanted)
        if not proper or not all(
            g is None or _fits(g, leaf) for g, leaf in zip(grads, wanted, strict=True)
        ):
            raise session.malformed()
        return [None if g is None else g.detach() for g in grads]

    # Without an input that requires a gradient there would be no backward, and the parameters of a
    # model that stays in the student's process would get none.
    anchor = torch.empty(0, requires_grad=True)
    _across().apply(tensor.requires_grad_(False), anchor, graph, ask, *wanted)


def graphed(value):
    """Return the tensors in a value that have a graph."""
    return [tensor for tensor in hanging(value) if tensor.grad_fn is not None]


def gradients(value):
    """Return the gradients gathered in the tensors in a value."""
    return [grad for grad in map(_grad, hanging(value)) if grad is not None]


def graphs(value):
    """Return what stands for the graphs of the tensors in a value that `connect` has been at."""
    return [t.grad_fn.graph for t in graphed(value) if hasattr(t.grad_fn, "graph")]


@functools.cache
def _across():
    """Return the function that tensors hang on; a course without torch never asks for it."""
    import torch

    class Across(torch.autograd.Function):
        """The identity here; its backward is the student's."""

        @staticmethod
        def forward(ctx, tensor, anchor, graph, ask, *wanted):
            ctx.graph, ctx.ask = graph, ask
            ctx.mark_dirty(tensor)
            return tensor

        @staticmethod
        def backward(ctx, grad):
            return None, None, None, None, *ctx.ask(grad.contiguous())

    return Across


def _grad(tensor):
    """Return the gradient gathered in a tensor, where it has one that can cross."""
    return tensor.grad if tensor.is_leaf and is_tensor(tensor.grad) else None


def _fits(grad, tensor):
    return is_tensor(grad) and grad.shape == tensor.shape and grad.dtype == tensor.dtype
