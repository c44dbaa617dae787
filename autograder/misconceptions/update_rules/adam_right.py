"""Right versions of `adam`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right


@right("adam")
def correction_folded_into_rate(w, dw, config=None):
    """Fold both corrections into the rate, and epsilon's share of them with it."""
    config = {} if config is None else config
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = beta1 * config.get("m", 0.0) + (1 - beta1) * dw
    v = config["v"] = beta2 * config.get("v", 0.0) + (1 - beta2) * dw * dw
    share = (1 - beta2**t) ** 0.5
    rate = config.get("learning_rate", 1e-3) * share / (1 - beta1**t)
    return w - rate * m / (v**0.5 + config.get("epsilon", 1e-8) * share), config


@right("adam")
def own_arrays_in_place(w, dw, config=None):
    """Update the stored averages in place and subtract from a copy."""
    config = {} if config is None else config
    for key, default in (("learning_rate", 1e-3), ("beta1", 0.9), ("beta2", 0.999), ("t", 0)):
        config.setdefault(key, default)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config["t"] += 1
    config["m"] *= config["beta1"]
    config["m"] += (1 - config["beta1"]) * dw
    config["v"] *= config["beta2"]
    config["v"] += (1 - config["beta2"]) * np.square(dw)
    step = config["m"] / (1 - config["beta1"] ** config["t"])
    step = step / (np.sqrt(config["v"] / (1 - config["beta2"] ** config["t"])) + config["epsilon"])
    next_w = np.array(w)
    next_w -= config["learning_rate"] * step
    return next_w, config


@right("adam")
def pulled_towards_gradient(w, dw, config=None):
    """Move each average a share of the way to its new value, with t as a float."""
    config = {} if config is None else config
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = float(config.get("t", 0)) + 1.0
    m, v = config.get("m", np.zeros(np.shape(w))), config.get("v", np.zeros(np.shape(w)))
    m = m + (1 - beta1) * (dw - m)
    v = v + (1 - beta2) * (dw**2 - v)
    config["m"], config["v"], config["t"] = m, v, t
    scale = np.sqrt(v) / np.sqrt(1 - np.power(beta2, t)) + config.get("epsilon", 1e-8)
    return w - config.get("learning_rate", 1e-3) / (1 - np.power(beta1, t)) * (m / scale), config


@right("adam")
def element_by_element(w, dw, config=None):
    """Loop over the elements."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    old_m, old_v = config.get("m", np.zeros_like(w)), config.get("v", np.zeros_like(w))
    next_w, m, v = np.empty_like(w), np.empty_like(w), np.empty_like(w)
    for index in np.ndindex(np.shape(w)):
        m[index] = beta1 * old_m[index] + (1 - beta1) * dw[index]
        v[index] = beta2 * old_v[index] + (1 - beta2) * dw[index] ** 2
        m_hat, v_hat = m[index] / (1 - beta1**t), v[index] / (1 - beta2**t)
        next_w[index] = w[index] - lr * m_hat / (v_hat**0.5 + epsilon)
    config.update(m=m, v=v, t=t)
    return next_w, config


@right("adam")
def copied_config(w, dw, config=None):
    """Leave the caller's dict alone and return a new one."""
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0}
    zeros = np.full_like(w, 0)
    new = {**defaults, "m": zeros, "v": zeros, **(config or {})}
    new["t"] = new["t"] + 1
    new["m"] = new["beta1"] * new["m"] + dw - new["beta1"] * dw
    new["v"] = new["beta2"] * new["v"] + dw**2 - new["beta2"] * dw**2
    m_hat = new["m"] / (1 - new["beta1"] ** new["t"])
    root = np.sqrt(new["v"] / (1 - new["beta2"] ** new["t"]))
    return w - new["learning_rate"] * m_hat / (root + new["epsilon"]), new


@right("adam")
def inner_functions(w, dw, config=None):
    """Split the rule into small functions, and compute in float64."""
    if config is None:
        config = {}
    t = config["t"] = 1 if "t" not in config else config["t"] + 1

    def corrected(key, value, beta):
        old = config[key] if key in config else np.zeros(np.shape(w), dtype=np.float64)
        config[key] = beta * old + (1.0 - beta) * value
        forgotten = 1.0
        for _ in range(int(t)):
            forgotten *= beta
        return config[key] / (1.0 - forgotten)

    m_hat = corrected("m", dw, config.get("beta1", 0.9))
    v_hat = corrected("v", np.abs(dw) ** 2, config.get("beta2", 0.999))
    denominator = np.add(np.sqrt(v_hat), config.get("epsilon", 1e-8))
    return np.subtract(w, config.get("learning_rate", 1e-3) * np.divide(m_hat, denominator)), config


@right("adam")
def in_longdouble(w, dw, config=None):
    """Compute in the longest floats that the machine has."""
    config = {} if config is None else config
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    gradient = np.asarray(dw, np.longdouble)
    m = beta1 * np.asarray(config.get("m", 0), np.longdouble) + (1 - beta1) * gradient
    v = beta2 * np.asarray(config.get("v", 0), np.longdouble) + (1 - beta2) * gradient**2
    t = config.get("t", 0) + 1
    config.update(m=m, v=v, t=t)
    root = np.sqrt(v / (1 - beta2**t)) + config.get("epsilon", 1e-8)
    return w - config.get("learning_rate", 1e-3) * m / (1 - beta1**t) / root, config
