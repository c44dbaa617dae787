"""Versions of `initial_params` whose weights have another size."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import parameters_right


@wrong(
    "initial_params",
    hint="""The weights are multiplied by the variance, 2 over fan-in. The standard deviation is
    its root.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in)).requires_grad_()
    """,
)
def variance_for_deviation():
    """Forget the root."""


@wrong(
    "initial_params",
    hint="""The variance is 1 over fan-in, which suits layers without ReLU. A ReLU throws half
    of the signal away, and the 2 makes up for it.""",
    like=parameters_right.two_inner_functions,
    change="""
    - torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    + torch.randn(shape, device=device, dtype=dtype) * (1 / fan_in) ** 0.5
    """,
)
def one_for_two():
    """Scale for a layer without ReLU."""


@wrong(
    "initial_params",
    hint="""The weights grow with the number of inputs, as if multiplied by the root of fan-in.
    It stands below the fraction line.""",
    like=parameters_right.two_inner_functions,
    change="""
    - torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    + torch.randn(shape, device=device, dtype=dtype) * (2 * fan_in) ** 0.5
    """,
)
def root_of_two_missing_fan():
    """Multiply where one should divide."""


@wrong(
    "initial_params",
    hint="""The weights are standard normal numbers as they come, so that the scores are huge.
    Scale them by the formula's standard deviation.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.randn(shape, device=device, dtype=dtype)).requires_grad_()
    """,
)
def standard_normal():
    """Do not scale at all."""


@wrong(
    "initial_params",
    hint="""All weights have a standard deviation of 0.01, whatever the layer. That was the
    recipe before Kaiming's.""",
    like=parameters_right.two_inner_functions,
    change="""
    - return (
    -     torch.randn(shape, device=device, dtype=dtype) * (2 / fan_in) ** 0.5
    - ).requires_grad_()
    + return (torch.randn(shape, device=device, dtype=dtype) * 0.01).requires_grad_()
    """,
)
def one_percent():
    """Scale by 0.01 everywhere."""
