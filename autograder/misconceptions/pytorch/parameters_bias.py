"""Versions of `initial_params` with other biases, or another dtype or device."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The biases are random numbers. They start at zero.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.randn(size, device=device, dtype=dtype, requires_grad=True)
    """,
)
def biases_drawn():
    """Draw the biases too."""


@wrong(
    "initial_params",
    hint="""The biases start a little above zero, as was once the custom with ReLU. Here they
    start at zero.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.full((size,), 0.1, device=device, dtype=dtype, requires_grad=True)
    """,
)
def biases_slightly_positive():
    """Start the biases at 0.1."""


@wrong(
    "initial_params",
    hint="""The biases start at one, where zeros are asked for.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.ones(size, device=device, dtype=dtype, requires_grad=True)
    """,
)
def biases_of_one():
    """Start the biases at one."""


@wrong(
    "initial_params",
    hint="""The dtype that was asked for is ignored. Every function that makes a tensor takes it
    as an argument.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.randn(shape, device=device) * (2 / fan_in) ** 0.5).requires_grad_()

    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.zeros(size, device=device, requires_grad=True)
    """,
)
def always_float32():
    """Ignore the dtype."""


@wrong(
    "initial_params",
    hint="""The device that was asked for is ignored, so all tensors are on the CPU.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.randn(shape, dtype=dtype) * (2 / fan_in) ** 0.5).requires_grad_()

    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.zeros(size, dtype=dtype, requires_grad=True)
    """,
)
def always_on_the_cpu():
    """Ignore the device."""


@wrong(
    "initial_params",
    hint="""The weights go where they were asked to, the biases do not: they have a dtype and a
    device too.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return torch.zeros(size, device=device, dtype=dtype, requires_grad=True)
    + return torch.zeros(size, requires_grad=True)
    """,
)
def biases_on_the_cpu():
    """Forget device and dtype for the biases."""
