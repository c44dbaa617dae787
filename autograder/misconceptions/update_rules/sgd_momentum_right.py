"""Right versions of `sgd_momentum`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("sgd_momentum")
def own_arrays_in_place(w, dw, config=None):
    """Update the stored velocity in place and add it to a copy."""
    config = {} if config is None else config
    config.setdefault("velocity", np.zeros_like(w))
    config["velocity"] *= config.get("momentum", 0.9)
    config["velocity"] -= config.get("learning_rate", 1e-2) * dw
    next_w = np.array(w)
    next_w += config["velocity"]
    return next_w, config


@right("sgd_momentum")
def element_by_element(w, dw, config=None):
    """Loop over the elements."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    old = config.get("velocity", np.zeros_like(w))
    next_w, velocity = np.empty_like(w), np.empty_like(w)
    for index in np.ndindex(np.shape(w)):
        velocity[index] = mu * old[index] - lr * dw[index]
        next_w[index] = w[index] + velocity[index]
    config["velocity"] = velocity
    return next_w, config


@right("sgd_momentum")
def copied_config(w, dw, config=None):
    """Leave the caller's dict alone and return a new one."""
    settings = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.full_like(w, 0)}
    settings.update(config or {})
    settings["velocity"] = (
        settings["momentum"] * settings["velocity"] - settings["learning_rate"] * dw
    )
    return w + settings["velocity"], settings


@right("sgd_momentum")
def one_expression(w, dw, config=None):
    """Write the step out, with the stored velocity taken from the way moved."""
    config = config if config is not None else {}
    push = np.multiply(-config.get("learning_rate", 0.01), dw)
    if "velocity" in config:
        push = np.add(push, np.multiply(config.get("momentum", 0.9), config["velocity"]))
    return np.add(w, push), {**config, "velocity": push}


@right("sgd_momentum")
def uphill_inside(w, dw, config=None):
    """Compute with the velocity's opposite and turn its sign at the end."""
    config = {} if config is None else config
    uphill = config.get("learning_rate", 1e-2) * dw
    uphill -= config.get("momentum", 0.9) * config.get("velocity", 0.0)
    config["velocity"] = -uphill
    return w - uphill, config


@right("sgd_momentum")
def inner_function(w, dw, config=None):
    """Read settings through a function of its own, and compute in float64."""
    config = {} if config is None else config

    def setting(key, default):
        if key not in config:
            config[key] = default
        return config[key]

    velocity = np.asarray(setting("velocity", np.zeros(np.shape(w))), dtype=np.float64)
    config["velocity"] = (
        setting("momentum", 9 / 10) * velocity - setting("learning_rate", 0.01) * dw
    )
    return w + config["velocity"], config


@right("sgd_momentum")
def in_longdouble(w, dw, config=None):
    """Compute in the longest floats that the machine has."""
    config = {} if config is None else config
    velocity = config.get("momentum", 0.9) * np.asarray(config.get("velocity", 0), np.longdouble)
    velocity = velocity - config.get("learning_rate", 1e-2) * np.asarray(dw, np.longdouble)
    config["velocity"] = velocity
    return w + velocity, config
