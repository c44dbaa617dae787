"""Update rules: from a parameter and its gradient to the next value of the parameter.

A rule is a function ``rule(w, dw, config=None) -> (next_w, config)``. The dict `config` carries
its hyperparameters and whatever it must remember from one step to the next; a missing key
takes its default. There is one `config` for each parameter.

`sgd` is here as the pattern. The other rules are yours to write: hand them to the Solver as
functions, or `register` them to call them by name.
"""

_RULES = {}


def register(rule):
    """Make an update rule known by its function's name; usable as a decorator.

    Parameters
    ----------
    rule : callable
        ``rule(w, dw, config=None) -> (next_w, config)``. A rule of the same name is replaced.

    Returns
    -------
    callable
        The rule itself.

    Raises
    ------
    TypeError
        When `rule` is no function.
    """
    if not callable(rule) or not hasattr(rule, "__name__"):
        raise TypeError(f"register got {rule!r}; expected a function rule(w, dw, config=None).")
    _RULES[rule.__name__] = rule
    return rule


def get(rule):
    """Look up an update rule.

    Parameters
    ----------
    rule : str or callable
        The name of a registered rule, or a rule, which is returned as it is.

    Returns
    -------
    callable

    Raises
    ------
    ValueError
        When no rule of this name is registered.

    Examples
    --------
    >>> get("sgd") is sgd
    True
    """
    if callable(rule):
        return rule
    if isinstance(rule, str) and rule in _RULES:
        return _RULES[rule]
    known = ", ".join(repr(name) for name in sorted(_RULES))
    raise ValueError(
        f"Got the update rule {rule!r}; expected one of {known}, or a function "
        f"rule(w, dw, config=None), which optim.register makes known by name."
    )


def name_of(rule):
    """The name under which a rule is registered; None when it is not.

    Parameters
    ----------
    rule : callable
        An update rule.

    Returns
    -------
    str or None
    """
    name = getattr(rule, "__name__", None)
    return name if _RULES.get(name) is rule else None


@register
def sgd(w, dw, config=None):
    """Stochastic gradient descent: ``w ← w - learning_rate · dw`` (Robbins and Monro, 1951).

    Parameters
    ----------
    w : ndarray of any shape
        A parameter.
    dw : ndarray of the shape of w
        Gradient of the loss with respect to w.
    config : dict, optional
        ``learning_rate``, default 1e-2.

    Returns
    -------
    next_w : ndarray of the shape of w
    config : dict
        For the next step.

    Examples
    --------
    >>> import numpy as np
    >>> next_w, config = sgd(np.array([1.0]), np.array([2.0]), {"learning_rate": 0.25})
    >>> next_w.tolist()
    [0.5]
    """
    config = {} if config is None else config
    config.setdefault("learning_rate", 1e-2)
    next_w = w - config["learning_rate"] * dw
    return next_w, config
