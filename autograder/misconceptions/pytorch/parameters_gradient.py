"""Versions of `initial_params` that do not ask for gradients as they should."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""None of the tensors requires a gradient, so backward has nothing to do.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5

    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.zeros(size, device=device, dtype=dtype)
    """,
)
def gradient_not_required():
    """Forget to ask for gradients."""


@wrong(
    "initial_params",
    hint="""The biases do not require a gradient and would stay zero for ever.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.zeros(size, device=device, dtype=dtype)
    """,
)
def biases_without_gradient():
    """Ask for the weights' gradients alone."""


@wrong(
    "initial_params",
    hint="""The weights are scaled after the gradient was asked for: the product is a new
    tensor, no leaf. Ask last.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (
    +     torch.randn(shape, device=device, dtype=dtype, requires_grad=True) * (2 / fan_in) ** 0.5
    + )
    """,
)
def scaled_after_asking():
    """Ask for the gradient first, then scale."""
