"""Right versions of `rmsprop`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("rmsprop")
def own_arrays_in_place(w, dw, config=None):
    """Update the stored average in place and subtract from a copy."""
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    cache = config.setdefault("cache", np.zeros_like(w))
    cache *= rho
    cache += (1 - rho) * np.square(dw)
    config["cache"] = cache
    next_w = np.array(w)
    next_w -= (
        config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    )
    return next_w, config


@right("rmsprop")
def element_by_element(w, dw, config=None):
    """Loop over the elements."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    old = config.get("cache", np.zeros_like(w))
    next_w, cache = np.empty_like(w), np.empty_like(w)
    for index in np.ndindex(np.shape(w)):
        cache[index] = rho * old[index] + (1 - rho) * dw[index] * dw[index]
        next_w[index] = w[index] - lr * dw[index] / (cache[index] ** 0.5 + epsilon)
    config["cache"] = cache
    return next_w, config


@right("rmsprop")
def pulled_towards_square(w, dw, config=None):
    """Move the average a share of the way to the new square."""
    config = {} if config is None else config
    cache = config.get("cache", 0.0)
    cache = cache + (1 - config.get("decay_rate", 0.99)) * (dw * dw - cache)
    config["cache"] = cache
    rate = config.get("learning_rate", 1e-2) / (cache**0.5 + config.get("epsilon", 1e-8))
    return w - rate * dw, config


@right("rmsprop")
def copied_config(w, dw, config=None):
    """Leave the caller's dict alone and return a new one."""
    defaults = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}
    config = defaults | {"cache": np.full_like(w, 0)} | (config or {})
    rho = config["decay_rate"]
    config["cache"] = np.power(dw, 2) * (1 - rho) + rho * config["cache"]
    root = np.sqrt(config["cache"])
    return w - config["learning_rate"] * (dw / (root + config["epsilon"])), config


@right("rmsprop")
def inner_functions(w, dw, config=None):
    """Split the rule into small functions, and compute in float64."""
    if config is None:
        config = dict(learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8)

    def average(old, new, weight):
        return weight * old + (1.0 - weight) * new

    def scaled(gradient, square):
        return gradient / (np.sqrt(square) + config.get("epsilon", 1e-8))

    square = np.asarray(dw, dtype=np.float64) ** 2
    old = config.get("cache")
    old = np.zeros(np.shape(w)) if old is None else old
    config["cache"] = average(old, square, config.get("decay_rate", 0.99))
    return w - config.get("learning_rate", 1e-2) * scaled(dw, config["cache"]), config


@right("rmsprop")
def flattened(w, dw, config=None):
    """Compute on flat copies and restore the shape at the end."""
    config = {} if config is None else config
    shape, rho = np.shape(w), config.get("decay_rate", 0.99)
    cache = np.zeros(np.size(w)) if "cache" not in config else np.ravel(config["cache"])
    gradient = np.ravel(dw)
    cache = rho * cache + (1 - rho) * gradient**2
    scale = np.sqrt(cache) + config.get("epsilon", 1e-8)
    config["cache"] = cache.reshape(shape)
    moved = np.ravel(w) - config.get("learning_rate", 1e-2) * gradient / scale
    return moved.reshape(shape), config


@right("rmsprop")
def in_longdouble(w, dw, config=None):
    """Compute in the longest floats that the machine has."""
    config = {} if config is None else config
    rho, gradient = config.get("decay_rate", 0.99), np.asarray(dw, np.longdouble)
    cache = rho * np.asarray(config.get("cache", 0), np.longdouble) + (1 - rho) * gradient**2
    config["cache"] = cache
    root = np.sqrt(cache) + config.get("epsilon", 1e-8)
    return w - config.get("learning_rate", 1e-2) * gradient / root, config
