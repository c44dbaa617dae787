"""An update rule at work: it updates the parameters of a model and keeps a config for each."""

import copy

import numpy as np

from layerwise import optim


class Optimiser:
    """Apply one update rule to all parameters of a model.

    Parameters
    ----------
    rule : str or callable
        A name that `layerwise.optim` knows, or ``rule(w, dw, config) -> (next_w, config)``.
    config : dict or None
        Hyperparameters, of which each parameter gets a copy of its own.
    names : iterable of str
        The parameters' names.

    Raises
    ------
    ValueError
        When no rule of this name is known.
    TypeError
        When `config` is no dict.

    Attributes
    ----------
    rule : callable
        The update rule.
    configs : dict of str to dict
        Hyperparameters and state of the rule, for each parameter.
    """

    def __init__(self, rule, config, names):
        """Look the rule up and copy the config."""
        self.rule = optim.get(rule)
        if config is not None and not isinstance(config, dict):
            raise TypeError(
                f"Got optim_config of type {type(config).__name__}; expected a dict, such as "
                f"{{'learning_rate': 1e-3}}."
            )
        # A NumPy number such as np.float64(1e-3) would turn float32 parameters into float64.
        plain = {
            key: value.item() if isinstance(value, np.generic) else value
            for key, value in (config or {}).items()
        }
        self.configs = {name: copy.deepcopy(plain) for name in names}

    @property
    def rule_name(self):
        """The rule's function name, for messages."""
        return getattr(self.rule, "__name__", type(self.rule).__name__)

    def step(self, params, grads):
        """Update all parameters in the dict `params`, or none when anything goes wrong.

        Parameters
        ----------
        params, grads : dict of str to ndarray
            Parameters, which are replaced, and gradients of their shapes, by the same names.

        Raises
        ------
        ValueError
            When a gradient is missing, or the rule returns the wrong thing.
        """
        updates = {}
        for name, w in params.items():
            if name not in grads:
                raise ValueError(
                    f"The model's loss returned no gradient for the parameter {name!r}; expected "
                    f"one of shape {w.shape} under that name."
                )
            updates[name] = self._update(name, w, grads[name])
        for name, (next_w, config) in updates.items():
            params[name], self.configs[name] = next_w, config

    def decay(self, factor):
        """Multiply the learning rate of every parameter by a factor.

        Parameters
        ----------
        factor : float
            Below 1 to make the steps shorter.

        Raises
        ------
        ValueError
            When a config holds no learning rate.
        """
        for name, config in self.configs.items():
            if "learning_rate" not in config:
                raise ValueError(
                    f"lr_decay={factor} got no 'learning_rate' to decay in the config of {name!r}; "
                    f"expected one in optim_config, or set by the rule {self.rule_name!r}."
                )
            config["learning_rate"] *= factor

    def _update(self, name, w, dw):
        """Apply the rule to one parameter, and see that it returns the right thing."""
        try:
            # A copy, so that a rule which fails half-way has not advanced its state.
            result = self.rule(w, dw, dict(self.configs[name]))
        except Exception as error:
            error.add_note(f"The update rule {self.rule_name!r} raised this at {name!r}.")
            raise
        fault = _fault(result, w)
        if fault:
            raise ValueError(
                f"The update rule {self.rule_name!r} returned {fault} for the parameter {name!r}; "
                f"expected (next_w, config), a {w.dtype} array of shape {w.shape} and a dict."
            )
        next_w, config = result
        return np.asarray(next_w, w.dtype), config


def _fault(result, w):
    """What is wrong with a rule's result, in words; None when nothing is."""
    if not isinstance(result, tuple) or len(result) != 2:
        return _describe(result)
    next_w, config = result
    if np.shape(next_w) != w.shape or not _is_floating(next_w):
        return f"{_describe(next_w)} as next_w"
    if not isinstance(config, dict):
        return f"{_describe(config)} as config"
    return None


def _is_floating(value):
    return isinstance(value, np.ndarray | np.generic) and value.dtype.kind == "f"


def _describe(value):
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of type {value.dtype} and shape {value.shape}"
    size = f" of length {len(value)}" if isinstance(value, tuple | list) else ""
    return f"a {type(value).__name__}{size}"
